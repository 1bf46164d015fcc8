"""Answering with SQL alone: in a process whose bitmaps do not stand yet, and inside a transaction."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import get_language
from pyroaring import BitMap

from practices.facets import Facet, facet_of
from practices.filters import PracticeFilterSet
from practices.filters.strict import FacetFilter
from practices.fulltext import find, read
from practices.models import Practice
from practices.ordering import BEST_MATCH, asked_sort, sort_of
from practices.querysets import PracticeQuerySet
from practices.search.pages import Hit, Place, Turned, sorted_by_worth


class SqlAnswer(Turned):
    """What a search finds, asked of the live tables."""

    def __init__(self, filterset: PracticeFilterSet, facets: Collection[str]) -> None:
        self.filterset = filterset
        self.language = get_language() or "en"
        self.sort = asked_sort(filterset.chosen("sort"), words=filterset.chosen("q") is not None)
        self.name = f"practices {self.sort}"
        self.facets = [self._facet(name) for name in facets]

    @cached_property
    def count(self) -> int:
        """How many fact sheets match."""
        count: int = self.filterset.qs.count()
        return count

    def beyond(self, at: Place | None, *, backwards: bool, limit: int) -> list[Hit]:
        """Matches after a place in the list, or before it from the nearest on."""
        if self.sort == BEST_MATCH:
            found = find(read(self.filterset.chosen("q")))
            matched = BitMap(self.filterset.qs.values_list("pk", flat=True))
            return sorted_by_worth(matched, found, at, backwards=backwards, limit=limit)
        sort = sort_of(self.sort, self.language)
        falling = sort.descending != backwards
        rows = self.filterset.qs.with_title(self.language).annotate(sort_key=sort.live)
        if at is not None:
            side = "lt" if falling else "gt"
            rows = rows.filter(Q(**{f"sort_key__{side}": at[0]}) | Q(**{"sort_key": at[0], f"pk__{side}": at[1]}))
        key = F("sort_key")
        rows = rows.order_by(*((key.desc(), "-pk") if falling else (key.asc(), "pk")))
        return [Hit(*row) for row in rows.values_list("pk", "sort_key")[:limit]]

    def place_of(self, practice: int) -> Place | None:
        """Where the fact sheet with a primary key stands; None if it does not match."""
        rows = self.filterset.qs.filter(pk=practice)
        if self.sort == BEST_MATCH:
            found = find(read(self.filterset.chosen("q")))
            return (found.worths[found.ids.index(practice)], practice) if rows.exists() else None
        sort = sort_of(self.sort, self.language)
        place: Place | None = (
            rows.with_title(self.language).annotate(sort_key=sort.live).values_list("sort_key", "pk").first()
        )
        return place

    def _facet(self, name: str) -> Facet:
        facet: FacetFilter = self.filterset.filters[name]
        counts: dict[str, int] = {}
        rows = facet.with_value(self._filtered_by_others(name))
        for stored, count in rows.values_list("value").annotate(found=Count("pk", distinct=True)):
            if value := facet.offered(stored):
                counts[value] = counts.get(value, 0) + count
        return facet_of(name, facet, counts, self.filterset.chosen(name) or [], facet.options())

    def _filtered_by_others(self, but: str) -> PracticeQuerySet:
        rows: Any = Practice.objects.all()
        for name, other in self.filterset.filters.items():
            if name != but and (value := self.filterset.chosen(name)) is not None:
                rows = other.filter(rows, value)
        filtered: PracticeQuerySet = rows
        return filtered
