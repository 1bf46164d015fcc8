"""What a search for words shows beside its rows: where they stand, and other words where it finds hardly anything."""

from collections.abc import Callable, Sequence

from django.utils.translation import get_language

from practices.filters import PracticeFilterSet
from practices.fulltext import Excerpt, Finder, finder, read, suggestions
from practices.models import Practice
from practices.search.answers import ask
from practices.search.pages import Hit, load

# A search that finds no more than these may be mistyped.
HARDLY_ANY = 2


def finder_of(filterset: PracticeFilterSet) -> Finder | None:
    """What shows in each fact sheet where the words searched for stand; None without words."""
    typed = filterset.chosen("q")
    return None if typed is None else finder(read(typed), get_language() or "en")


def excerpts(filterset: PracticeFilterSet, hits: Sequence[Hit]) -> list[tuple[Practice, Excerpt]]:
    """The best place in each of some matches; those that were found by no word (but by what they lack) have none."""
    shown = finder_of(filterset)
    if shown is None:
        return []
    practices = load(hits, Practice.objects.with_names())
    return [(practice, found) for practice in practices if (found := shown.excerpt(practice))]


def other_words(filterset: PracticeFilterSet, count: int) -> list[str]:
    """The same search with words of the catalogue in the place of mistyped ones; none where enough is found."""
    typed = filterset.chosen("q")
    if typed is None or count > HARDLY_ANY:
        return []
    return suggestions(typed, _counter(filterset), count)


def _counter(filterset: PracticeFilterSet) -> Callable[[str], int]:
    def count(typed: str) -> int:
        """How many fact sheets other words find beside the filters in force."""
        query = filterset.data.copy()
        query["q"] = typed
        other = PracticeFilterSet(query, queryset=Practice.objects.all())
        return ask(other).count if other.is_valid() else 0

    return count
