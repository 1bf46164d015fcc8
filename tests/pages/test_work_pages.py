"""My work, invitations, versions, contact, one's data and files: nothing is wrong with the pages at any width."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.desks import BEGIN, browsing, printed
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser

TOO_LONG = "Too long." * 600
LONG = "Διακυβερνητικότητα" * 8
# Ann and Ben of a city of their own, a guest whom they invite, Rita who reviews, and Eve who has nothing to do.
PEOPLE = f"""{BEGIN}
from network.errors import Refusal
from practices.attachments import check_file
from practices.enums import Criterion
from practices.workflows import (
    accept_invitation, attach_file, begin_version, close_invitation, comment_on, invite, publish, save_section,
    save_sheet, submit_draft, unpublish,
)
from practices.workflows.together import token_of
from tests.practices.made_files import colours, picture

SCORES = {{"scores": {{one.value: {{"score": "4", "reason": "It shows."}} for one in Criterion}}}}
city = OrganisationFactory(name="Comune di Nessundove", slug="nessundove", website="https://nessundove.example/")

def person(name, **rights):
    return UserFactory(email=f"{{name.lower()}}@nessundove.example", name=name, **rights)

def bring_out(draft, note=""):
    draft.refresh_from_db()
    submission = submit_draft(draft=draft, expected_version=draft.version, note=note, by=ann)
    noted = save_sheet(submission=submission, sheet=SCORES, expected_version=submission.version, by=rita)
    return publish(submission=noted, expected_version=noted.version, by=rita)

def titled(title, **options):
    return DraftFactory(organisation=city, complete=True, typed={{"story": {{"title": title}}}}, **options)

ann, ben = (person(name, officer_of=city, officer_of__may_submit=True) for name in ("Ann", "Ben"))
rita, guest, eve, joe = person("Rita", reviewer=True), person("Guest"), person("Eve"), person("Joe")
AffiliationFactory(user=joe, organisation=city)
AffiliationFactory(user=ann, organisation=OrganisationFactory(name="Ville de Nulle-Part", slug="nulle-part"))

draft = titled("Neighbours of the old harbour {LONG}")
comment_on(draft=draft, section="story", text="Was it one family or two?", by=ben)
open_to_guest = invite(draft=draft, email=guest.email, by=ann)
taken_back = invite(draft=draft, email="else@nessundove.example", by=ann)
close_invitation(invitation=taken_back, by=ann)
declined = invite(draft=draft, email="no@nessundove.example", by=ann)
attach_file(draft=draft, file=check_file("kitchen.png", picture(image=colours(1600, 900))), description="A kitchen",
            by=ann)
titled("Asked to say more", state="changes_requested")
titled("Given up", state="withdrawn")
waiting = titled("Handed in and waiting")
submit_draft(draft=waiting, expected_version=waiting.version, by=ann)

first = titled("Garden of Nessundove")
attach_file(draft=first, file=check_file("garden.png", picture(image=colours(1600, 900))), description="The garden",
            by=ann)
live = bring_out(first)
second = begin_version(practice=live, by=ann)
save_section(draft=second, name="story", language="en", data={{"summary": "Newer words. {LONG}"}}, expected_version=1,
             by=ann)
bring_out(second, note="Newer figures")
gone = bring_out(titled("Gone from Nessundove"))
unpublish(practice=gone, reason="It was about another city. {LONG}", by=ann)
print(json.dumps({{
    "sessions": {{user.name: session(user) for user in (ann, rita, guest, eve)}},
    "draft": draft.get_absolute_url(),
    "invitation": f"/invitation/{{token_of(open_to_guest)}}/",
    "taken_back": f"/invitation/{{token_of(taken_back)}}/",
    "declined": f"/invitation/{{token_of(declined)}}/",
    "live": live.get_absolute_url(),
    "gone": gone.get_absolute_url(),
}}))
"""
# The catalogue is everybody's: nothing of these people stays in it.
AWAY = """
import django; django.setup()
from network.models import User
from practices.models import Practice
from practices.workflows import unpublish
for practice in Practice.objects.filter(organiser__slug="nessundove"):
    unpublish(practice=practice, reason="The tests are over.", by=User.objects.get(email="ann@nessundove.example"))
