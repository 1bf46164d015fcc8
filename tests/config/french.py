"""The French catalogue, and what a reader sees or hears of a page."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from babel.messages import Message
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parent.parent.parent
FRENCH = PROJECT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
READ_ALOUD = {"alt", "aria-label", "placeholder", "title"}
VOID = {"br", "img", "input", "link", "meta", "use"}


@cache
def messages() -> list[Message]:
    """The texts of the catalogue, without its header."""
    with FRENCH.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def forms(text: Any) -> tuple[str, ...]:
    """The text alone, or singular and plural."""
    return text if isinstance(text, tuple) else (text,)


class _Said(HTMLParser):
    """Collects what a reader sees or hears, in the language of the page: no code, no text in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.left_out: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.words += [given[name] or "" for name in sorted(READ_ALOUD & given.keys())]
        if tag not in VOID:
            self.left_out.append(tag in {"code", "style"} or given.get("lang", "fr") not in {"fr", ""})

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.left_out.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.left_out):
            self.words.append(" ".join(data.split()))


def words_on(page: str) -> list[str]:
    """The pieces of text of a page, or of a template without its tags."""
    parser = _Said()
    parser.feed(page)
    return parser.words
