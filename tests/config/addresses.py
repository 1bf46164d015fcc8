"""Every address of the site: who gets which status by reading it, and by writing to it.

A row of `READS` is an address of its pattern and statuses; one of `WRITES`, of a pattern and a method, says between
them what is sent. Names in braces stand for records (addresses_records.py). Statuses:

    200               for everybody
    in 200            for visitors, and for people with an account
    in 200 404        for visitors, for the officer of A, and for all others with an account
    reviewer 200      for people of that role; visitors are asked to sign in, all others get 403
    in 200 404 404 200 404   for each role, in the order of ROLES

`in` is a redirect to the page for signing in, `confirm` one to that for typing the password once more.
"""

from collections.abc import Mapping
from typing import Any

from tests.config import addresses_accounts, addresses_catalogue, addresses_drafts
from tests.config.addresses_records import ROLES, World

SIGN_IN, CONFIRM = "/account/sign-in/?next=", "/account/confirm/?next="

READS: Mapping[str, tuple[str, str]] = addresses_catalogue.READS | addresses_accounts.READS | addresses_drafts.READS
WRITES: Mapping[tuple[str, str], tuple[str, Mapping[str, Any], str]] = (
    addresses_catalogue.WRITES | addresses_accounts.WRITES | addresses_drafts.WRITES
)


def expected(statuses: str, role: str) -> str:
    """The status for a role."""
    said, place = statuses.split(), ROLES.index(role)
    if said[0] in ROLES:
        return "in" if not place else said[1] if said[0] == role else "403"
    return said[place if len(said) == len(ROLES) else min(place, len(said) - 1)]


def status_of(answer: Any) -> str:
    """The status, after all was read that is sent: an export asks the database while it is sent."""
    answer.getvalue()
    there = answer.headers.get("Location", "")
    if answer.status_code == 302 and there.startswith((SIGN_IN, CONFIRM)):
        return "in" if there.startswith(SIGN_IN) else "confirm"
    return str(int(answer.status_code))


def write(there: World, role: str, key: tuple[str, str], **options: Any) -> Any:
    """What somebody of a role gets who sends what a row of `WRITES` says; `options` are the client's."""
    (_pattern, what), (address, body, _statuses) = key, WRITES[key]
    client = there.client(role, address, **options)
    return there.send(client, what.partition(" ")[0], address, body)
