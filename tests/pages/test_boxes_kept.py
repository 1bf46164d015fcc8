"""What is typed into boxes that only a button sends is not lost: by another button, a closed tab, its length."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.pages.desks import BEGIN, browsing, printed
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser

TOO_LONG = "Ἡ γειτονιά " * 500
# An officer with drafts in which nothing is written, and some that were given back with two remarks.
PEOPLE = f"""{BEGIN}
from practices.workflows import request_changes, save_sheet, submit_draft
city = OrganisationFactory(name="Kistenstadt", slug="kistenstadt")
officer = UserFactory(email="officer@kistenstadt.example", officer_of=city, officer_of__may_submit=True)
rita = UserFactory(email="rita@kistenstadt.example", reviewer=True)
drafts = [DraftFactory(organisation=city).get_absolute_url() for _ in range(10)]
back = []
for _ in range(5):
    draft = DraftFactory(organisation=city, complete=True)
    handed_in = submit_draft(draft=draft, expected_version=draft.version, by=officer)
    sheet = {{"fields": {{"story:title:en": "Shorter?", "story:summary:en": "Who pays?"}}}}
    held = save_sheet(submission=handed_in, sheet=sheet, expected_version=handed_in.version, by=rita)
    request_changes(submission=held, expected_version=held.version, by=rita)
    back.append(draft.get_absolute_url())
print(json.dumps({{"session": session(officer), "drafts": drafts, "back": back}}))
"""


class Desk:
    """An officer's browser, and the drafts of their city."""

    def __init__(self, page: Page, made: dict[str, list[str]]) -> None:
        self.page, self._made = page, made

    def opens(self, address: str) -> Page:
        """The page at an address."""
        self.page.goto(address)
        return self.page

    def story(self) -> Page:
        """A section of a draft in which nothing is written."""
        return self.opens(f"{self._made['drafts'].pop()}story/en/")

    def overview(self) -> Page:
        """A draft in which nothing is written."""
        return self.opens(self._made["drafts"].pop())

    def given_back(self) -> Page:
        """A draft that came back from review."""
        return self.opens(self._made["back"].pop())


@pytest.fixture(scope="module")
def made(database: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = printed(PEOPLE, database)
    return found


@pytest.fixture
def desk(browser: Browser, site: str, made: dict[str, list[str]]) -> Iterator[Desk]:
    context = browsing(browser, site, str(made["session"]))
    yield Desk(context.new_page(), made)
    context.close()


@pytest.fixture
def without_scripts(browser: Browser, site: str, made: dict[str, list[str]]) -> Iterator[Desk]:
    context = browsing(browser, site, str(made["session"]), java_script_enabled=False)
    yield Desk(context.new_page(), made)
    context.close()


def comment(page: Page) -> Locator:
    """The box, unfolded."""
    box = page.get_by_label("Comment", exact=True)
    if not box.is_visible():
        page.get_by_text("Write a comment").click()
    return box


def test_a_comment_stays_in_its_box_when_the_section_is_saved(desk: Desk):
    page = desk.story()
    comment(page).fill("Shall we name the partners?")
    page.get_by_label("Title").fill("Neighbourhood mothers")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("You typed this here before and did not send it.")).to_be_visible()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Shall we name the partners?")
    expect(page.get_by_label("Title")).to_have_value("Neighbourhood mothers")
    assert wrong(page) == []


def test_a_comment_that_is_sent_leaves_with_the_section_saved_and_nothing_kept(desk: Desk):
    page = desk.story()
    comment(page).fill("Shall we name the partners?")
    page.get_by_label("Title").fill("Neighbourhood mothers")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.locator(".together__comment")).to_contain_text("Shall we name the partners?")
    expect(page.get_by_label("Title")).to_have_value("Neighbourhood mothers")
    expect(page.locator("#comment-text")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_comment_on_the_overview_is_there_when_the_tab_is_opened_again(desk: Desk):
    page = desk.overview()
    address = page.url
    comment(page).fill("Who writes about the money?")
    desk.page = page.context.new_page()
    page.close()
    again = desk.opens(address)
    expect(again.get_by_label("Comment", exact=True)).to_have_value("Who writes about the money?")
    again.get_by_role("button", name="Send the comment").click()
    expect(again.locator(".together__comment")).to_contain_text("Who writes about the money?")
    assert again.evaluate("Object.keys(localStorage)") == []


def test_of_two_tabs_neither_loses_what_was_typed_into_its_box(desk: Desk):
    page = desk.overview()
    other = page.context.new_page()
    other.goto(page.url)
    comment(page).fill("Of the first")
    comment(other).fill("Of the second")
    page.reload()
    expect(comment(page)).to_have_value("Of the second\n\nOf the first")


def test_a_comment_that_is_too_long_is_shown_again_beside_what_was_typed(desk: Desk):
    page = desk.story()
    page.get_by_label("Title").fill("Neighbourhood mothers")
    comment(page).fill(TOO_LONG)
    page.get_by_role("button", name="Send the comment").click()
    page.get_by_role("link", name="Comment", exact=True).press("Enter")
    box = page.get_by_label("Comment", exact=True)
    expect(box).to_be_focused()
    expect(box).to_have_value(TOO_LONG)
    expect(box).to_have_accessible_description("Shorten this to 5000 characters: it has 5499.")
    expect(page.get_by_label("Title")).to_have_value("Neighbourhood mothers")
    assert wrong(page) == []


def test_without_scripts_saving_the_section_keeps_the_comment_in_its_box(without_scripts: Desk):
    page = without_scripts.story()
    page.get_by_label("Title").fill("Neighbourhood mothers")
    comment(page).fill("Shall we name the partners?")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("The section is saved, your comment is not sent")).to_be_visible()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Shall we name the partners?")
    page.get_by_label("Title").fill("Neighbourhood mothers of Berlin")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.locator(".together__comment")).to_contain_text("Shall we name the partners?")
    expect(page.get_by_label("Title")).to_have_value("Neighbourhood mothers of Berlin")


