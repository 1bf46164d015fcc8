"""People who write on the served site, and what tells how their page stands."""

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.pages.conftest import PROJECT

PASSWORD = "a password of the writers"
# Prints the sessions of two officers of one organisation, a draft with much in it, and some with nothing.
PEOPLE = f"""
import django; django.setup()
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from network.models import Affiliation, User
from network.workflows import open_account
from practices.enums import Language
from practices.models import Draft, Practice
from practices.workflows import begin_draft, begin_version

def officer(name, city):
    address = name + "@writing.example.org"
    user = User.objects.filter(email=address).first() or open_account(
        email=address, password={PASSWORD!r}, name=name, by=None
    )
    Affiliation.objects.get_or_create(
        user=user, organisation=city, defaults=dict(state="confirmed", decided_at=timezone.now(), may_submit=True)
    )
    return user

def session(user):
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key

practice = Practice.objects.get(slug="teaching-greek-language-and-greek-history-to-migrant-mothers")
city = practice.organiser
ana, ben = officer("Ana", city), officer("Ben", city)
full = Draft.objects.open().filter(practice=practice).first() or begin_version(practice=practice, by=ana)
empty = [begin_draft(organisation=city, language=Language.EN, by=ana) for _ in range(20)]
print(json.dumps(dict(
    cookie=settings.SESSION_COOKIE_NAME, Ana=session(ana), Ben=session(ben),
    full=str(full.public_id), empty=[str(draft.public_id) for draft in empty],
)))
"""

Opens = Callable[..., Page]


class Site:
    """The served site, and its people."""

    def __init__(self, address: str, environment: dict[str, str]) -> None:
        """Takes where it is served, and what it was started with."""
        self.address = address
        command = [sys.executable, "-c", PEOPLE]
        done = subprocess.run(
            command, cwd=PROJECT, env=os.environ | environment, check=True, stdout=subprocess.PIPE, text=True
        )
        self.made = json.loads(done.stdout.splitlines()[-1])
        self.full = f"/practices/drafts/{self.made['full']}/"

    def new_draft(self) -> str:
        """The address of a draft in which nothing is written."""
        return f"/practices/drafts/{self.made['empty'].pop()}/"

    def signed_in(self, context: BrowserContext, name: str) -> None:
        """Gives a browser the session of somebody."""
        context.add_cookies([{"name": self.made["cookie"], "value": self.made[name], "url": self.address}])


@contextlib.contextmanager
def opening(browser: Browser, people: Site) -> Iterator[Opens]:
    """Opens a page as somebody, in a browser of their own."""
    contexts = []

    def open_as(name: str, address: str, **options: Any) -> Page:
        wide: Any = {"width": 1280, "height": 900}
        context = browser.new_context(
            base_url=people.address, locale="en-GB", viewport=wide, bypass_csp=True, **options
        )
        contexts.append(context)
        people.signed_in(context, name)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_as
    for context in contexts:
        context.close()


def status(page: Page) -> Locator:
    """Where the page says whether all is saved."""
    return page.locator("#save-status")


def saved(page: Page) -> None:
    """Waits until all that was typed is on the server: ten seconds at most."""
    expect(status(page)).to_have_text(re.compile("^Saved at"), timeout=10_000)
