"""Accounts in a browser: the whole way in, with a second factor and with an identity provider."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import psycopg2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider
from tests.network.entering import code_of, wrong_code
from tests.pages.conftest import DATABASE, PROJECT, _dsn, _serving
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser

PASSWORD = "a long and quiet river"
SECONDS = 8  # as long as a code must hold until the browser has sent it


@pytest.fixture
def without_scripts(browser: Browser, site: str) -> Iterator[Page]:
    """A page in which no script runs and the policy of the site holds."""
    context = browser.new_context(java_script_enabled=False, base_url=site, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def person(database: dict[str, str]) -> str:
    """The address of an account of this test's own."""
    email = f"person-{os.getpid()}@example.eu"
    command = [sys.executable, "manage.py", "open_account", email]
    subprocess.run(command, cwd=PROJECT, env=database, input=PASSWORD, text=True, check=True, capture_output=True)
    return email


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    """An identity provider that signs everybody in without a question."""
    with IdentityProvider.serving() as provider:
        yield provider


@pytest.fixture(scope="module")
def site_with_provider(database: dict[str, str], provider: IdentityProvider) -> Iterator[str]:
    """The address of a site on which one signs in with it."""
    known = {"OIDC_SERVER_URL": provider.address, "OIDC_CLIENT_ID": CLIENT_ID, "OIDC_CLIENT_SECRET": CLIENT_SECRET}
    with _serving(database | known) as address:
        yield address


def mailed_link(email: str) -> str:
    """The path of the link in the last mail to an address."""
    with contextlib.closing(psycopg2.connect(_dsn(DATABASE))) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT text FROM network_outboxmail WHERE address = %s ORDER BY id DESC LIMIT 1", [email])
        row = cursor.fetchone()
    found = row and re.search(r"http://[^/\s]+(/account/\S+)", row[0])
    assert found
    return found[1]


def sign_in(page: Page, email: str, site: str = "") -> None:
    page.goto(f"{site}/account/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page, site: str = "") -> None:
    page.goto(f"{site}/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def heading(page: Page, text: str) -> None:
    """Waits until the page says so."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


class Looks:
    """What axe finds on the pages that are looked at, and what is cut off sideways, wide and narrow."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, list[object]] = {}

    def at(self, name: str) -> None:
        """Looks at the page as it is now; `name` tells it from others."""
        if found := wrong(self.page):
            self.found[name] = found


def test_from_signing_up_to_signing_in_with_a_code_without_a_script(without_scripts: Page):
    page, email = without_scripts, f"eleni-{os.getpid()}@patras.example"
    page.goto("/account/sign-in/")
    page.get_by_role("link", name="Open an account").click()
    page.get_by_label("Name").fill("Ελένη")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Open the account").click()
    heading(page, "Look into your mail")

    page.goto(mailed_link(email))
    page.get_by_role("button", name="Yes, confirm it").click()
    expect(page.get_by_text(f"{email} is confirmed.")).to_be_visible()
    sign_in(page, email)
    heading(page, "My account")

    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("button", name="Set up an app").click()
    heading(page, "Is it you?")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("img", name="QR code with the secret that stands below")).to_be_visible()
    secret = page.locator(".secret").inner_text().strip()
    page.get_by_label("Code", exact=True).fill(code_of(secret, SECONDS))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator(".codes li")).to_have_count(10)

    sign_out(page)
    sign_in(page, email)
    heading(page, "Second step")
    page.get_by_label("Code", exact=True).fill(code_of(secret, SECONDS))
    page.get_by_role("button", name="Sign in", exact=True).click()
    heading(page, "My account")


