"""Signing in with an identity provider: who gets an account, who gets into one, and what is kept."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from network.models import User
from tests.factories import UserFactory
from tests.network.entering import confirm, last_mail, only_reading, said, sign_in
from tests.network.single_sign_on import LEAVE, come_back, sent_there

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]


def test_somebody_new_gets_an_account(client, provider):
    answer = come_back(client, next="/practices/lists/")
    assert answer["Location"] == "/practices/lists/"
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == ("ana@example.eu", "Ana", False)
    assert EmailAddress.objects.values_list("email", "verified").get() == ("ana@example.eu", True)


def test_nothing_but_the_subject_is_kept_of_what_the_provider_knows(client, provider):
    come_back(client)
    kept = SocialAccount.objects.values("provider", "uid", "extra_data").get()
    assert kept == {"provider": "oidc", "uid": "7", "extra_data": {}}


def test_somebody_known_by_the_subject_signs_in_whatever_the_address(client, provider):
    come_back(Client())
    provider.person |= {"email": "ana@elsewhere.eu", "name": "Ana Maria"}
    assert come_back(client)["Location"] == "/account/"
    assert User.objects.values_list("email", "name").get() == ("ana@example.eu", "Ana")


def test_an_address_that_the_provider_does_not_vouch_for_is_confirmed_by_mail(client, provider):
    provider.person |= {"email_verified": "false"}
    assert come_back(client)["Location"] == "/account/sign-up/sent/"
    assert (last_mail().to, client.get("/account/").status_code) == (["ana@example.eu"], 302)


def test_somebody_without_an_address_there_gives_one_here(client, provider):
    del provider.person["email"]
    assert come_back(client)["Location"] == "/account/connected/sign-up/"
    typed = {"name": "Ana", "email": "ana@example.eu", "language": "fr"}
    assert client.post("/account/connected/sign-up/", typed)["Location"] == "/account/sign-up/sent/"
    assert User.objects.values_list("email", "language").get() == ("ana@example.eu", "fr")


def test_the_name_may_come_in_parts(client, provider):
    del provider.person["name"]
    provider.person |= {"given_name": "Ελένη", "family_name": "Ж" * 200}
    come_back(client)
    assert User.objects.get().name == ("Ελένη " + "Ж" * 200)[:150]


def test_the_same_address_with_another_subject_opens_nobody_elses_account(client, provider):
    owner = UserFactory(email="Ana@example.eu")
    answer = come_back(client)
    assert (answer.status_code, client.get("/account/").status_code, SocialAccount.objects.count()) == (409, 302, 0)
    assert re.findall(r"<li>([^<]+)</li>", answer.text) == [
        "Sign in with your address and your password here.",
        "Connect the two under “Connected accounts” of your account.",
    ]
    assert User.objects.get() == owner


def test_the_same_address_unproved_tells_nobody_that_there_is_an_account(client, provider):
    UserFactory(email="ana@example.eu")
    provider.person["email_verified"] = False
    assert come_back(client)["Location"] == "/account/sign-up/sent/"
    assert (last_mail().to, last_mail().subject) == (["ana@example.eu"], "You have an account already")
    assert "EU Login" in last_mail().body
    assert (SocialAccount.objects.count(), User.objects.count()) == (0, 1)


def test_an_address_that_went_to_another_person_there_opens_nothing_here(client, provider):
    come_back(Client())
    provider.person |= {"sub": "8"}
    assert come_back(client).status_code == 409
    assert SocialAccount.objects.values_list("uid", flat=True).get() == "7"


def test_the_owner_connects_the_two_after_confirming(client, provider):
    user = UserFactory(email="ana@example.eu")
    sign_in(client, user.email)
    asked = come_back(client, process="connect")
    assert (asked["Location"], SocialAccount.objects.count()) == ("/account/confirm/", 0)
    answer = client.post("/account/confirm/", {"password": "correct horse battery"})
    assert (answer["Location"], SocialAccount.objects.get().user) == ("/account/connected/", user)
    assert last_mail().subject == "You can sign in with EU Login from now on"
    assert come_back(Client())["Location"] == "/account/"


def test_an_account_there_is_connected_with_one_account_here(client, provider):
    come_back(Client())
    sign_in(client, UserFactory().email)
    confirm(client)
    page = client.get(come_back(client, process="connect")["Location"]).text
    assert "This account is connected with another account here." in page
    assert SocialAccount.objects.get().user.email == "ana@example.eu"


def test_a_connected_account_is_taken_off_again(client, provider):
    sign_in(client, UserFactory(email="ana@example.eu").email)
    confirm(client)
    come_back(client, process="connect")
    client.post("/account/connected/", {"account": SocialAccount.objects.get().pk})
    assert (SocialAccount.objects.count(), last_mail().subject) == (0, "You can no longer sign in with EU Login")


def test_the_only_way_in_is_not_taken_off(client, provider):
    come_back(client)
    answer = client.post("/account/connected/", {"account": SocialAccount.objects.get().pk})
    assert (answer.status_code, said(answer.text)) == (
        422,
        ["Choose a password first, or nothing would be left to sign in with."],
    )


def test_a_connected_account_of_another_person_is_not_on_offer(client, provider):
    come_back(Client())
    sign_in(client, UserFactory().email)
    confirm(client)
    answer = client.post("/account/connected/", {"account": SocialAccount.objects.get().pk})
    assert (answer.status_code, SocialAccount.objects.count()) == (422, 1)


def test_a_second_factor_is_asked_for_here_too(client, provider):
    come_back(Client())
    TOTP.activate(User.objects.get(), generate_totp_secret())
    assert come_back(client)["Location"] == "/account/sign-in/code/"


def test_a_closed_account_stays_closed(client, provider):
    come_back(Client())
    User.objects.update(is_active=False)
    assert come_back(client)["Location"] == "/account/closed/"


def test_whoever_breaks_off_there_is_told_so(client, provider):
    state = parse_qs(urlsplit(sent_there(client)).query)["state"][0]
    answer = client.get(f"/account/single-sign-on/return/?error=access_denied&state={state}")
    assert answer["Location"] == "/account/connected/cancelled/"


def test_only_reading_begins_nothing(client, provider):
    with only_reading():
        page = client.get(f"{LEAVE}?next=/practices/lists/")
    assert (page.status_code, provider.asked, Session.objects.count()) == (200, [], 0)


def test_coming_back_goes_on_only_within_the_site(client, provider):
    assert come_back(client, next="https://evil.example/")["Location"] == "/account/"


def test_such_a_session_ends_twelve_hours_after_signing_in_too(client, provider):
    come_back(client)
    last_moment = client.session.get_expiry_date()
    session = client.session
    session["used"] = True
    session.save()
    assert (client.session.get_expiry_date(), "_session_expiry" in client.session) == (last_moment, True)


def test_the_way_there_is_on_the_pages_only_where_it_is_set(client, provider, settings):
    with_it = [address in client.get("/account/sign-in/").text for address in (f'action="{LEAVE}"', "EU Login")]
    settings.IDENTITY_PROVIDER = ""
    without = [address in client.get("/account/sign-in/").text for address in (f'action="{LEAVE}"', "EU Login")]
    assert (with_it, without, mail.outbox) == ([True, True], [False, False], [])
