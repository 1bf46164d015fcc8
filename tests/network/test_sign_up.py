"""Signing up: by e-mail, which has to be confirmed, without telling anybody who has an account."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client

from config.accounts import limits
from network.models import User
from network.workflows import sign_up as open_by_owner
from tests.factories import UserFactory
from tests.network.entering import html_of, last_mail, link_in, only_reading, said, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

TYPED = {"name": "Ελένη Παπαδοπούλου", "email": "Eleni@Patras.example", "password1": "a long and quiet river"}
SENT = "/account/sign-up/sent/"


def sign_up(client: Client, **typed: str) -> str:
    answer = client.post("/account/sign-up/", TYPED | {"language": "en"} | typed)
    return answer.headers.get("Location", "")


def refused(client: Client, **typed: str) -> list[str]:
    answer = client.post("/account/sign-up/", TYPED | {"language": "en"} | typed)
    assert (answer.status_code, mail.outbox) == (422, [])
    return said(answer.text)


def test_an_account_is_opened_in_the_words_of_its_owner(client):
    assert sign_up(client, language="fr", name="  Ελένη \n Παπαδοπούλου ") == SENT
    user = User.objects.get()
    assert (user.name, user.email, user.language) == ("Ελένη Παπαδοπούλου", "eleni@patras.example", "fr")


def test_nobody_signs_in_before_the_address_is_confirmed(client):
    sign_up(client)
    assert sign_in(client, TYPED["email"], TYPED["password1"]) == SENT
    assert client.get("/account/").status_code == 302


def test_the_link_of_the_mail_confirms_the_address_by_a_button(client):
    sign_up(client)
    link = link_in(str(last_mail().body))
    with only_reading():
        page = client.get(link)
    assert re.findall(r'introduction">(.*?)</p>', page.text) == ["Is eleni@patras.example yours?"]
    assert not EmailAddress.objects.get().verified
    answer = client.post(link)
    assert (answer["Location"], EmailAddress.objects.get().verified) == ("/account/sign-in/", True)
    assert sign_in(client, TYPED["email"], TYPED["password1"]) == "/account/"


def test_a_link_works_once(client):
    sign_up(client)
    link = link_in(str(last_mail().body))
    client.post(link)
    assert [client.get(link).status_code, client.post(link).status_code] == [404, 404]


def test_a_link_of_one_account_signs_out_of_another(client):
    sign_up(client)
    link = link_in(str(last_mail().body))
    other = Client()
    other.force_login(UserFactory())
    other.get(link)
    assert other.get("/account/").status_code == 200
    other.post(link)
    assert other.get("/account/").status_code == 302


def test_the_mail_names_the_site_and_nothing_that_a_stranger_typed(client):
    sign_up(client, name="Win at http://casino.example")
    sent = last_mail()
    assert (sent.to, sent.subject) == (["eleni@patras.example"], "Confirm your e-mail address")
    assert set(re.findall(r"http://([^/\s\"]+)", f"{sent.body!s} {html_of(sent)}")) == {"testserver"}


def test_the_mail_comes_from_the_sites_own_address_whatever_host_was_asked(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "elsewhere.example"]
    client.post("/account/sign-up/", TYPED | {"language": "en"}, headers={"host": "elsewhere.example"})
    assert set(re.findall(r"http://([^/\s]+)", str(last_mail().body))) == {"testserver"}


def test_a_taken_address_gets_a_mail_and_the_page_says_the_same(client):
    user = UserFactory(email="eleni@patras.example")
    password = user.password
    taken, free = Client(), Client()
    assert (sign_up(taken), sign_up(free, email="another@patras.example")) == (SENT, SENT)
    pages = [re.sub(r'value="[\w-]{64}"', "", one.get(SENT).text) for one in (taken, free)]
    assert pages[0] == pages[1]
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["eleni@patras.example"], "You have an account already"),
        (["another@patras.example"], "Confirm your e-mail address"),
    ]
    user.refresh_from_db()
    assert user.password == password


def test_a_taken_address_is_written_to_in_the_language_of_its_owner(client):
    UserFactory(email="eleni@patras.example", language="fr")
    sign_up(client, language="en")
    assert '<html lang="fr">' in html_of(last_mail())


def test_somebody_quicker_with_the_address_changes_nothing_for_the_reader(client, monkeypatch):
    def overtaken(*, user: User, password: str) -> User:
        UserFactory(email="eleni@patras.example")
        return open_by_owner(user=user, password=password)

    monkeypatch.setattr("network.identity.accounts.sign_up", overtaken)
    assert sign_up(client) == SENT
    assert last_mail().subject == "You have an account already"


def test_an_address_that_somebody_only_wants_to_change_to_is_free(client):
    EmailAddress.objects.create(user=UserFactory(), email="eleni@patras.example")
    sign_up(client)
    client.post(link_in(str(last_mail().body)))
    assert sign_in(client, TYPED["email"], TYPED["password1"]) == "/account/"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param({"name": ""}, ["#id_name Name: This field is required."], id="no-name"),
        pytest.param({"email": "eleni"}, ["#id_email E-mail address: Enter a valid email address."], id="no-address"),
        pytest.param(
            {"password1": "short"},
            [
                "#id_password1 Password: This password is too short. It must contain at least 12 characters.",
            ],
            id="short",
        ),
        pytest.param(
            {"password1": "1q2w3e4r5t6y"}, ["#id_password1 Password: This password is too common."], id="common"
        ),
        pytest.param(
            {"name": "Quiet River Long", "password1": "quiet river long"},
            ["#id_password1 Password: The password is too similar to the name."],
            id="own-name",
        ),
        pytest.param(
            {"email": "quietriver@long.example", "password1": "quietriver@long"},
            ["#id_password1 Password: The password is too similar to the e-mail address."],
            id="own-address",
        ),
        pytest.param({"name": "E\0"}, ["#id_name Name: Null characters are not allowed."], id="nul"),
        pytest.param(
            {"name": "E" * 10_000},
            ["#id_name Name: Ensure this value has at most 150 characters (it has 10000)."],
            id="huge",
        ),
        pytest.param(
            {"language": "xx"},
            ["#id_language Language of mails: Select a valid choice. xx is not one of the available choices."],
            id="language",
        ),
    ],
)
def test_what_breaks_a_rule_is_named_with_its_field(client, typed, expected):
    assert refused(client, **typed) == expected
    assert not User.objects.exists()


def test_what_was_typed_is_shown_again_but_for_the_password(client):
    page = client.post("/account/sign-up/", TYPED | {"language": "fr", "email": "<script>"}).text
    assert re.findall(r'value="(?:&lt;script&gt;|Ελένη Παπαδοπούλου)"', page) == [
        'value="Ελένη Παπαδοπούλου"',
        'value="&lt;script&gt;"',
    ]
    assert (page.count("selected>Français"), TYPED["password1"] in page) == (1, False)


def test_a_password_may_be_long_have_any_character_and_need_no_digit(client):
    sign_up(client, password1="Ω и ñ " * 20)
    client.post(link_in(str(last_mail().body)))
    assert sign_in(client, TYPED["email"], "Ω и ñ " * 20) == "/account/"


def test_signing_up_is_limited_for_one_client(client, settings):
    settings.ACCOUNT_RATE_LIMITS = limits(1)
    asking = Client(REMOTE_ADDR="192.0.2.11")
    answers = [asking.post("/account/sign-up/", {"name": ""}).status_code for _attempt in range(21)]
    assert answers == [422] * 20 + [429]


def test_a_second_mail_to_an_address_waits(client, settings):
    settings.ACCOUNT_RATE_LIMITS = limits(1)
    typed = {"email": "patient@patras.example"}
    assert [sign_up(Client(REMOTE_ADDR="192.0.2.12"), **typed) for _time in range(2)] == [SENT, SENT]
    assert len(mail.outbox) == 1


def test_a_signed_in_reader_is_led_to_the_account(client):
    client.force_login(UserFactory())
    assert client.get("/account/sign-up/")["Location"] == "/account/"


def test_nothing_is_said_twice_after_signing_up(client):
    answer = client.post("/account/sign-up/", TYPED | {"language": "en"})
    assert list(get_messages(answer.wsgi_request)) == []
