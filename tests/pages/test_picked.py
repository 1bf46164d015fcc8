"""A reader picks fact sheets in two searches, compares them and keeps them, without a script running anywhere."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.conftest import PASSWORD, axe

pytestmark = pytest.mark.browser


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill("reader@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def titles(page: Page) -> Locator:
    return page.locator(".practice-card__title")


def place_of(element: Locator) -> float:
    """How far it stands from the left edge of the screen."""
    box = element.bounding_box()
    assert box is not None
    return box["x"]


def test_from_two_searches_to_a_list_that_is_still_there_after_signing_in_again(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/?country=PL")
    page.get_by_role("checkbox", name="Pick Foreigners' Forum").check()
    page.get_by_role("button", name="Add and search on").click()
    expect(page).to_have_url("/practices/?country=PL&picked=foreigners-forum")
    expect(page.locator(".picking__count")).to_have_text("1 fact sheet on my list")
    page.goto("/practices/?country=IT&picked=foreigners-forum")
    boxes = page.get_by_role("checkbox", name="Pick")
    second, third = (page.locator(".practice-card").nth(number).locator("h3").inner_text() for number in (0, 1))
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Add to my list").click()
    expect(titles(page)).to_have_text(["Foreigners' Forum", second, third])

    page.get_by_role("button", name=f"Move up {third}").click()
    expect(titles(page)).to_have_text(["Foreigners' Forum", third, second])
    page.get_by_role("checkbox", name=f"Compare {second}").check()
    page.get_by_role("checkbox", name="Compare Foreigners' Forum").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".compare__title")).to_have_text(["Foreigners' Forum", second])
    page.go_back()

    page.get_by_role("link", name="Sign in to keep this list on your account").click()
    sign_in(page)
    expect(titles(page)).to_have_text(["Foreigners' Forum", third, second])
    page.get_by_label("Name of the list").fill("Ten for the briefing")
    page.get_by_role("button", name="Keep this list on my account").click()
    expect(page.locator(".kept")).to_have_text("✓ This list is on your account as “Ten for the briefing”.")

    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").click()
    sign_in(page)
    page.get_by_role("main").get_by_role("link", name="My lists").click()
    page.get_by_role("link", name="Ten for the briefing").click()
    expect(titles(page)).to_have_text(["Foreigners' Forum", third, second])


def test_only_differences_and_back(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/compare/?practice=foreigners-forum&practice=bee-my-job")
    all_rows = page.get_by_role("row").count()
    page.get_by_role("link", name="Only differences").click()
    expect(page.locator("tr[id]:not(.compare__differs)")).to_have_count(0)
    page.get_by_role("link", name="Everything").click()
    expect(page.get_by_role("row")).to_have_count(all_rows)


def test_one_that_is_ticked_alone_is_answered_with_what_to_do(reader_without_scripts: Page):
    page = reader_without_scripts
    page.goto("/practices/list/?practice=foreigners-forum&practice=bee-my-job")
    page.get_by_role("checkbox", name="Compare Bee My Job").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".ecl-notification__title")).to_have_text(
        "One fact sheet is chosen. Add another to compare it with."
    )


def test_a_narrow_screen_scrolls_the_table_by_keyboard_and_keeps_the_labels(site, page: Page):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{site}/practices/compare/?practice=foreigners-forum&practice=bee-my-job")
    frame = page.get_by_role("region", name="Fact sheets compared")
    frame.focus()
    label = page.locator("tbody .compare__label").first
    last = page.locator(".compare__title").last
    before = place_of(label)
    for _press in range(12):
        page.keyboard.press("ArrowRight")
    expect(last).to_be_in_viewport(ratio=0.9)
    assert place_of(label) == before


def test_axe_finds_nothing_on_the_lists_of_an_account(site, page: Page):
    found = []
    page.goto(f"{site}/account/sign-in/?next=/practices/list/%3Fpractice%3Dforeigners-forum")
    sign_in(page)
    for name in ("Axe", "Axe"):
        page.get_by_label("Name of the list").fill(name)
        found += axe(page)
        page.get_by_role("button", name="Keep this list on my account").click()
        expect(page.locator(".kept")).to_be_visible()
    page.goto(f"{site}/practices/lists/")
    page.locator("summary", has_text="Axe").click()
    found += axe(page)
    page.get_by_role("button", name="Delete this list Axe").click()
    expect(page.get_by_role("link", name="Axe")).to_have_count(0)
    assert found == []
