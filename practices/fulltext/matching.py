"""Finding words with PostgreSQL: which fact sheets match, and how well.

A text is looked through in the way of its language: stemmed where PostgreSQL has a stemmer for it, without regard to
capitals and accents in all of them (migration 0004). A fact sheet matches if one of its texts has all that is wanted,
and does not match if any of them has something that is not.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection

from practices.enums import Language
from practices.fulltext.terms import Term, Terms

# What a match in sections, names, summary and title is worth (PostgreSQL's classes D, C, B, A): however often a word
# stands in a summary, once in the title is worth more. Sections are read for few matches only, see below.
WORTH = "{0.001, 0.1, 0.2, 1}"
# What a word that only begins as typed is worth in the title, in the summary or a name; the very word in the title is
# worth some more than its other forms.
WORTH_OF_LONGER = """CASE
    WHEN to_tsvector('pg_catalog.simple', practices_fold(title)) @@ begun
    THEN CASE WHEN to_tsvector(practices_stemmer(language), practices_fold(title)) @@ begun_stems THEN 0.1 ELSE 0.4 END
    WHEN NOT head @@ begun OR head @@ begun_stems THEN 0
    WHEN to_tsvector('pg_catalog.simple', practices_fold(summary)) @@ begun THEN 0.1 ELSE 0.05
