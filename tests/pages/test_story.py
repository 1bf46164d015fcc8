"""The whole story with four people in four browsers: by pointer, by keyboard alone, and without a script."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.pages.conftest import PASSWORD, PROJECT
from tests.pages.hands import Hands, Keyboard, Pointer
from tests.pages.somebody import Somebody, mailed_link

pytestmark = pytest.mark.browser

PEOPLE = f"""
import django; django.setup()
from tools.demo_people import settle
settle({PASSWORD!r})
"""
CRITERIA = ("Relevance", "Effectiveness", "Efficiency", "Impact and added value", "Sustainability")


@pytest.fixture(scope="module")
def _people(database: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", PEOPLE], cwd=PROJECT, env=os.environ | database, check=True)


@pytest.fixture(
    params=[
        pytest.param(("pointer", True), id="by pointer"),
        pytest.param(("keyboard", True), id="by keyboard alone"),
        pytest.param(("pointer", False), id="without a script"),
    ]
)
def way(request: pytest.FixtureRequest) -> tuple[Hands, bool]:
    kind, scripts = request.param
    return (Keyboard() if kind == "keyboard" else Pointer()), scripts


@pytest.fixture
def people(browser: Browser, site: str, _people: None, way: tuple[Hands, bool]) -> Iterator[dict[str, Somebody]]:
    hands, scripts = way
    addresses = {
        "ana": f"ana-{type(hands).__name__.lower()}-{'js' if scripts else 'plain'}@espoo.example",
        "kalle": "colleague@example.org",
        "reviewer": "reviewer@example.org",
        "public": "",
    }
    contexts = {
        name: browser.new_context(base_url=site, locale="en-GB", java_script_enabled=scripts) for name in addresses
    }
    yield {name: Somebody(contexts[name], hands, email) for name, email in addresses.items()}
    for context in contexts.values():
        context.close()


def test_from_officer_to_public(people):
    ana, kalle, reviewer, public = (people[name] for name in ("ana", "kalle", "reviewer", "public"))
    _signs_up(ana)
    _joins(ana, kalle)
    draft = _writes(ana)
    _writes_along(kalle, draft)
    _hands_in(ana, draft)
    _asks_for_changes(reviewer, _title(ana))
    _answers_and_hands_in_again(ana, draft)
    address = _publishes(reviewer, public, _title(ana))
    _brings_the_next_version_out(ana, reviewer, public, address)
    _takes_it_off_the_site(ana, public, address)
    _leaves(ana)


def _signs_up(ana: Somebody) -> None:
    ana.goes("/account/sign-up/")
    ana.writes("Name", "Ana Ala-Maunu")
    ana.writes("E-mail address", ana.email)
    ana.writes("Password", PASSWORD)
    ana.pushes("Open the account")
    ana.is_at("Look into your mail")
    ana.goes(mailed_link(ana.email, "/account/"))
    ana.pushes("Yes, confirm it")
    ana.reads(f"{ana.email} is confirmed.")
    ana.signs_in()


def _joins(ana: Somebody, kalle: Somebody) -> None:
    ana.goes("/my-work/")
    ana.follows("Find your organisation")
    ana.writes("Name, or a part of it", "espoo")
    ana.pushes("Search")
    ana.follows("Ask to join Espoon kaupunki")
    ana.writes("Your job title", "Integration officer")
    ana.pushes("Ask to join")
    ana.reads("Waiting for confirmation")
    kalle.signs_in()
    kalle.goes("/my-work/")
    kalle.follows("Ana Ala-Maunu")
    kalle.pushes("Confirm Ana Ala-Maunu")
    kalle.reads("Ana Ala-Maunu belongs to Espoon kaupunki now.")


def _writes(ana: Somebody) -> str:
    ana.goes("/my-work/")
    ana.follows("Write a fact sheet")
    ana.pushes("Begin")
    ana.reads("Missing or wrong")
    draft = re.sub(r"^https?://[^/]+", "", ana.page.url)
    ana.goes(f"{draft}place/")
    ana.hands.choose(ana.field("Scope"), "Regional or municipal")
    ana.ticks("Finland")
    ana.writes("Start", "March 2008")
    ana.pushes("Save and go on")
    ana.is_at("What it is about")
    ana.hands.choose(ana.field("Dimension of integration"), "Socio-economic")
    for box in ("Employment", "Training", "Women"):
        ana.ticks(box)
    ana.pushes("Save and go on")
    ana.is_at("The story")
    ana.writes("Title", _title(ana))
    # In the middle of it the session ends; nothing of the text does.
    ana.writes("Summary", "They visit families.")
    ana.is_forgotten_by_the_site()
    ana.pushes("Save and go on")
    ana.is_at("Sign in")
    ana.enters()
    ana.is_at("The story")
    expect(ana.field("Summary")).to_have_value("They visit families.")
    ana.pushes("Save and go on")
    ana.is_at("The work")
    ana.goes(f"{draft}sources/")
    ana.writes("Document", "Report of the city, 2012")
    ana.pushes("Save and see what is missing")
    ana.reads("Nothing is missing.")
    ana.goes(f"{draft}place/")
    ana.reads(re.compile("March 2008"))
    return draft


def _writes_along(kalle: Somebody, draft: str) -> None:
    kalle.goes("/my-work/")
    kalle.follows(_title_of(draft, kalle))
    kalle.follows("The work")
    kalle.writes("Main activities", "Six weeks of training, then a visit each week.")
    kalle.pushes("Save", exact=True)
    kalle.reads(re.compile("Saved"))
    kalle.goes(draft)
    kalle.hands.unfold(kalle.page.locator("summary", has_text="Write a comment"))
    kalle.writes("Comment", "Shall we name the partners?")
    kalle.pushes("Send the comment")
    kalle.reads("Your comment is there, and the other authors are told.")


def _title(ana: Somebody) -> str:
    return f"Neighbourhood mothers of {ana.email.partition('@')[0]}"


def _title_of(draft: str, kalle: Somebody) -> str:
    """As Kalle's list of drafts shows it."""
    found = kalle.page.locator(f"a[href='{draft}']").first
    expect(found).to_be_visible()
    return found.inner_text()


