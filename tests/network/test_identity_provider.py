"""Signing in with an identity provider: what is proved lets in, everything else does not."""

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from config.identity import apps
from network.models import User
from tests.factories import UserFactory
from tests.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    KEY,
    KEY_ID,
    KEY_OF_SOMEBODY_ELSE,
    IdentityProvider,
    signed,
)
from tests.network.entering import confirm, last_mail, only_reading, said, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

LEAVE = "/account/single-sign-on/"


@pytest.fixture
def provider(settings: Any) -> Iterator[IdentityProvider]:
    """An identity provider that this site knows."""
    with IdentityProvider.serving() as provider:
        given = {"OIDC_SERVER_URL": provider.address, "OIDC_CLIENT_ID": CLIENT_ID, "OIDC_CLIENT_SECRET": CLIENT_SECRET}
        known = apps(given, name="EU Login")
        settings.IDENTITY_PROVIDER = "EU Login"
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"] | {"APPS": known}
        }
        yield provider


def sent_there(client: Client, **typed: str) -> str:
    """Where the site sends somebody who wants to sign in there."""
    page = client.post(LEAVE, typed).text
    [address] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    return str(address).replace("&amp;", "&")


def sent_back(address: str) -> str:
    """Where the identity provider sends them back to: a path of the site."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    return answer.headers["Location"].removeprefix("http://testserver")


def come_back(client: Client, **typed: str) -> Any:
    """What somebody gets who signs in there."""
    return client.get(sent_back(sent_there(client, **typed)))


def refused(answer: Any) -> bool:
    """Whether the answer says that it did not work, and nobody and nothing has come into being by it."""
    heading = re.findall(r"page-head__title\">(.*?)<", answer.text)
    left = [SocialAccount.objects.count(), User.objects.count()]
    return (answer.status_code, heading, left) == (401, ["Signing in there did not work"], [0, 0])


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


def test_what_is_asked_for_carries_state_nonce_and_challenge_anew_each_time(client, provider):
    asked = [parse_qs(urlsplit(sent_there(client)).query) for _time in range(2)]
    assert [set(one) for one in asked] == [
        {
            "client_id",
            "redirect_uri",
            "scope",
            "response_type",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
        }
    ] * 2
    assert asked[0]["redirect_uri"] == ["http://testserver/account/single-sign-on/return/"]
    assert [asked[0][name] == asked[1][name] for name in ("state", "nonce", "code_challenge")] == [False] * 3


def test_a_link_smuggles_nothing_into_what_is_asked_for(client, provider):
    page = client.post(f"{LEAVE}?scope=admin&auth_params=redirect_uri%3Dhttps%3A%2F%2Fevil.example").text
    [address] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert re.findall("evil|admin", address) == []


@pytest.mark.parametrize(
    "lies",
    [
        pytest.param({"nonce": "another"}, id="wrong nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"nonce": ""}, id="empty nonce"),
        pytest.param({"iss": "https://evil.example"}, id="wrong issuer"),
        pytest.param({"iss": None}, id="no issuer"),
        pytest.param({"aud": "another-site"}, id="wrong audience"),
        pytest.param({"aud": [CLIENT_ID, "another-site"]}, id="a second audience, and nobody named as its holder"),
        pytest.param({"aud": [CLIENT_ID, "another-site"], "azp": "another-site"}, id="held by another site"),
        pytest.param({"azp": "another-site"}, id="given to another site"),
        pytest.param({"aud": None}, id="no audience"),
        pytest.param({"exp": int(time.time()) - 60}, id="expired"),
        pytest.param({"exp": None}, id="without an end"),
        pytest.param({"iat": int(time.time()) + 3600}, id="from the future"),
        pytest.param({"iat": None}, id="from no time"),
        pytest.param({"sub": None}, id="nobody"),
        pytest.param({"sub": ""}, id="nobody by name"),
        pytest.param({"sub": "7" * 300}, id="a name too long to keep"),
        pytest.param({"sub": 7}, id="a number"),
    ],
)
def test_a_token_that_lies_lets_nobody_in(client, provider, lies):
    provider.lies = lies
    assert refused(come_back(client))


@pytest.mark.parametrize(
    "signs",
    [
        pytest.param(
            lambda claims: jwt.encode(claims, KEY_OF_SOMEBODY_ELSE, "RS256", {"kid": KEY_ID}), id="another key"
        ),
        pytest.param(
            lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "second"}), id="a key that is not published"
        ),
        pytest.param(lambda claims: jwt.encode(claims, "", "none", {"kid": KEY_ID}), id="no key"),
        pytest.param(
            lambda claims: jwt.encode(claims, CLIENT_SECRET * 2, "HS256", {"kid": KEY_ID}), id="a shared secret"
        ),
        pytest.param(lambda claims: "no.token.at-all", id="no token"),
    ],
)
def test_a_token_without_the_providers_signature_lets_nobody_in(client, provider, signs):
    provider.signs = signs
    assert refused(come_back(client))


def test_an_answer_without_an_id_token_lets_nobody_in(client, provider):
    provider.answers = {"id_token": None}
    assert refused(come_back(client))


def test_the_details_of_another_person_let_nobody_in(client, provider):
    provider.details = {"sub": "8"}
    assert refused(come_back(client))


@pytest.mark.parametrize(
    "description",
    [
        pytest.param({"issuer": "https://evil.example"}, id="another issuer"),
        pytest.param({"issuer": None}, id="no issuer"),
        pytest.param({"jwks_uri": "http://127.0.0.1:9/keys"}, id="keys that nobody answers for"),
    ],
)
def test_a_provider_that_does_not_describe_itself_lets_nobody_in(client, provider, description):
    back = sent_back(sent_there(client))
    provider.description = description
    assert refused(client.get(back))


def test_a_code_works_once(client, provider):
    back = sent_back(sent_there(client))
    client.get(back)
    again = Client()
    asked = parse_qs(urlsplit(sent_there(again)).query)
    code = parse_qs(urlsplit(back).query)["code"][0]
    answer = again.get(f"/account/single-sign-on/return/?code={code}&state={asked['state'][0]}")
    assert (answer.status_code, again.get("/account/").status_code) == (401, 302)


def test_a_state_works_once(client, provider):
    back = sent_back(sent_there(client))
    client.get(back)
    client.post("/account/sign-out/")
    assert client.get(back).status_code == 401
    assert (provider.asked.count("/token"), client.get("/account/").status_code) == (1, 302)


def test_a_state_of_another_browser_lets_nobody_in(client, provider):
    back = sent_back(sent_there(Client()))
    assert refused(client.get(back))
    assert "/token" not in provider.asked


def test_a_token_of_an_earlier_time_lets_nobody_in(client, provider):
    earlier: list[str] = []

    def always_the_first(claims: dict[str, Any]) -> str:
        earlier.append(signed(claims))
        return earlier[0]

    provider.signs = always_the_first
    come_back(client)
    again = Client()
    assert come_back(again).status_code == 401
    assert (len(earlier), again.get("/account/").status_code) == (2, 302)


def test_a_code_for_another_browser_lets_nobody_in(client, provider):
    code = parse_qs(urlsplit(sent_back(sent_there(Client()))).query)["code"][0]
    state = parse_qs(urlsplit(sent_there(client)).query)["state"][0]
    assert refused(client.get(f"/account/single-sign-on/return/?code={code}&state={state}"))


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


def test_a_provider_that_does_not_answer_is_no_fault_of_ours(client, provider):
    provider.shutdown()
    provider.server_close()
    assert refused(client.post(LEAVE))


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
