"""Which of the matches stand on a page."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection
from pyroaring import BitMap

from practices.fulltext import Found
from practices.models import Practice
from practices.ordering import Sort
from practices.querysets import PracticeQuerySet
from practices.search.snapshot import snapshot

# So few matches are sorted; of more, some stand near any place of the whole list, which is read on from there.
FEW = 1000
LONGEST_READ = 20_000


class Hit(NamedTuple):
    """A fact sheet's place in a list: its primary key and what it is sorted by."""

    pk: int
    key: Any


Place = tuple[Any, int]


class Turned:
    """A list of hits."""

    def place(self, row: Hit) -> Place:
        """Where a match stands."""
        return row.key, row.pk


def sorted_by_column(
    matched: BitMap, total: int, sort: Sort, at: Place | None, *, backwards: bool, limit: int
) -> list[Hit]:
    """The matches after a place in an order that PostgreSQL keeps, or before it from the nearest on.

    Args:
        total: the number of all fact sheets, matched or not.
    """
    if len(matched) <= FEW:
        return _read(sort, at, backwards=backwards, limit=limit, among=matched)
    found: list[Hit] = []
    length = limit * total // len(matched) * 5 // 4 + 1
    while len(found) < limit:
        read = _read(sort, at, backwards=backwards, limit=min(length, LONGEST_READ))
        found += (hit for hit in read if hit.pk in matched)
        if len(read) < min(length, LONGEST_READ):
            break
        at = (read[-1].key, read[-1].pk)
        length *= 2
    return found[:limit]


def place_in_column(practice: int, sort: Sort) -> Place | None:
    """Where a fact sheet stands in an order that PostgreSQL keeps; None if it was deleted meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sort.column}, practice_id FROM practices_entry WHERE practice_id = %s", [practice])
        place: Place | None = cursor.fetchone()
    return place


def _read(sort: Sort, at: Place | None, *, backwards: bool, limit: int, among: BitMap | None = None) -> list[Hit]:
    falling = sort.descending != backwards
    conditions: list[str] = []
    parameters: list[Any] = []
    if among is not None:
        conditions.append("practice_id = ANY(%s)")
        parameters.append(list(among))
    if at is not None:
        conditions.append(f"({sort.column}, practice_id) {'<' if falling else '>'} (%s, %s)")
        parameters += at
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    order = "DESC" if falling else "ASC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT practice_id, {sort.column} FROM practices_entry {where}"
            f" ORDER BY {sort.column} {order}, practice_id {order} LIMIT {limit}",
            parameters,
        )
        return [Hit(*row) for row in cursor.fetchall()]


def sorted_by_worth(matched: BitMap, found: Found, at: Place | None, *, backwards: bool, limit: int) -> list[Hit]:
    """The matches after a place in the order of what they are worth, or before it from the nearest on."""
    hits: list[Hit] = []
    for number in _numbers(found, at, backwards=backwards):
        if found.ids[number] in matched:
            hits.append(Hit(found.ids[number], found.worths[number]))
            if len(hits) == limit:
                break
    return hits


def _numbers(found: Found, at: Place | None, *, backwards: bool) -> Iterator[int]:
    numbers: Sequence[int] = range(len(found.ids))
    if at is None:
        return reversed(numbers) if backwards else iter(numbers)
    place = (-float(at[0]), at[1])
    if backwards:
        return reversed(numbers[: bisect_left(numbers, place, key=lambda n: (-found.worths[n], found.ids[n]))])
    return iter(numbers[bisect_right(numbers, place, key=lambda n: (-found.worths[n], found.ids[n])) :])


def load(hits: Sequence[Hit], rows: PracticeQuerySet) -> list[Practice]:
    """The fact sheets of a page in its order; one that was deleted meanwhile is left out."""
    with snapshot():  # none is deleted between the statements that read it
        found = {practice.pk: practice for practice in rows.filter(pk__in=[hit.pk for hit in hits])}
    return [found[hit.pk] for hit in hits if hit.pk in found]
