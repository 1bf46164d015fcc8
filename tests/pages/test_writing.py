"""Fact sheets written in a real browser: what is typed is never lost, with a script and without."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.pages.conftest import PROJECT, axe

pytestmark = pytest.mark.browser
WIDTHS = (1280, 768, 360, 320)
SCRIPT = """
import django; django.setup()
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from network.models import Affiliation, Organisation, User
from network.workflows import open_account
from practices.enums import Language
from practices.models import Practice
from practices.workflows import begin_draft, begin_version

def officer(name, city):
    address = f"{name}@writing.example.org"
    user = User.objects.filter(email=address).first() or open_account(
        email=address, password="a password of the writers", name=name, by=None
    )
    Affiliation.objects.get_or_create(
        user=user, organisation=city, defaults={"state": "confirmed", "decided_at": timezone.now(), "may_submit": True}
    )
    return user

def session(user):
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key
"""
PEOPLE = f"""{SCRIPT}
practice = Practice.objects.get(slug="foreigners-forum")
users = [officer(name, practice.organiser) for name in ("Ana", "Ben")]
full = begin_version(practice=practice, by=users[0])
print(json.dumps({{
    "cookie": settings.SESSION_COOKIE_NAME,
    "Ana": session(users[0]), "Ben": session(users[1]), "full": str(full.public_id),
}}))
"""
EMPTY = f"""{SCRIPT}
city = Practice.objects.get(slug="foreigners-forum").organiser
print(json.dumps(str(begin_draft(organisation=city, language=Language.EN, by=officer("Ana", city)).public_id)))
"""


class Site:
    """The served site, and its people."""

    def __init__(self, address: str, environment: dict[str, str]) -> None:
        self.address, self._environment = address, environment
        self.made = self.run(PEOPLE)
        self.full = f"/practices/drafts/{self.made['full']}/"

    def run(self, script: str) -> Any:
        """What a script prints that works on the site's database."""
        command = [sys.executable, "-c", script]
        environment = os.environ | self._environment
        done = subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1])

    def new_draft(self) -> str:
        """The address of a draft in which nothing is written."""
        return f"/practices/drafts/{self.run(EMPTY)}/"

    def signed_in(self, context: BrowserContext, name: str) -> None:
        """Gives a browser the session of somebody."""
        cookie = {"name": self.made["cookie"], "value": self.made[name], "url": self.address}
        context.add_cookies([cookie])


Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def people(site: str, database: dict[str, str]) -> Site:
    return Site(site, database)


@pytest.fixture
def opened(browser: Browser, people: Site) -> Iterator[Opens]:
    """Opens a page as somebody, in a browser of their own."""
    contexts = []

    def open_as(name: str, address: str, **options: Any) -> Page:
        context = browser.new_context(
            base_url=people.address,
            locale="en-GB",
            viewport={"width": 1280, "height": 900},
            bypass_csp=True,
            **options,
        )
        contexts.append(context)
        people.signed_in(context, name)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_as
    for context in contexts:
        context.close()


def wrong(page: Page) -> list[object]:
    """What axe finds at two widths, and at which widths the page is cut off sideways."""
    found: list[object] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width in (1280, 360):
            found += axe(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def status(page: Page) -> Locator:
    return page.locator("#save-status")


def saved(page: Page) -> None:
    expect(status(page)).to_have_text(re.compile("^Saved at"), timeout=10_000)


PAGES = ["", "basics/?find=organiser", "place/", "story/en/", "story/fr/", "money/", "results/", "sources/", "preview/",
         "organisations/"]  # fmt: skip


@pytest.mark.parametrize("part", PAGES)
def test_axe_finds_nothing_on_the_pages_of_a_draft_and_none_is_cut_off(opened: Opens, people: Site, part: str):
    assert wrong(opened("Ana", people.full + part)) == []


def test_axe_finds_nothing_on_a_draft_that_is_refused_or_not_begun(opened: Opens, people: Site):
    page = opened("Ana", "/practices/drafts/new/")
    found = wrong(page)
    page.goto(people.new_draft())
    page.get_by_role("button", name="Hand in for review").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be handed in yet")
    assert found + wrong(page) == []


# With a script


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
    address, context = page.url, page.context
    page.close(run_before_unload=True)
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_label("Title")).to_have_value("Typed at the last moment")


