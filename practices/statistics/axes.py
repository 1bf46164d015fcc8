"""What the lines and columns of a table are, and how the catalogue is asked for the fact sheets of one of them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, ExtractYear
from django.utils.translation import gettext_lazy as _

from practices.filters import PracticeFilterSet
from practices.filters.strict import EARLIEST_YEAR, LATEST_YEAR, NONE, Choices, FacetFilter
from practices.statistics.search import Search

CONTINUING = "continuing"

# Parameters of an address with their values.
Asked = dict[str, list[str]]


class Axis(Protocol):
    """What a table is broken down by."""

    @property
    def label(self) -> Any:
        """What its values are."""

    @property
    def repeats(self) -> bool:
        """Whether a fact sheet may hold one value twice, as it does with two grants of one level."""

    def keyed(self, rows: Any, name: str) -> Any:
        """The rows with what the database holds for the value, under a name; a row for each value of a fact sheet."""

    def value_of(self, stored: Any) -> str:
        """The value for what the database holds."""

    def values(self, search: Search, counted: Collection[str]) -> Choices:
        """The values to show with their labels, in their order, where some were counted."""

    def narrowed(self, search: Search) -> bool:
        """Whether only those values are shown that the search names."""

    def asked(self, value: str) -> Asked | None:
        """What the address asks for besides the search; None if the catalogue cannot be asked for it."""


@dataclass(frozen=True)
class FacetAxis:
    """The values of a facet of the catalogue.

    Where a fact sheet may have several and the search names some, only those are shown: the values that one facet is
    asked for widen the search, so that there is no address for “France, and Italy besides”.
    """

    facet: str
    several: bool = False
    repeats: bool = False
    only_counted: bool = False

    @property
    def filter(self) -> FacetFilter:
        """The facet in the FilterSet."""
        found: FacetFilter = PracticeFilterSet.base_filters[self.facet]
        return found

    @property
    def label(self) -> Any:
        return self.filter.label

    def keyed(self, rows: Any, name: str) -> Any:
        return self.filter.prepared(rows).annotate(**{name: F(self.filter.path)})

    def value_of(self, stored: Any) -> str:
        return self.filter.offered(stored)

    def values(self, search: Search, counted: Collection[str]) -> Choices:
        options = search.options(self.facet)
        shown = search.chosen(self.facet) if self.narrowed(search) else dict(options)
        return [
            (value, label)
            for value, label in options
            if value in shown and (value in counted or not self.only_counted)
        ]

    def narrowed(self, search: Search) -> bool:
        return self.several and bool(search.chosen(self.facet))

    def asked(self, value: str) -> Asked | None:
        return {self.facet: [value]}


@dataclass(frozen=True)
class YearAxis:
    """The years of a date, the latest first, then the practices without it.

    Args:
        facet: what the catalogue is asked for a year with.
        column: where the date stands.
        label: what the years are.
        missing: what practices without the date are called.
        open_ended: whether practices that continue come first, as a line of their own (CSES study, table 3.9).
    """

    facet: str
    column: str
    label: Any
    missing: Any
    open_ended: bool = False
    repeats: ClassVar[bool] = False

    def keyed(self, rows: Any, name: str) -> Any:
        cases = [When(ongoing=True, then=Value(CONTINUING))] if self.open_ended else []
        cases.append(When(**{f"{self.column}__isnull": True}, then=Value(NONE)))
        year = Cast(ExtractYear(self.column), CharField())
        return rows.annotate(**{name: Case(*cases, default=year, output_field=CharField())})

    def value_of(self, stored: Any) -> str:
        return str(stored)

    def values(self, search: Search, counted: Collection[str]) -> Choices:
        years = sorted((value for value in counted if value.isdigit()), key=int, reverse=True)
        first = [(CONTINUING, _("Continuing"))] if self.open_ended else []
        return [*first, *((year, year) for year in years), (NONE, self.missing)]

    def narrowed(self, search: Search) -> bool:
        return False

    def asked(self, value: str) -> Asked | None:
        if value == CONTINUING:
            return {"ongoing": ["true"]}
        if value == NONE:
            return {self.facet: [NONE]} | ({"ongoing": ["false"]} if self.open_ended else {})
        # A year that the filters refuse has no address.
        return {self.facet: [value]} if EARLIEST_YEAR <= int(value) <= LATEST_YEAR else None
