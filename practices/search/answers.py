"""One question, one kind of answer, whether bitmaps or SQL counted."""

from collections.abc import Collection
from functools import reduce
from operator import and_
from typing import Protocol

from django.utils.translation import get_language
from pyroaring import BitMap

from practices.facets import Facet, facet_of
from practices.filters import PracticeFilterSet
from practices.filters.strict import Choices
from practices.fulltext import Found, read
from practices.ordering import BEST_MATCH, asked_sort, sort_of
from practices.search.bitmaps import FACETS
from practices.search.engine import ENGINE, Index
from practices.search.pages import Hit, Place, Turned, place_in_column, sorted_by_column, sorted_by_worth
from practices.search.sql import SqlAnswer


class Answer(Protocol):
    """What a search finds; the project's paging turns its pages (config.pagination).

    `name` is the list and its order, by which its cursors are signed; `count` is the number of matches; `facets` are
    those asked for, each counted over what all the *other* filters leave (drill-sideways), so that a count always
    equals what its link shows.
    """

    name: str
    facets: list[Facet]

    @property
    def count(self) -> int:
        """See above."""

    def beyond(self, at: Place | None, *, backwards: bool, limit: int) -> list[Hit]:
        """Matches after a place in the list, or before it from the nearest on; from its beginning without a place."""

    def place(self, row: Hit) -> Place:
        """Where a match stands."""

    def place_of(self, practice: int) -> Place | None:
        """Where the fact sheet with a primary key stands; None if it does not match."""


def ask(filterset: PracticeFilterSet, facets: Collection[str] = ()) -> Answer:
    """Answers a search, sorted as it asks.

    Args:
        filterset: valid, with what is chosen.
        facets: the names of those to be counted.
    """
    typed = filterset.chosen("q")
    with ENGINE.in_step(None if typed is None else read(typed)) as index:
        if index is None:
            return SqlAnswer(filterset, facets)
        return BitmapAnswer(filterset, facets, index)


class BitmapAnswer(Turned):
    """What a search finds, counted by the bitmaps; PostgreSQL is asked for words and for the order of a page."""

    def __init__(self, filterset: PracticeFilterSet, facets: Collection[str], index: Index) -> None:
        self.language = get_language() or "en"
        self.total = len(index.bitmaps.everything)
        self.found = Found()
        restrictions = self._restrictions(filterset, index)
        self.matched = reduce(and_, restrictions.values(), index.bitmaps.everything.copy())
        self.sort = asked_sort(filterset.chosen("sort"), words="q" in restrictions)
        self.name = f"practices {self.sort}"
        self.count = len(self.matched)
        self.facets = [self._facet(name, filterset, restrictions, index) for name in facets]

    def beyond(self, at: Place | None, *, backwards: bool, limit: int) -> list[Hit]:
        """Matches after a place in the list, or before it from the nearest on."""
        if self.sort == BEST_MATCH:
            return sorted_by_worth(self.matched, self.found, at, backwards=backwards, limit=limit)
        sort = sort_of(self.sort, self.language)
        return sorted_by_column(self.matched, self.total, sort, at, backwards=backwards, limit=limit)

    def place_of(self, practice: int) -> Place | None:
        """Where the fact sheet with a primary key stands; None if it does not match."""
        if practice not in self.matched:
            return None
        if self.sort == BEST_MATCH:
            return self.found.worths[self.found.ids.index(practice)], practice
        return place_in_column(practice, sort_of(self.sort, self.language))

    def _restrictions(self, filterset: PracticeFilterSet, index: Index) -> dict[str, BitMap]:
        """What each filter in force leaves."""
        found = {}
        for name in filterset.filters:
            chosen = filterset.chosen(name)
            if chosen is None or name == "sort":
                continue
            if name == "q":
                self.found, found[name] = index.words(read(chosen))
            else:
                found[name] = index.bitmaps.having(name, chosen)
        return found

    def _facet(self, name: str, filterset: PracticeFilterSet, restrictions: dict[str, BitMap], index: Index) -> Facet:
        among = self.matched
        if name in restrictions:
            others = [ids for other, ids in restrictions.items() if other != name]
            among = reduce(and_, others, index.bitmaps.everything)
        offers = index.remembered((name, self.language), lambda: _offers(name))
        return facet_of(name, FACETS[name], index.bitmaps.counts(name, among), filterset.chosen(name) or [], offers)


def _offers(name: str) -> Choices:
    return [(value, str(label)) for value, label in FACETS[name].options()]
