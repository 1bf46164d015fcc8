"""From a new account to a confirmed place in an organisation, and the pages of the secretariat, in a real browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import PASSWORD, PROJECT, axe

pytestmark = pytest.mark.browser
WIDTHS = (1280, 768, 360, 320)
# The people of the demo and five more, of whom one asks for a place and has proposed an organisation.
PEOPLE = f"""
import django; django.setup()
from network.enums import OrganisationKind
from network.models import Organisation
from network.workflows import OrganisationData, Position, ask_to_join, open_account, propose_organisation
from tools.demo_people import ESPOO, settle
settle({PASSWORD!r})
waiting, *_others = [
    open_account(email=f"{{name}}@example.org", password={PASSWORD!r}, name=name.capitalize(), by=None)
    for name in ("waiting", "newcomer", "proposer", "keyboard", "unscripted")
]
espoo = Organisation.objects.get(name=ESPOO)
ask_to_join(organisation=espoo, job_title="Trainee", capacity="", by=waiting)
data = OrganisationData(name="Δήμος " + "Μακρυωνύμων" * 10, kind=OrganisationKind.LOCAL_AUTHORITY, country="GR")
propose_organisation(data=data, by=waiting, position=Position("Δημοτικός υπάλληλος"))
"""

Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def _people(database: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", PEOPLE], cwd=PROJECT, env=os.environ | database, check=True)


@pytest.fixture(scope="module")
def sessions(browser: Browser, site: str, _people: None) -> dict[str, Any]:
    """The cookies of each who signed in so far."""
    return {}


@pytest.fixture
def opened(browser: Browser, site: str, sessions: dict[str, Any]) -> Iterator[Opens]:
    """Opens a page as somebody, by the part of their address before the @, in a browser of their own."""
    contexts = []

    def open_as(who: str, address: str, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site, locale="en-GB", viewport={"width": 1280, "height": 900},
            bypass_csp=True, storage_state=sessions.get(who), **options,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        if who not in sessions:
            page.get_by_label("E-mail address").fill(f"{who}@example.org")
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in", exact=True).click()
            expect(page.get_by_role("link", name="My account").first).to_be_visible()
            sessions[who] = context.storage_state()
        return page

    yield open_as
    for context in contexts:
        context.close()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def wrong(page: Page) -> list[object]:
    """What axe finds at two widths, and at which widths the page is cut off sideways."""
    found: list[object] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width in (1280, 360):
            found += axe(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found



def test_shots(opened: Opens):
    n = 0
    def shot(page, name, widths=(1280, 360)):
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"/tmp/org-{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
    o = opened("officer", "/account/"); shot(o, "account", (1280, 768, 360))
    o.goto("/account/organisations/find/?q=a"); shot(o, "find")
    o.goto("/account/organisations/espoon-kaupunki/colleagues/"); shot(o, "colleagues")
    o.get_by_role("link", name="Refuse Waiting").click(); o.locator("summary", has_text="Refuse").click(); o.get_by_role("button", name="Refuse with this reason").click(); expect(o.get_by_role("alert")).to_be_visible(); shot(o, "refuse")
    o.goto("/account/organisations/propose/?q=Kaupunki+Espoo&country=FI")
    o.get_by_role("button", name="Propose", exact=True).click(); expect(o.get_by_role("alert")).to_be_visible(); shot(o, "propose-wrong")
    o.get_by_label("Kind").select_option("Local authority"); o.get_by_label("Your job title").fill("Officer")
    o.get_by_role("button", name="Propose", exact=True).click()
    expect(o.get_by_role("heading", name="Is it one of these?")).to_be_visible(); shot(o, "doubles")
    w = opened("waiting", "/account/"); shot(w, "waiting")
    s = opened("secretariat", "/secretariat/"); shot(s, "secretariat")
    s.get_by_role("link", name="Decide Δήμος").click(); s.locator("summary").click(); shot(s, "proposal")
    s.goto("/secretariat/roles/"); shot(s, "roles")
    s.goto("/account/organisations/espoon-kaupunki/colleagues/")
    s.get_by_role("link", name="Change or end Kalle Kivi").click(); s.locator("summary", has_text="Change what").click(); s.locator("summary", has_text="End this").click(); shot(s, "place")
