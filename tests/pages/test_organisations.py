"""From a new account to a confirmed place in an organisation, and the pages of the secretariat, in a real browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import PASSWORD, PROJECT
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser
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


@pytest.mark.parametrize(
    ("who", "address", "title"),
    [
        ("officer", "/account/", "My account"),
        ("waiting", "/account/", "My account"),
        ("officer", "/account/details/", "Correct my details"),
        ("officer", "/account/organisations/find/", "Find your organisation"),
        ("officer", "/account/organisations/find/?q=a&country=", "Find your organisation"),
        ("officer", "/account/organisations/find/?q=Espoon+kaupunkki", "Find your organisation"),
        ("officer", "/account/organisations/find/?q=zzzzzz", "Find your organisation"),
        ("officer", f"/account/organisations/find/?q={'x' * 251}", "Find your organisation"),
        ("waiting", "/account/organisations/regione-lombardia/join/", "Join Regione Lombardia"),
        ("officer", "/account/organisations/espoon-kaupunki/join/", "Join Espoon kaupunki"),
        ("officer", "/account/organisations/propose/?q=Nowhere", "Propose your organisation"),
        ("officer", "/account/organisations/espoon-kaupunki/colleagues/", "People of Espoon kaupunki"),
        ("partner", "/account/organisations/espoon-kaupunki/colleagues/", "Page not found"),
        ("officer", "/secretariat/", "Not open to you"),
        ("secretariat", "/secretariat/", "Secretariat"),
        ("secretariat", "/secretariat/roles/", "Roles"),
    ],
)
def test_nothing_is_wrong_with_the_page_at_any_width(opened: Opens, who: str, address: str, title: str):
    page = opened(who, address)
    heading(page, title)
    assert wrong(page) == []


def test_somebody_finds_their_organisation_and_a_colleague_confirms_them(opened: Opens):
    newcomer = opened("newcomer", "/account/")
    newcomer.get_by_role("link", name="Find your organisation").click()
    newcomer.get_by_label("Name, or a part of it").fill("ESPOO")
    newcomer.get_by_role("button", name="Search").click()
    newcomer.get_by_role("link", name="Ask to join Espoon kaupunki").click()
    newcomer.get_by_role("button", name="Ask to join").click()
    expect(newcomer.get_by_role("alert")).to_contain_text("Give your job title")
    assert wrong(newcomer) == []
    newcomer.get_by_label("Your job title").fill("Integration officer")
    newcomer.get_by_label("You work there as").select_option("Administrator")
    newcomer.get_by_role("button", name="Ask to join").click()
    expect(newcomer.locator(".entry .state")).to_have_text("Waiting for confirmation")
    officer = opened("officer", "/account/")
    officer.get_by_role("link", name="Colleagues").click()
    officer.get_by_role("button", name="Confirm Newcomer").click()
    expect(officer.get_by_text("Newcomer belongs to Espoon kaupunki now.")).to_be_visible()
    newcomer.reload()
    expect(newcomer.locator(".entry .state")).to_have_text("Confirmed")
    newcomer.get_by_role("link", name="Colleagues").click()
    expect(newcomer.locator("#confirmed ~ .entries .entry__name")).to_have_text(
        ["Oona Ojala", "Kalle Kivi", "Newcomer"]
    )


def test_a_colleague_refuses_with_a_reason_by_keyboard_alone(opened: Opens):
    keyboard = opened("keyboard", "/account/organisations/espoon-kaupunki/join/")
    keyboard.get_by_label("Your job title").focus()
    keyboard.keyboard.type("Nobody in particular")
    keyboard.keyboard.press("Enter")
    expect(keyboard.locator(".entry .state")).to_have_text("Waiting for confirmation")
    officer = opened("officer", "/account/organisations/espoon-kaupunki/colleagues/")
    officer.get_by_role("link", name="Refuse Keyboard").press("Enter")
    officer.locator("summary", has_text="Refuse").press("Enter")
    assert wrong(officer) == []
    officer.get_by_role("button", name="Refuse with this reason").press("Enter")
    expect(officer.get_by_role("alert")).to_contain_text("Give a reason")
    assert wrong(officer) == []
    officer.get_by_role("alert").get_by_role("link", name="Reason").press("Enter")
    expect(officer.get_by_label("Reason")).to_be_focused()
    officer.keyboard.type("I do not know you.")
    officer.get_by_role("button", name="Refuse with this reason").press("Enter")
    expect(officer.get_by_text("The request of Keyboard was refused.")).to_be_visible()
    keyboard.reload()
    expect(keyboard.locator(".entry__reason")).to_have_text("I do not know you.")
    assert wrong(keyboard) == []


def test_likely_doubles_stand_before_a_proposal_and_one_of_them_is_taken(opened: Opens):
    page = opened("proposer", "/account/organisations/find/?q=Kaupunki+Espoo+Oy&country=FI")
    page.get_by_role("link", name="Propose your organisation").click()
    expect(page.get_by_label("Name in its own language")).to_have_value("Kaupunki Espoo Oy")
    page.get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the kind of the organisation.")
    assert wrong(page) == []
    page.get_by_label("Kind").select_option("Local authority")
    page.get_by_label("Your job title").fill("Officer")
    page.get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    assert wrong(page) == []
    page.get_by_role("button", name="This is mine Espoon kaupunki").click()
    heading(page, "My account")
    expect(page.locator(".entry__name")).to_have_text(["Espoon kaupunki"])


def test_without_scripts_an_organisation_is_proposed_and_the_secretariat_takes_it_in(opened: Opens):
    page = opened("unscripted", "/account/organisations/propose/", java_script_enabled=False)
    page.get_by_label("Name in its own language").fill("Столична библиотека")
    page.get_by_label("Kind").select_option("Other")
    page.get_by_label("Country").select_option("Bulgaria")
    page.get_by_label("Your job title").fill("Библиотекар")
    page.get_by_role("button", name="Propose", exact=True).click()
    propose = page.get_by_role("button", name="None of these: propose it")
    if propose.count():
        propose.click()
    expect(page.locator(".entry .state")).to_have_text(
        ["Waiting for confirmation", "Proposed: the secretariat looks at it"]
    )
    cleo = opened("secretariat", "/secretariat/", java_script_enabled=False)
    cleo.get_by_role("link", name="Decide Столична библиотека").click()
    cleo.get_by_label("Unscripted (unscripted@example.org").check()
    cleo.get_by_role("button", name="Take it into the directory").click()
    expect(cleo.get_by_text("Столична библиотека is in the directory now.")).to_be_visible()
    page.reload()
    expect(page.locator(".entry .state")).to_have_text("Confirmed")


def test_nothing_is_wrong_with_a_proposal_in_the_hands_of_the_secretariat(opened: Opens):
    page = opened("secretariat", "/secretariat/")
    page.get_by_role("link", name="Decide Δήμος").click()
    page.locator("summary").click()
    page.get_by_role("button", name="Decline with this reason").click()
    expect(page.get_by_role("alert")).to_contain_text("Give a reason")
    assert wrong(page) == []


def test_a_role_is_granted_and_taken_away(opened: Opens):
    page = opened("secretariat", "/secretariat/roles/")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_role("button", name="Find the account").click()
    expect(page.get_by_role("alert")).to_contain_text("Nobody has an account with this address")
    assert wrong(page) == []
    page.get_by_label("E-mail address").fill("Partner@example.org")
    page.get_by_role("button", name="Find the account").click()
    expect(page.get_by_role("heading", name="Paola Prati", exact=True)).to_be_visible()
    assert wrong(page) == []
    page.get_by_label("Role", exact=True).select_option("Reviewer")
    page.get_by_role("button", name="Grant").click()
    page.get_by_role("button", name="Take away Reviewer, Paola Prati").click()
    expect(page.get_by_text("Paola Prati no longer has the role “Reviewer”.")).to_be_visible()


def test_somebody_changes_what_a_colleague_may_do_and_ends_their_place(opened: Opens):
    page = opened("officer", "/account/organisations/espoon-kaupunki/colleagues/")
    page.get_by_role("link", name="Change or end Kalle Kivi").click()
    page.locator("summary", has_text="Change what they may do").click()
    page.get_by_label("May sign, and say what colleagues may do").check()
    assert wrong(page) == []
    page.get_by_role("button", name="Save").click()
    kalle = page.get_by_role("listitem").filter(has_text="Kalle Kivi")
    expect(kalle).to_contain_text("May submit · May sign")
