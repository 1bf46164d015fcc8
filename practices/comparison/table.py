"""Fact sheets side by side, fact by fact: the same rows for the page and for paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, cast

from django.db.models import Field
from django.utils import translation
from django.utils.text import capfirst

from practices.comparison.facts import FACTS
from practices.comparison.said import Said, lines_of, plain
from practices.models import SECTIONS, Practice, PracticeText
from practices.texts import text_for

# Before the names of rows that hold prose: a section may be called like a fact.
PROSE = "text_"


@dataclass(frozen=True)
class ComparisonRow:
    """A fact or section: for each fact sheet its lines, none where it says nothing.

    `differs` tells whether the fact sheets say different things, whatever language each says it in; `languages` has
    for each line the code of the language that it is in, or "" for the reader's.
    """

    name: str
    label: Any
    values: list[list[str]]
    differs: bool
    languages: list[list[str]] = field(default_factory=list)

    @property
    def is_prose(self) -> bool:
        """Whether it is a section of the text, not a fact."""
        return self.name.startswith(PROSE)

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """The lines of each fact sheet, each with its language."""
        return [list(zip(*pair, strict=True)) for pair in zip(self.values, self.languages, strict=True)]


@dataclass(frozen=True)
class Comparison:
    """Fact sheets in the order given: their titles, the paths of their pages, and a row for all that any says.

    `languages` has for each title the code of its language, or "" for the reader's.
    """

    titles: list[str]
    addresses: list[str]
    rows: list[ComparisonRow]
    languages: list[str] = field(default_factory=list)


def compare(practices: Sequence[Practice], language: str) -> Comparison:
    """Sets fact sheets side by side in a reader's language.

    Args:
        practices: loaded by `for_fact_sheet`.
        language: of the labels and, where a fact sheet has it, of the text.
    """
    with translation.override(language):
        texts = [text_for(practice, language) for practice in practices]
        rows = [
            *(_row(name, str(label), map(say, practices)) for name, label, say in FACTS),
            *(_prose_row(name, practices, texts, language) for name in ("summary", *SECTIONS)),
        ]
    return Comparison(
        titles=[text.title for text in texts],
        addresses=[practice.get_absolute_url() for practice in practices],
        rows=[row for row in rows if any(row.values)],
        languages=["" if text.language == language else text.language for text in texts],
    )


def _row(name: str, label: str, sayings: Iterable[Said]) -> ComparisonRow:
    said = list(sayings)
    return ComparisonRow(
        name=name,
        label=label,
        values=[[line for line, _language in one.lines] for one in said],
        differs=any(one.meaning != other.meaning for one, other in combinations(said, 2)),
        languages=[[language for _line, language in one.lines] for one in said],
    )


def _prose_row(
    name: str, practices: Sequence[Practice], texts: Sequence[PracticeText], language: str
) -> ComparisonRow:
    label = cast("Field[Any, Any]", PracticeText._meta.get_field(name)).verbose_name
    sayings = [
        Said(
            lines_of(getattr(text, name), "" if text.language == language else text.language),
            _Prose.of(practice, name),
        )
        for practice, text in zip(practices, texts, strict=True)
    ]
    return _row(f"{PROSE}{name}", capfirst(str(label)), sayings)


class _Prose:
    """A section in all its languages; it says the same as another where a language that both have says the same."""

    def __init__(self, versions: dict[str, str]) -> None:
        self.versions = versions

    @classmethod
    def of(cls, practice: Practice, name: str) -> "_Prose":
        """The section of that name."""
        found = {text.language: plain(getattr(text, name)) for text in practice.texts.all()}
        return cls({language: body for language, body in found.items() if body})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Prose):
            return NotImplemented
        shared = self.versions.items() & other.versions.items()
        return bool(shared) or self.versions == other.versions

    __hash__ = None  # type: ignore[assignment]  # what may equal several texts cannot be a key
