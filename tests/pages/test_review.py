"""Reviewing in a real browser: at every width, by keyboard, without scripts or a connection, and by two at once."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import PROJECT
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser
PASSWORD = "a password of the tests of reviews"
# Ana writes next versions of published fact sheets and hands them in; Rita and Roy review, Sam is of the secretariat.
SETTING = f"""
import django; django.setup()
from django.utils import timezone
from network.models import Affiliation, RoleGrant
from network.workflows import open_account
from practices.models import Practice
from practices.workflows import begin_version, save_section, submit_draft

def person(name, *roles):
    user = open_account(email=name + "@review.example.org", password={PASSWORD!r}, by=None)
    user.name = name.capitalize()
    user.save()
    for role in roles:
        RoleGrant.objects.create(user=user, role=role)
    return user

ana = person("ana")
person("rita", "reviewer"), person("roy", "reviewer"), person("sam", "secretariat")
for slug in (
    "bee-my-job",
    "foreigners-forum",
    "festival-of-solidarity-in-sofia",
    "facilitating-the-integration-of-tcns-in-romanian-society",
):
    practice = Practice.objects.for_fact_sheet().get(slug=slug)
    Affiliation.objects.create(
        user=ana, organisation=practice.organiser, state="confirmed", decided_at=timezone.now()
    )
    draft = begin_version(practice=practice, by=ana)
    story = draft.sections.get(name="story", language=draft.language)
    said = story.data["summary"].split(". ")
    summary = ". ".join([said[0], "It has grown since", *said[1:]])
    data = {{"summary": summary, "policy_challenges": "Few know it exists."}}
    save_section(draft=draft, name="story", language=draft.language, data=data, expected_version=1, by=ana)
    place = draft.sections.get(name="place")
    save_section(draft=draft, name="place", data={{"nuts_code": ""}}, expected_version=place.version, by=ana)
    draft.refresh_from_db()
    submit_draft(draft=draft, expected_version=draft.version, note="Figures of last year.", by=ana)
