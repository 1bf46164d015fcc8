"""Sets of fact sheets as compressed bitmaps: one for each value of each facet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from pyroaring import BitMap

from practices.filters import PracticeFilterSet
from practices.filters.strict import FacetFilter, YearFilter
from practices.models import Practice
from practices.querysets import PracticeQuerySet

FACETS: Mapping[str, FacetFilter] = {
    name: each for name, each in PracticeFilterSet.base_filters.items() if isinstance(each, FacetFilter)
}
# The facet whose values are the years that a range is made of, by the path of both.
YEARS = {each.path: name for name, each in FACETS.items()}


class Bitmaps:
    """The whole catalogue: the set of all fact sheets, and the set that each value of each facet has."""

    def __init__(self) -> None:
        self.everything = BitMap()
        self.values: dict[str, dict[str, BitMap]] = {name: defaultdict(BitMap) for name in FACETS}

    def read(self, rows: PracticeQuerySet) -> None:
        """Adds rows as the database has them: one statement for each facet, and one for all."""
        self.everything |= BitMap(rows.order_by().values_list("pk", flat=True).iterator(chunk_size=50_000))
        for name, facet in FACETS.items():
            for value, ids in _ids_by_value(facet, rows):
                self.values[name][value] |= BitMap(ids)

    def read_again(self, changed: Collection[int]) -> None:
        """Brings fact sheets up to date that were changed, added or deleted."""
        outdated = BitMap(changed)
        self.everything -= outdated
        for sets in self.values.values():
            for ids in sets.values():
                ids -= outdated  # in place: the set stays the one that is kept
        self.read(Practice.objects.filter(pk__in=changed))

    def having(self, name: str, chosen: Any) -> BitMap:
        """The fact sheets that a filter leaves: with any of the values of a facet, or from or up to a year."""
        each = PracticeFilterSet.base_filters[name]
        if isinstance(each, YearFilter):
            sets = self.values[YEARS[each.path]]
            return _union(ids for year, ids in sets.items() if year.isdigit() and each.holds(int(year), chosen))
        return _union(self.values[name].get(value, BitMap()) for value in chosen)

    def counts(self, name: str, among: BitMap) -> dict[str, int]:
        """How many of some fact sheets each value of a facet has; those that none has are left out."""
        if len(among) == len(self.everything):
            found = {value: len(ids) for value, ids in self.values[name].items()}
        else:
            found = {value: ids.intersection_cardinality(among) for value, ids in self.values[name].items()}
        return {value: count for value, count in found.items() if count}


def _ids_by_value(facet: FacetFilter, rows: PracticeQuerySet) -> Iterable[tuple[str, list[int]]]:
    grouped = facet.with_value(rows).values_list("value").annotate(ids=ArrayAgg("pk"))
    for stored, ids in grouped.iterator(chunk_size=100):
        if value := facet.offered(stored):
            yield value, ids


def _union(sets: Iterable[BitMap]) -> BitMap:
    found = list(sets)
    return BitMap.union(*found) if found else BitMap()
