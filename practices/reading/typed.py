"""Typed text, before it is read: spaces, figures and signs that look alike become the same."""

import re
from collections.abc import Collection, Mapping
from typing import TypeVar
from unicodedata import category, combining, decimal, decomposition, normalize

Reading = TypeVar("Reading")

LONGEST = 80  # more than any date or number takes, in characters

_SHOWN = 40
# Hyphens and the minus sign; the longer dashes stand between two dates and stay.
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u02bc": "'", "\u2018": "'", "\u2019": "'"})


def plain(text: str) -> str:
    """With plain spaces, figures of any script as 0 to 9, full-width signs as usual ones; nothing invisible."""
    return re.sub(r"\s+", " ", normalize("NFC", "".join(map(_plain, text))).translate(_ALIKE)).strip()


def fold(text: str) -> str:
    """Without capitals and accents."""
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter)).casefold()


def shown(text: str) -> str:
    """As a refusal repeats it: short, without what cannot be seen."""
    seen = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return seen if len(seen) <= _SHOWN else f"{seen[:_SHOWN]}…"


def settled(readings: Mapping[Reading, Collection[str]], language: str) -> Reading | None:
    """The only reading of a word, or the one that it has in the language; None where several remain.

    Args:
        readings: each meaning with the languages in which the word has it.
    """
    meant = list(readings) if len(readings) == 1 else [each for each in readings if language in readings[each]]
    return meant[0] if len(meant) == 1 else None


def _plain(letter: str) -> str:
    figure = decimal(letter, None)
    if figure is not None:
        return str(figure)
    if category(letter) in ("Cc", "Cf"):
        return " " if letter.isspace() else ""
    if decomposition(letter).startswith(("<wide>", "<narrow>", "<noBreak>")):
        return normalize("NFKC", letter)
    return letter
