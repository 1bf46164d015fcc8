"""The tables with their figures, computed once for the page, the CSV files and the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from practices.statistics.counting import ALL, Counts, count
from practices.statistics.rounding import percent
from practices.statistics.search import Search
from practices.statistics.subjects import SUBJECTS, Subject


@dataclass(frozen=True)
class Cell:
    """How many fact sheets a line has in one column, and the parameters of the address that shows them, if any can.

    What the search itself excludes has none: its value would widen the search.
    """

    value: str
    n: int
    address: str | None


@dataclass(frozen=True)
class Row:
    """A line: a value, how many fact sheets have it, their share of the base in percent, and its cells."""

    value: str
    label: Any
    n: int
    percent: Decimal
    address: str | None
    cells: Sequence[Cell] = ()


@dataclass(frozen=True)
class Table:
    """A table.

    `base` is the number of fact sheets that shares are of: all that the search found. `columns` are the values and
    labels of what stands beside number and share. Where nothing was found there are no lines. `narrowed` says that
    only those lines or columns stand there that the search names (axes.FacetAxis).
    """

    subject: Subject
    base: int
    columns: Sequence[tuple[str, Any]]
    rows: Sequence[Row]
    narrowed: bool


class Statistics:
    """The tables of one search, each counted when it is asked for."""

    def __init__(self, search: Search) -> None:
        self.search = search

    @property
    def base(self) -> int:
        """How many fact sheets were found."""
        return self.search.base

    @cached_property
    def tables(self) -> list[Table]:
        """All of them."""
        return [self.table(subject) for subject in SUBJECTS]

    def table(self, subject: Subject) -> Table:
        """One of them."""
        counts = count(self.search.rows, subject.by, subject.across)
        columns: list[tuple[str, Any]] = []
        if subject.across is not None:
            columns = list(subject.across.values(self.search, {column for _line, column in counts if column != ALL}))
        lines = subject.by.values(self.search, {line for line, _column in counts}) if self.base else []
        rows = [self._row(subject, counts, value, label, columns) for value, label in lines]
        narrowed = any(axis.narrowed(self.search) for axis in (subject.by, subject.across) if axis is not None)
        return Table(subject, self.base, columns, rows, narrowed)

    def _row(
        self, subject: Subject, counts: Counts, value: str, label: Any, columns: Sequence[tuple[str, Any]]
    ) -> Row:
        asked = subject.by.asked(value)
        number = counts.get((value, ALL), 0)
        cells = [
            Cell(column, counts.get((value, column), 0), self._address(asked, subject.across.asked(column)))
            for column, _label in columns
            if subject.across is not None
        ]
        return Row(value, label, number, percent(number, self.base), self._address(asked), cells)

    def _address(self, *asked: dict[str, list[str]] | None) -> str | None:
        wanted: dict[str, list[str]] = {}
        for each in asked:
            if each is None or self.search.excludes(each):
                return None
            wanted |= each
        return self.search.address(wanted)