END"""
# PostgreSQL does not reckon with the work of unpacking the words of a text, and reads all texts where the index knows.
# The setting holds for its one statement; inside a transaction of somebody else's it would stay, so there it is left.
BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0; "
# Of so few matches the sections count too, and the titles as they are written: reading those of many takes too long.
FEW = 100


@dataclass(frozen=True)
class Found:
    """The fact sheets that match, best first, and what each match is worth; of equals, those added first.

    `ids` and `worths` stand beside each other.
    """

    ids: Sequence[int] = field(default_factory=lambda: array("I"))
    worths: Sequence[float] = field(default_factory=lambda: array("f"))


def find(terms: Terms) -> Found:
    """Every match: titles before summaries, summaries before names, names before sections."""
    if not terms:
        return Found()
    found = _found(*matches(terms))
    if terms.wanted and 1 < len(found.ids) <= FEW:
        return _found(*_ranked_closely(terms, found.ids))
    return found


def _found(statement: str, parameters: list[Any]) -> Found:
    with connection.cursor() as cursor:
        # Two packed texts of bytes instead of many rows, each of which would be made a Python object; the ids as
        # bitmaps take them, which hold no larger ones.
        cursor.execute(
            f"{'' if connection.in_atomic_block else BY_INDEX}"
            "SELECT string_agg(int4send(id::int), ''::bytea ORDER BY worth DESC, id),"
            f" string_agg(float4send(worth), ''::bytea ORDER BY worth DESC, id) FROM ({statement}) AS matches",
            parameters,
        )
        ids, worths = cursor.fetchone()
    return Found(_unpacked("I", ids), _unpacked("f", worths))


def matches(terms: Terms) -> tuple[str, list[Any]]:
    """A statement that selects `id` and `worth` of each match, and its parameters."""
    unwanted, without = _arms("practice_id", [[term] for term in terms.unwanted], any_of=True)
    if not terms.wanted:
        return f"SELECT id, 0::real AS worth FROM practices_practice WHERE id NOT IN ({_together(unwanted)})", without
    ranked = _ranked(terms)
    head = f"practice_id, ts_rank('{WORTH}', head, {_query(ranked, '||')}) AS worth"
    ranking = [_parameters(ranked, language) for language in Language.values]
    found, parameters = _arms(head, terms.wanted, any_of=False, before=ranking)
    statement = f"SELECT practice_id AS id, max(worth) AS worth FROM ({_together(found)}) AS found"
    if terms.unwanted:
        statement += f" WHERE practice_id NOT IN ({_together(unwanted)})"
        parameters += without
    return f"{statement} GROUP BY practice_id", parameters


def _ranked(terms: Terms) -> list[Term]:
    """The terms by which matches are ranked, at least two: PostgreSQL ranks a phrase alone by how often it stands."""
    return terms.shown if len(terms.shown) > 1 else terms.shown * 2


def _ranked_closely(terms: Terms, among: Sequence[int]) -> tuple[str, list[Any]]:
    """A statement that ranks some matches by all of their words.

    The index holds words as they are written without their weights: where one stands that only begins as typed is
    looked up, and counts less than the word itself would there.
    """
    begun = [term for term in terms.shown if term.beginning]
    sought = {"stems": _stems(_ranked(terms))}
    worth = f"ts_rank('{WORTH}', words, stems)"
    if begun:
        sought |= {"begun": begun, "begun_stems": _stems(begun)}
        worth += f" + {WORTH_OF_LONGER} / {len(terms.shown)}"
    asked = ", ".join(f"{_query(each, '||', 'language')} AS {name}" for name, each in sought.items())
    statement = (
        f"WITH asked AS MATERIALIZED (SELECT language, {asked} FROM unnest(%s::text[]) AS language)"
        f" SELECT practice_id AS id, max(({worth})::real) AS worth"
        " FROM practices_searchtext JOIN practices_practicetext USING (practice_id, language)"
        " JOIN asked USING (language) WHERE practice_id = ANY(%s) GROUP BY practice_id"
    )
    parameters = [value for each in sought.values() for term in each for value in _said(term)]
    return statement, [*parameters, Language.values, list(among)]


def _stems(terms: Iterable[Term]) -> list[Term]:
    return [replace(term, beginning=False) for term in terms]


def any_match(terms: Terms) -> bool:
    """Whether any fact sheet matches."""
    arms, parameters = _arms("practice_id", terms.wanted, any_of=False)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({_together(arms)})", parameters)
        return bool(cursor.fetchone()[0])


def some_matches(terms: Terms, most: int) -> list[int]:
    """Fact sheets that match, in no order; of very many in a language, some."""
    arms, parameters = _arms("practice_id", terms.wanted, any_of=False)
    limited = " UNION ".join(f"({arm} LIMIT {most:d})" for arm in arms)
    with connection.cursor() as cursor:
        cursor.execute(limited, parameters)
        return [row[0] for row in cursor.fetchall()]


def common_words(words: Iterable[str]) -> set[tuple[str, str]]:
    """Those of some folded words that are not looked up in a language, because every text of it has them."""
    asked = sorted(set(words))
    if not asked:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT language, word FROM unnest(%s::text[]) AS language, unnest(%s::text[]) AS word"
            " WHERE to_tsvector(practices_stemmer(language), word) = ''::tsvector",
            [Language.values, asked],
        )
        return set(cursor.fetchall())


def _arms(
    what: str, groups: Sequence[Sequence[Term]], *, any_of: bool, before: Sequence[list[Any]] = ()
) -> tuple[list[str], list[Any]]:
    """One SELECT for each language, each of which has an index of its own."""
    query = (" || " if any_of else " && ").join(f"({_query(group, '||')})" for group in groups)
    arms: list[str] = []
    parameters: list[Any] = []
    for number, language in enumerate(Language.values):
        arms.append(f"SELECT {what} FROM practices_searchtext WHERE language = '{language}' AND words @@ ({query})")
        parameters += before[number] if before else []
        parameters += [value for group in groups for value in _parameters(group, language)]
    return arms, parameters


def _together(arms: Iterable[str]) -> str:
    return " UNION ALL ".join(arms)


def _query(terms: Iterable[Term], joined: str, language: str = "%s") -> str:
    return f" {joined} ".join(f"practices_query({language}, %s, %s, %s)" for _term in terms)


def _parameters(terms: Iterable[Term], language: str) -> list[Any]:
    return [value for term in terms for value in (language, *_said(term))]


def _said(term: Term) -> tuple[str, bool, bool]:
    return term.text, term.phrase, term.beginning


def _unpacked(code: str, packed: Any) -> Sequence[Any]:
    """The numbers that PostgreSQL sends with their largest byte first."""
    numbers = array(code, bytes(packed or b""))
    numbers.byteswap()
    return numbers
