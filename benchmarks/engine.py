"""How long the bitmaps take to count every facet, in this process, for many filters at random."""

import time
from collections.abc import Mapping
from random import Random

from django.db import connection
from django.http import QueryDict

from benchmarks import statements
from benchmarks.cases import Query
from benchmarks.errors import DisagreementError
from benchmarks.facet_sql import FACETS, YEARS, counts_by_facet
from benchmarks.report import Content, Machine, Part, Times, machine
from practices.filters import PracticeFilterSet
from practices.search import ask, follow_the_database

# How many of the answers are held against SQL, which takes its time.
COMPARED = 20
FACETS_AT_MOST, VALUES_AT_MOST = 5, 3


class FacetReport(Part):
    """A run. `build_seconds` is how long the bitmaps took to stand."""

    machine: Machine
    content: Content
    build_seconds: float
    compared: int
    counts_ms: Times


def report_on_facets(*, content: Content, filters: int) -> FacetReport:
    """Builds the bitmaps, and counts all facets for so many filters.

    Raises:
        DisagreementError: the bitmaps count otherwise than SQL.
    """
    began = time.perf_counter()
    follow_the_database()
    build_seconds = time.perf_counter() - began
    chance = Random(f"{content.seed} filters")
    offered = _counted_by_sql(Query())
    searches = [Query(), *(Query(random_filters(chance, offered)) for _ in range(filters - 1))]
    for query in searches[:COMPARED]:
        found, expected = count_facets_with_the_engine(_filterset(query)), _counted_by_sql(query)
        if differing := [name for name in {**found, **expected} if found.get(name) != expected.get(name)]:
            raise DisagreementError(f"{query}: the bitmaps and SQL differ in {', '.join(differing)}")
    return FacetReport(
        machine=machine(),
        content=content,
        build_seconds=round(build_seconds, 2),
        compared=len(searches[:COMPARED]),
        counts_ms=Times.of([_seconds(_filterset(query)) for query in searches]),
    )


def count_facets_with_the_engine(filterset: PracticeFilterSet) -> Mapping[str, Mapping[str, int]]:
    """Every facet's counts, as the site gets them: this is what is timed."""
    answer = ask(filterset, list(FACETS))
    return {facet.name: {value.value: value.count for value in facet.values if value.count} for facet in answer.facets}


def random_filters(chance: Random, offered: Mapping[str, Mapping[str, int]]) -> dict[str, list[str]]:
    """One to five facets with one to three values each, one in four times also a bound of years."""
    names = chance.sample([name for name in offered if offered[name]], k=chance.randint(1, FACETS_AT_MOST))
    filters = {
        name: chance.sample(sorted(offered[name]), k=min(chance.randint(1, VALUES_AT_MOST), len(offered[name])))
        for name in names
    }
    if chance.random() < 0.25:
        filters[chance.choice(list(YEARS))] = [str(chance.randint(1995, 2025))]
    return filters


def _filterset(query: Query) -> PracticeFilterSet:
    filterset = PracticeFilterSet(QueryDict(query.parameters))
    if not filterset.is_valid():
        raise DisagreementError(f"{query}: refused: {filterset.form.errors.as_text()}")
    return filterset


def _seconds(filterset: PracticeFilterSet) -> float:
    began = time.perf_counter()
    count_facets_with_the_engine(filterset)
    return time.perf_counter() - began


def _counted_by_sql(query: Query) -> Mapping[str, Mapping[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(*statements.facets_of(query))
        return counts_by_facet(cursor.fetchall())