def test_answers_and_the_note_are_there_again_after_the_comment_is_sent(desk: Desk):
    page = desk.given_back()
    page.get_by_label("Your answer: Shorter?").fill("It is shorter now.")
    page.get_by_label("What is new").fill("Figures of last year.")
    comment(page).fill("Is this all?")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.locator(".together__comment")).to_contain_text("Is this all?")
    expect(page.get_by_label("Your answer: Shorter?")).to_have_value("It is shorter now.")
    expect(page.get_by_label("What is new")).to_have_value("Figures of last year.")
    assert wrong(page) == []
    page.get_by_label("Your answer: Who pays?").fill("The city.")
    page.get_by_role("button", name="Send answers").click()
    expect(page.locator(".thread")).to_contain_text(["It is shorter now.", "The city."])
    expect(page.get_by_label("Your answer: Shorter?")).to_have_value("")
    expect(page.get_by_label("What is new")).to_have_value("Figures of last year.")
    page.get_by_role("button", name="Hand in for review").click()
    expect(page.get_by_text("It is under review and rests until a decision.")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_comment_that_was_not_sent_is_still_about_the_same_section(desk: Desk):
    page = desk.given_back()
    comment(page).fill("Is this all?")
    page.get_by_label("About", exact=True).select_option("Results")
    page.get_by_label("Your answer: Shorter?").fill("It is shorter now.")
    page.get_by_role("button", name="Send answers").click()
    expect(page.locator(".thread")).to_contain_text(["It is shorter now.", ""])
    expect(comment(page)).to_have_value("Is this all?")
    expect(page.get_by_label("About", exact=True)).to_have_value("results")


def test_a_note_that_is_too_long_is_shown_again_in_full(desk: Desk):
    page = desk.given_back()
    page.get_by_label("What is new").fill(TOO_LONG)
    page.get_by_role("button", name="Hand in for review").click()
    expect(page.get_by_role("alert")).to_contain_text("Shorten this to 2000 characters: it has 5499.")
    expect(page.get_by_label("What is new")).to_have_value(TOO_LONG)
    assert wrong(page) == []


@pytest.mark.parametrize("desk_of", ["desk", "without_scripts"])
def test_enter_in_the_box_of_an_address_invites_and_empties_no_other(desk_of: str, request: pytest.FixtureRequest):
    page = request.getfixturevalue(desk_of).given_back()
    page.get_by_label("Your answer: Shorter?").fill("It is shorter now.")
    page.get_by_label("What is new").fill("Figures of last year.")
    comment(page).fill("Is this all?")
    page.get_by_label("E-mail address").fill("berta@example.org")
    page.get_by_label("E-mail address").press("Enter")
    expect(page.locator(".together__person")).to_contain_text(["berta@example.org"])
    expect(page.get_by_label("E-mail address")).to_have_value("")
    expect(page.get_by_label("Your answer: Shorter?")).to_have_value("It is shorter now.")
    expect(page.get_by_label("What is new")).to_have_value("Figures of last year.")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Is this all?")
    # axe is a script.
    assert desk_of == "without_scripts" or wrong(page) == []


def test_of_two_addresses_in_two_tabs_none_is_made_into_one(desk: Desk):
    page = desk.overview()
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("E-mail address").fill("berta@example.org")
    other.get_by_label("E-mail address").fill("carlo@example.org")
    page.reload()
    expect(page.get_by_label("E-mail address")).to_have_value("carlo@example.org")


def test_a_file_that_is_forgotten_leaves_no_text_that_seems_unsaved(desk: Desk):
    page = desk.overview()
    page.goto(f"{page.url}sources/")
    box = page.get_by_label("What it shows", exact=True)
    box.fill("A kitchen")
    page.get_by_role("button", name="Save and add the file").click()
    expect(page.get_by_text("Choose a file first.")).to_be_visible()
    expect(box).to_have_value("A kitchen")
    expect(page.locator("#writing-offers")).to_be_empty()


def test_what_a_file_shows_is_there_again_after_the_section_is_saved(desk: Desk):
    page = desk.overview()
    page.goto(f"{page.url}sources/")
    box = page.get_by_label("What it shows", exact=True)
    box.fill("A kitchen")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(box).to_have_value("A kitchen")
    expect(box).to_have_accessible_description(re.compile("did not send it"))
    assert wrong(page) == []
