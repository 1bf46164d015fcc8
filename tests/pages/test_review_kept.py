"""What reviewers type is kept, whatever becomes of the connection, the session, the server or the notes of another."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.pages.desks import BEGIN, browsing, printed
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser

PEOPLE = f"""{BEGIN}
from practices.workflows import submit_draft
rita, roy = (
    UserFactory(reviewer=True, name=name, email=f"{{name.lower()}}@doppelstadt.example") for name in ("Rita", "Roy")
)
city = OrganisationFactory(name="Doppelstadt", slug="doppelstadt")
officer = UserFactory(email="officer@doppelstadt.example", officer_of=city, officer_of__may_submit=True)
waiting = []
for _ in range(14):
    draft = DraftFactory(complete=True, organisation=city)
    waiting.append(submit_draft(draft=draft, expected_version=draft.version, by=officer).pk)
print(json.dumps({{"Rita": session(rita), "Roy": session(roy), "waiting": waiting}}))
"""
WHOLE = "To the authors, on the whole"
Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def made(database: dict[str, str]) -> Any:
    return printed(PEOPLE, database)


@pytest.fixture
def opened(browser: Browser, site: str, made: Any) -> Iterator[Opens]:
    """Opens a submission as a reviewer, in a browser of their own: the same for all in a test."""
    address = f"/practices/review/{made['waiting'].pop()}/"
    contexts = []

    def open_as(name: str, **options: Any) -> Page:
        contexts.append(browsing(browser, site, made[name], **options))
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield open_as
    for context in contexts:
        context.close()


def status(page: Page) -> Locator:
    return page.locator("#review-status")


def saved(page: Page) -> None:
    expect(status(page)).to_contain_text("Saved at", timeout=15_000)


def keeps(page: Page, *texts: str) -> None:
    """Waits until the browser keeps these texts and no others."""
    copies = "Object.values(localStorage).flatMap((copy) => Object.values(JSON.parse(copy).fields)).sort()"
    page.wait_for_function(f"(texts) => JSON.stringify({copies}) === texts", arg=_json(sorted(texts)), timeout=15_000)


def _json(texts: list[str]) -> str:
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def both_write(opened: Opens) -> Page:
    """Rita's page, opened again after Roy was quicker to save the same box."""
    rita, roy = opened("Rita"), opened("Roy")
    roy.get_by_label(WHOLE).fill("Of Roy")
    saved(roy)
    rita.get_by_label(WHOLE).fill("Of Rita")
    rita.get_by_label("Relevance: reason").fill("Nobody else wrote here.")
    expect(status(rita)).to_contain_text("Somebody else changed this review", timeout=15_000)
    rita.reload()
    return rita


def test_where_two_wrote_both_texts_are_shown_until_one_is_chosen(opened: Opens):
    page = both_write(opened)
    expect(page.locator(".conflict__said")).to_have_text(["Of Rita", "Of Roy"])
    expect(page.get_by_label("Relevance: reason")).to_have_value("Nobody else wrote here.")
    assert wrong(page, unfolded=True) == []
    page.get_by_label("Efficiency: reason").fill("Typed before the answer.")
    keeps(page, "Of Rita", "Typed before the answer.")
    keeps(page, "Of Rita")
    page.reload()
    page.get_by_role("button", name="Use yours").press("Enter")
    expect(page.get_by_label(WHOLE)).to_be_focused()
    expect(page.locator(".conflict")).to_have_count(0)
    keeps(page)
    page.reload()
    expect(page.get_by_label(WHOLE)).to_have_value("Of Rita")


def test_both_texts_may_be_put_into_the_box(opened: Opens):
    page = both_write(opened)
    page.get_by_role("button", name="Put both into the box").press("Enter")
    expect(page.get_by_label(WHOLE)).to_have_value("Of Rita\n\nOf Roy")


def test_what_stands_may_be_left(opened: Opens):
    page = both_write(opened)
    page.get_by_role("button", name="Leave what stands").press("Enter")
    expect(page.get_by_label(WHOLE)).to_have_value("Of Roy")
    saved(page)
    keeps(page)


