"""With scripts, filtering changes the page in place: the address follows, the back button works, nothing is lost."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(site: str, context: BrowserContext) -> Page:
    """A page of a reader whose browser runs scripts, on the catalogue; it is marked, so that a new page shows."""
    page = context.new_page()
    page.goto(f"{site}/practices/")
    page.evaluate("window.stayed = true")
    return page


def count(page: Page) -> str:
    return page.locator(".results-head__count strong").inner_text()


def test_ticking_a_value_filters_at_once_and_in_place(site, reader):
    value = reader.locator("#facet-country .facet-value", has_text="Poland")
    promised = value.locator(".facet-value__count").inner_text()
    value.locator("input").check()
    expect(reader).to_have_url(f"{site}/practices/?country=PL")
    expect(reader.locator(".results-head__count strong")).to_have_text(promised)
    assert reader.evaluate("window.stayed")


def test_the_keyboard_stays_on_the_value_that_it_ticked(reader):
    reader.get_by_role("checkbox", name="Poland").focus()
    reader.keyboard.press("Space")
    expect(reader.locator(".chip")).to_have_count(1)
    assert reader.evaluate("document.activeElement.id") == "country-PL"


def test_a_facet_that_was_opened_stays_open(reader):
    reader.locator("#facet-aim summary").click()
    reader.locator("#facet-aim input").first.check()
    reader.locator("#facet-scope summary").click()
    reader.locator("#facet-scope input").first.check()
    expect(reader.locator(".chip")).to_have_count(2)
    expect(reader.locator("#facet-aim")).to_have_attribute("open", "")
    expect(reader.locator("#facet-scope")).to_have_attribute("open", "")


def test_the_new_count_is_said_aloud(reader):
    reader.get_by_role("checkbox", name="Poland").check()
    expect(reader.locator("#browse-status")).to_have_text("2 fact sheets")


def test_the_back_button_leads_to_the_search_before(site, reader):
    before = count(reader)
    reader.get_by_role("checkbox", name="Poland").check()
    expect(reader).to_have_url(f"{site}/practices/?country=PL")
    reader.go_back()
    expect(reader).to_have_url(f"{site}/practices/")
    expect(reader.locator(".results-head__count strong")).to_have_text(before)
    expect(reader.get_by_role("checkbox", name="Poland")).not_to_be_checked()


def test_sorting_paging_chips_and_views_change_in_place(site, reader):
    reader.get_by_label("Sort by").select_option("-started")
    expect(reader).to_have_url(f"{site}/practices/?sort=-started")
    reader.get_by_role("link", name="Next page").click()
    reader.wait_for_url("**cursor=*")
    reader.get_by_role("link", name="Table").click()
    reader.wait_for_url("**view=table*")
    reader.get_by_role("checkbox", name="Poland").check()
    expect(reader.locator(".chip")).to_have_count(1)
    reader.locator(".chip").click()
    expect(reader.locator(".chip")).to_have_count(0)
    assert reader.evaluate("window.stayed")


def test_what_was_ticked_to_be_picked_comes_along(reader):
    reader.get_by_role("checkbox", name="Poland").check()
    expect(reader.locator(".chip")).to_have_count(1)
    reader.locator(".pick__box").first.check()
    reader.locator("#facet-country input:checked").uncheck()
    expect(reader.locator(".chip")).to_have_count(0)
    expect(reader.locator(".picking__count")).to_have_text("1 fact sheet on my list")
    reader.locator(".pick__box").first.check()
    reader.get_by_role("link", name="Next page").click()
    expect(reader.locator(".picking__count")).to_have_text("2 fact sheets on my list")


def test_a_search_that_the_site_refuses_leads_to_the_page_that_says_why(site, reader):
    box = reader.get_by_role("checkbox", name="Poland")
    box.evaluate("box => { box.value = 'XX' }")
    box.click()
    expect(reader).to_have_url(f"{site}/practices/?country=XX")
    expect(reader.locator(".refusals")).to_contain_text("“XX” is not on offer.")


def test_a_year_that_the_browser_refuses_is_not_sent(site, reader):
    reader.locator("#facet-years summary").click()
    reader.get_by_label("Started in or after").fill("1066")
    reader.get_by_label("Started in or after").press("Enter")
    expect(reader.get_by_label("Started in or after")).to_be_focused()
    expect(reader).to_have_url(f"{site}/practices/")


def test_no_script_is_refused_by_the_policy(site, browser):
    context = browser.new_context(base_url=site, locale="en-GB")
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto("/practices/")
    page.get_by_role("checkbox", name="Poland").check()
    expect(page.locator(".chip")).to_have_count(1)
    assert said == []
    context.close()
