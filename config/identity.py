"""The identity provider with which people may sign in: what the `OIDC_…` variables mean."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# Part of the address to which the provider sends people back, and of the rows of connected accounts: it never changes.
PROVIDER_ID = "oidc"


def apps(given: dict[str, str], *, name: str) -> list[dict[str, Any]]:
    """What allauth is told of the provider: one entry, or none where nothing is set.

    Args:
        given: the value of each variable that is needed, empty where it is not set.
        name: what people know it by.

    Raises:
        ImproperlyConfigured: only some of them are set, or the provider would be asked in the clear.
    """
    missing = [name for name, value in given.items() if not value]
    if len(missing) == len(given):
        return []
    if missing:
        raise ImproperlyConfigured(
            f"To sign in with an identity provider, set {' and '.join(missing)} too (docs/settings.md)."
        )
    server = urlsplit(given["OIDC_SERVER_URL"])
    if server.scheme != "https" and server.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured("OIDC_SERVER_URL must begin with https:// unless it is on this machine.")
    return [
        {
            "provider_id": PROVIDER_ID,
            "name": name,
            "client_id": given["OIDC_CLIENT_ID"],
            "secret": given["OIDC_CLIENT_SECRET"],
            "settings": {"server_url": given["OIDC_SERVER_URL"], "oauth_pkce_enabled": True},
        }
    ]
