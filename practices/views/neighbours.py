"""Where a fact sheet stands in the search that its reader came from: `within` holds the parameters of that search."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from practices.filters import PracticeFilterSet
from practices.models import Practice, PracticeText
from practices.search import Answer, Hit, Place, ask
from practices.summaries import titled
from practices.texts import text_for

WITHIN = "within"
# Longer than any search that the site's own links lead to.
LONGEST = 4000


@dataclass(frozen=True)
class Neighbour:
    """The fact sheet before or after, in the reader's language, with the way there."""

    text: PracticeText
    address: str


@dataclass(frozen=True)
class Neighbours:
    """The neighbours in a search, and the way back to it."""

    search: str
    before: Neighbour | None
    after: Neighbour | None


def within(query: QueryDict, sort: str) -> str:
    """A search with its order, as fact sheets reached from it carry it along."""
    kept = query.copy()
    for name in ("cursor", "page_size"):
        kept.pop(name, None)
    kept["sort"] = sort
    return kept.urlencode()


def neighbours_of(practice: Practice, search: str, language: str) -> Neighbours | None:
    """The neighbours; None if there is no such search, or the fact sheet is not (or no longer) among what it finds."""
    asked = QueryDict(search[:LONGEST])
    if not asked:
        return None
    filterset = PracticeFilterSet(asked, queryset=Practice.objects.all())
    if not filterset.is_valid():
        return None
    answer = ask(filterset)
    place = answer.place_of(practice.pk)
    if place is None:
        return None
    before, after = (_next(answer, place, backwards=backwards) for backwards in (True, False))
    found = titled([hit.pk for hit in (before, after) if hit])

    def neighbour(hit: Hit | None) -> Neighbour | None:
        if hit is None or hit.pk not in found:
            return None
        there = found[hit.pk]
        return Neighbour(text_for(there, language), f"{there.get_absolute_url()}?{_carried(search)}")

    return Neighbours(f"{reverse('practices:catalogue')}?{search}", neighbour(before), neighbour(after))


def _next(answer: Answer, place: Place, *, backwards: bool) -> Hit | None:
    return next(iter(answer.beyond(place, backwards=backwards, limit=1)), None)


def _carried(search: str) -> str:
    query = QueryDict(mutable=True)
    query[WITHIN] = search
    return query.urlencode()
