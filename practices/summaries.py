"""What the map and the timeline count over every row that matches, however many; each a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Func, Max, Min, Prefetch
from django.db.models.functions import ExtractYear

from practices.models import Practice, PracticeText
from practices.querysets import PracticeQuerySet
from practices.timelines import Run

NAMED_AT_A_PLACE = 10


@dataclass(frozen=True)
class Place:
    """A place with the number of fact sheets there, and the primary keys of the first ten of them."""

    latitude: float
    longitude: float
    name: str
    found: int
    first: list[int]


def places(rows: PracticeQuerySet, most: int) -> list[Place]:
    """The places of the rows by coordinates, those with most fact sheets first; no more than asked for."""
    first = Func(ArrayAgg("pk", order_by="pk"), template=f"(%(expressions)s)[1:{NAMED_AT_A_PLACE}]")
    found = (
        _bare(rows)
        .filter(latitude__isnull=False)
        .values("latitude", "longitude")
        .annotate(name=Min("place_name"), found=Count("pk"), first=first)
        .order_by("-found", "latitude", "longitude")
    )
    rows_of_places: Iterable[Any] = found[:most]
    return [Place(**place) for place in rows_of_places]


def without_coordinates(rows: PracticeQuerySet) -> int:
    """How many of the rows no point of a map stands for."""
    return rows.filter(latitude__isnull=True).count()


def titled(keys: Iterable[int]) -> dict[int, Practice]:
    """The fact sheets with these primary keys, with as much as a link to each needs."""
    titles = Prefetch("texts", PracticeText.objects.only("practice", "language", "title"))
    return Practice.objects.only("slug", "language").prefetch_related(titles).in_bulk(list(keys))


def runs(rows: PracticeQuerySet) -> list[Run]:
    """How many practices ran from which year to which."""
    found = (
        _bare(rows)
        .values(started=ExtractYear("started_on"), finished=ExtractYear("finished_on"), still=F("ongoing"))
        .annotate(found=Count("pk"), confirmed=Max(ExtractYear("last_confirmed_on")))
        .order_by()
    )
    return [Run(**run) for run in found]


def _bare(rows: PracticeQuerySet) -> PracticeQuerySet:
    """The rows without whatever else was joined or annotated to find them, so that each counts once."""
    bare: PracticeQuerySet = Practice.objects.filter(pk__in=rows.order_by().values("pk"))
    return bare
