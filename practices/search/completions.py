"""What somebody may be about to type: fact sheets by title, organiser or place, and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.db.models import Prefetch
from django.utils.translation import get_language

from practices.fulltext.folding import fold, words_of
from practices.fulltext.matching import any_match, common_words, some_matches
from practices.fulltext.terms import MOST_TERMS, SHORTEST_BEGINNING, Term, Terms, read, reworded
from practices.models import Practice, PracticeText
from practices.texts import text_for

MOST_FACT_SHEETS = 8
MOST_WORDS = 5
# So many matches in each language are looked at: where a beginning has very many, some of them.
LOOKED_AT = 300
WORDS_LOOKED_AT = 15


@dataclass(frozen=True)
class Completion:
    """A fact sheet as it is offered; `title` is in the language `language`."""

    practice: Practice
    title: str
    language: str


@dataclass(frozen=True)
class Completions:
    """Fact sheets with a title, organiser or place whose words begin as typed, and searches with a longer last word."""

    fact_sheets: Sequence[Completion] = ()
    searches: Sequence[str] = ()


def completions(typed: str) -> Completions:
    """What to offer while somebody types; nothing before the third letter of a word."""
    words = words_of(typed)[:MOST_TERMS]
    if not words or len(words[-1]) < SHORTEST_BEGINNING:
        return Completions()
    return Completions(_fact_sheets(words), _searches(typed, words[-1]))


def _fact_sheets(words: Sequence[str]) -> list[Completion]:
    """Those whose titles begin so first, then by title."""
    begun = Terms([[Term(word, beginning=True)] for word in words])
    language = get_language() or "en"
    titles = Prefetch("texts", PracticeText.objects.only("practice", "language", "title"))
    best = sorted((len(keys), pk) for pk, keys in _missing_in_titles(begun, words).items())[:MOST_FACT_SHEETS]
    practices = Practice.objects.select_related("organiser").prefetch_related(titles).in_bulk([pk for _n, pk in best])
    found = [(missing, practices[pk]) for missing, pk in best if pk in practices]
    offers = [(missing, practice, text_for(practice, language)) for missing, practice in found]
    offers.sort(key=lambda offer: (offer[0], fold(offer[2].title), offer[1].pk))
    return [Completion(practice, text.title, text.language) for _missing, practice, text in offers]


def _missing_in_titles(begun: Terms, words: Sequence[str]) -> dict[int, set[str]]:
    """The words that no title of a fact sheet has, for those that have every word in a title, organiser or place."""
    found: dict[int, set[str]] = {}
    rows = PracticeText.objects.filter(practice__in=some_matches(begun, LOOKED_AT)).values_list(
        "practice", "title", "practice__original_title", "practice__place_name",
        "practice__organiser__name", "practice__organiser__names", "practice__organiser__place_name",
    )  # fmt: skip
    for pk, title, original, place, organiser, names, seat in rows:
        missing = _missing(words, f"{title} {original}")
        if not _missing(missing, " ".join((place, organiser, *names.values(), seat))):
            found[pk] = min(found.get(pk, missing), missing, key=len)
    return found


def _missing(words: Iterable[str], said: str) -> set[str]:
    """The words with which no word of a text begins."""
    there = words_of(said)
    return {word for word in words if not any(other.startswith(word) for other in there)}


def _searches(typed: str, last: str) -> list[str]:
    """What was typed with its last word completed, the shortest first; each finds something."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(written), folded FROM practices_word WHERE folded LIKE %s AND folded <> %s"
            " GROUP BY folded ORDER BY length(folded), folded LIMIT %s",
            [f"{last}%", last, WORDS_LOOKED_AT],
        )
        rows: list[tuple[str, str]] = cursor.fetchall()
    common = {word for _language, word in common_words(folded for _written, folded in rows)}
    longer = (reworded(typed, {last: written}) for written, folded in rows if folded not in common)
    return list(islice((search for search in longer if any_match(read(search))), MOST_WORDS))
