"""What the tests of the network share."""

from collections.abc import Iterator
from typing import Any

import pytest

from config.identity import apps
from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider


@pytest.fixture
def quick_passwords(settings: Any) -> None:
    """Passwords are kept in a way that takes no time: for tests that sign in again and again."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
