"""The bitmaps of this process: built beside the first requests, and brought up to date before each answer."""

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connection, transaction
from pyroaring import BitMap

from practices.fulltext import Found, Terms, find
from practices.models import Practice
from practices.search import feed
from practices.search.bitmaps import Bitmaps

logger = logging.getLogger(__name__)

# How many matches all remembered searches for words may have together: twelve bytes each, and their bitmaps.
REMEMBERED_MATCHES = 5_000_000


@dataclass
class Index:
    """The bitmaps, how far they follow the database, and what was worked out from this very state of it."""

    bitmaps: Bitmaps
    position: feed.Position
    found: "OrderedDict[str, tuple[Found, BitMap]]" = field(default_factory=OrderedDict)
    labels: dict[Any, Any] = field(default_factory=dict)

    def words(self, terms: Terms) -> tuple[Found, BitMap]:
        """The matches in their order and as a set; remembered until a fact sheet changes."""
        key = repr(terms)
        if key not in self.found:
            found = find(terms)
            self.found[key] = found, BitMap(found.ids)
            while len(self.found) > 1 and self._remembered_matches() > REMEMBERED_MATCHES:
                self.found.popitem(last=False)
        self.found.move_to_end(key)
        return self.found[key]

    def _remembered_matches(self) -> int:
        return sum(len(found.ids) for found, _set in self.found.values())

    def remembered(self, key: Any, make: Callable[[], Any]) -> Any:
        """What labels the facets; remembered until a vocabulary changes."""
        if key not in self.labels:
            self.labels[key] = make()
        return self.labels[key]


class Engine:
    """Gives out the index of this process, as soon as there is one."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.index: Index | None = None
        self.building: threading.Thread | None = None

    @contextmanager
    def in_step(self) -> Iterator[Index | None]:
        """The index as the database stands now, for the length of the block; None where SQL must answer.

        That is in a process whose bitmaps do not stand yet, and inside a transaction, which may see what nobody else
        does.
        """
        if connection.in_atomic_block:
            yield None
            return
        with self.lock:
            if self.index is None:
                self._begin()
            else:
                self._follow()
            yield self.index

    def build(self) -> None:
        """Builds the bitmaps from one snapshot of the database; meanwhile SQL answers."""
        index = Index(Bitmaps(), feed.Position())
        with _snapshot():
            index.position = feed.position()
            index.bitmaps.read(Practice.objects.all())
        with self.lock:
            self.index = index
            self.building = None

    def forget(self) -> None:
        """Begins again, as in a fresh process."""
        self.lock = threading.Lock()
        self.index = self.building = None

    def _begin(self) -> None:
        if self.building is None:
            self.building = threading.Thread(target=self._build, name="search-bitmaps", daemon=True)
            self.building.start()

    def _build(self) -> None:
        try:
            self.build()
        except DatabaseError:
            logger.exception("the bitmaps could not be built; the next request tries again")
            with self.lock:
                self.building = None
        finally:
            connection.close()  # this thread's own

    def _follow(self) -> None:
        """Reads again what changed since the last answer."""
        index = self.index
        assert index is not None
        try:
            if not feed.news(index.position):
                return
            self.index = None  # not used again if what follows breaks off halfway
            with _snapshot():
                news = feed.news(index.position)
                index.bitmaps.read_again(news.practices)
        except feed.TurnedBack:
            self.index = None
            self._begin()
            return
        self.index = index
        index.position = news.position
        index.found.clear()
        if feed.VOCABULARY in news.changed:
            index.labels.clear()


@contextmanager
def _snapshot() -> Iterator[None]:
    """Every statement of the block sees the same state, however long the block lasts."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield


ENGINE = Engine()
os.register_at_fork(after_in_child=ENGINE.forget)


def follow_the_database() -> None:
    """Builds the bitmaps of this process now, where the first requests should not wait for SQL to count."""
    ENGINE.build()