print("{}")
"""

Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def made(database: dict[str, str]) -> Iterator[dict[str, Any]]:
    yield printed(PEOPLE, database)
    printed(AWAY, database)


@pytest.fixture
def opened(browser: Browser, site: str, made: dict[str, Any]) -> Iterator[Opens]:
    """Opens a page as somebody, or as a visitor, in a browser of their own."""
    contexts = []

    def open_as(who: str, address: str, **options: Any) -> Page:
        context = browsing(browser, site, made["sessions"].get(who, ""), **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address.format(**made))
        return page

    yield open_as
    for context in contexts:
        context.close()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


@pytest.mark.parametrize(
    ("who", "address", "title"),
    [
        ("Ann", "/my-work/", "My work"),
        ("Rita", "/my-work/", "My work"),
        ("Guest", "/my-work/", "My work"),
        ("Eve", "/my-work/", "My work"),
        ("", "{invitation}", "Invitation to write along"),
        ("", "{taken_back}", "This invitation does not work"),
        ("", "/invitation/nothing/", "This invitation does not work"),
        ("", "{live}versions/", "Versions of “Garden of Nessundove”"),
        ("", "/practices/foreigners-forum/versions/", "Versions of “Foreigners' Forum”"),
        ("", "{live}versions/1/", "Garden of Nessundove"),
        ("", "{live}versions/2/changes/", "Garden of Nessundove: what changed in version 2"),
        ("", "{live}", "Garden of Nessundove"),
        ("", "{gone}", "Not here any more"),
        ("", "{live}contact/", "Contact: Garden of Nessundove"),
        ("Ann", "{live}contact/", "Contact: Garden of Nessundove"),
        ("Ann", "/account/data/", "My data"),
        ("Ann", "/account/erase/", "Erase my account"),
        ("Ann", "{draft}sources/", "Sources and files"),
    ],
)
def test_nothing_is_wrong_with_the_page_at_any_width(opened: Opens, who: str, address: str, title: str):
    page = opened(who, address)
    heading(page, title)
    assert wrong(page) == []


def test_somebody_declines_and_finds_the_link_dead(opened: Opens):
    page = opened("", "{declined}")
    page.get_by_role("button", name="No, thank you").click()
    heading(page, "Invitation declined")
    assert wrong(page) == []
    page.goto(page.url)
    heading(page, "This invitation does not work")


def test_a_comment_that_is_too_long_is_shown_again(opened: Opens):
    page = opened("Ann", "{draft}")
    page.locator("summary", has_text="Comment").click()
    text = page.get_by_label("Comment", exact=True)
    text.fill(TOO_LONG)
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_role("alert")).to_contain_text("Comment not sent")
    expect(text).to_have_value(TOO_LONG)
    assert wrong(page) == []
    text.fill("Short.")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_text("Your comment is there, and the other authors are told.")).to_be_visible()
    assert wrong(page) == []


def test_a_message_that_says_nothing_is_not_passed_on(opened: Opens):
    page = opened("", "{live}contact/")
    page.locator("form", has=page.get_by_label("Your message")).evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert wrong(page) == []


def test_somebody_agrees_to_be_the_contact_and_is_shown(opened: Opens):
    page = opened("Ann", "{live}contact/")
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("link", name="ann@nessundove.example")).to_be_visible()
    assert wrong(page) == []


def test_an_account_is_not_erased_without_its_address_and_password(opened: Opens):
    page = opened("Eve", "/account/erase/")
    page.get_by_label("Your e-mail address").fill("ann@nessundove.example")
    page.get_by_label("Your password").fill("wrong")
    page.get_by_role("button", name="Erase my account for good").click()
    expect(page.get_by_role("alert")).to_contain_text("This is not the address of this account.")
    assert wrong(page) == []
