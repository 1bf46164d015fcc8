"""Every address that answers with a page, and every form that is refused, in the browser at every width.

The records and rows are those of the table of addresses and roles (tests/config/addresses.py), so that a new address
is looked at from the day on which it gets its row. What the test client is answered is shown in the browser under the
address of a site, whose styles and scripts it takes.
"""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction

from tests.config import addresses_accounts, addresses_catalogue, addresses_drafts
from tests.config.addresses import expected
from tests.config.addresses_records import ANONYMOUS, World, world
from tests.pages.conftest import chromium
from tests.pages.soundness import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Who sees most of an address comes first.
BY_SIGHT = ("officer of A", "secretariat", "reviewer", ANONYMOUS, "officer of B", "staff")
# What is not typed: buttons, and what the page itself knows.
KEPT = {"act", "do", "what", "decision", "version", "field"}
TABLES = [addresses_catalogue, addresses_accounts, addresses_drafts]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__.rpartition("_")[2])
def test_every_page_is_sound(site, table):
    pages = seen(table, world())
    assert len(pages) > 10
    assert judged(site, pages) == {}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__.rpartition("_")[2])
def test_every_form_that_comes_back_with_mistakes_is_sound(site, table):
    pages = refused(table, world())
    assert len(pages) > 1
    assert judged(site, pages) == {}


def seen(table: ModuleType, there: World) -> dict[str, str]:
    """The page at each address, for somebody who is let in."""
    answers = {
        pattern: there.client(role, address).get(there.address(address))
        for pattern, (address, statuses) in table.READS.items()
        if (role := let_in(statuses, {"200"}))
    }
    return {name: page for name, answer in answers.items() if (page := html(answer))}


def refused(table: ModuleType, there: World) -> dict[str, str]:
    """What each form says that is sent with nothing in it, by somebody whom it is for."""
    pages = {}
    for (pattern, what), (address, body, statuses) in table.WRITES.items():
        role = let_in(statuses, {"200", "302"})
        if role is None or address.startswith("/api/"):
            continue
        with transaction.atomic():
            answer = there.client(role, address).post(there.address(address), emptied(body))
            page = html(answer) if answer.status_code >= 400 else None
            transaction.set_rollback(True)
        if page:
            pages[f"{what} {pattern}"] = page
    return pages


def let_in(statuses: str, said: set[str]) -> str | None:
    """Somebody who gets one of these statuses."""
    return next((role for role in BY_SIGHT if expected(statuses, role) in said), None)


def emptied(body: Mapping[str, Any]) -> dict[str, Any]:
    """A form in which nothing is typed."""
    return {name: value if name in KEPT else "" for name, value in body.items() if not isinstance(value, bytes)}


def html(answer: Any) -> str | None:
    """The page, if it is one: no file, and no piece that a script puts into a page."""
    content = answer.getvalue()
    return content.decode() if content.lstrip().startswith(b"<!doctype html>") else None


def judged(site: str, pages: Mapping[str, str]) -> dict[str, list[object]]:
    """What is wrong with each; nothing is asked of the database while the browser runs, which Django would refuse."""
    found = {}
    with chromium() as browser:
        page = browser.new_page(bypass_csp=True, locale="en-GB")
        page.goto(f"{site}/about/")
        for name, content in pages.items():
            page.set_content(content)
            found[name] = wrong(page, unfolded=True)
    return {name: faults for name, faults in found.items() if faults}
