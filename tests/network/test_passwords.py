"""Passwords: forgotten, changed, chosen for the first time."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from config.accounts import limits
from network.models import AuditEntry
from tests.factories import UserFactory
from tests.network.entering import PASSWORD, html_of, last_mail, link_in, only_reading, said, sign_in
from tests.network.single_sign_on import come_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

NEW = "an even longer, quieter river"
FORGOTTEN, SENT = "/account/password/forgotten/", "/account/password/forgotten/sent/"


def asked(client: Client, email: str) -> str:
    """The link that the mail brings."""
    assert client.post(FORGOTTEN, {"email": email})["Location"] == SENT
    return link_in(str(last_mail().body))


def test_a_forgotten_password_is_replaced_by_the_link_of_a_mail(client):
    user = UserFactory(email="Ana@example.eu")
    link = asked(client, "ana@EXAMPLE.eu")
    with only_reading():
        page = client.get(link)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "strict-origin")
    assert client.post(link, {"password1": NEW})["Location"] == "/account/sign-in/"
    assert [sign_in(Client(), user.email, password) for password in (PASSWORD, NEW)] == ["", "/account/"]
    assert [sent.subject for sent in mail.outbox] == ["Choose a new password", "Your password was changed"]


def test_the_link_works_once(client):
    link = asked(client, UserFactory().email)
    client.post(link, {"password1": NEW})
    assert [client.get(link).status_code, client.post(link, {"password1": PASSWORD}).status_code] == [404, 404]


def test_the_link_does_not_outlive_its_hour(client, settings):
    link = asked(client, UserFactory().email)
    settings.PASSWORD_RESET_TIMEOUT = -1
    page = client.get(link)
    assert (page.status_code, re.findall(r"page-head__title\">(.*?)<", page.text)) == (
        404,
        ["This link does not work"],
    )


def test_the_link_does_not_outlive_a_change_of_address(client):
    user = UserFactory()
    link = asked(client, user.email)
    user.email = "elsewhere@example.eu"
    user.save()
    assert client.get(link).status_code == 404


def test_a_new_password_ends_every_session(client):
    user = UserFactory()
    sign_in(client, user.email)
    other = Client()
    other.post(asked(other, user.email), {"password1": NEW})
    assert client.get("/account/").status_code == 302


def test_a_weak_new_password_is_refused(client):
    answer = client.post(asked(client, UserFactory().email), {"password1": "short"})
    assert (answer.status_code, said(answer.text)) == (
        422,
        ["#id_password1 New password: This password is too short. It must contain at least 12 characters."],
    )


def test_following_the_link_of_another_account_ends_the_session_here(client):
    link = asked(client, UserFactory().email)
    client.force_login(UserFactory())
    client.get(link)
    assert client.get("/account/").status_code == 200
    client.post(link, {"password1": NEW})
    assert client.get("/account/").status_code == 302


def test_an_unknown_address_is_answered_alike_and_told_by_mail(client):
    assert client.post(FORGOTTEN, {"email": "nobody@example.eu"})["Location"] == SENT
    assert (last_mail().to, last_mail().subject) == (["nobody@example.eu"], "No account has this address")


def test_an_address_that_somebody_only_wants_to_change_to_opens_nothing(client):
    EmailAddress.objects.create(user=UserFactory(), email="victim@example.eu")
    client.post(FORGOTTEN, {"email": "victim@example.eu"})
    assert last_mail().subject == "No account has this address"


def test_a_closed_account_gets_no_link(client):
    client.post(FORGOTTEN, {"email": UserFactory(is_active=False).email})
    assert last_mail().subject == "No account has this address"


def test_asking_for_links_is_limited_for_one_address(settings):
    settings.ACCOUNT_RATE_LIMITS = limits(1)
    client = Client(REMOTE_ADDR="192.0.2.31")
    answers = [client.post(FORGOTTEN, {"email": "flooded@example.eu"}) for _attempt in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert (answers[-1]["Retry-After"], len(mail.outbox)) == ("3600", 5)


def test_changing_the_password_asks_for_the_old_one_and_keeps_this_session_alone(client):
    user = UserFactory()
    sign_in(client, user.email)
    elsewhere = Client()
    sign_in(elsewhere, user.email)
    answer = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW})
    assert answer["Location"] == "/account/"
    assert [client.get("/account/").status_code, elsewhere.get("/account/").status_code] == [200, 302]
    assert (last_mail().to, last_mail().subject) == ([user.email], "Your password was changed")


def test_the_audit_trail_knows_who_changed_a_password(client):
    user = UserFactory()
    client.force_login(user)
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW})
    entry = AuditEntry.objects.of(user).latest("pk")
    assert (entry.actor, entry.workflow, entry.action) == (user.pk, "change_password", "update")


def test_a_wrong_old_password_changes_nothing(client):
    user = UserFactory()
    client.force_login(user)
    answer = client.post("/account/password/", {"oldpassword": "wrong", "password1": NEW})
    assert said(answer.text) == [
        "#id_oldpassword Current password: This is not your current password. Type the one you signed in with."
    ]
    assert sign_in(Client(), user.email) == "/account/"


def test_an_account_without_a_password_gets_its_first(client, provider):
    come_back(client)
    come_back(client, process="confirm")
    assert client.get("/account/password/")["Location"] == "/account/password/first/"
    assert client.post("/account/password/first/", {"password1": NEW})["Location"] == "/account/"
    assert sign_in(Client(), "ana@example.eu", NEW) == "/account/"
    assert last_mail().subject == "Your account has a password now"


def test_a_mail_about_a_password_is_in_the_language_of_its_reader(client):
    client.post(FORGOTTEN, {"email": UserFactory(language="fr").email})
    assert re.findall(r'<html lang="(\w+)">', html_of(last_mail())) == ["fr"]
