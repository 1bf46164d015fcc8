"""Every address of the site, read by a visitor and by an officer as a public site answers them: by HTTPS."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client, override_settings

from tests.config.addresses import READS
from tests.config.addresses_records import ANONYMOUS, World, world

# What follows from an address that begins with https:// (test_asvs_headers.py holds this against the settings).
HTTPS = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 63_072_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
    "SESSION_COOKIE_NAME": "__Host-session",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "CSRF_COOKIE_SECURE": True,
    "LANGUAGE_COOKIE_NAME": "__Host-language",
    "LANGUAGE_COOKIE_SECURE": True,
    "PARKED_COOKIE_NAME": "__Host-parked",
    "MESSAGE_COOKIE_NAME": "__Host-messages",
}
ROLES = (ANONYMOUS, "officer of A")
# Besides the table: pages that say that something is wrong.
WRONG = {
    "not found": "/nothing/",
    "not found, of an organisation": "/organisations/nothing/",
    "refused by the catalogue": "/practices/?colour=blue",
    "refused by the API": "/api/v1/practices/?colour=blue",
    "led to the right spelling": "/practices",
    "of another organisation": "/practices/drafts/00000000-0000-4000-8000-000000000000/",
}


@dataclass(frozen=True)
class Said:
    """One answer; `page` is its HTML, empty for anything else."""

    role: str
    where: str
    address: str
    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, Mapping[str, Any]]
    page: str

    @property
    def of_api(self) -> bool:
        """Whether it is the API's; its documentation is a page."""
        return self.address.startswith("/api/") and not self.page


def all_answers() -> list[Said]:
    """Of both, with those of the API to the officer's token."""
    with override_settings(**HTTPS):
        there = world()
        return [
            _said(there, role, where, there.address(address))
            for role in ROLES
            for where, address in [*((pattern, row[0]) for pattern, row in READS.items()), *WRONG.items()]
        ]


def _said(there: World, role: str, where: str, address: str) -> Said:
    client: Client = there.client(role, address)
    answer: Any = client.get(address, secure=True)
    html = answer.headers.get("Content-Type", "").startswith("text/html")
    content = answer.getvalue()
    cookies = {name: dict(morsel) for name, morsel in answer.cookies.items()}
    return Said(
        role, where, address, answer.status_code, dict(answer.headers), cookies, content.decode() if html else ""
    )
