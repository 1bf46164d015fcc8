"""Counting the values of the facets: what would be found if one more value were chosen, or another.

Each facet is counted over the rows that all the *other* filters leave (drill-sideways), so that a count always equals
what its link shows. Values of the facet's own are not applied, since several of them widen the search.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Func
from django.http import QueryDict

from practices.filters.fact_sheets import EvidenceFilter, PracticeFilterSet
from practices.filters.strict import FacetFilter, NumberedFacetFilter
from practices.querysets import PracticeQuerySet


@dataclass(frozen=True)
class FacetValue:
    """A value on offer, and how many fact sheets it shows beside what the other facets restrict."""

    value: str
    label: Any
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with the values worth showing: those with rows, and those chosen."""

    name: str
    label: Any
    values: Sequence[FacetValue]

    @property
    def chosen(self) -> list[FacetValue]:
        """The values chosen."""
        return [value for value in self.values if value.chosen]


@dataclass(frozen=True)
class Chip:
    """A restriction in force, and the address without it."""

    label: Any
    value: Any
    query: str


def count_facets(filterset: PracticeFilterSet, rows: PracticeQuerySet) -> list[Facet]:
    """The facets in the order of the FilterSet, one query each; values by count, then in the order of their options.

    Args:
        filterset: valid, with what is chosen.
        rows: the whole catalogue.
    """
    facets = []
    for name, facet in filterset.filters.items():
        if not isinstance(facet, FacetFilter):
            continue
        counts = _counts(facet, _filtered_by_others(filterset, rows, name))
        chosen = filterset.chosen(name) or []
        values = [
            FacetValue(value, label, counts.get(value, 0), value in chosen)
            for value, label in facet.options()
            if counts.get(value) or value in chosen
        ]
        if not isinstance(facet, NumberedFacetFilter):
            values.sort(key=lambda value: -value.count)
        facets.append(Facet(name, facet.label, values))
    return facets


def chips(filterset: PracticeFilterSet, query: QueryDict) -> list[Chip]:
    """Every restriction in force, in the order of the FilterSet."""
    found = []
    for name, facet in filterset.filters.items():
        chosen = filterset.chosen(name)
        if chosen is None or name == "sort":
            continue
        if isinstance(facet, FacetFilter):
            labels = dict(facet.options())
            found += [Chip(facet.label, labels[value], _without(query, name, value)) for value in chosen]
        else:
            found.append(Chip(facet.label, str(chosen), _without(query, name)))
    return found


def _filtered_by_others(filterset: PracticeFilterSet, rows: PracticeQuerySet, but: str) -> PracticeQuerySet:
    for name, other in filterset.filters.items():
        if name != but and (value := filterset.chosen(name)) is not None:
            rows = other.filter(rows, value)
    return rows


def _counts(facet: FacetFilter, rows: PracticeQuerySet) -> dict[str, int]:
    """How many rows have each value; a row with two values counts once for each."""
    rows = rows.order_by()
    if isinstance(facet, EvidenceFilter):
        rows = rows.with_evidence_level()
    if isinstance(facet, NumberedFacetFilter):
        values = rows.annotate(value=Func(F(facet.path), function="unnest"))
    else:
        values = rows.annotate(value=F(facet.path))
    counts: dict[str, int] = {}
    for stored, count in values.values_list("value").annotate(found=Count("pk", distinct=True)):
        if stored is not None and stored != "":
            value = facet.value_of(stored)
            counts[value] = counts.get(value, 0) + count
    return counts


def _without(query: QueryDict, name: str, value: str | None = None) -> str:
    """The address's parameters without one of them, or without one of its values; from the first page."""
    changed = query.copy()
    changed.setlist(name, [given for given in changed.getlist(name) if value is not None and given != value])
    changed.pop("cursor", None)
    return changed.urlencode()
