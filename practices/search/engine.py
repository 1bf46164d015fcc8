"""The bitmaps of this process: built beside the first requests, and brought up to date before each answer."""

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import Error, connection
from pyroaring import BitMap

from practices.fulltext import Found, Terms, find
from practices.models import Practice
from practices.search import feed
from practices.search.bitmaps import Bitmaps
from practices.search.snapshot import snapshot

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
        """The matches of words that were looked up, in their order and as a set."""
        return self.found[repr(terms)]

    def look_up(self, terms: Terms) -> None:
        """Finds words in the state that the bitmaps show; remembered until a fact sheet changes."""
        found = find(terms)
        self.found[repr(terms)] = found, BitMap(found.ids)
        while len(self.found) > 1 and self._remembered_matches() > REMEMBERED_MATCHES:
            self.found.popitem(last=False)

    def remembers(self, terms: Terms | None) -> bool:
        """Whether the words, if there are any, need not be looked up."""
        if terms is None:
            return True
        if remembered := repr(terms) in self.found:
            self.found.move_to_end(repr(terms))
        return remembered

    def read_again(self, news: feed.News) -> None:
        """Brings all up to date."""
        self.bitmaps.read_again(news.practices)
        self.found.clear()
        if feed.VOCABULARY in news.changed:
            self.labels.clear()

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
    def in_step(self, terms: Terms | None = None) -> Iterator[Index | None]:
        """The index as the database stands now, for the length of the block; None where SQL must answer.

        That is in a process whose bitmaps do not stand yet, and inside a transaction, which may see what nobody else
        does.

        Args:
            terms: words that are looked up in the very same state, if any are searched.
        """
        if connection.in_atomic_block or not connection.get_autocommit():
            yield None
            return
        with self.lock:
            if self.index is None:
                self.begin()
            else:
                self._follow(self.index, terms)
            yield self.index

    def build(self) -> None:
        """Builds the bitmaps from one snapshot of the database; meanwhile SQL answers."""
        index = Index(Bitmaps(), feed.Position())
        with snapshot(), _as_long_as_it_takes():
            index.position = feed.position()
            index.bitmaps.read(Practice.objects.all())
        with self.lock:
            self.index = index
        logger.info("the bitmaps of %d fact sheets stand", len(index.bitmaps.everything))

    def forget(self) -> None:
        """Begins again, as in a fresh process."""
        self.lock = threading.Lock()
        self.index = self.building = None

    def begin(self) -> None:
        """Begins to build, unless that is under way."""
        if self.building is None:
            self.building = threading.Thread(target=self._build, name="search-bitmaps", daemon=True)
            self.building.start()

    def _build(self) -> None:
        try:
            self.build()
        except Error:  # of the database, or of the connection to it
            logger.exception("the bitmaps could not be built; the next request tries again")
        finally:
            connection.close()  # this thread's own
            with self.lock:
                self.building = None

    def _follow(self, index: Index, terms: Terms | None) -> None:
        """Reads again what changed since the last answer, and looks words up that nobody asked for since."""
        try:
            if index.remembers(terms):
                news = feed.news(index.position)
                if not news:
                    index.position = news.position
                    return
            with snapshot():
                self._read_again(index)
                if terms is not None:
                    index.look_up(terms)
        except feed.TurnedBack:
            self.index = None
            self.begin()

    def _read_again(self, index: Index) -> None:
        news = feed.news(index.position)
        if news:
            self.index = None  # not used again if this breaks off halfway
            with _as_long_as_it_takes():
                index.read_again(news)
            self.index = index
        index.position = news.position


@contextmanager
def _as_long_as_it_takes() -> Iterator[None]:
    """Lifts the limit of a statement, inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT")


ENGINE = Engine()
os.register_at_fork(after_in_child=ENGINE.forget)


def prepare() -> None:
    """Begins to build the bitmaps of this process beside whatever it does."""
    ENGINE.begin()


def follow_the_database() -> None:
    """Builds the bitmaps of this process now, where the first requests should not wait for SQL to count."""
    ENGINE.build()
