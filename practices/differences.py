"""What changed from one fact sheet to the next, field by field; in texts word by word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import takewhile
from typing import Any

from practices.data import FactSheetData
from practices.writing import SECTIONS, Field, Kind, Section
from practices.writing.said import Wording
from practices.writing.typed import typed_out

# So many pairs of equal words are weighed in a paragraph; one made to take longer is shown as written anew.
MOST_PAIRS = 200_000
# Fewer equal words than this between two changes are no rest for the eye: they count as changed.
FEWEST_EQUAL = 2
# A paragraph that keeps less than this share of its words is shown as written anew.
LEAST_KEPT = 0.3


class Change(Enum):
    """What became of a piece of a text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Some words, and what became of them; between two pieces of a line belongs a space."""

    text: str
    change: Change


@dataclass(frozen=True)
class Difference:
    """A field that does not say what it said: its lines, each in pieces of what stayed, went and came."""

    section: Section
    one: Field
    language: str
    lines: list[list[Piece]]

    @property
    def field(self) -> str:
        """`section:key` or `section:key:language`, as remarks name it."""
        return ":".join(part for part in (self.section.name, self.one.key, self.language) if part)

    @property
    def label(self) -> Any:
        """What the field is called."""
        return self.one.label

    @property
    def is_new(self) -> bool:
        """Whether nothing stood there before."""
        return self._all_are(Change.NEW)

    @property
    def is_gone(self) -> bool:
        """Whether nothing stands there now."""
        return self._all_are(Change.GONE)

    def _all_are(self, change: Change) -> bool:
        return all(piece.change is change for line in self.lines for piece in line)


def differences(before: FactSheetData, after: FactSheetData, wording: Wording | None = None) -> list[Difference]:
    """Every field that differs, in the order of the form, the original language before the others.

    Args:
        wording: of both, where it stands already.
    """
    words = wording or Wording(before, after)
    old, new = typed_out(before), typed_out(after)
    found = []
    for section in SECTIONS:
        for language in _languages(before, after) if section.per_language else [""]:
            was = old.get((section.name, language), section.blank)
            is_now = new.get((section.name, language), section.blank)
            for one in section.fields:
                if was[one.key] != is_now[one.key]:
                    lines = _compared(one, words.lines(one, was[one.key]), words.lines(one, is_now[one.key]))
                    found.append(Difference(section, one, language, lines))
    return [one for one in found if any(piece.change is not Change.SAME for line in one.lines for piece in line)]


def _languages(*contents: FactSheetData) -> list[str]:
    original = contents[-1].language.value
    others = {language.value for content in contents for language in content.texts} - {original}
    return [original, *sorted(others)]


def _compared(one: Field, before: Sequence[str], after: Sequence[str]) -> list[list[Piece]]:
    """Lines in pieces; in prose and titles, a line that was rewritten is compared with the one that it was."""
    lines: list[list[Piece]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += [[Piece(line, Change.SAME)] for line in after[j1:j2]]
            continue
        gone, new = list(before[i1:i2]), list(after[j1:j2])
        if one.kind in {Kind.PROSE, Kind.LINE}:
            while gone and new:
                lines += _rewritten(gone.pop(0), new.pop(0))
        lines += [[Piece(line, Change.GONE)] for line in gone]
        lines += [[Piece(line, Change.NEW)] for line in new]
    return lines


def _rewritten(before: str, after: str) -> list[list[Piece]]:
    """One line of what stayed, went and came; two where too little stayed."""
    old, new = before.split(), after.split()
    head = _equal(zip(old, new, strict=False))
    tail = _equal(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    end_of_old, end_of_new = len(old) - tail, len(new) - tail
    pieces = [
        *_pieces(Change.SAME, new[:head]),
        *_within(old[head:end_of_old], new[head:end_of_new]),
        *_pieces(Change.SAME, new[end_of_new:]),
    ]
    kept = sum(len(piece.text.split()) for piece in pieces if piece.change is Change.SAME)
    if kept < LEAST_KEPT * max(len(old), len(new)):
        return [[Piece(before, Change.GONE)], [Piece(after, Change.NEW)]]
    return [pieces]


def _within(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    counts = Counter(new)
    weighed = sum(counts[word] for word in old) <= MOST_PAIRS
    i = j = 0
    for at, then, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks() if weighed else ():
        if size >= FEWEST_EQUAL:
            yield from _pieces(Change.GONE, old[i:at])
            yield from _pieces(Change.NEW, new[j:then])
            yield from _pieces(Change.SAME, new[then : then + size])
            i, j = at + size, then + size
    yield from _pieces(Change.GONE, old[i:])
    yield from _pieces(Change.NEW, new[j:])


def _equal(pairs: Iterable[tuple[str, str]]) -> int:
    """How many are equal before the first that are not."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _pieces(change: Change, words: Sequence[str]) -> list[Piece]:
    return [Piece(" ".join(words), change)] if words else []
