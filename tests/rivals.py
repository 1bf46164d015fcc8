"""Two transactions at the same time, each on a connection of its own, in an order that a test decides."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

from django.db import DatabaseError, connection

from tests.rules import diagnosis


class Rival:
    """A transaction that goes on one statement at a time, as far as the other lets it."""

    def __init__(self) -> None:
        # The thread is what gives it a connection of its own: Django keeps one for each.
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._steps: list[Future[None]] = []

    def __enter__(self) -> Self:
        self._backend = self._thread.submit(_begin).result()
        return self

    def __exit__(self, *error: object) -> None:
        self._thread.submit(_close).result()
        self._thread.shutdown()

    def run(self, statement: str) -> None:
        """Returns when the statement is through, has failed, or waits for a lock of the other."""
        self._settle(self._thread.submit(_execute, statement))

    def commit(self) -> None:
        """Ends the transaction, or leaves it to end when the lock is free."""
        self._settle(self._thread.submit(_commit))

    def take_back(self) -> None:
        """Undoes what was done since the transaction began."""
        self._settle(self._thread.submit(_roll_back))

    def refusal(self) -> str | None:
        """The rule that stopped it, or else what PostgreSQL said; None when it went through."""
        first = next((error for error in (step.exception() for step in self._steps) if error), None)
        if first is None:
            return None
        assert isinstance(first, DatabaseError)
        return str(diagnosis(first).constraint_name or diagnosis(first).message_primary)

    def _settle(self, step: "Future[None]") -> None:
        self._steps.append(step)
        while not step.done() and not self._waits():
            pass

    def _waits(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self._backend])
            return bool(cursor.fetchone()[0])


def _begin() -> Any:
    connection.set_autocommit(False)
    with connection.cursor() as cursor:
        # Longer than a busy machine needs to get to the next step.
        cursor.execute("SET lock_timeout = '20s'")
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _commit() -> None:
    connection.commit()


def _roll_back() -> None:
    connection.rollback()


def _close() -> None:
    connection.close()


def race(first: str, second: str) -> list[str | None]:
    """Both write, then both are held to the deferred rules, then both commit: what stopped each of them."""
    with Rival() as one, Rival() as other:
        one.run(first)
        other.run(second)
        for rival in (one, other):
            rival.run("SET CONSTRAINTS ALL IMMEDIATE")
        for rival in (one, other):
            rival.commit()
        return [one.refusal(), other.refusal()]
