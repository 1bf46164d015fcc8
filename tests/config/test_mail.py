"""Where mail goes is said in one address, and one that makes no sense stops the start with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.mail import transport
from tests.config.test_settings import LOCAL, PRODUCTION, run, values

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.eu", 25, False, False),
        ("smtp+tls://mail.example.eu", 587, True, False),
        ("smtp+ssl://mail.example.eu", 465, False, True),
        ("smtp+tls://mail.example.eu:2525", 2525, True, False),
    ],
)
def test_a_mail_server_is_spoken_to_as_its_address_says(address, port, tls, ssl):
    assert transport(address) == {
        "backend": SMTP,
        "host": "mail.example.eu",
        "port": port,
        "username": "",
        "password": "",
        "use_tls": tls,
        "use_ssl": ssl,
        "timeout": 20,
    }


def test_special_characters_of_a_password_are_written_as_in_any_address():
    found = transport("smtp+tls://site%40example.eu:a%3Ab%2F%C3%A9@mail.example.eu")
    assert (found["username"], found["password"]) == ("site@example.eu", "a:b/é")


def test_a_folder_is_named_with_its_whole_path():
    assert transport("file:///srv/mail%20here") == {
        "backend": "network.mail.FolderBackend",
        "folder": "/srv/mail here",
    }


@pytest.mark.parametrize(
    "address",
    [
        "mail.example.eu",
        "smtp://",
        "https://mail.example.eu",
        "file://folder/mail",
        "file:///",
        "smtp://user:secret@host:port",
    ],
)
def test_an_address_that_is_none_is_refused_and_not_repeated(address):
    with pytest.raises(ImproperlyConfigured) as refusal:
        transport(address)
    assert str(refusal.value) == (
        "MAIL_URL is no address for mail: set it to where mail goes: "
        "smtp+tls://user:password@mail.example.eu:587, or file:///folder to keep it in files."
    )


def test_a_site_for_this_machine_alone_keeps_its_mail_in_files():
    found = values("MAIL_TRANSPORT", "DEFAULT_FROM_EMAIL", **LOCAL | {"MAIL_URL": ""})
    folder = found["MAIL_TRANSPORT"]["folder"]
    assert (folder.endswith("/var/mail"), found["DEFAULT_FROM_EMAIL"]) == (True, "noreply@localhost")


def test_the_sender_is_of_the_site_unless_another_is_named():
    senders = [values("DEFAULT_FROM_EMAIL", **PRODUCTION, **more) for more in ({}, {"MAIL_FROM": "info@example.eu"})]
    assert [each["DEFAULT_FROM_EMAIL"] for each in senders] == ["noreply@practices.example.eu", "info@example.eu"]


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param(PRODUCTION, id="a public site"),
        pytest.param(PRODUCTION | {"MAIL_URL": "file:///srv/mail"}, id="a public site that keeps files"),
        pytest.param(LOCAL, id="a site whose mail goes out"),
    ],
)
def test_mail_is_shown_only_where_it_reaches_nobody(variables):
    said = "SHOW_MAIL is for a site of this machine alone whose mail is kept in files: unset it."
    assert run("manage.py", "check", **variables, SHOW_MAIL="1") == (1, "", f"error: {said}\n")
