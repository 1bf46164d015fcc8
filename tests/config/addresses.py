"""Every address of the site: who gets which status by reading it, and by writing to it.

A row of `READS` is an address of its pattern and statuses, one of `WRITES` also what is sent. Statuses: one for
everybody; for visitors and people with an account; for visitors, the officer of A and all others; or for each role, in
the order of `ROLES`. Names in braces stand for records (addresses_records.py).
"""

from collections.abc import Mapping
from typing import Any

from tests.config import addresses_accounts, addresses_catalogue, addresses_drafts
from tests.config.addresses_records import CONFIRM, IN, ROLES, World

SIGN_IN = "/account/sign-in/?next="
CONFIRM_FIRST = "/account/confirm/?next="

READS: Mapping[str, tuple[Any, ...]] = addresses_catalogue.READS | addresses_accounts.READS | addresses_drafts.READS
WRITES: Mapping[tuple[str, str], tuple[Any, ...]] = (
    addresses_catalogue.WRITES | addresses_accounts.WRITES | addresses_drafts.WRITES
)


def expected(statuses: tuple[Any, ...], role: str) -> Any:
    """The status for a role."""
    place = ROLES.index(role)
    return statuses[place if len(statuses) == len(ROLES) else min(place, len(statuses) - 1)]


def status_of(answer: Any) -> Any:
    """The status, after all was read that is sent: an export asks the database while it is sent."""
    answer.getvalue()
    answer.close()
    there = answer.headers.get("Location", "")
    if answer.status_code == 302 and there.startswith((SIGN_IN, CONFIRM_FIRST)):
        return IN if there.startswith(SIGN_IN) else CONFIRM
    return int(answer.status_code)


def write(there: World, role: str, what: str, row: tuple[Any, ...], **options: Any) -> Any:
    """What somebody of a role gets who sends what a row of `WRITES` says."""
    address, body, *_statuses = row
    client = there.client(role, address, **options)
    return there.send(client, what.partition(" ")[0], address, body)
