"""People with an organisation of their own, whose browsers are signed in from the start."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from tests.pages.conftest import PROJECT

# What a script of such people begins with: `session` gives the value of the cookie by which the site knows somebody.
BEGIN = """
import django; django.setup()
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.factories import *

def session(user):
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key
"""


def printed(script: str, environment: Mapping[str, str]) -> Any:
    """The JSON that a script prints which works on the database of the environment."""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, env=os.environ | environment, check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)


def browsing(browser: Browser, site: str, session: str = "", **options: Any) -> BrowserContext:
    """A browser of somebody with that session, or of a visitor."""
    context = browser.new_context(
        base_url=site, locale="en-GB", viewport={"width": 1280, "height": 900}, bypass_csp=True, **options
    )
    if session:
        context.add_cookies([{"name": "session", "value": session, "url": site}])
    return context
