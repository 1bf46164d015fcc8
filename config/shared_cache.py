"""A cache that all web workers of a machine share: one SQLite file, no service to run (settings.CACHES says why).

A cache that cannot be reached is empty: it keeps nobody from the site, and the log says so.
"""

import logging
import math
import os
import pickle
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

logger = logging.getLogger(__name__)
Given = TypeVar("Given")

WAIT_SECONDS = 1.0
SWEEP_SECONDS = 60.0
TABLES = (
    "PRAGMA journal_mode = WAL",  # who reads does not wait for who writes
    "PRAGMA synchronous = NORMAL",  # a power cut may lose the last seconds, and breaks nothing
    "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value, expires REAL NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS entries_by_end ON entries (expires)",
)
LIVE = "key = ? AND expires > ?"


class SharedCache(BaseCache):
    """Django's cache interface; whole numbers are added to atomically. `LOCATION` is the file."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._file = Path(location)
        self._owner = 0  # the process that opened it: a connection does not survive a fork
        self._connection: sqlite3.Connection | None = None
        self._swept = 0.0

    def __del__(self) -> None:
        if self._connection is not None and self._owner == os.getpid():
            self._connection.close()

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Sets what is not there yet, and says whether it did."""
        unless_live = (
            "INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
            " SET value = excluded.value, expires = excluded.expires WHERE entries.expires <= ?"
        )
        row = (self.make_and_validate_key(key, version), _written(value), self._end(timeout), time.time())
        return self._ask(lambda file: file.execute(unless_live, row).rowcount == 1, otherwise=False)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default."""
        live = (self.make_and_validate_key(key, version), time.time())
        row = self._ask(lambda file: file.execute(f"SELECT value FROM entries WHERE {LIVE}", live).fetchone(), None)  # noqa: S608  # of constants
        return default if row is None else _read(row[0])

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Sets it, whatever was there."""
        row = (self.make_and_validate_key(key, version), _written(value), self._end(timeout))
        self._ask(lambda file: file.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", row), None)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Gives it another end."""
        found = (self._end(timeout), self.make_and_validate_key(key, version), time.time())
        statement = f"UPDATE entries SET expires = ? WHERE {LIVE}"  # noqa: S608  # of constants
        return self._ask(lambda file: file.execute(statement, found).rowcount == 1, otherwise=False)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Takes it out."""
        named = (self.make_and_validate_key(key, version),)
        return self._ask(
            lambda file: file.execute("DELETE FROM entries WHERE key = ?", named).rowcount == 1, otherwise=False
        )

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Adds to a whole number; of two who add at once, each gets a sum of its own.

        Raises:
            ValueError: there is none of that name.
        """
        live = (self.make_and_validate_key(key, version), time.time())

        def added(file: sqlite3.Connection) -> int | None:
            with _one_at_a_time(file):
                whole = f"{LIVE} AND typeof(value) = 'integer'"
                file.execute(f"UPDATE entries SET value = value + ? WHERE {whole}", (delta, *live))  # noqa: S608  # of constants
                row = file.execute(f"SELECT value FROM entries WHERE {whole}", live).fetchone()  # noqa: S608  # of constants
                return None if row is None else int(row[0])

        total = self._ask(added, None)
        if total is None:
            raise ValueError(f"no number {key!r} in the cache")
        return total

    def clear(self) -> None:
        """Empties it."""
        self._ask(lambda file: file.execute("DELETE FROM entries"), None)

    def _end(self, timeout: Any) -> float:
        end = self.get_backend_timeout(timeout)
        return math.inf if end is None else float(end)

    def _ask(self, work: Callable[[sqlite3.Connection], Given], otherwise: Given) -> Given:
        try:
            file = self._open()
            self._sweep(file)
            return work(file)
        except (sqlite3.Error, OSError) as error:
            logger.error("cache out of reach: %s", type(error).__name__)  # noqa: TRY400  # as with a server away
            return otherwise

    def _open(self) -> sqlite3.Connection:
        if self._connection is None or self._owner != os.getpid():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # Values are pickled: nobody but the account of the site may write here.
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
            file = sqlite3.connect(self._file, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
            try:
                for statement in TABLES:
                    file.execute(statement)
            except sqlite3.Error:
                file.close()
                raise
            self._connection, self._owner = file, os.getpid()
        return self._connection

    def _sweep(self, file: sqlite3.Connection) -> None:
        """Now and then drops what has ended, and what ends soonest where there is too much."""
        now = time.time()
        if now - self._swept < SWEEP_SECONDS:
            return
        self._swept = now
        file.execute("DELETE FROM entries WHERE expires <= ?", (now,))
        (number,) = file.execute("SELECT count(*) FROM entries").fetchone()
        soonest = "DELETE FROM entries WHERE key IN (SELECT key FROM entries ORDER BY expires LIMIT ?)"
        file.execute(soonest, (max(0, number - self._max_entries),))


class _one_at_a_time:  # noqa: N801  # reads as what it does: `with _one_at_a_time(file)`
    """A transaction that no other writer comes into."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self.file = file

    def __enter__(self) -> None:
        self.file.execute("BEGIN IMMEDIATE")

    def __exit__(self, raised: type[BaseException] | None, *_error: object) -> None:
        self.file.execute("ROLLBACK" if raised else "COMMIT")


def _written(value: Any) -> int | bytes:
    """Whole numbers as such, so that SQLite can add to them."""
    return value if type(value) is int and abs(value) < 2**62 else pickle.dumps(value)


def _read(stored: int | bytes) -> Any:
    return stored if isinstance(stored, int) else pickle.loads(stored)  # noqa: S301  # nobody else writes the file
