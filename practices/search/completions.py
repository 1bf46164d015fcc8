"""What somebody may be about to type: fact sheets by title, organiser or place, and words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import get_language

from practices.fulltext.folding import WORD, fold, words_of
from practices.fulltext.matching import common_words, some_matches
from practices.fulltext.terms import MOST_TERMS, SHORTEST_BEGINNING, Term, Terms, reworded
from practices.models import Practice, PracticeText
from practices.texts import text_for

MOST_FACT_SHEETS = 8
MOST_WORDS = 5
# So many matches in each language are looked at: where a beginning has very many, some of them.
LOOKED_AT = 300


@dataclass(frozen=True)
class Completion:
    """A fact sheet as it is offered; `title` is in the language `language`."""

    practice: Practice
    title: str
    language: str


@dataclass(frozen=True)
class Completions:
    """Fact sheets whose title, organiser or place have words that begin so; searches with the last word completed."""

    fact_sheets: Sequence[Completion] = ()
    searches: Sequence[str] = ()


def completions(typed: str) -> Completions:
    """What to offer while somebody types; nothing before the third letter of a word."""
    begun = words_of(typed)[:MOST_TERMS]
    if not begun or len(begun[-1]) < SHORTEST_BEGINNING:
        return Completions()
    missing: dict[int, Collection[str]] = {}
    longer: Counter[str] = Counter()
    for pk, title, names, summary in _matching(begun):
        without = _missing(begun, title)
        if not _missing(without, names):
            missing[pk] = min(missing.get(pk, without), without, key=len)
        longer.update({word.lower() for word in WORD.findall(f"{title} {names} {summary}")})
    return Completions(_fact_sheets(missing), _searches(typed, begun[-1], longer))


def _matching(begun: Iterable[str]) -> Iterable[tuple[int, str, str, str]]:
    """Fact sheets with words that begin so: primary key, titles, names, summary; once for each language."""
    found = some_matches(Terms([[Term(word, beginning=True)] for word in begun]), LOOKED_AT)
    rows = PracticeText.objects.filter(practice__in=found).values_list(
        "practice", "title", "practice__original_title", "practice__place_name", "practice__organiser__name",
        "practice__organiser__names", "practice__organiser__place_name", "summary",
    )  # fmt: skip
    for pk, title, original, place, organiser, names, seat, summary in rows:
        yield pk, f"{title} {original}", " ".join((place, organiser, *names.values(), seat)), summary


def _missing(begun: Iterable[str], said: str) -> list[str]:
    """Those with which no word of a text begins."""
    words = words_of(said)
    return [beginning for beginning in begun if not any(word.startswith(beginning) for word in words)]


def _fact_sheets(missing: dict[int, Collection[str]]) -> list[Completion]:
    """Those first whose titles have all words; each with the title that the reader is shown, and in its order."""
    language = get_language() or "en"
    best = sorted(missing, key=lambda pk: (len(missing[pk]), pk))[:MOST_FACT_SHEETS]
    titles = Prefetch("texts", PracticeText.objects.only("practice", "language", "title"))
    practices = Practice.objects.select_related("organiser").prefetch_related(titles).in_bulk(best)
    shown = [(practice, text_for(practice, language)) for practice in practices.values()]
    shown.sort(key=lambda offer: (len(missing[offer[0].pk]), fold(offer[1].title), offer[0].pk))
    return [Completion(practice, text.title, text.language) for practice, text in shown]


def _searches(typed: str, last: str, words: Counter[str]) -> list[str]:
    """What was typed with its last word completed by what most fact sheets have."""
    longer = {
        word: count for word, count in words.items() if (folded := fold(word)).startswith(last) and folded != last
    }
    common = {word for _language, word in common_words(map(fold, longer))}
    best = sorted(longer, key=lambda word: (-longer[word], len(word), word))
    kept = [word for word in best if fold(word) not in common]
    return [reworded(typed, {last: word}) for word in kept[:MOST_WORDS]]
