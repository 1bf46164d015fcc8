"""Changing the address of an account: the new one has to be confirmed, and the old one is told."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from tests.factories import UserFactory
from tests.network.entering import confirm, last_mail, link_in, said, sign_in, switched_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

PAGE = "/account/address/"
ADD = {"action_add": "", "email": "New@example.eu"}


@pytest.fixture
def member(client: Client) -> Client:
    """Somebody who has just confirmed that it is them."""
    sign_in(client, UserFactory(email="old@example.eu").email)
    confirm(client)
    return client


def addresses() -> list[tuple[str, bool, bool]]:
    rows = EmailAddress.objects.order_by("pk")
    return [(row.email, row.verified, row.primary) for row in rows]


def test_a_new_address_takes_the_place_of_the_old_once_confirmed(member):
    assert member.post(PAGE, ADD)["Location"] == PAGE
    assert addresses() == [("old@example.eu", True, True), ("new@example.eu", False, False)]
    member.post(link_in(str(last_mail().body)))
    assert addresses() == [("new@example.eu", True, True)]
    assert [sign_in(Client(), f"{which}@example.eu") for which in ("old", "new")] == ["", "/account/"]


def test_both_addresses_get_a_mail(member):
    member.post(PAGE, ADD)
    member.post(link_in(str(last_mail().body)))
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["new@example.eu"], "Confirm your new e-mail address"),
        (["old@example.eu"], "The address of your account was changed"),
    ]


def test_changing_the_address_asks_who_it_is_and_then_goes_on(client):
    sign_in(client, UserFactory().email)
    asked = client.post(PAGE, ADD)
    assert asked["Location"] == "/account/confirm/?next=%2Faccount%2Faddress%2F"
    key = client.session.session_key
    answer = client.post(asked["Location"], {"password": "correct horse battery"})
    assert (answer["Location"], addresses()[1][0]) == (PAGE, "new@example.eu")
    assert client.session.session_key != key


def test_a_wrong_password_confirms_nothing(client):
    sign_in(client, UserFactory().email)
    answer = client.post("/account/confirm/?next=/account/", {"password": "wrong"})
    assert (answer.status_code, said(answer.text)) == (422, ["#id_password Password: This is not your password."])


def test_the_change_can_be_taken_back(member):
    member.post(PAGE, ADD)
    link = link_in(str(last_mail().body))
    member.post(PAGE, {"action_remove": "", "email": "new@example.eu"})
    assert (addresses(), member.post(link).status_code) == ([("old@example.eu", True, True)], 404)


def test_the_mail_can_be_sent_again(member):
    member.post(PAGE, ADD)
    member.post(PAGE, {"action_send": "", "email": "new@example.eu"})
    assert [sent.to for sent in mail.outbox] == [["new@example.eu"]] * 2


def test_an_account_is_never_without_its_address(member):
    member.post(PAGE, {"action_remove": "", "email": "old@example.eu"})
    assert addresses() == [("old@example.eu", True, True)]


def test_the_own_address_is_no_new_one(member):
    answer = member.post(PAGE, ADD | {"email": "OLD@example.eu"})
    assert (answer.status_code, said(answer.text)) == (
        422,
        ["#id_email New e-mail address: This is your address already."],
    )


def test_an_address_of_another_account_cannot_be_taken_by_confirming_it(member):
    UserFactory(email="taken@example.eu")
    member.post(PAGE, ADD | {"email": "taken@example.eu"})
    page = member.post(link_in(str(last_mail().body)), follow=True).text
    assert "another account has it" in page
    assert addresses()[0] == ("old@example.eu", True, True)


def test_of_two_who_want_an_address_the_one_who_opened_an_account_with_it_keeps_it(member):
    member.post(PAGE, ADD)
    link = link_in(str(last_mail().body))
    UserFactory(email="new@example.eu", confirmed_address=False)
    page = member.post(link, follow=True).text
    assert "another account has it" in page
    assert addresses()[0] == ("old@example.eu", True, True)


def test_with_a_second_factor_the_address_can_be_changed_too(member):
    switched_on(member)
    assert member.post(PAGE, ADD)["Location"] == PAGE
