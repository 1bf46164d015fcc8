"""The secretariat reads the audit trail in a browser, on a site that is served by a role that cannot change it."""

import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import PASSWORD, PROJECT
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser

SECRETARY = "trail.reader@example.org"
# Somebody of the secretariat, and an organisation whose name changed twice, once for a reason.
FURNISH = f"""
import django; django.setup()
from network.enums import Role
from network.models import Organisation, RoleGrant
from network.workflows import open_account, recorded

@recorded
def rename(*, name, by, reason=""):
    Organisation.objects.filter(slug="regione-lombardia").update(name=name)

user = open_account(email={SECRETARY!r}, password={PASSWORD!r}, by=None)
RoleGrant.objects.get_or_create(user=user, role=Role.SECRETARIAT)
name = Organisation.objects.get(slug="regione-lombardia").name
rename(name="Ομάδα «" + "Δοκιμή" * 20 + "»", by=user, reason="A name as long as they come")
rename(name=name, by=user)
"""


@pytest.fixture(scope="module")
def furnished(site: str, database: dict[str, str]) -> str:
    subprocess.run([sys.executable, "-c", FURNISH], cwd=PROJECT, env=database, check=True)
    return site


@pytest.fixture
def desk(furnished: str, page: Page) -> Page:
    """The trail, as somebody of the secretariat sees it after signing in."""
    page.goto(f"{furnished}/account/sign-in/?next=/secretariat/trail/")
    page.fill("#id_login", SECRETARY)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit trail")
    return page


def test_from_an_entry_one_comes_to_all_of_its_record_and_of_its_account(desk, furnished):
    desk.select_option("#id_table", label="Organisation")
    desk.get_by_role("button", name="Show", exact=True).click()
    expect(desk).to_have_url(f"{furnished}/secretariat/trail/?table=network_organisation&row=&actor=")
    first = desk.locator(".audit__entry").first
    expect(first.locator(".audit__columns tbody td")).to_have_count(2)
    first.get_by_role("link").first.click()
    expect(desk.locator(".audit__entry")).to_have_count(3)
    expect(desk.locator(".audit__action")).to_have_text(["Changed", "Changed", "Added"])
    desk.locator(".audit__entry").nth(1).get_by_role("link").nth(1).click()
    expect(desk.locator(".audit__facts").first).to_contain_text("rename")
    expect(desk.locator(".audit__entry")).to_have_count(2)


def test_the_pages_lead_to_the_oldest_entries_and_back(desk):
    newest = desk.locator(".audit__record").first.inner_text()
    desk.get_by_role("link", name="Older →").click()
    expect(desk.get_by_role("link", name="← Newer")).to_be_visible()
    assert desk.locator(".audit__record").first.inner_text() != newest
    desk.get_by_role("link", name="← Newer").click()
    expect(desk.locator(".audit__record").first).to_have_text(newest)


@pytest.mark.parametrize("query", ["", "?table=network_organisation&row=0", "?row=12"])
def test_axe_finds_nothing_and_nothing_is_cut_off_sideways(desk, furnished, query):
    desk.goto(f"{furnished}/secretariat/trail/{query}")
    for closed in desk.locator(".audit details:not([open]) summary").all()[:5]:
        closed.click()
    assert wrong(desk) == []


def test_without_scripts_the_columns_of_an_entry_are_opened_all_the_same(furnished, reader_without_scripts):
    page = reader_without_scripts
    page.goto("/account/sign-in/?next=/secretariat/trail/%3Ftable%3Dnetwork_country")
    page.fill("#id_login", SECRETARY)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    entry = page.locator(".audit__entry").first
    entry.locator("summary").click()
    expect(entry.locator(".audit__columns tbody tr").first).to_be_visible()
