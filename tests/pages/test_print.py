"""What the pages look like on paper."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# The width of A4 between its margins (print.css), 174 mm, in pixels of CSS.
WIDTH = 657
PRINTED = {
    "fact sheet": "/practices/foreigners-forum/",
    "fact sheet with long addresses": "/practices/festival-of-solidarity-in-sofia/?text=bg",
    "catalogue": "/practices/?country=IT",
    "compare": "/practices/compare/?practice=foreigners-forum&practice=inburgering&practice=bee-my-job",
    "organisation": "/organisations/regione-lombardia/",
    "about": "/about/",
}


@pytest.fixture
def paper(page: Page) -> Page:
    """A page that is laid out for paper."""
    page.set_viewport_size({"width": WIDTH, "height": 900})
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("address", PRINTED.values(), ids=PRINTED)
def test_nothing_runs_off_the_paper(site, paper: Page, address):
    paper.goto(site + address)
    assert paper.evaluate("document.documentElement.scrollWidth") == WIDTH


@pytest.mark.parametrize("address", PRINTED.values(), ids=PRINTED)
def test_what_only_a_screen_can_use_is_not_printed(site, paper: Page, address):
    paper.goto(site + address)
    useless = ["nav a", "button", "select", "input", ".ecl-button", ".site-footer", ".skip-link", ".sheet-actions a"]
    assert [what for what in useless if paper.locator(f"{what}:visible").count()] == []


def test_the_facts_come_before_the_text_and_across_the_whole_width(site, paper: Page):
    paper.goto(f"{site}/practices/foreigners-forum/")
    facts, text = (paper.locator(part).bounding_box() for part in (".sheet__facts", ".sheet__body"))
    assert facts is not None
    assert text is not None
    assert (facts["width"], facts["y"] + facts["height"] <= text["y"]) == (WIDTH, True)


def test_a_source_shows_its_address(site, paper: Page):
    paper.goto(f"{site}/practices/festival-of-solidarity-in-sofia/")
    link = paper.locator(".plain-list a").first
    expect(link).to_have_attribute("href", "https://multikulti.bg/1675")
    written = link.evaluate("one => getComputedStyle(one, '::after').content")
    assert written == '" (https://multikulti.bg/1675)"'


def test_the_address_of_the_page_is_printed(site, paper: Page):
    paper.goto(f"{site}/practices/foreigners-forum/")
    expect(paper.locator(".sheet-actions__all")).to_have_text(f"{site}/practices/foreigners-forum/")
