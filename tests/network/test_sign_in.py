"""Signing in and out: by whom, where to, how often, for how long."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from config.accounts import limits
from network.models import User
from network.workflows import open_account
from tests.factories import UserFactory
from tests.network.entering import PASSWORD, said, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

WRONG = "This e-mail address and password do not belong together. Both may be case-sensitive."


def refused(client: Client, email: str, password: str = "wrong") -> list[str]:
    answer = client.post("/account/sign-in/", {"login": email, "password": password})
    assert answer.status_code == 422
    return said(answer.text)


def test_capitals_of_an_address_do_not_matter(client):
    UserFactory(email="Officer@example.eu")
    assert sign_in(client, "OFFICER@Example.eu") == "/account/"


def test_an_account_of_the_command_line_needs_no_confirmation(client):
    open_account(email="Officer@Example.EU", password="a long and quiet river", name="Ana", language="fr", by=None)
    assert sign_in(client, "officer@example.eu", "a long and quiet river") == "/account/"


def test_an_unknown_address_and_a_wrong_password_are_refused_alike(client):
    user = UserFactory()
    assert refused(client, user.email) == refused(client, "nobody@example.eu") == [WRONG]


def test_a_closed_account_is_told_so_only_by_its_password(client):
    user = UserFactory(is_active=False)
    assert refused(client, user.email) == [WRONG]
    assert sign_in(client, user.email) == "/account/closed/"
    assert client.get("/account/").status_code == 302


def test_an_unconfirmed_address_gets_its_mail_again(client):
    user = UserFactory(confirmed_address=False)
    assert sign_in(client, user.email) == "/account/sign-up/sent/"
    assert [sent.subject for sent in mail.outbox] == ["Confirm your new e-mail address"]


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        pytest.param("/practices/list/?practice=a", "/practices/list/?practice=a", id="a page"),
        pytest.param("https://evil.example/", "/account/", id="another site"),
        pytest.param("//evil.example/", "/account/", id="another site, without a scheme"),
        pytest.param(r"/\evil.example/", "/account/", id="another site, slanted"),
        pytest.param("javascript:alert(1)", "/account/", id="a script"),
    ],
)
def test_signing_in_goes_on_only_within_the_site(client, following, expected):
    user = UserFactory()
    answer = client.post(
        "/account/sign-in/", {"login": user.email, "password": PASSWORD}, query_params={"next": following}
    )
    assert answer["Location"] == expected


def test_the_way_on_survives_a_refusal(client):
    page = client.post("/account/sign-in/?next=/practices/lists/", {"login": "x", "password": ""}).text
    assert re.findall(r'name="next" value="(/practices[^"]*)"', page) == ["/practices/lists/"]


def test_a_session_gets_a_new_key_at_every_entrance(client):
    client.cookies["session"] = "chosen-by-somebody-else"
    sign_in(client, UserFactory().email)
    key = client.cookies["session"].value
    assert (key != "chosen-by-somebody-else", Session.objects.filter(pk=key).count()) == (True, 1)


def test_a_session_ends_twelve_hours_after_signing_in_however_much_it_is_used(client):
    sign_in(client, UserFactory().email)
    last_moment = client.session.get_expiry_date()
    twelve_hours = dt.timedelta(hours=12)
    assert abs(last_moment - timezone.now() - twelve_hours) < dt.timedelta(minutes=1)
    session = client.session
    session["used"] = True
    session.save()
    assert client.session.get_expiry_date() == last_moment


def test_a_session_past_its_last_moment_is_no_session(client):
    sign_in(client, UserFactory().email)
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert client.get("/account/")["Location"] == "/account/sign-in/?next=/account/"


def test_signing_out_ends_the_session_on_the_server(client):
    sign_in(client, UserFactory().email)
    old = client.cookies["session"].value
    assert client.post("/account/sign-out/")["Location"] == "/"
    client.cookies["session"] = old
    assert client.get("/account/").status_code == 302


def test_closing_an_account_ends_its_sessions(client):
    user = UserFactory()
    sign_in(client, user.email)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/account/").status_code == 302


def test_five_failures_shut_an_address_for_a_while_and_no_other(settings):
    settings.ACCOUNT_RATE_LIMITS = limits(1)
    client = Client(REMOTE_ADDR="192.0.2.21")
    victim, other = UserFactory(email="shut@example.eu"), UserFactory(email="open@example.eu")
    assert [refused(client, victim.email) for _attempt in range(5)] == [[WRONG]] * 5
    assert refused(client, victim.email, PASSWORD) == ["That was too often. Wait a few minutes and try again."]
    assert sign_in(client, other.email) == "/account/"


def test_one_client_cannot_try_many_addresses(settings):
    settings.ACCOUNT_RATE_LIMITS = limits(1)
    client = Client(REMOTE_ADDR="192.0.2.22")
    said_so = [refused(client, f"guess{number}@example.eu") for number in range(11)]
    assert said_so == [[WRONG]] * 10 + [["That was too often. Wait a few minutes and try again."]]


def test_an_account_without_the_row_of_its_address_confirms_it_at_the_next_entrance(client):
    user = UserFactory()
    EmailAddress.objects.all().delete()
    assert sign_in(client, user.email) == "/account/sign-up/sent/"
    assert [sent.to for sent in mail.outbox] == [[user.email]]


def test_a_password_is_not_hidden_from_password_managers(client):
    page = client.get("/account/sign-in/").text
    fields = re.findall(r"<input [^>]*id=\"id_(?:login|password)\"[^>]*>", page)
    assert [re.findall(r'autocomplete="([\w-]+)"', field) for field in fields] == [["email"], ["current-password"]]
    assert re.findall(r"onpaste|maxlength=\"\d{1,2}\"", " ".join(fields)) == []
