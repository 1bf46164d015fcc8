"""The database goes away under an open form and comes back: nothing typed is lost, with a script and without."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from config.embedded import APPLICATION, PROJECT, Cluster
from tests.config.sites import environment, free_port, gunicorn
from tests.pages.desks import BEGIN, browsing, printed

pytestmark = pytest.mark.browser

# Longer than the page waits before it tries again.
PATIENCE = 60_000
PEOPLE = f"""{BEGIN}
city = OrganisationFactory()
officer = UserFactory(officer_of=city, officer_of__may_submit=True)
drafts = [DraftFactory(organisation=city).get_absolute_url() for _ in range(3)]
print(json.dumps({{"session": session(officer), "drafts": drafts}}))
"""
SUMMARY = "Жените посещават новодошлите семейства; ħafna nisa, καὶ ἄνδρες."
BACK = "Back in a moment"


class Site:
    """A site with a database of its own, which can be taken away."""

    def __init__(self, address: str, cluster: Cluster, made: dict[str, Any]) -> None:
        self.address, self._cluster, self._made = address, cluster, made
        self.session: str = made["session"]

    def new_draft(self) -> str:
        """The address of the page on which the story of a draft is written in which nothing stands yet."""
        draft: str = self._made["drafts"].pop()
        return f"{draft}story/en/"

    def stop_the_database(self) -> None:
        """As a power cut does; whoever is connected loses the connection."""
        self._cluster._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self._cluster.data)

    def start_the_database(self) -> None:
        """It recovers what was written down."""
        self._cluster._start()


Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def restarted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    cluster = Cluster(f"restarts-{os.getpid()}")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    variables = environment(
        DJANGO_SETTINGS_MODULE="config.settings",
        SITE_URL=address,
        SECRET_KEY="of these tests",
        MEDIA_ROOT=str(tmp_path_factory.mktemp("media")),
        DATABASE_URL=cluster.url("postgres", role=APPLICATION),
        OWNER_DATABASE_URL=cluster.url("postgres"),
    )
    cluster.acquire()
    try:
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=PROJECT, env=variables, check=True)
        made = printed(PEOPLE, variables)
        with gunicorn(port, _log(tmp_path_factory), variables):
            yield Site(address, cluster, made)
    finally:
        cluster.release()
        cluster.remove()


def _log(folders: pytest.TempPathFactory) -> Path:
    return folders.mktemp("restarts") / "log"


@pytest.fixture
def opened(browser: Browser, restarted: Site) -> Iterator[Opens]:
    """Opens a page as the officer, in a browser of their own."""
    contexts = []

    def open_it(address: str, **options: Any) -> Page:
        context = browsing(browser, restarted.address, restarted.session, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_it
    for context in contexts:
        context.close()


def saved(opened: Opens, address: str) -> list[str]:
    """Title and summary as somebody finds them who opens the page now."""
    page = opened(address, java_script_enabled=False)
    return [page.locator(f"#id_{name}").input_value() for name in ("title", "summary")]


def test_who_types_on_while_the_database_is_away_loses_nothing(restarted: Site, opened: Opens):
    address = restarted.new_draft()
    page = opened(address)
    status = page.locator("#save-status")
    page.locator("#id_title").fill("Before it")
    expect(status).to_contain_text("Saved", timeout=PATIENCE)
    restarted.stop_the_database()
    page.locator("#id_title").fill("Neighbourhood mothers")
    expect(status).to_have_text(str(status.get_attribute("data-offline")), timeout=PATIENCE)
    page.locator("#id_summary").press_sequentially(SUMMARY)
    restarted.start_the_database()
    expect(status).to_contain_text("Saved", timeout=PATIENCE)
    assert page.locator("#id_summary").input_value() == SUMMARY
    assert saved(opened, address) == ["Neighbourhood mothers", SUMMARY]


def test_who_closes_the_page_meanwhile_is_offered_what_they_typed(restarted: Site, opened: Opens):
    address = restarted.new_draft()
    page = opened(address)
    restarted.stop_the_database()
    page.locator("#id_summary").press_sequentially(SUMMARY)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(BACK)
    restarted.start_the_database()
    page.reload()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#id_summary")).to_have_value(SUMMARY)
    assert saved(opened, address) == ["", SUMMARY]


def test_without_a_script_it_stands_on_the_page_that_says_so_and_is_sent_again(restarted: Site, opened: Opens):
    address = restarted.new_draft()
    page = opened(address, java_script_enabled=False)
    page.locator("#id_title").fill("Neighbourhood mothers")
    page.locator("#id_summary").fill(SUMMARY)
    restarted.stop_the_database()
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BACK)
    expect(page.locator(".typed__value", has_text=SUMMARY)).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator(".typed__value", has_text=SUMMARY)).to_be_visible()
    restarted.start_the_database()
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator("#id_summary")).to_have_value(SUMMARY)
    assert (answered.value.status, answered.value.header_value("retry-after")) == (503, "10")
    assert saved(opened, address) == ["Neighbourhood mothers", SUMMARY]
