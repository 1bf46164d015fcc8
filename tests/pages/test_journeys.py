"""What readers do on the site, without a script running anywhere."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import PASSWORD

pytestmark = pytest.mark.browser


def test_from_home_to_the_facts_of_a_fact_sheet(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/")
    page.get_by_role("link", name="Poland").click()
    page.get_by_role("link", name="Foreigners' Forum").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Foreigners' Forum")
    expect(page.locator(".sheet__original")).to_have_text("Forum Cudzoziemców")
    expect(page.locator(".figure__value")).to_have_text(["8", "97%", "13"])


def test_filters_are_added_and_taken_away_by_their_chips(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?country=PL&dimension=legal_political&started_from=2008")
    expect(page.locator(".chip")).to_have_count(3)
    page.get_by_role("link", name="Country: Poland (remove)").click()
    expect(page).to_have_url("/practices/?dimension=legal_political&started_from=2008")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator(".results-head__count")).to_have_text("68 fact sheets")


def test_the_count_beside_a_value_is_what_ticking_it_shows(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?dimension=cultural")
    value = page.locator("#facet-country .facet-value").first
    promised = value.locator(".facet-value__count").inner_text()
    value.locator("input").check()
    page.get_by_role("button", name="Show results").click()
    expect(page.locator(".results-head__count strong")).to_have_text(promised)


def test_what_was_left_blank_does_not_stand_in_the_address(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/")
    page.get_by_role("button", name="Show results").click()
    expect(page).to_have_url("/practices/")


def test_paging_forwards_and_back_keeps_the_search(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?dimension=cultural&sort=-started")
    first = page.locator(".practice-card__title").all_inner_texts()
    page.get_by_role("link", name="Next page").click()
    page.wait_for_url("**cursor=*")
    assert set(page.locator(".practice-card__title").all_inner_texts()).isdisjoint(first)
    page.get_by_role("link", name="Previous page").click()
    expect(page.locator(".practice-card__title")).to_have_text(first)


def test_sorting_keeps_the_filters(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?country=PL")
    page.get_by_label("Sort by").select_option("-started")
    page.get_by_role("button", name="Sort").click()
    expect(page.locator(".practice-card__title")).to_have_text(["Foreigners' Information Centre", "Foreigners' Forum"])


def test_an_address_that_asks_for_nonsense_is_told_what_is_on_offer(reader_without_scripts: Page):
    page = reader_without_scripts
    answer = page.goto("/practices/?dimension=magical")
    assert answer is not None
    assert answer.status == 400
    expect(page.locator(".refusals")).to_have_text(
        "dimension “magical” is not on offer. Allowed: legal_political, socio_economic, cultural.",
        use_inner_text=True,
    )


def test_the_language_switch_shows_the_other_text_and_says_it_is_translated(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/festival-of-solidarity-in-sofia/")
    page.get_by_role("link", name="Български").click()
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "bg")
    expect(page.locator(".languages__note")).to_have_text("Translated from English.")


def test_the_same_search_is_there_as_json(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?country=PL")
    page.get_by_role("link", name="This list as JSON").click()
    expect(page).to_have_url("/api/v1/practices/?country=PL")


def test_signing_in_and_out(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/account/")
    page.get_by_label("E-mail address").fill("Reader@Example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".fact__value")).to_have_text(["not given", "reader@example.org", "English"])
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_no_page_asks_another_server_for_anything(site, context):
    asked = set()
    context.on("request", lambda request: asked.add(request.url.split("/", 3)[2]))
    page = context.new_page()
    for address in ("/", "/practices/", "/practices/foreigners-forum/", "/api/v1/docs/"):
        page.goto(site + address)
    assert asked == {site.removeprefix("http://")}
