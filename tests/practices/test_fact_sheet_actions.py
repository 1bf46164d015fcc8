"""What the page of a fact sheet offers to do with it."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import PracticeFactory, TextFactory


class _Links(HTMLParser):
    """Collects the addresses of links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs).get("href") or "")


def links(client, address: str) -> list[str]:
    page = _Links()
    page.feed(client.get(address).content.decode())
    return page.found


@pytest.fixture
def sheet(db: None) -> str:
    """The address of a fact sheet in two languages."""
    practice = PracticeFactory(slug="courses", title="Courses & <advice>: 100% „free“?\nεδώ")
    TextFactory(practice=practice, language="fr", title="Cours")
    return f"/practices/{practice.slug}/"


@pytest.mark.parametrize(("query", "language"), [("", "en"), ("?text=fr", "fr")])
def test_the_document_is_of_the_text_shown(client, sheet, query, language):
    assert [link for link in links(client, sheet + query) if ".pdf" in link] == [
        f"/practices/courses/fact-sheet.pdf?text={language}"
    ]


def test_the_data_is_linked_once(client, sheet):
    assert [link for link in links(client, sheet) if link.startswith("/api/v1/practices/")] == [
        "/api/v1/practices/courses/"
    ]


def test_sharing_writes_a_letter_with_the_title_and_the_address(client, sheet):
    (letter,) = [urlsplit(link) for link in links(client, sheet) if link.startswith("mailto:")]
    title = "Courses & <advice>: 100% „free“?\nεδώ"
    assert (letter.path, letter.fragment, parse_qs(letter.query)) == (
        "",
        "",
        {"subject": [title], "body": [f"{title}\r\nhttp://testserver/practices/courses/"]},
    )


def test_the_address_to_pass_on_is_that_of_the_fact_sheet_whatever_text_is_shown(client, sheet):
    page = client.get(f"{sheet}?text=fr").content.decode()
    assert page.count('<span class="sheet-actions__all">http://testserver/practices/courses/</span>') == 1
