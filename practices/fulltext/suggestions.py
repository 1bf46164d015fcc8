"""Other words for a search that finds nothing, where one of its words looks mistyped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from django.db import connection

from practices.fulltext.folding import WORD, fold
from practices.fulltext.matching import any_match, common_words
from practices.fulltext.terms import Term, Terms, read, reworded

SHORTEST = 4
MOST = 3
# So many words are compared letter by letter, of which so many are tried for each word.
COMPARED = 500
TRIED = 3
MOST_DOUBTFUL = 3


@dataclass(frozen=True)
class _Candidate:
    """A word of the catalogue, and how many letters must be changed to get to it."""

    written: str
    changes: int


def suggestions(typed: str, finds: Callable[[str], int], found: int = 0) -> list[str]:
    """Up to three searches with words of the catalogue in the place of mistyped ones, the most alike first.

    Args:
        typed: what finds nothing, or hardly anything.
        finds: how many fact sheets a search finds beside the reader's other filters.
        found: how many are found as it was typed; a search that finds no more is no help.
    """
    candidates = {word: alike for word in _doubtful(read(typed)) if (alike := _alike(word))}
    best: list[str] = []
    for chosen in _combinations(candidates):
        words = {word: candidate.written for word, candidate in zip(candidates, chosen, strict=True)}
        if finds(reading := reworded(typed, words)) > found:
            best.append(reading)
            if len(best) == MOST:
                break
    return best


def _combinations(candidates: Mapping[str, list[_Candidate]]) -> list[tuple[_Candidate, ...]]:
    """One candidate for each word in every way, those with the fewest changes first."""
    if not candidates:
        return []
    return sorted(product(*candidates.values()), key=lambda chosen: sum(each.changes for each in chosen))


def _doubtful(terms: Terms) -> list[str]:
    """The words, folded, that no fact sheet has: not too short, of letters only."""
    asked = {
        fold(word): Term(word, beginning=term.beginning)
        for term in terms.shown
        for word in WORD.findall(term.text)
        if len(fold(word)) >= SHORTEST and word.isalpha()
    }
    common = {word for _language, word in common_words(asked)}
    doubtful = (word for word, term in asked.items() if word not in common and not any_match(Terms([[term]])))
    return list(islice(doubtful, MOST_DOUBTFUL))


def _alike(word: str) -> list[_Candidate]:
    """Words of titles, summaries and names that differ by a letter or two, and by no more than the closest."""
    where, parameters = _compared_by_trigrams(word) if word.isascii() else _compared_by_ends(word)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT min(written), folded FROM practices_word WHERE ({where})"
            " AND abs(length(folded) - length(%s)) <= %s AND length(folded) >= %s"
            " GROUP BY folded ORDER BY similarity(folded, %s) DESC, folded LIMIT %s",
            [*parameters, word, _allowed(word), SHORTEST, word, COMPARED],
        )
        rows: list[tuple[str, str]] = cursor.fetchall()
    common = {known for _language, known in common_words(folded for _written, folded in rows)}
    found = [_Candidate(written, changes(word, folded)) for written, folded in rows if folded not in common]
    least = min((candidate.changes for candidate in found), default=0)
    return [each for each in found if each.changes == least <= _allowed(word)][:TRIED]


def _compared_by_trigrams(word: str) -> tuple[str, list[Any]]:
    """Those with groups of three letters in common, and those of which two neighbours were swapped."""
    swapped = [word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)]
    return "folded %% %s OR folded = ANY(%s)", [word, swapped]


def _compared_by_ends(word: str) -> tuple[str, list[Any]]:
    """Those that begin or end alike: a server whose locale is “C” makes no groups of Greek and Cyrillic letters."""
    condition = (
        "octet_length(folded) > length(folded) AND (left(folded, 2) = left(%s, 2) OR right(folded, 3) = right(%s, 3))"
    )
    return condition, [word, word]


def _allowed(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 1 if len(word) < 6 else 2


def changes(one: str, other: str) -> int:
    """How many letters must be changed, added, left out or swapped with the next to get from one word to another."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
