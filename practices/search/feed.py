"""Following the changes of the database without missing one that is committed late.

A transaction may get its number early and commit long after others with higher numbers. So a reader does not
remember the last change that it saw, but the oldest transaction still open at that moment (`pg_snapshot_xmin`):
whatever was not visible then belongs to that transaction or a later one. Next time everything from there on is read
again; what was seen already is known by its number. Nothing waits for a transaction that stays open.

All this holds on one server as long as it runs. One that was restarted may have lost what it had committed last, and
a backup that was restored brings back old numbers; so whoever finds another server, or another table, begins anew.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import connection

# What stands in the place of a fact sheet's id: all of them, after a TRUNCATE; or the words that label facets.
EVERYTHING, VOCABULARY = 0, -1

_CHANGES = """
SELECT concat_ws(' ', pg_postmaster_start_time(), pg_relation_filepath('practices_change')),
    min(pg_snapshot_xmin(now)::text::bigint),
    array_agg(practice_id), array_agg(number), array_agg(transaction::text::bigint)
FROM pg_current_snapshot() AS now
LEFT JOIN practices_change
    ON transaction >= %s::text::xid8
    AND transaction < pg_snapshot_xmax(now)  -- a restored backup may hold numbers of another server's future
"""


@dataclass(frozen=True)
class Position:
    """How far a reader of a `server` has come: all before `fence`, of what follows the changes numbered in `seen`."""

    server: str = ""
    fence: int = 0
    seen: Collection[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class News:
    """What changed since a position: the ids of fact sheets, and the position after it."""

    changed: frozenset[int]
    position: Position

    def __bool__(self) -> bool:
        return bool(self.changed)

    @property
    def practices(self) -> list[int]:
        """The ids of the fact sheets that were added, changed or deleted."""
        return [number for number in self.changed if number > 0]


class TurnedBack(Exception):
    """What was read is worth nothing any more: all were deleted at once, the server restarted, a backup restored."""


def position() -> Position:
    """Where the snapshot of the open transaction stands: all that it shows is known, nothing else is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (fence,) = cursor.fetchone()
    return _read(Position(fence=fence)).position


def news(since: Position) -> News:
    """What was committed since a position.

    Raises:
        TurnedBack: everything must be read anew.
    """
    found = _read(since)
    if found.position.server != since.server or EVERYTHING in found.changed:
        raise TurnedBack
    return found


def _read(since: Position) -> News:
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, [str(since.fence)])
        server, fence, ids, numbers, transactions = cursor.fetchone()
    rows: Mapping[int, tuple[int, int]] = {
        number: (practice, transaction)
        for practice, number, transaction in zip(ids, numbers, transactions, strict=True)
        if number is not None
    }
    changed = frozenset(practice for number, (practice, _transaction) in rows.items() if number not in since.seen)
    seen = frozenset(number for number, (_practice, transaction) in rows.items() if transaction >= fence)
    return News(changed, Position(server, fence, seen))
