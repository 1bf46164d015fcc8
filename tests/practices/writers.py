"""People who change the catalogue at the same time, and who sometimes take their time or think twice."""

import time
from collections import Counter
from random import Random
from threading import Event
from typing import Any

from django.db import Error, OperationalError, connection, transaction

from practices.models import Practice
from tests.practices.changes import CHANGES, NothingThere, add, delete, delete_by_sql

# Nothing is committed while somebody holds this lock; all else goes on.
GATE = 2012


def hold_the_gate(cursor: Any, *, shared: bool) -> None:
    """Waits for the gate as long as it takes: to commit, or to keep everybody from it (until `leave_the_gate`)."""
    cursor.execute("SELECT current_setting('lock_timeout')")
    (usual,) = cursor.fetchone()
    how, lock = ("SET LOCAL", "xact_lock_shared") if shared else ("SET", "lock")
    cursor.execute(f"{how} lock_timeout = 0")
    cursor.execute(f"SELECT pg_advisory_{lock}({GATE})")
    cursor.execute(f"{how} lock_timeout = '{usual}'")


def leave_the_gate(cursor: Any) -> None:
    """Lets others commit."""
    cursor.execute(f"SELECT pg_advisory_unlock({GATE})")


class Writer:
    """One of them, who keeps about so many fact sheets. `done` counts how transactions ended."""

    def __init__(self, seed: int, size: int) -> None:
        self.chance = Random(seed)
        self.fewest, self.most = size * 5 // 6, size * 4 // 3
        self.done: Counter[str] = Counter()

    def write_until(self, told: Event) -> None:
        """Changes one thing after the other."""
        try:
            while not told.is_set():
                self.write(told)
                told.wait(self.chance.random() * 0.02)
        finally:
            connection.close()

    def write(self, told: Event) -> None:
        """One transaction: mostly short, sometimes left open for a while, sometimes taken back."""
        long, taken_back = self.chance.random() < 0.2, self.chance.random() < 0.15
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '100ms'")
                self._change(cursor)
                if long:
                    told.wait(self.chance.random() * 0.5)
                    self._change(cursor)
                if taken_back:
                    transaction.set_rollback(True)
                else:
                    hold_the_gate(cursor, shared=True)
        except OperationalError:  # somebody else holds what is to be changed, or the database went away
            self.done["gave way"] += 1
            connection.close_if_unusable_or_obsolete()
            time.sleep(0.01)
        except (Error, NothingThere):  # or has deleted it, or named something else the same
            self.done["too late"] += 1
            connection.close_if_unusable_or_obsolete()
        else:
            ended = "taken back" if taken_back else "left open, then committed" if long else "committed"
            self.done[ended] += 1

    def _change(self, cursor: Any) -> None:
        size = Practice.objects.count()
        change = self.chance.choice(CHANGES)
        if change is add and size >= self.most:
            change = delete
        if change in (delete, delete_by_sql) and size <= self.fewest:
            change = add
        if self.chance.random() < 0.1:  # one thing more, and back to before it
            mark = transaction.savepoint()
            self.chance.choice(CHANGES)(self.chance)
            transaction.savepoint_rollback(mark)
        change(self.chance)
