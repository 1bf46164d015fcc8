"""ASVS 5.0, level 2: passwords, sessions, what the log says, and what must not stand in the code."""

import json
import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from config.embedded import PROJECT
from config.request_log import JsonFormatter
from network.models import User
from tests.config.clones import files
from tests.factories import UserFactory
from tests.network.entering import PASSWORD, said, sign_in

SIGN_UP = "/account/sign-up/"
TYPED = {"name": "Ana", "email": "ana@example.org", "language": "en"}
# Text that only a key or a password looks like; the tests' own is made of words.
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bxox[abp]-\w{10}|\bip_[\w-]{43}"
    r"|\bSECRET_KEY\s*=\s*[\"'][^\"'\s]{30}|\beyJ[\w-]{20,}\.[\w-]{20,}\."
)
SCRIPTS = sorted(name for name in files() if name.startswith("assets/js/"))


def refused(password: str) -> list[str]:
    """What is said about it."""
    return said(Client().post(SIGN_UP, TYPED | {"password1": password}).text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        pytest.param("eleven char", "at least 12 characters", id="6.2.1, short"),
        pytest.param("international", "too common", id="6.2.4, common"),
        pytest.param("Sunshine-2026", "too common", id="6.2.4, common with a year"),
        pytest.param("!!p@ssw0rd1234", "too common", id="6.2.4, common in disguise"),
        pytest.param("ana@example.org", "too similar to the e-mail address", id="6.2.4, the address"),
        pytest.param("Integration-Practices-2026!", "words that stand on this site", id="6.2.11, of the site"),
        pytest.param("European.Commission", "words that stand on this site", id="6.2.11, of an institution"),
    ],
)
def test_v6_2_1_and_v6_2_4_and_v6_2_11_a_password_that_is_guessed_first_is_refused(password, sentence):
    [found] = refused(password)
    assert re.findall(sentence, found) == [sentence]
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password",
    [
        pytest.param("practices that nobody guesses", id="a word of the site among others"),
        pytest.param("aaaaaaaaaaaab", id="6.2.5, no digit and no capital"),
        pytest.param("  пароль με κενά  ", id="6.2.5, any letters"),
        pytest.param("long " * 13, id="6.2.9, 64 characters and more"),
    ],
)
def test_v6_2_5_and_v6_2_8_and_v6_2_9_any_other_is_taken_as_it_was_typed(password):
    client = Client()
    client.post(SIGN_UP, TYPED | {"password1": password})
    user = User.objects.get()
    assert [user.check_password(typed) for typed in (password, password.strip() + "x", password.upper())] == [
        True,
        False,
        False,
    ]
    assert user.check_password(password[:-1]) is False


@pytest.mark.django_db
def test_v6_3_2_there_is_no_account_that_nobody_opened():
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_v7_2_3_the_key_of_a_session_is_random_and_long(client):
    keys = set()
    for number in range(5):
        client.force_login(UserFactory.create(email=f"n{number}@example.org"))
        keys.add(client.session.session_key)
        client.logout()
    # 36 letters and digits: 32 of them are 165 bits.
    assert [bool(re.fullmatch(r"[0-9a-z]{32}", key)) for key in keys] == [True] * 5


@pytest.mark.django_db
def test_v7_2_4_typing_the_password_again_changes_the_key(client):
    user = UserFactory.create()
    sign_in(client, user.email)
    before = client.session.session_key
    client.post("/account/confirm/", {"password": PASSWORD})
    assert (client.session.session_key != before, Session.objects.filter(pk=before).exists()) == (True, False)


@pytest.mark.django_db
def test_v7_4_2_an_erased_account_has_no_session_left(client):
    user = UserFactory.create()
    browsers = [Client(), Client()]
    for browser in browsers:
        sign_in(browser, user.email)
    browsers[0].post("/account/erase/", {"email": user.email, "password": PASSWORD})
    assert [browser.get("/account/").status_code for browser in browsers] == [302, 302]


@pytest.mark.django_db
def test_v16_3_1_the_log_says_who_signed_in_and_out_and_that_somebody_could_not(client, caplog):
    user = UserFactory.create()
    with caplog.at_level(logging.INFO, "network"):
        sign_in(client, user.email, "not the password")
        sign_in(client, user.email)
        client.post("/account/sign-out/")
    found = [(record.levelname, record.getMessage()) for record in caplog.records if "identity" in record.pathname]
    refusals = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert refusals == ["sign_in refused: account unknown"]
    assert found == [
        ("INFO", f"account {user.pk} signed in"),
        ("INFO", f"sign_in: account {user.pk}"),
        ("INFO", f"account {user.pk} signed out"),
    ]


@pytest.mark.django_db
def test_v16_2_5_no_line_of_the_log_holds_what_somebody_signs_in_with(client, caplog):
    user = UserFactory.create()
    with caplog.at_level(logging.DEBUG):
        sign_in(client, user.email, "another secret of mine")
        sign_in(client, user.email)
        client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "a long new pass phrase"})
    told = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert (
        re.findall(f"another secret|{PASSWORD}|new pass phrase|{user.email}|{client.session.session_key}", told) == []
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "made_up",
    ['/nothing%0a{"level": "ERROR", "message": "made up"}', "/nothing%0d%0aERROR made up/", "/%1b[2Jnothing/"],
)
def test_v16_4_1_no_request_writes_a_line_of_its_own(client, caplog, made_up):
    with caplog.at_level(logging.INFO, "request"):
        client.get(made_up)
    [line] = [JsonFormatter().format(record) for record in caplog.records if record.name == "request"]
    assert (len(line.splitlines()), re.findall(r"[\x00-\x1f]", line)) == (1, [])
    assert (json.loads(line)["level"], json.loads(line)["message"]) == ("INFO", "request")


@pytest.mark.parametrize("name", SCRIPTS)
def test_v3_2_2_and_v3_5_5_a_script_puts_text_into_a_page_as_text(name):
    code = (PROJECT / name).read_text()
    unsafe = r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function|postMessage)\b"
    assert re.findall(unsafe, code) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_v14_3_3_a_browser_keeps_what_is_not_saved_yet_and_nothing_else(name):
    stores = re.findall(r"\b(sessionStorage|indexedDB|document\.cookie|caches)\b", (PROJECT / name).read_text())
    keeps = re.findall(r"localStorage\.setItem\(([^,]+),", (PROJECT / name).read_text())
    assert stores == []
    assert set(keeps) <= {"PREFIX + address", "key"}


def test_v13_3_1_no_secret_stands_in_a_file():
    found = {name: SECRETS.findall((PROJECT / name).read_text(errors="ignore")) for name in files()}
    assert {name: secrets for name, secrets in found.items() if secrets} == {}


@pytest.mark.parametrize(
    "planted",
    ["-----BEGIN RSA PRIVATE " + "KEY-----", "AKIA" + "A1" * 8, "ghp_" + "a" * 36, 'SECRET_KEY = "' + "k" * 40 + '"'],
)
def test_a_secret_in_a_file_would_be_found(planted):
    assert len(SECRETS.findall(f"x = {planted}\n")) == 1
