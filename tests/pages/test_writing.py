"""Fact sheets written in a real browser: what is typed is never lost, with a script and without."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

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
            base_url=people.address, locale="en-GB", viewport={"width": 1280, "height": 900}, bypass_csp=True, **options
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


PAGES = ["", "basics/", "place/", "subject/", "story/en/", "story/fr/", "money/", "results/", "principles/", "sources/",
         "preview/", "organisations/"]  # fmt: skip


@pytest.mark.parametrize("part", PAGES)
def test_axe_finds_nothing_on_the_pages_of_a_draft_and_none_is_cut_off(opened: Opens, people: Site, part: str):
    page = opened("Ana", people.full + part)
    for width in (1280, 768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"/tmp/w/{part.replace('/', '_') or 'overview'}{width}.png", full_page=True)
    assert wrong(page) == []
