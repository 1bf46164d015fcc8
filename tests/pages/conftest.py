"""A real browser on a real site: the project's own content, served by gunicorn from a database of its own."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import application_role
from tools.browser import find

PROJECT = Path(__file__).resolve().parent.parent.parent
DATABASE = f"site_{os.getpid()}"
PASSWORD = "a password of the browser tests"
# Chromium otherwise asks its maker's servers for updates, which a test has no business to do.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"]


@pytest.fixture(scope="session")
def database() -> dict[str, str]:
    """The environment of a site whose database holds the whole catalogue and one account.

    The site is served by the application's role, which may do no more than it needs.
    """
    with contextlib.closing(psycopg2.connect(_dsn("postgres"))) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
            cursor.execute(application_role.MAKE)
    owner = urlsplit(os.environ["DATABASE_URL"])._replace(path=_path(DATABASE))
    environment = os.environ | {
        "DATABASE_URL": application_role.address(DATABASE),
        "OWNER_DATABASE_URL": urlunsplit(owner),
    }
    for command in (["manage.py", "migrate", "-v0"], ["manage.py", "load_catalogue"], ["-c", _ACCOUNT]):
        subprocess.run([sys.executable, *command], cwd=PROJECT, env=environment, check=True)
    return environment


@pytest.fixture(scope="session")
def site(database: dict[str, str]) -> Iterator[str]:
    """The address of the site."""
    with _serving(database) as address:
        yield address


@pytest.fixture(scope="session")
def site_with_debug(database: dict[str, str]) -> Iterator[str]:
    """The address of the same site as its developers see it."""
    with _serving(database | {"DEBUG": "1"}) as address:
        yield address


@contextlib.contextmanager
def _serving(environment: dict[str, str]) -> Iterator[str]:
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [*command, "--config", "python:config.server", "--no-control-socket", "--log-level", "error"],
        cwd=PROJECT,
        env=environment | {"SITE_URL": address},
    )
    try:
        _wait_for(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of a module."""
    with chromium() as browser:
        yield browser


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, without a window."""
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=flags)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with an empty browser, 1280 pixels wide; the policy on scripts is lifted for the tester's own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that browser."""
    return context.new_page()


@pytest.fixture
def reader_without_scripts(browser: Browser, site: str) -> Iterator[Page]:
    """A page in which no script runs."""
    context = browser.new_context(java_script_enabled=False, base_url=site, locale="en-GB")
    yield context.new_page()
    context.close()


def axe(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong on the page: rule, where, and what it says; an empty list is what every page must give."""
    page.add_script_tag(path=PROJECT / "assets" / "node_modules" / "axe-core" / "axe.min.js")
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        {"rule": entry["id"], "where": node["target"], "why": node["failureSummary"]}
        for entry in found
        for node in entry["nodes"]
    ]


_ACCOUNT = f"""
import django; django.setup()
from network.workflows import open_account
open_account(email="reader@example.org", password={PASSWORD!r}, by=None)
"""


def _dsn(database: str) -> str:
    from django.conf import settings

    named = settings.DATABASES["default"]
    parts = {"host": named["HOST"], "port": named["PORT"], "user": named["USER"], "password": named["PASSWORD"]}
    return " ".join(f"{key}='{value}'" for key, value in (parts | {"dbname": database}).items() if value)


def _path(database: str) -> str:
    """The path of the tests' database address with another name at its end."""
    return urlsplit(os.environ["DATABASE_URL"]).path.rpartition("/")[0] + "/" + database


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str) -> None:
    for _attempt in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")
