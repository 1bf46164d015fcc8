"""Fact sheets written in a real browser: every page of a draft, by keyboard alone, and without a script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.pages.soundness import wrong
from tests.pages.writers import PASSWORD, Opens, Site, opening, saved

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def people(site: str, database: dict[str, str]) -> Site:
    return Site(site, database)


@pytest.fixture
def opened(browser: Browser, people: Site) -> Iterator[Opens]:
    with opening(browser, people) as opens:
        yield opens


PAGES = [
    "",
    "basics/",
    "place/",
    "story/en/",
    "story/fr/",
    "money/",
    "results/",
    "sources/",
    "preview/",
    "organisations/",
]


@pytest.mark.parametrize("part", PAGES)
def test_axe_finds_nothing_on_the_pages_of_a_draft_and_none_is_cut_off(opened: Opens, people: Site, part: str):
    assert wrong(opened("Ana", people.full + part)) == []


def test_axe_finds_nothing_on_a_draft_that_is_refused_or_not_begun(opened: Opens, people: Site):
    page = opened("Ana", "/practices/drafts/new/")
    found = wrong(page)
    page.goto(people.new_draft())
    page.get_by_role("button", name="Hand in for review").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be handed in yet")
    assert found + wrong(page) == []


def test_organisations_are_offered_while_a_name_is_typed(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "basics/")
    page.locator("#id_partners-0-organisation").press_sequentially("Regione Lomb")
    page.get_by_role("button", name="Regione Lombardia").press("Enter")
    expect(page.locator(".picker__chosen", has_text="Regione Lombardia")).to_be_visible()


def test_a_section_is_written_by_keyboard_alone(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "money/")
    page.get_by_label("Budget", exact=True).focus()
    for keys in ("1.2 million", "Swedish", "9.50"):
        page.keyboard.type(keys)
        page.keyboard.press("Tab")
    saved(page)
    expect(page.locator("#id_amount-said")).to_have_text("We read: SEK\xa01,200,000 at 9.50 = €126,315.79")
    page.get_by_label("Rate of exchange").press("Enter")
    expect(page).to_have_url(re.compile("/money/$"))
    page.get_by_role("button", name="Save and go on: Results").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results")


# Without a script


def test_without_scripts_every_change_of_section_saves(opened: Opens, people: Site):
    draft = people.new_draft()
    page = opened("Ana", draft + "story/", java_script_enabled=False)
    page.get_by_label("Title").fill("Without a script")
    page.get_by_role("button", name="Money", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Money")
    page.locator("#id_funding-0-name").fill("The city")
    page.get_by_role("button", name="Add a row Funding").click()
    page.locator("#id_funding-1-name").fill("The region")
    page.get_by_role("button", name="Overview and handing in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Without a script")
    page.get_by_role("link", name="Money: Funding, row 2").click()
    expect(page.locator("#id_funding-0-name")).to_have_value("The city")
    expect(page.locator("#id_funding-1-name")).to_have_value("The region")


def test_without_scripts_an_organisation_is_found_and_picked(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "basics/", java_script_enabled=False)
    page.get_by_role("button", name="Take it out").click()
    page.locator("#id_organiser").fill("lombardia")
    page.get_by_role("button", name="Find in the directory").first.click()
    page.get_by_role("button", name="Regione Lombardia").click()
    expect(page.locator(".picker__chosen").first).to_contain_text("Regione Lombardia")


def test_without_scripts_a_session_that_ended_gives_back_what_was_typed(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "story/", java_script_enabled=False)
    page.context.clear_cookies(name=people.made["cookie"])
    page.get_by_label("Title").fill("Typed after the session ended")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("E-mail address").fill("Ana@writing.example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Title")).to_have_value("Typed after the session ended")
    expect(page.get_by_text("What you typed is below and not saved yet.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("What you typed is below")).to_have_count(0)
    expect(page.get_by_label("Title")).to_have_value("Typed after the session ended")
