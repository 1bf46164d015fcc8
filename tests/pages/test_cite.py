"""Citing a fact sheet in a real browser, with the site's policy on scripts in force."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.practices.reference_readers import read_bibtex, untex

pytestmark = pytest.mark.browser
COMPLAINTS = """
window.complaints = []
document.addEventListener('securitypolicyviolation', event => complaints.push(event.violatedDirective))
"""


@pytest.fixture
def guarded(browser: Browser, site: str) -> Iterator[Page]:
    """A page in which the policy on scripts holds, and that keeps a list of what was refused."""
    context = browser.new_context(base_url=site, locale="en-GB")
    context.add_init_script(COMPLAINTS)
    yield context.new_page()
    context.close()


def test_the_browser_reads_the_data_of_a_page_and_refuses_nothing(guarded: Page):
    said: list[str] = []
    guarded.on("console", lambda message: said.append(message.text))
    guarded.on("pageerror", lambda error: said.append(str(error)))
    read = []
    for address in ("/practices/festival-of-solidarity-in-sofia/?text=bg", "/practices/"):
        guarded.goto(address)
        data = json.loads(guarded.locator('script[type="application/ld+json"]').evaluate("one => one.textContent"))
        read.append((data["@type"], data["name"]))
        assert guarded.evaluate("complaints") == []
    assert said == []
    assert read == [("Report", "Фестивал на солидарността в София"), ("Dataset", "Integration Practices")]


def test_a_script_in_a_page_would_be_refused_and_noticed(guarded: Page):
    guarded.goto("/about/")
    guarded.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: 'void 0'}))")
    guarded.wait_for_function("complaints.length")
    assert guarded.evaluate("complaints") == ["script-src-elem"]


def test_one_click_takes_the_whole_reference_and_nothing_else(guarded: Page):
    guarded.goto("/practices/foreigners-forum/")
    reference = guarded.locator(".cite__text")
    reference.click()
    assert guarded.evaluate("String(getSelection()).trim()") == reference.inner_text()


def test_a_reader_takes_the_reference_home_as_a_file(guarded: Page):
    guarded.goto("/practices/teaching-greek-language-and-greek-history-to-migrant-mothers/?text=el")
    expect(guarded.get_by_role("link", name="CSL-JSON")).to_be_visible()
    with guarded.expect_download() as started:
        guarded.get_by_role("link", name="BibTeX").click()
    file = Path(started.value.path()).read_text(encoding="utf-8")
    title = guarded.get_by_role("heading", level=1).inner_text()
    assert (started.value.suggested_filename, untex(read_bibtex(file)[2]["title"])) == (
        "teaching-greek-language-and-greek-history-to-migrant-mothers.bib",
        title,
    )