def test_axe_finds_nothing_on_the_pages_of_a_safe_account(site, page: Page, person):
    page.goto(site)
    looks = Looks(page)
    sign_in(page, person, site)
    heading(page, "My account")
    for address in ("address", "password", "second-factor", "connected"):
        page.goto(f"{site}/account/{address}/")
        looks.at(address)
    page.goto(f"{site}/account/password/")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks.at("a refused password")
    page.goto(f"{site}/account/second-factor/")
    page.get_by_role("button", name="Set up an app").click()
    heading(page, "Is it you?")
    looks.at("confirming")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    heading(page, "Set up an app")
    looks.at("setting up")
    secret = page.locator(".secret").inner_text().strip()
    page.get_by_label("Code", exact=True).fill(wrong_code(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks.at("a wrong code")
    page.get_by_label("Code", exact=True).fill(code_of(secret, SECONDS))
    page.get_by_role("button", name="Switch it on").click()
    heading(page, "Recovery codes")
    looks.at("recovery codes")
    for address in ("recovery-codes", "recovery-codes/new", "second-factor", "second-factor/off"):
        page.goto(f"{site}/account/{address}/")
        looks.at(address)
    page.goto(f"{site}/account/address/")
    page.get_by_label("New e-mail address").fill(f"new-{person}")
    page.get_by_role("button", name="Change the address").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Waiting for your confirmation")
    looks.at("a new address")
    sign_out(page, site)
    sign_in(page, person, site)
    heading(page, "Second step")
    looks.at("the second step")
    assert looks.found == {}


def test_axe_finds_nothing_on_the_way_in(site, page: Page):
    looks = Looks(page)
    email = f"axe-{os.getpid()}@example.eu"

    page.goto(f"{site}/account/sign-up/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks.at("a refused account")
    page.get_by_label("Name").fill("Ελένη")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Open the account").click()
    heading(page, "Look into your mail")
    looks.at("a mail was sent")
    page.goto(site + mailed_link(email))
    heading(page, "Confirm your address")
    looks.at("confirming an address")
    page.get_by_role("button", name="Yes, confirm it").click()
    heading(page, "Sign in")
    page.goto(f"{site}/account/password/forgotten/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send the link").click()
    heading(page, "Look into your mail")
    page.goto(site + mailed_link(email))
    heading(page, "Choose a new password")
    looks.at("a new password")
    page.get_by_label("New password").fill(f"{PASSWORD} again")
    page.get_by_role("button", name="Set the password").click()
    heading(page, "Sign in")
    assert looks.found == {}


def test_a_fault_leads_to_its_field_by_keyboard(site, page: Page):
    page.goto(f"{site}/account/sign-up/")
    page.get_by_role("button", name="Open the account").focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("alert").get_by_role("link", name="E-mail address")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("E-mail address")).to_be_focused()


def test_signing_in_with_an_identity_provider_under_the_policy_of_the_site(browser, site_with_provider, provider):
    provider.person |= {"sub": "eve", "email": "eve@example.eu"}
    with contextlib.closing(browser.new_context(base_url=site_with_provider, locale="en-GB")) as context:
        refused: list[str] = []
        page = context.new_page()
        page.on("console", lambda said: refused.append(said.text))
        page.goto("/account/sign-in/?next=/account/address/")
        page.get_by_role("button", name="Sign in with EU Login").click()
        expect(page).to_have_url(f"{site_with_provider}/account/address/")
        expect(page.locator(".facts")).to_contain_text("eve@example.eu")
    assert refused == []


def test_axe_finds_nothing_where_there_is_an_identity_provider(site_with_provider, provider, page: Page):
    looks = Looks(page)

    def come_back() -> None:
        page.goto(f"{site_with_provider}/account/sign-in/")
        page.get_by_role("button", name="Sign in with EU Login").click()

    for address in ("sign-in", "sign-up", "single-sign-on", "single-sign-on/return"):
        page.goto(f"{site_with_provider}/account/{address}/")
        looks.at(address)
    provider.person |= {"sub": "mallory", "email": "reader@example.org"}
    come_back()
    heading(page, "There is an account with your address")
    looks.at("somebody else's address")
    provider.person |= {"sub": "zoe", "email": "zoe@example.eu"}
    come_back()
    heading(page, "My account")
    page.goto(f"{site_with_provider}/account/connected/")
    looks.at("connected accounts")
    page.goto(f"{site_with_provider}/account/password/first/")
    heading(page, "Is it you?")
    looks.at("confirming there")
    provider.lies |= {"auth_time": None}
    page.get_by_role("button", name="Go on").click()
    heading(page, "It is not certain that it is you")
    looks.at("not confirmed there")
    provider.lies.clear()
    page.get_by_role("link", name="Begin again").click()
    page.get_by_role("button", name="Go on").click()
    heading(page, "My account")
    page.goto(f"{site_with_provider}/account/password/first/")
    heading(page, "Choose a password")
    looks.at("a first password")
    assert looks.found == {}
