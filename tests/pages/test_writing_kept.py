"""What is typed is saved while it is typed; whatever happens to the tab, the session, the line or the server."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.soundness import wrong
from tests.pages.writers import Opens, Site, opening, saved, status

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def people(site: str, database: dict[str, str]) -> Site:
    return Site(site, database)


@pytest.fixture
def opened(browser: Browser, people: Site) -> Iterator[Opens]:
    with opening(browser, people) as opens:
        yield opens


def close(page: Page) -> Page:
    """Closes a tab as a person does, and gives a new one of the same browser."""
    another = page.context.new_page()
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    return another


def close_in_a_tunnel(page: Page) -> Page:
    """The same without a connection: Chromium takes its emulation off before what a closing tab sends has failed."""
    page.evaluate("window.fetch = () => Promise.reject(new TypeError('offline')); 0")
    return close(page)


def copies(page: Page) -> int:
    """How many copies the browser keeps."""
    return int(page.evaluate("Object.keys(localStorage).length"))


def test_what_is_typed_is_saved_within_ten_seconds(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "place/")
    page.get_by_label("Start").press_sequentially("mars 2008")
    saved(page)
    expect(page.locator("#id_started-said")).to_have_text("We read: March 2008")
    page.reload()
    expect(page.get_by_label("Start")).to_have_value("mars 2008")


def test_typing_without_a_pause_is_saved_within_ten_seconds(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "story/")
    summary = page.get_by_label("Summary")
    with page.expect_response(lambda answer: answer.request.method == "POST", timeout=10_000) as answer:
        summary.press_sequentially("They visit families. " * 5, delay=90)
    assert answer.value.status == 200


def test_a_field_that_cannot_be_read_is_said_without_leaving_it(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "place/")
    page.get_by_label("End").fill("some day")
    expect(page.locator("#id_finished-wrong")).to_contain_text("is not understood as a date")
    expect(page.get_by_label("End")).to_have_accessible_description("Leave it empty if it is still running. For"
        " example: 1.12.2011 “some day” is not understood as a date. Write the year (2008), the month (March 2008,"
        " 3/2008) or the day (1 December 2008, 1.12.2008).")  # fmt: skip
    assert wrong(page) == []


def test_what_was_typed_just_before_the_tab_was_closed_is_there(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "story/")
    page.get_by_label("Title").fill("Typed at the last moment")
    address = page.url
    again = close(page)
    again.goto(address)
    expect(again.get_by_label("Title")).to_have_value("Typed at the last moment")


def test_what_could_not_be_sent_is_offered_when_the_page_is_opened_again(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "story/")
    address, context = page.url, page.context
    context.set_offline(True)
    page.get_by_label("Title").fill("Typed in a tunnel")
    expect(status(page)).to_have_text(re.compile("No connection"))
    again = close_in_a_tunnel(page)
    context.set_offline(False)
    again.goto(address)
    expect(again.get_by_label("Title")).to_have_value("")
    expect(again.locator(".writing-banner")).to_contain_text("was not saved")
    assert wrong(again) == []
    again.get_by_role("button", name="Put it back").press("Enter")
    expect(again.get_by_label("Title")).to_have_value("Typed in a tunnel")
    again.reload()
    expect(again.locator(".writing-banner")).to_have_count(0)


def left_in_a_tunnel(page: Page, label: str, text: str) -> Page:
    """Types without a connection and closes the tab; gives the page as it is opened again, with a connection."""
    address, context = page.url, page.context
    context.set_offline(True)
    page.get_by_label(label).fill(text)
    expect(status(page)).to_have_text(re.compile("No connection"))
    again = close_in_a_tunnel(page)
    context.set_offline(False)
    again.goto(address)
    return again


def test_what_could_not_be_sent_is_offered_until_it_is_answered_whatever_is_typed_meanwhile(
    opened: Opens, people: Site
):
    page = left_in_a_tunnel(opened("Ana", people.new_draft() + "story/"), "Summary", "Twenty minutes in a tunnel")
    page.get_by_label("Title").fill("Typed first")
    saved(page)
    page.reload()
    page.get_by_role("button", name="Put it back").press("Enter")
    page.get_by_role("button", name="Save what is chosen").press("Enter")
    expect(page.get_by_label("Summary")).to_have_value("Twenty minutes in a tunnel")
    expect(page.get_by_label("Title")).to_have_value("Typed first")
    expect(page.locator(".writing-banner")).to_have_count(0)


def test_what_is_typed_just_before_older_text_is_put_back_is_not_lost(opened: Opens, people: Site):
    page = left_in_a_tunnel(opened("Ana", people.new_draft() + "story/"), "Summary", "Of the tunnel")
    page.get_by_label("Summary").fill("Of today")
    page.get_by_role("button", name="Put it back").press("Enter")
    expect(page.locator(".stale__theirs")).to_have_text("Of today")
    expect(page.locator("#id_summary")).to_have_value("Of the tunnel")


def test_two_texts_that_could_not_be_sent_are_offered_one_after_the_other_the_newest_first(
    opened: Opens, people: Site
):
    first = left_in_a_tunnel(opened("Ana", people.new_draft() + "story/"), "Summary", "Of Monday")
    page = left_in_a_tunnel(first, "Title", "Of Tuesday")
    assert wrong(page) == []
    page.get_by_role("button", name="Put it back").press("Enter")
    expect(page.get_by_label("Title")).to_have_value("Of Tuesday")
    page.get_by_role("button", name="Put it back").press("Enter")
    page.get_by_role("button", name="Save what is chosen").press("Enter")
    expect(page.get_by_label("Summary")).to_have_value("Of Monday")
    expect(page.get_by_label("Title")).to_have_value("Of Tuesday")
    assert copies(page) == 0


def test_text_that_is_thrown_away_is_offered_no_more_and_the_next_is(opened: Opens, people: Site):
    first = left_in_a_tunnel(opened("Ana", people.new_draft() + "story/"), "Summary", "Of Monday")
    page = left_in_a_tunnel(first, "Title", "Of Tuesday")
    page.get_by_role("button", name="Throw it away").press("Enter")
    expect(page.get_by_role("button", name="Put it back")).to_be_focused()
    page.get_by_role("button", name="Throw it away").press("Enter")
    expect(status(page)).to_be_focused()
    assert copies(page) == 0


def test_copies_that_nobody_asked_for_do_not_stay_for_ever(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "story/")
    page.evaluate(
        """() => {
            const [now, day] = [Date.now(), 24 * 3600 * 1000]
            const put = (name, at) => localStorage.setItem(`draft:/elsewhere/#${name}`, JSON.stringify({id: name, at}))
            put("old", now - 91 * day)
            for (let number = 0; number < 60; number += 1) put(`new${number}`, now - number)
        }"""
    )
    page.reload()
    kept = page.evaluate("Object.keys(localStorage).map((key) => key.split('#')[1])")
    assert sorted(kept) == sorted(f"new{number}" for number in range(50))


def test_a_server_that_is_away_for_a_while_loses_nothing(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "story/")
    page.route("**/story/**", lambda route: route.fulfill(status=503, body="<h1>Away</h1>"))
    page.get_by_label("Title").fill("Typed during a restart")
    expect(status(page)).to_have_text(re.compile("No connection"))
    page.unroute("**/story/**")
    saved(page)
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Typed during a restart")


def test_a_session_that_ends_in_the_middle_loses_nothing(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "story/")
    page.context.clear_cookies()
    page.get_by_label("Title").fill("Typed after the session ended")
    expect(page.locator(".writing-banner")).to_contain_text("You are signed out")
    expect(page.get_by_role("link", name="Sign in again (opens another tab)")).to_be_visible()
    assert wrong(page) == []
    people.signed_in(page.context, "Ana")
    saved(page)
    expect(page.locator(".writing-banner")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Typed after the session ended")


def test_two_who_write_the_same_field_choose_between_both_texts(opened: Opens, people: Site):
    address = people.new_draft() + "story/"
    ana, ben = opened("Ana", address), opened("Ben", address)
    ana.get_by_label("Title").fill("Of Ana")
    saved(ana)
    ben.get_by_label("Title").fill("Of Ben")
    ben.get_by_role("button", name="Compare both texts").press("Enter")
    expect(ben.locator(".stale__theirs")).to_have_text("Of Ana")
    assert wrong(ben) == []
    ben.get_by_role("button", name="Save what is chosen").press("Enter")
    expect(ben.get_by_text("Choose one of the two texts.")).to_be_visible()
    ben.locator("#id_title").fill("Of Ana and Ben")
    ben.get_by_role("radio", name="Yours").press("Space")
    ben.get_by_role("button", name="Save what is chosen").press("Enter")
    expect(ben.get_by_label("Title")).to_have_value("Of Ana and Ben")
    expect(ben.locator(".writing-banner")).to_have_count(0)
