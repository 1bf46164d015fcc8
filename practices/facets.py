"""The facets of a search and the restrictions in force, as a page shows them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from practices.filters.fact_sheets import PracticeFilterSet, ScoreFilter
from practices.filters.strict import Choices, FacetFilter, NumberedFacetFilter, YearFacetFilter


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


def facet_of(
    name: str, each: FacetFilter, counts: Mapping[str, int], chosen: Collection[str], offers: Choices
) -> Facet:
    """A facet with its counts: values by count, then in the order of the offers; numbers and the like in theirs."""
    values = [
        FacetValue(value, label, counts.get(value, 0), value in chosen)
        for value, label in offers
        if counts.get(value) or value in chosen
    ]
    if not isinstance(each, NumberedFacetFilter | ScoreFilter | YearFacetFilter):
        values.sort(key=lambda value: -value.count)
    return Facet(name, each.label, values)


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


def _without(query: QueryDict, name: str, value: str | None = None) -> str:
    """The address's parameters without one of them, or without one of its values; from the first page."""
    changed = query.copy()
    changed.setlist(name, [given for given in changed.getlist(name) if value is not None and given != value])
    changed.pop("cursor", None)
    return changed.urlencode()
