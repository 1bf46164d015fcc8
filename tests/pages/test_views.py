"""Map, table and timeline, by keyboard and without scripts: what they promise is what one gets."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import axe

pytestmark = pytest.mark.browser

COUNT = ".results-head__count strong"


def tab_to(page: Page, selector: str) -> None:
    """Presses the key until the element has the focus."""
    for _stop in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard never comes to {selector}")


def test_a_country_is_reached_by_keyboard_and_shows_as_many_as_it_says(site, page: Page):
    page.goto(f"{site}/practices/?view=map&dimension=cultural")
    tab_to(page, ".map__country")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    country, _, promised = label.partition(": ")
    page.keyboard.press("Enter")
    page.wait_for_url("**country=*")
    expect(page.locator(".results-head__count")).to_have_text(promised)
    expect(page.locator(".chip", has_text=country)).to_have_count(1)
    chosen = page.locator(".map__country[aria-current]")
    expect(chosen).to_have_attribute("aria-label", f"{country}, chosen: {promised}")
    assert axe(page) == []


def test_every_stop_of_the_keyboard_on_the_map_can_be_seen(site, page: Page):
    page.goto(f"{site}/practices/?view=map&zoom=2&centre=400,500")
    page.locator(".map__skip-link").focus()
    unseen, stops = [], 0
    while page.evaluate("document.activeElement.closest('.map') !== null"):
        seen = page.evaluate(
            """() => {
              const focused = document.activeElement, box = focused.getBoundingClientRect()
              return getComputedStyle(focused).outlineStyle !== 'none' && box.width > 4 && box.height > 4
            }"""
        )
        if not seen:
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
        stops += 1
        page.keyboard.press("Tab")
    assert unseen == []
    assert stops > 30


def test_the_map_can_be_skipped(site, page: Page):
    page.goto(f"{site}/practices/?view=map")
    tab_to(page, ".map__skip-link")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "by-country-IT"


def test_zooming_and_moving_by_keyboard(site, page: Page):
    page.goto(f"{site}/practices/?view=map&country=IT")
    drawing = page.locator(".map__drawing")
    expect(drawing).to_have_attribute("viewBox", "0 0 940 820")
    tab_to(page, "#map-in")
    page.keyboard.press("Enter")
    expect(drawing).to_have_attribute("viewBox", "235 205 470 410")
    expect(page.locator("#map-in")).to_be_focused()
    tab_to(page, "#map-south")
    page.keyboard.press("Enter")
    expect(drawing).to_have_attribute("viewBox", "235 410 470 410")
    tab_to(page, "#map-out")
    page.keyboard.press("Enter")
    expect(drawing).to_have_attribute("viewBox", "0 0 940 820")
    expect(page.locator(COUNT)).to_have_text("12")


def test_without_scripts_the_map_is_zoomed_by_links(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?view=map&country=IT")
    page.get_by_role("link", name="Zoom in").click()
    expect(page).to_have_url("/practices/?view=map&country=IT&zoom=2&centre=470,410#map")
    page.get_by_role("link", name="Move west").click()
    expect(page.locator(".map__drawing")).to_have_attribute("viewBox", "0 205 470 410")
    expect(page.locator(COUNT)).to_have_text("12")


def test_a_point_opens_its_fact_sheet(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?view=map&country=FR")
    page.locator(".map__drawing").get_by_role("link", name="Nantes: Coprod Migrants").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coprod Migrants")


def test_a_point_of_several_leads_to_their_names(site, page: Page):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{site}/practices/?view=map&country=DE")
    page.locator(".map__drawing").get_by_role("link", name="Hamburg: 3 fact sheets").click()
    hamburg = page.locator(".place:target")
    expect(hamburg.locator(".place__name")).to_have_text("Hamburg")
    expect(hamburg.get_by_role("link")).to_have_count(3)
    expect(hamburg).to_be_in_viewport()


def test_columns_are_chosen_without_scripts(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?view=table&country=PL")
    page.get_by_text("Choose columns").click()
    page.get_by_role("checkbox", name="Beneficiaries").uncheck()
    page.get_by_role("checkbox", name="Themes").check()
    page.get_by_role("button", name="Show these columns").click()
    heads = page.locator(".results-table thead th")
    expect(heads).to_have_text(["Title", "Country", "Themes", "Start", "End", "Budget", "Pick"])
    expect(page.locator(COUNT)).to_have_text("2")


def test_columns_are_chosen_in_place_where_scripts_run(site, page: Page):
    page.goto(f"{site}/practices/?view=table&country=PL")
    page.get_by_text("Choose columns").click()
    page.get_by_role("checkbox", name="Budget").uncheck()
    heads = page.locator(".results-table thead th")
    expect(heads).to_have_text(["Title", "Country", "Start", "End", "Beneficiaries", "Pick"])
    expect(page.get_by_role("checkbox", name="Budget")).to_be_visible()


def test_the_table_is_sorted_by_its_headings(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?view=table&country=PL")
    page.locator(".results-table").get_by_role("link", name="Start").click()
    expect(page.locator(".results-table tbody th")).to_have_text(
        ["Foreigners' Information Centre", "Foreigners' Forum"]
    )
    expect(page.locator("[aria-sort]")).to_have_attribute("aria-sort", "descending")


def test_the_table_scrolls_in_its_own_frame_by_keyboard(site, page: Page):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{site}/practices/?view=table")
    frame = page.get_by_role("region", name="Fact sheets")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.results-table').scrollLeft > 0")
    assert page.evaluate("window.scrollX") == 0


def test_the_timeline_says_in_words_what_its_bars_show(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?view=timeline&country=PL")
    rows = page.locator(".timeline__bars .timeline__row")
    expect(rows.locator(".ecl-link")).to_have_text(["Foreigners' Forum", "Foreigners' Information Centre"])
    expect(rows.locator(".timeline__dates")).to_have_text(["since March 2008, ongoing", "2009 to 2014"])
    page.get_by_text("The years as a table").click()
    years = page.locator(".timeline__table tbody tr")
    expect(years).to_have_text(["2008 1", *(f"{year} 2" for year in range(2009, 2015))], use_inner_text=True)


def test_bars_stand_above_their_years(site, page: Page):
    page.goto(f"{site}/practices/?view=timeline&country=PL")
    bars = page.locator(".timeline__bars .timeline__row")
    column = page.locator(".timeline__column").nth(1).bounding_box()
    begin = bars.nth(1).locator(".timeline__piece").first.bounding_box()
    assert column is not None
    assert begin is not None
    assert begin["x"] == pytest.approx(column["x"], abs=2)
