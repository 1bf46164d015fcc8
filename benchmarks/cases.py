"""What is asked of the catalogue, in the words of its addresses; the same of every rival."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlencode

from benchmarks.errors import TooFewWordsError
from benchmarks.statements import FOR_WORDS, Statement, count_of

# Deep pages begin at 40 to 75 % of the list, of a larger one of so many rows.
DEEPEST = 100_000
RARE, COMMON = (0.0001, 0.0005), (0.3, 0.7)
SHORTEST_WORD = 5


@dataclass(frozen=True)
class Query:
    """A page of 20 of a search, by title or, where a word is searched and nothing else is asked for, best match first.

    `filters` holds facets and years by the names of the address; `sort` is `title` or empty; `depth` is how many rows
    stand before the page.
    """

    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    word: str = ""
    sort: str = ""
    depth: int = 0

    @property
    def parameters(self) -> str:
        """The address without what pages it."""
        given = [(name, value) for name, values in self.filters.items() for value in values]
        said = [("q", self.word), *given, ("sort", self.sort)]
        return urlencode([(name, value) for name, value in said if value])

    @property
    def ranked(self) -> bool:
        """Whether the best match comes first."""
        return bool(self.word) and not self.sort

    def __str__(self) -> str:
        return f"“{self.parameters}” from row {self.depth}"


@dataclass(frozen=True)
class Case:
    """A kind of search, and the searches of that kind."""

    name: str
    label: str
    queries: Sequence[Query]


def cases(cursor: Any, *, size: int, seed: int, variants: int) -> list[Case]:
    """The kinds of search, with words and filters chosen from what the database holds.

    Args:
        variants: how many searches of each kind but the first, asked in turn so that no remembered answer decides.

    Raises:
        TooFewWordsError: so many words of the wanted frequency were not found.
    """
    chance = Random(f"{seed} cases")
    cursor.execute(FOR_WORDS)

    def words(band: tuple[float, float]) -> list[str]:
        return _words(cursor, chance, size, band, variants)

    rare, common = words(RARE), words(COMMON)
    depths = [int(min(size, DEEPEST) * (0.4 + 0.05 * step)) for step in range(variants)]
    return [
        Case("unfiltered", "Unfiltered", [Query()]),
        Case("three_facets", "Three facets", list(_three_facets(cursor, variants))),
        Case("rare_word", "Rare word", [Query(word=word, sort="title") for word in rare]),
        Case("common_word", "Common word", [Query(word=word, sort="title") for word in common]),
        Case("deep_page", "Deep page", [Query(depth=depth) for depth in depths]),
        Case("rare_word_ranked", "Rare word, best first", [Query(word=word) for word in rare]),
        Case("common_word_ranked", "Common word, best first", [Query(word=word) for word in common]),
    ]


def _three_facets(cursor: Any, variants: int) -> Iterator[Query]:
    """A country, a theme and a target group that occur together, from those that occur often to those that do not."""
    cursor.execute(
        "SELECT country_id, theme_id, targetgroup_id FROM practices_practice_countries"
        " JOIN practices_practice_themes USING (practice_id) JOIN practices_practice_target_groups USING (practice_id)"
        " GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1, 2, 3"
    )
    triples = cursor.fetchall()
    step = max(1, len(triples) // 2 // variants)
    for country, theme, target_group in triples[: step * variants : step]:
        yield Query({"country": [country], "theme": [theme], "target_group": [target_group]})


def _words(cursor: Any, chance: Random, size: int, band: tuple[float, float], variants: int) -> list[str]:
    """Words that so large a share of the fact sheets has, at least one and at most three of a small catalogue.

    Raises:
        TooFewWordsError: there are too few such words in a thousand texts.
    """
    least, most = max(1, size * band[0]), max(3, size * band[1])
    found: list[str] = []
    for word in _candidates(cursor, chance):
        if least <= _count(cursor, Query(word=word)) <= most:
            found.append(word)
            if len(found) == variants:
                return found
    raise TooFewWordsError(f"Only {len(found)} words are found in {least:.0f} to {most:.0f} fact sheets.")


def _candidates(cursor: Any, chance: Random) -> Iterator[str]:
    """Words of texts at random, each once."""
    cursor.execute("SELECT min(id), max(id) FROM practices_practice")
    first, last = cursor.fetchone()
    seen: set[str] = set()
    for _text in range(1_000):
        cursor.execute(
            "SELECT main_activities FROM practices_practicetext WHERE practice_id >= %s AND language = 'en'"
            " AND main_activities <> '' ORDER BY practice_id LIMIT 1",
            [chance.randint(first, last)],
        )
        row = cursor.fetchone()
        words = [word.lower() for word in row[0].split()] if row else []
        fresh = [word for word in dict.fromkeys(words) if _fit(word) and word not in seen]
        seen.update(fresh)
        yield from fresh


def _fit(word: str) -> bool:
    """A word of small Latin letters needs no folding, which the plain list knows nothing of."""
    return len(word) >= SHORTEST_WORD and word.isalpha() and word.isascii()


def _count(cursor: Any, query: Query) -> int:
    statement: Statement = count_of(query)
    cursor.execute(*statement)
    return int(cursor.fetchone()[0])
