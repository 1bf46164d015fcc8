"""Accounts are opened on the command line, under the rules that hold everywhere."""

import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from network.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def opened(monkeypatch: pytest.MonkeyPatch, email: str, password: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    said = io.StringIO()
    call_command("open_account", email, stdout=said)
    return said.getvalue()


def test_somebody_with_an_account_can_sign_in(monkeypatch):
    assert opened(monkeypatch, "Officer@Example.EU", "a long and quiet river") == "officer@example.eu can sign in.\n"
    user = authenticate(username="officer@example.eu", password="a long and quiet river")
    assert user == User.objects.get()


def test_name_and_language_can_be_given(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("a long and quiet river\n"))
    call_command("open_account", "officer@example.eu", "--name", "Zoë", "--language", "fr", stdout=io.StringIO())
    assert User.objects.values_list("name", "language").get() == ("Zoë", "fr")


def test_an_account_that_is_there_gets_the_new_password(monkeypatch):
    user = UserFactory(email="officer@example.eu")
    opened(monkeypatch, "OFFICER@example.eu", "a long and quiet river")
    assert authenticate(username=user.email, password="a long and quiet river") == user


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        pytest.param(
            "officer@example.eu",
            "short",
            "password: This password is too short. It must contain at least 12 characters.",
            id="short",
        ),
        pytest.param("officer", "a long and quiet river", "email: Enter a valid email address.", id="no-address"),
    ],
)
def test_what_breaks_a_rule_opens_nothing(monkeypatch, email, password, said):
    with pytest.raises(CommandError) as raised:
        opened(monkeypatch, email, password)
    assert (str(raised.value), User.objects.count()) == (said, 0)
