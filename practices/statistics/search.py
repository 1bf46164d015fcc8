"""A search as the tables need it: what it found, what it allows, and its address with more asked of it."""

from collections.abc import Mapping
from functools import cached_property

from django.http import QueryDict

from practices.filters import PracticeFilterSet
from practices.filters.strict import Choices
from practices.models import Practice
from practices.picks import LIST_NAME, PICKED
from practices.querysets import PracticeQuerySet

# What is picked by hand goes along from page to page.
KEPT = {LIST_NAME, PICKED}


class Search:
    """One search.

    Args:
        filterset: valid.
        query: the parameters of its address.
    """

    def __init__(self, filterset: PracticeFilterSet, query: QueryDict) -> None:
        self.filterset = filterset
        self.query = query
        self._options: dict[str, Choices] = {}

    @property
    def rows(self) -> PracticeQuerySet:
        """What it found, without what it was sorted by."""
        return Practice.objects.filter(pk__in=self.filterset.qs.order_by().values("pk"))

    @cached_property
    def base(self) -> int:
        """How many it found."""
        found: int = self.filterset.qs.order_by().count()
        return found

    def chosen(self, facet: str) -> list[str]:
        """The values that it asks one facet for."""
        return self.filterset.chosen(facet) or []

    def excludes(self, asked: Mapping[str, list[str]]) -> bool:
        """Whether it asks one of these facets for other values, so that it found no fact sheet that has these."""
        chosen = {facet: self.chosen(facet) for facet in asked}
        return any(chosen[facet] and not set(values) <= set(chosen[facet]) for facet, values in asked.items())

    def options(self, facet: str) -> Choices:
        """The values of a facet with their labels, asked for once."""
        if facet not in self._options:
            self._options[facet] = list(self.filterset.filters[facet].options())
        return self._options[facet]

    def address(self, asked: Mapping[str, list[str]]) -> str:
        """The parameters with other values for some of them: a list from its first page, and with what was picked."""
        changed = self.query.copy()
        for name in (self.filterset.beside | self.filterset.of_the_page) - KEPT:
            changed.pop(name, None)
        for name, values in asked.items():
            changed.setlist(name, values)
        return changed.urlencode()
