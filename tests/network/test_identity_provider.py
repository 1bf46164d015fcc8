"""What an identity provider has to prove before anybody is let in: everything else is refused."""

import re
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client

from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, KEY, KEY_ID, KEY_OF_SOMEBODY_ELSE, signed
from tests.network.single_sign_on import LEAVE, come_back, refused, sent_back, sent_there

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]


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


def test_a_provider_that_does_not_answer_is_no_fault_of_ours(client, provider):
    provider.shutdown()
    provider.server_close()
    assert refused(client.post(LEAVE))