def test_who_finds_out_while_writing_goes_to_a_page_with_both_texts(opened: Opens):
    rita, roy = opened("Rita"), opened("Roy")
    roy.get_by_label(WHOLE).fill("Of Roy")
    saved(roy)
    rita.get_by_label(WHOLE).fill("Of Rita")
    rita.get_by_role("button", name="Compare both texts").press("Enter", timeout=15_000)
    expect(rita.get_by_role("heading", name="Two of you wrote here")).to_be_visible()
    expect(rita.get_by_label(WHOLE)).to_have_value("Of Rita")
    rita.reload()
    expect(rita.get_by_label(WHOLE)).to_have_value("Of Rita")


def test_a_note_that_was_sent_when_another_was_quicker_is_not_lost(opened: Opens):
    rita, roy = opened("Rita"), opened("Roy")
    roy.get_by_label(WHOLE).fill("Of Roy")
    saved(roy)
    rita.get_by_text("Write a note among reviewers").click()
    rita.get_by_label("Note among reviewers").fill("Ask the ministry.")
    rita.get_by_role("button", name="Keep the note").click()
    expect(rita.get_by_role("alert")).to_contain_text("Somebody else changed this review")
    rita.goto(rita.url)
    expect(rita.get_by_label("Note among reviewers")).to_have_value("Ask the ministry.")
    rita.get_by_role("button", name="Keep the note").click()
    expect(rita.locator(".thread--private")).to_contain_text("Ask the ministry.")
    keeps(rita)


def test_a_question_stays_in_its_box_when_the_notes_are_saved(opened: Opens):
    page = opened("Rita")
    page.get_by_text("Ask the authors now").click()
    page.get_by_label("Question to the authors").fill("Which year?")
    page.get_by_role("button", name="Save notes").click()
    expect(page.get_by_text("You review it")).to_be_visible()
    expect(page.get_by_label("Question to the authors")).to_have_value("Which year?")


@pytest.mark.parametrize(
    ("answer", "headers", "pause"),
    [
        (401, {}, 2),
        (403, {}, 2),
        (429, {"Retry-After": "40"}, 40),
        (500, {}, 2),
        (503, {"Retry-After": "40"}, 40),
    ],
)
def test_saving_is_tried_again_when_the_server_does_not_take_it(
    opened: Opens, answer: int, headers: dict[str, str], pause: int
):
    page = opened("Rita")
    page.clock.install()
    page.reload()
    refuse = _refusing(answer, headers)
    page.route("**/review/**", refuse)
    page.get_by_label(WHOLE).fill("Typed in an outage")
    page.clock.fast_forward(4_000)
    expect(status(page)).to_have_text(
        "Come back later. What you type is kept in this browser, and saving is tried again."
    )
    keeps(page, "Typed in an outage")
    page.unroute("**/review/**")
    page.clock.fast_forward((pause - 1) * 1_000)
    assert status(page).inner_text().startswith("Come back later.")
    page.clock.fast_forward(2_000)
    saved(page)
    page.reload()
    expect(page.get_by_label(WHOLE)).to_have_value("Typed in an outage")


def _refusing(answer: int, headers: dict[str, str]) -> Callable[[Route], None]:
    """Refuses what is posted."""

    def refuse(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        said = json.dumps({"detail": "Come back later."})
        return route.fulfill(status=answer, body=said, headers=headers, content_type="application/problem+json")

    return refuse


def test_a_session_that_ends_in_the_middle_loses_nothing(opened: Opens, made: Any, site: str):
    page = opened("Rita")
    page.context.clear_cookies(name="session")
    page.get_by_label(WHOLE).fill("Typed after the session ended")
    expect(status(page)).to_contain_text("You are signed out.", timeout=15_000)
    page.context.add_cookies([{"name": "session", "value": made["Rita"], "url": site}])
    saved(page)
    page.reload()
    expect(page.get_by_label(WHOLE)).to_have_value("Typed after the session ended")


def test_a_decision_leaves_nothing_in_the_browser(opened: Opens, site: str):
    page = opened("Rita")
    page.get_by_text("Decline", exact=True).first.click()
    page.get_by_label("Reason for declining").fill("It is no practice.")
    page.get_by_label(WHOLE).fill("Thank you all the same.")
    page.get_by_role("button", name="Decline").click()
    expect(page).to_have_url(f"{site}/practices/review/")
    keeps(page)
