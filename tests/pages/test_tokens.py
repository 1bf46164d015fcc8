"""The page of tokens, and the pages on which nothing that was typed gets lost, in a real browser."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import PROJECT
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "tokens@example.org", "a password of the tests of tokens"
OFFICER = f"""
import django; django.setup()
from django.utils import timezone
from network.models import Affiliation, Organisation
from network.workflows import open_account
user = open_account(email={EMAIL!r}, password={PASSWORD!r}, by=None)
city = Organisation.objects.order_by("pk").first()
Affiliation.objects.get_or_create(
    user=user, organisation=city, defaults={{"state": "confirmed", "decided_at": timezone.now()}}
)
"""


@pytest.fixture(scope="module", autouse=True)
def _officer(database: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", OFFICER], cwd=PROJECT, env=os.environ | database, check=True)


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")


@pytest.fixture
def tokens(site: str, page: Page) -> Page:
    """The page of tokens of an officer who is signed in."""
    page.goto(f"{site}/account/tokens/")
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("API tokens")
    return page


def make(page: Page, name: str) -> str:
    """A token, made by keyboard alone; gives its secret."""
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Make a token").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your new token")
    return page.get_by_label(name).input_value()


def test_a_token_is_made_shown_once_and_revoked_by_keyboard_alone(tokens: Page):
    secret = make(tokens, "Made by keyboard")
    assert (re.fullmatch(r"ip_\w{40}", secret) is None, wrong(tokens)) == (False, [])
    tokens.get_by_role("link", name="I have copied it").press("Enter")
    entry = tokens.get_by_role("listitem").filter(has_text="Made by keyboard")
    expect(entry).to_contain_text(secret[:9])
    entry.locator("summary").press("Enter")
    assert wrong(tokens) == []
    entry.get_by_role("button", name="Revoke this token").press("Enter")
    expect(entry).to_contain_text("Revoked on")


def test_without_scripts_a_token_is_made_too(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/account/tokens/")
    sign_in(page)
    assert make(page, "Made without scripts").startswith("ip_")


def test_a_refused_token_names_its_faults_with_links_to_them(tokens: Page):
    tokens.get_by_role("button", name="Make a token").click()
    summary = tokens.get_by_role("alert")
    expect(summary).to_contain_text("Give the token a name.")
    assert wrong(tokens) == []
    summary.get_by_role("link", name="It may").click()
    expect(tokens.get_by_label("Read drafts")).to_be_focused()


def test_what_was_typed_outlives_the_session(tokens: Page):
    tokens.get_by_label("Name", exact=True).fill("Typed before the end")
    tokens.context.clear_cookies(name="session")
    tokens.get_by_role("button", name="Make a token").click()
    expect(tokens.get_by_text("Sign in again: what you typed is kept.")).to_be_visible()
    sign_in(tokens)
    expect(tokens.get_by_text("What you typed is below and not saved yet.")).to_be_visible()
    expect(tokens.get_by_label("Name", exact=True)).to_have_value("Typed before the end")
    assert wrong(tokens) == []


def test_what_was_typed_outlives_a_form_that_expired(tokens: Page):
    tokens.get_by_label("Name", exact=True).fill("Typed before the end")
    tokens.context.clear_cookies(name="csrf")
    tokens.get_by_role("button", name="Make a token").click()
    expect(tokens.get_by_role("heading", level=1)).to_have_text("The form has expired")
    expect(tokens.get_by_text("Typed before the end")).to_be_visible()
    assert wrong(tokens) == []
    tokens.get_by_role("button", name="Send it again").click()
    expect(tokens.get_by_role("alert")).to_contain_text("Choose what the token may do.")
    expect(tokens.get_by_label("Name", exact=True)).to_have_value("Typed before the end")
