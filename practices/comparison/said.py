"""What one fact sheet says on one subject, in a form that can be shown and compared."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation

from practices.models import Practice


@dataclass(frozen=True)
class Said:
    """What one fact sheet says on one subject: lines with their languages, and what is compared."""

    lines: list[tuple[str, str]]
    meaning: Any


def plain(text: str) -> str:
    """A text without the accidents of capitals and line breaks."""
    return " ".join(text.split()).casefold()


def lines_of(text: str, language: str) -> list[tuple[str, str]]:
    """The paragraphs of a text, each with its language."""
    return [(line.strip(), language) for line in text.splitlines() if line.strip()]


def foreign(practice: Practice) -> str:
    """The language of what a fact sheet says in its original language alone, or "" if it is the reader's."""
    return "" if practice.language == translation.get_language() else practice.language


def together(*parts: str) -> str:
    """Whole phrases in one line; a phrase that is not there leaves no trace."""
    return " · ".join(part for part in parts if part)


def in_one_line(line: str, meaning: Any) -> Said:
    """What takes one line, in the reader's language, or nothing."""
    return Said([(line, "")] if line else [], meaning)
