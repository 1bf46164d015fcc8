"""Finding words with PostgreSQL: which fact sheets match, and how well.

A text is looked through in the way of its language: stemmed where PostgreSQL has a stemmer for it, without regard to
capitals and accents in all of them (migration 0004). A fact sheet matches if one of its texts has all that is wanted,
and does not match if any of them has something that is not.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from practices.enums import Language
from practices.fulltext.terms import Term, Terms

# What a match in sections, names, summary and title is worth (PostgreSQL's classes D, C, B, A): however often a word
# stands in a summary, once in the title is worth more.
WORTH = "{0, 0.1, 0.2, 1}"


@dataclass(frozen=True)
class Found:
    """The fact sheets that match, best first, and what each match is worth; of equals, those added first.

    `ids` and `worths` stand beside each other.
    """

    ids: Sequence[int] = field(default_factory=lambda: array("q"))
    worths: Sequence[float] = field(default_factory=lambda: array("f"))


def find(terms: Terms) -> Found:
    """Every match, in one statement: titles before summaries, summaries before names, names before sections."""
    if not terms:
        return Found()
    statement, parameters = matches(terms)
    with connection.cursor() as cursor:
        # Two packed texts of bytes instead of many rows, each of which would be made a Python object.
        cursor.execute(
            "SELECT string_agg(int8send(id), ''::bytea ORDER BY worth DESC, id),"
            f" string_agg(float4send(worth), ''::bytea ORDER BY worth DESC, id) FROM ({statement}) AS matches",
            parameters,
        )
        ids, worths = cursor.fetchone()
    return Found(_unpacked("q", ids), _unpacked("f", worths))


def matches(terms: Terms) -> tuple[str, list[Any]]:
    """A statement that selects `id` and `worth` of each match, and its parameters."""
    unwanted, without = _arms("practice_id", [[term] for term in terms.unwanted], any_of=True)
    if not terms.wanted:
        return f"SELECT id, 0::real AS worth FROM practices_practice WHERE id NOT IN ({unwanted})", without
    head = f"practice_id, ts_rank('{WORTH}', head, {_query(terms.shown, '||')}) AS worth"
    ranking = [_parameters(terms.shown, language) for language in Language.values]
    found, parameters = _arms(head, terms.wanted, any_of=False, before=ranking)
    statement = f"SELECT practice_id AS id, max(worth) AS worth FROM ({found}) AS found"
    if terms.unwanted:
        statement += f" WHERE practice_id NOT IN ({unwanted})"
        parameters += without
    return f"{statement} GROUP BY practice_id", parameters


def _arms(
    what: str, groups: Sequence[Sequence[Term]], *, any_of: bool, before: Sequence[list[Any]] = ()
) -> tuple[str, list[Any]]:
    """One SELECT for each language, each of which has an index of its own."""
    query = (" || " if any_of else " && ").join(f"({_query(group, '||')})" for group in groups)
    arms: list[str] = []
    parameters: list[Any] = []
    for number, language in enumerate(Language.values):
        arms.append(f"SELECT {what} FROM practices_searchtext WHERE language = '{language}' AND words @@ ({query})")
        parameters += before[number] if before else []
        parameters += [value for group in groups for value in _parameters(group, language)]
    return " UNION ALL ".join(arms), parameters


def _query(terms: Iterable[Term], joined: str) -> str:
    return f" {joined} ".join("practices_query(%s, %s, %s, %s)" for _term in terms)


def _parameters(terms: Iterable[Term], language: str) -> list[Any]:
    return [value for term in terms for value in (language, term.text, term.phrase, term.beginning)]


def _unpacked(code: str, packed: Any) -> Sequence[Any]:
    """The numbers that PostgreSQL sends with their largest byte first."""
    numbers = array(code, bytes(packed or b""))
    numbers.byteswap()
    return numbers
