"""When practices ran, as bars on an axis of years; dates are drawn as precisely as they are known, and no more."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from practices.enums import DatePrecision
from practices.partial_dates import PartialDate

EARLIEST, LATEST = 1900, 2100
MOST_YEARS = 80  # an older beginning is drawn as reaching in from the left
TICKS = (1, 2, 5, 10, 20)
MOST_TICKS = 9
NARROWEST, OPEN_END = 0.6, 5.0  # in percent of the axis: a single day can be seen, an open end seen as such
DIGITS_NARROW, DIGITS_WIDE = 60, 100  # that fit side by side above the columns, on narrow screens and on others
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """So many practices that ran from one year to another, as far as known; `still`: ongoing.

    `confirmed`: the last year in which an organiser confirmed one of them.
    """

    started: int | None
    finished: int | None
    still: bool
    found: int
    confirmed: int | None = None

    @property
    def dated(self) -> bool:
        """Whether any year is known."""
        return self.started is not None or self.finished is not None

    def known_until(self, last: int) -> tuple[int, int]:
        """The first and the last year in which they are known to have run; ongoing ones up to a last year."""
        ends = [year for year in (self.started, self.finished) if year is not None]
        return ends[0], max(ends[0], last) if self.still else ends[-1]


@dataclass(frozen=True)
class Axis:
    """Whole years from the first to the last; places on it are in percent of its length."""

    first: int
    last: int

    def at(self, day: dt.date) -> float:
        """Where a day stands; days before and after the axis stand at its ends."""
        begin, end = dt.date(self.first, 1, 1), dt.date(self.last + 1, 1, 1)
        return min(max((day - begin) / (end - begin), 0), 1) * 100

    @property
    def years(self) -> range:
        """Its years."""
        return range(self.first, self.last + 1)

    @property
    def ticks(self) -> list["Tick"]:
        """The years that are written below it, round ones, as many as there is room for."""
        step = next((step for step in TICKS if len(self.years) / step <= MOST_TICKS), TICKS[-1])
        return [
            Tick(year, written(self.at(dt.date(year, 1, 1))), main=year % (2 * step) == 0)
            for year in self.years
            if year % step == 0
        ]


@dataclass(frozen=True)
class Tick:
    """A year that is written at its place; `main`: on narrow screens too."""

    year: int
    x: str
    main: bool


@dataclass(frozen=True)
class Column:
    """How many practices ran in a year, and the column for it, in percent of the axis and of the largest.

    `numbered`: whether there is room for the number above it: `always`, on `wide` screens, or `never`.
    """

    year: int
    found: int
    x: str
    middle: str
    width: str
    y: str
    height: str
    numbered: str


@dataclass(frozen=True)
class Piece:
    """Part of a bar, in percent of the axis.

    `kind`: `certain` for the time between what is known of both ends, `possible` for the months or years in which one
    of them lies, `ongoing` for what has no end, `open` for an end that nobody wrote down.
    """

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """A practice on the axis; the arrows say that it reaches beyond."""

    pieces: tuple[Piece, ...]
    from_before: bool
    to_after: bool


def axis_of(runs: Iterable[Run]) -> Axis | None:
    """From the earliest to the latest year that any of the dates names; None where none does.

    No year is added up to today: that a practice was ongoing when its source was written says nothing of today.
    """
    dated = [run for run in runs if run.dated]
    if not dated:
        return None
    years = [year for run in dated for year in (run.started, run.finished, run.confirmed) if year is not None]
    last = min(max(years), LATEST)
    return Axis(min(max(min(years), last - MOST_YEARS + 1, EARLIEST), last), last)


def columns(runs: Iterable[Run], axis: Axis) -> list[Column]:
    """How many practices are known to have run in each year of the axis."""
    changes: dict[int, int] = {}
    for run in runs:
        if run.dated:
            first, last = run.known_until(axis.last)
            changes[max(first, axis.first)] = changes.get(max(first, axis.first), 0) + run.found
            changes[max(last + 1, axis.first)] = changes.get(max(last + 1, axis.first), 0) - run.found
    counts, running = [], 0
    for year in axis.years:
        running += changes.get(year, 0)
        counts.append(running)
    width, largest = 100 / len(counts), max(1, *counts)
    numbered = _numbered(len(counts), largest)
    return [
        Column(
            year,
            found,
            x=written(place * width),
            middle=written((place + 0.5) * width),
            width=written(width),
            y=written(100 - 100 * found / largest),
            height=written(100 * found / largest),
            numbered=numbered,
        )
        for place, (year, found) in enumerate(zip(axis.years, counts, strict=True))
    ]


def _numbered(columns: int, largest: int) -> str:
    digits = columns * (len(str(largest)) + 1)
    return "always" if digits <= DIGITS_NARROW else "wide" if digits <= DIGITS_WIDE else "never"


def bar_of(started: PartialDate | None, finished: PartialDate | None, *, ongoing: bool, axis: Axis) -> Bar | None:
    """The bar of one practice; None where nothing is known of when it ran."""
    pieces = _pieces(started, finished, ongoing=ongoing, axis=axis)
    if not pieces:
        return None
    from_before = started is not None and started.day.year < axis.first
    to_after = ongoing or (finished is not None and finished.day.year > axis.last)
    return Bar(tuple(pieces), from_before=from_before, to_after=to_after)


def _pieces(started: PartialDate | None, finished: PartialDate | None, *, ongoing: bool, axis: Axis) -> list[Piece]:
    if started is None:
        if finished is None:
            return [_piece("open", 100 - OPEN_END, 100)] if ongoing else []
        begin = axis.at(finished.day)
        return [_piece("open", begin - OPEN_END, begin), _piece("possible", begin, _after(finished, axis))]
    begin, sure_begin = axis.at(started.day), axis.at(started.last_day)
    if ongoing:
        return [_piece("possible", begin, sure_begin), _piece("ongoing", sure_begin, 100)]
    if finished is None:
        end = _after(started, axis)
        return [_piece("possible", begin, end), _piece("open", end, end + OPEN_END)]
    possible = _piece("possible", begin, _after(finished, axis))
    exact = finished.precision == DatePrecision.DAY
    sure_end = _after(finished, axis) if exact else axis.at(finished.day)
    return [possible, _piece("certain", sure_begin, sure_end)] if sure_end > sure_begin else [possible]


def _after(date: PartialDate, axis: Axis) -> float:
    """Where the last day that a date can mean is over."""
    return axis.at(date.last_day + A_DAY)


def written(percent: float) -> str:
    """A share of the axis as SVG writes it, in any language."""
    return f"{percent:.2f}%"


def _piece(kind: str, begin: float, end: float) -> Piece:
    begin, end = max(begin, 0), min(end, 100)
    width = max(end - begin, NARROWEST)
    return Piece(kind, written(min(begin, 100 - width)), written(width))
