"""The identity provider of the settings: all of it, or none."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.accounts import limits
from config.identity import apps

WHOLE = {
    "OIDC_SERVER_URL": "https://login.example.eu",
    "OIDC_CLIENT_ID": "practices",
    "OIDC_CLIENT_SECRET": "a secret",
}
NOTHING = dict.fromkeys(WHOLE, "")


def test_without_any_variable_there_is_none():
    assert apps(NOTHING, name="EU Login") == []


def test_with_all_of_them_there_is_one():
    assert apps(WHOLE, name="EU Login") == [
        {
            "provider_id": "oidc",
            "name": "EU Login",
            "client_id": "practices",
            "secret": "a secret",
            "settings": {"server_url": "https://login.example.eu", "oauth_pkce_enabled": True},
        }
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(
            WHOLE | {"OIDC_CLIENT_SECRET": ""},
            "To sign in with an identity provider, set OIDC_CLIENT_SECRET too (docs/settings.md).",
            id="no secret",
        ),
        pytest.param(
            NOTHING | {"OIDC_SERVER_URL": "https://login.example.eu"},
            "To sign in with an identity provider, set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too (docs/settings.md).",
            id="only the address",
        ),
        pytest.param(
            WHOLE | {"OIDC_SERVER_URL": "http://login.example.eu"},
            "OIDC_SERVER_URL must begin with https:// unless it is on this machine.",
            id="in the clear",
        ),
    ],
)
def test_half_of_one_stops_the_start_with_a_sentence(given, said):
    with pytest.raises(ImproperlyConfigured) as raised:
        apps(given, name="EU Login")
    assert str(raised.value) == said


def test_one_on_this_machine_may_be_asked_in_the_clear():
    [app] = apps(WHOLE | {"OIDC_SERVER_URL": "http://127.0.0.1:9000"}, name="EU Login")
    assert app["settings"]["server_url"] == "http://127.0.0.1:9000"


def test_limits_grow_with_their_factor_and_never_shut_everybody_out():
    assert [limits(factor)["login_failed"] for factor in (1, 2.5, 0)] == [
        "10/m/ip,5/5m/key",
        "25/m/ip,12/5m/key",
        "1/m/ip,1/5m/key",
    ]