def test_what_could_not_be_sent_is_offered_when_the_page_is_opened_again(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "story/")
    address, context = page.url, page.context
    context.set_offline(True)
    page.get_by_label("Title").fill("Typed in a tunnel")
    expect(status(page)).to_have_text(re.compile("No connection"))
    page.close(run_before_unload=True)
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_label("Title")).to_have_value("")
    expect(again.locator(".writing-banner")).to_contain_text("was not saved")
    assert wrong(again) == []
    again.get_by_role("button", name="Put it back").press("Enter")
    expect(again.get_by_label("Title")).to_have_value("Typed in a tunnel")
    again.reload()
    expect(again.locator(".writing-banner")).to_have_count(0)


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
    ben.get_by_label("Title", exact=True).fill("Of Ana and Ben")
    ben.get_by_role("radio", name="Yours: Title").press("Space")
    ben.get_by_role("button", name="Save what is chosen").press("Enter")
    expect(ben.get_by_label("Title")).to_have_value("Of Ana and Ben")


def test_organisations_are_offered_while_a_name_is_typed(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "basics/")
    page.locator("#id_partners-0-organisation").press_sequentially("Regione Lomb")
    page.get_by_role("button", name="Regione Lombardia").press("Enter")
    expect(page.locator(".picker__chosen", has_text="Regione Lombardia")).to_be_visible()


def test_a_section_is_written_by_keyboard_alone(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "money/")
    page.get_by_label("Budget").focus()
    for keys in ("1.2 million", "Swedish", "9.50"):
        page.keyboard.type(keys)
        page.keyboard.press("Tab")
    saved(page)
    expect(page.locator("#id_amount-said")).to_have_text("We read: SEK\xa01,200,000 at 9.50 = €126,315.79")
    page.get_by_label("Rate of exchange").press("Enter")
    expect(page).to_have_url(re.compile("/money/$"))
    page.get_by_role("button", name="Save and go on: Results").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results")


# Without a script


def test_without_scripts_every_change_of_section_saves(opened: Opens, people: Site):
    draft = people.new_draft()
    page = opened("Ana", draft + "story/", java_script_enabled=False)
    page.get_by_label("Title").fill("Without a script")
    page.get_by_role("button", name="Money").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Money")
    page.locator("#id_funding-0-name").fill("The city")
    page.get_by_role("button", name="Add a row Funding").click()
    page.locator("#id_funding-1-name").fill("The region")
    page.get_by_role("button", name="Overview and handing in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Without a script")
    page.get_by_role("link", name="Money: Funding, row 2").click()
    expect(page.locator("#id_funding-0-name")).to_have_value("The city")
    expect(page.locator("#id_funding-1-name")).to_have_value("The region")


def test_without_scripts_an_organisation_is_found_and_picked(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "basics/", java_script_enabled=False)
    page.get_by_role("button", name="Take it out").click()
    page.locator("#id_organiser").fill("lombardia")
    page.get_by_role("button", name="Find in the directory").first.click()
    page.get_by_role("button", name="Regione Lombardia").click()
    expect(page.locator(".picker__chosen").first).to_contain_text("Regione Lombardia")


def test_without_scripts_a_session_that_ended_gives_back_what_was_typed(opened: Opens, people: Site):
    page = opened("Ana", people.new_draft() + "story/", java_script_enabled=False)
    cookies = [cookie for cookie in page.context.cookies() if cookie["name"] != people.made["cookie"]]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    page.get_by_label("Title").fill("Typed after the session ended")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("E-mail address").fill("Ana@writing.example.org")
    page.get_by_label("Password", exact=True).fill("a password of the writers")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Title")).to_have_value("Typed after the session ended")
    expect(page.get_by_text("What you typed is below and not saved yet.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("What you typed is below")).to_have_count(0)
    expect(page.get_by_label("Title")).to_have_value("Typed after the session ended")
