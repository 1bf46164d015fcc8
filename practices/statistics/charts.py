"""The shapes of the charts. Lengths are percentages of what is largest, written as SVG reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from practices.statistics.tables import Row, Table

# So many columns can each carry their year; of more, only every fifth or tenth does.
LABELLED, DENSE = 10, 40
# Years without a practice stand as gaps, unless there are more of them than a chart can show.
LONGEST = 80
# The series of what is in no column.
REST = 0
# More digits above the columns run into each other, on a narrow screen or on any.
CROWDED, OVERCROWDED = 30, 90


@dataclass(frozen=True)
class Part:
    """A piece of a bar: which of the series it is, where it begins and how long it is."""

    series: int
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """A labelled bar."""

    label: Any
    n: int
    parts: Sequence[Part]


@dataclass(frozen=True)
class Column:
    """A year; `marked` where the year is written below it."""

    year: int
    n: int
    height: str
    marked: bool


@dataclass(frozen=True)
class Years:
    """The columns of the years, and how much there is to read above them."""

    columns: Sequence[Column]
    crowding: str


def bars(table: Table) -> list[Bar]:
    """A bar for each line that is not a year, stacked if the table's chart is."""
    rows = [row for row in table.rows if not (_is_year(row) and table.subject.chart == "columns")]
    most = max((row.n for row in table.rows), default=0)
    return [Bar(row.label, row.n, _parts(row, most, stacked=table.subject.chart == "stacked")) for row in rows]


def years(table: Table) -> Years:
    """The columns of a table whose lines are years, from the first to the last."""
    counts = {int(row.value): row.n for row in table.rows if _is_year(row)}
    span = range(min(counts), max(counts) + 1) if counts else range(0)
    shown = sorted(counts) if len(span) > LONGEST else list(span)
    most = max(counts.values(), default=0)
    step = 1 if len(shown) <= LABELLED else 5 if len(shown) <= DENSE else 10
    columns = [
        Column(year, counts.get(year, 0), _length(counts.get(year, 0), most), year % step == 0) for year in shown
    ]
    digits = len(shown) * len(str(most))
    return Years(columns, "overcrowded" if digits > OVERCROWDED else "crowded" if digits > CROWDED else "")


def shades(table: Table) -> list[list[int]]:
    """How dark each cell is, by line: 0 for none, then 1 to 4 by its part of the largest."""
    most = max((cell.n for row in table.rows for cell in row.cells), default=0)
    return [[-(-4 * cell.n // most) if most else 0 for cell in row.cells] for row in table.rows]


def _is_year(row: Row) -> bool:
    return row.value.isdigit()


def _parts(row: Row, most: int, *, stacked: bool) -> list[Part]:
    if not stacked:
        return [Part(1, "0", _length(row.n, most))]
    parts, before = [], 0
    for series, cell in enumerate(row.cells, start=1):
        if cell.n:
            parts.append(Part(series, _length(before, most), _length(cell.n, most)))
        before += cell.n
    if before < row.n:
        parts.append(Part(REST, _length(before, most), _length(row.n - before, most)))
    return parts


def _length(n: int, most: int) -> str:
    return f"{100 * n / most:.2f}" if most else "0"