def _hands_in(ana: Somebody, draft: str) -> None:
    ana.goes(draft)
    ana.reads("Shall we name the partners?")
    ana.pushes("Hand in for review")
    ana.reads("Under review")


def _asks_for_changes(reviewer: Somebody, title: str) -> None:
    reviewer.signs_in()
    reviewer.goes("/practices/review/")
    reviewer.follows(title)
    reviewer.writes("To the authors, on the whole", "Please say how many families.")
    reviewer.pushes("Ask for changes", exact=True)
    reviewer.reads(f"The authors of “{title}” are asked for changes.")


def _answers_and_hands_in_again(ana: Somebody, draft: str) -> None:
    ana.goes("/my-work/")
    ana.follows(_title(ana))
    ana.reads("Please say how many families.")
    ana.goes(f"{draft}story/en/")
    ana.writes("Summary", "They visit 400 families a year.")
    ana.pushes("Save", exact=True)
    ana.reads(re.compile("Saved"))
    ana.goes(draft)
    ana.pushes("Hand in for review")
    ana.reads("Under review")


def _publishes(reviewer: Somebody, public: Somebody, title: str) -> str:
    reviewer.goes("/practices/review/")
    reviewer.follows(title)
    for criterion in CRITERIA:
        group = reviewer.page.get_by_role("radiogroup", name=f"Score for {criterion}")
        reviewer.hands.tick(group.get_by_role("radio").nth(3))
        reviewer.writes(f"{criterion}: reason", f"{criterion}: it shows.")
    reviewer.pushes("Publish", exact=True)
    reviewer.reads(f"Published: {title}")
    public.goes("/practices/?q=Neighbourhood+mothers")
    public.follows(title)
    public.reads("They visit 400 families a year.")
    public.reads("Relevance: it shows.")
    return re.sub(r"^https?://[^/]+", "", public.page.url).partition("?")[0]


def _brings_the_next_version_out(ana: Somebody, reviewer: Somebody, public: Somebody, address: str) -> None:
    ana.goes(address)
    ana.pushes("Write the next version")
    ana.reads("Missing or wrong")
    draft = re.sub(r"^https?://[^/]+", "", ana.page.url)
    ana.goes(f"{draft}story/en/")
    ana.writes("Summary", "They visit 500 families a year.")
    ana.pushes("Save", exact=True)
    ana.reads(re.compile("Saved"))
    public.goes(address)
    public.reads("They visit 400 families a year.")
    ana.goes(draft)
    ana.writes("What is new", "The figures of 2013")
    ana.pushes("Hand in for review")
    ana.reads("Under review")
    reviewer.goes("/practices/review/")
    reviewer.follows(_title(ana))
    reviewer.reads("Changed since the published version")
    for criterion in CRITERIA:
        group = reviewer.page.get_by_role("radiogroup", name=f"Score for {criterion}")
        reviewer.hands.tick(group.get_by_role("radio").nth(4))
        reviewer.writes(f"{criterion}: reason", f"{criterion}: more than before.")
    reviewer.pushes("Publish", exact=True)
    reviewer.reads(f"Published: {_title(ana)}")
    public.goes(address)
    public.reads("They visit 500 families a year.")
    public.follows("Versions", exact=True)
    public.follows("What changed in version 2")
    public.reads("The figures of 2013")
    expect(public.page.locator("ins")).to_contain_text(["500"])


def _takes_it_off_the_site(ana: Somebody, public: Somebody, address: str) -> None:
    ana.goes(address)
    ana.follows("Take off the site")
    ana.writes("Reason", "The project has ended.")
    ana.pushes("Take off the site")
    ana.reads(f"Taken off the site: {_title(ana)}")
    public.goes(address)
    public.reads(re.compile("The project has ended."))


def _leaves(ana: Somebody) -> None:
    ana.goes("/account/data/")
    ana.follows("Erase my account")
    ana.writes("Your e-mail address", ana.email)
    ana.writes("Your password", PASSWORD)
    ana.pushes("Erase my account for good")
    expect(ana.page.get_by_role("link", name="Sign in").first).to_be_visible()
    ana.goes("/account/sign-in/")
    ana.writes("E-mail address", ana.email)
    ana.writes("Password", PASSWORD)
    ana.pushes("Sign in", exact=True)
    ana.is_at("Sign in")
