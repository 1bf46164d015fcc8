"""Searching for words in a browser: with scripts in place and while one types, without them all the same."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.pages.conftest import axe

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(site: str, context: BrowserContext) -> Page:
    """A page of a reader whose browser runs scripts, on the catalogue; it is marked, so that a new page shows."""
    page = context.new_page()
    page.goto(f"{site}/practices/")
    page.evaluate("window.stayed = true")
    return page


def test_words_are_searched_in_place_and_stay_in_the_field(site, reader):
    reader.get_by_role("searchbox").fill("kindergarten")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(f"{site}/practices/?q=kindergarten")
    expect(reader.get_by_role("searchbox")).to_have_value("kindergarten")
    expect(reader.locator(".practice-card mark").first).to_have_text("kindergarten")
    expect(reader.locator("#browse-status")).to_have_text("3 fact sheets")
    assert reader.evaluate("window.stayed")


def test_words_and_filters_are_kept_together(site, reader):
    reader.get_by_role("searchbox").fill("housing")
    reader.get_by_role("button", name="Search", exact=True).click()
    expect(reader).to_have_url(f"{site}/practices/?q=housing")
    reader.locator("#country-IT").check()
    expect(reader).to_have_url(f"{site}/practices/?q=housing&country=IT")
    reader.get_by_role("searchbox").fill("language")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(f"{site}/practices/?country=IT&q=language")
    expect(reader.locator(".chip")).to_have_count(2)


def test_fact_sheets_and_words_are_offered_while_somebody_types(site, reader):
    reader.get_by_role("searchbox").press_sequentially("hous")
    expect(reader.get_by_role("list", name="Words").get_by_role("link")).to_have_text(["houses", "house", "housing"])
    expect(reader.get_by_role("list", name="Fact sheets").get_by_role("link")).to_have_count(3)
    expect(reader.locator("#search-status")).to_have_text("6 suggestions below the search field")
    expect(reader).to_have_url(f"{site}/practices/")
    assert axe(reader) == []


def test_an_offer_is_reached_by_keyboard(site, reader):
    reader.get_by_role("searchbox").press_sequentially("salvario")
    expect(reader.get_by_role("list", name="Fact sheets").get_by_role("link")).to_have_count(1)
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(f"{site}/practices/san-salvario-district-house/")


def test_what_cannot_be_offered_disturbs_nobody(site, reader):
    reader.route("**/practices/suggest/**", lambda route: route.abort())
    with reader.expect_event("requestfailed"):
        reader.get_by_role("searchbox").press_sequentially("hous")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(f"{site}/practices/?q=hous")


def test_offers_stand_on_the_first_page_too_and_a_search_leads_to_the_catalogue(site, page):
    page.goto(site)
    page.get_by_role("searchbox").press_sequentially("hous")
    expect(page.get_by_role("list", name="Fact sheets").get_by_role("link")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/practices/?q=hous")


def test_a_mistyped_word_is_mended_with_one_click(site, reader):
    reader.get_by_role("searchbox").fill("hosuing")
    reader.keyboard.press("Enter")
    expect(reader.locator(".empty__title")).to_be_visible()
    reader.get_by_role("link", name="housing", exact=True).click()
    expect(reader).to_have_url(f"{site}/practices/?q=housing")


def test_all_of_it_works_without_scripts(site, reader_without_scripts):
    page = reader_without_scripts
    page.goto("/")
    page.get_by_role("searchbox").fill("Zweitspracherwerb")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/practices/?q=Zweitspracherwerb")
    excerpt = "In German, Title: Förderung des Zweitspracherwerbs Deutsch im Kindergarten"
    expect(page.locator(".excerpt")).to_have_text(excerpt)