"""


@pytest.fixture(scope="module", autouse=True)
def _setting(database: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", SETTING], cwd=PROJECT, env=os.environ | database, check=True)


def sign_in(page: Page, site: str, who: str, address: str = "/practices/review/") -> None:
    page.goto(f"{site}/account/sign-in/?next={address}")
    page.get_by_label("E-mail address").fill(f"{who}@review.example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page).to_have_url(site + address)


@pytest.fixture
def rita(site: str, page: Page) -> Page:
    """The queue of a reviewer who is signed in."""
    sign_in(page, site, "rita")
    return page


def open_review(page: Page, title: str) -> None:
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_the_queue_is_sound_at_every_width(rita: Page, site: str):
    found = {}
    for query in ("", "?state=mine", "?country=MT", "?state=decided", "?state=asleep"):
        rita.goto(f"{site}/practices/review/{query}")
        found[query] = wrong(rita, unfolded=True)
    assert found == {query: [] for query in found}


def test_the_page_of_a_submission_is_sound_at_every_width_whatever_is_wrong(rita: Page):
    open_review(rita, "Foreigners")
    found = [wrong(rita, unfolded=True)]
    rita.get_by_role("button", name="Publish").click()
    expect(rita.get_by_role("alert").last).to_contain_text("Relevance: score")
    found.append(wrong(rita, unfolded=True))
    rita.get_by_role("link", name="As its page will look").click()
    expect(rita.get_by_text("only reviewers see this page")).to_be_visible()
    found.append(wrong(rita, unfolded=True))
    assert found == [[], [], []]


def test_what_is_missing_is_one_step_away_by_keyboard(rita: Page):
    open_review(rita, "Foreigners")
    rita.get_by_role("button", name="Publish").press("Enter")
    rita.get_by_role("link", name="Impact and added value: score").press("Enter")
    expect(rita.locator("#id_score_impact_0")).to_be_focused()
    rita.keyboard.press("ArrowRight")
    expect(rita.locator("#id_score_impact_1")).to_be_checked()
    rita.keyboard.press("Tab")
    expect(rita.get_by_label("Impact and added value: reason")).to_be_focused()


def test_notes_save_themselves_and_stand_there_on_another_device(rita: Page, browser: Browser, site: str):
    open_review(rita, "Foreigners")
    rita.get_by_label("To the authors, on the whole").fill("Well told.")
    expect(rita.locator("#review-status")).to_contain_text("Saved at")
    elsewhere = browser.new_context(base_url=site, locale="en-GB").new_page()
    sign_in(elsewhere, site, "rita", rita.url.removeprefix(site))
    expect(elsewhere.get_by_label("To the authors, on the whole")).to_have_value("Well told.")
    elsewhere.context.close()


def test_notes_typed_without_a_connection_are_there_again_afterwards(rita: Page):
    open_review(rita, "Sofia")
    address = rita.url
    rita.context.set_offline(True)
    rita.get_by_label("Sustainability: reason").fill("It depends on one person.")
    expect(rita.locator("#review-status")).to_contain_text("Not saved: no connection")
    again = rita.context.new_page()
    rita.close()
    again.context.set_offline(False)
    again.goto(address)
    expect(again.get_by_label("Sustainability: reason")).to_have_value("It depends on one person.")
    expect(again.locator("#review-status")).to_contain_text("Saved at")


def test_two_reviewers_see_both_texts_and_then_what_was_decided(rita: Page, browser: Browser, site: str):
    open_review(rita, "Romanian")
    roy = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True, locale="en-GB").new_page()
    sign_in(roy, site, "roy", rita.url.removeprefix(site))
    rita.get_by_label("Relevance: reason").fill("Of Rita")
    rita.get_by_role("button", name="Save notes").click()
    expect(rita.get_by_text("You review it")).to_be_visible()
    roy.get_by_label("Relevance: reason").fill("Of Roy")
    roy.get_by_role("button", name="Save notes").click()
    expect(roy.get_by_role("heading", name="Two of you wrote here")).to_be_visible()
    assert wrong(roy, unfolded=True) == []
    rita.get_by_text("Decline", exact=True).first.click()
    rita.get_by_label("Reason for declining").fill("Nothing new.")
    rita.get_by_role("button", name="Decline").click()
    expect(rita).to_have_url(f"{site}/practices/review/")
    roy.get_by_role("button", name="Save notes").click()
    expect(roy.locator("#closed")).to_contain_text("By Rita on")
    expect(roy.locator("#closed")).to_contain_text("Nothing new.")
    expect(roy.get_by_label("Relevance: reason")).to_have_value("Of Roy")
    assert wrong(roy, unfolded=True) == []
    roy.context.close()


def test_a_review_goes_to_and_fro_without_scripts(reader_without_scripts: Page, site: str):
    page = reader_without_scripts
    sign_in(page, site, "rita")
    open_review(page, "Bee My Job")
    page.locator("details", has=page.locator("#id_field-story-title-en")).locator("summary").click()
    page.get_by_label("Ask for changes: Title (English)").fill("Say where.")
    page.get_by_role("button", name="Ask for changes").click()
    expect(page).to_have_url(f"{site}/practices/review/")
    page.context.clear_cookies()
    sign_in(page, site, "ana", "/my-work/")
    page.get_by_role("link", name="Bee My Job").first.click()
    page.get_by_label("Your answer").fill("In Piedmont.")
    page.get_by_role("button", name="Send answers").click()
    expect(page.locator(".thread")).to_contain_text("In Piedmont.")
    page.get_by_role("link", name="To the field").click()
    expect(page.locator(".asked")).to_contain_text("Say where.")


def test_what_authors_see_of_a_review_is_sound_at_every_width(page: Page, site: str):
    sign_in(page, site, "ana", "/my-work/")
    page.get_by_role("link", name="Bee My Job").first.click()
    expect(page.get_by_role("heading", name="Review", exact=True)).to_be_visible()
    found = [wrong(page, unfolded=True)]
    page.get_by_role("button", name="Send answers").click()
    page.get_by_role("link", name="Your answer to “Say where.”").press("Enter")
    expect(page.get_by_label("Your answer: Say where.")).to_be_focused()
    found.append(wrong(page, unfolded=True))
    assert found == [[], []]


def test_a_fact_sheet_is_taken_down_and_the_page_is_sound_at_every_width(page: Page, site: str):
    sign_in(page, site, "sam", "/practices/teaching-greek-language-and-greek-history-to-migrant-mothers/take-down/")
    found = [wrong(page, unfolded=True)]
    page.get_by_role("button", name="Take off the site").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    found.append(wrong(page, unfolded=True))
    assert found == [[], []]
