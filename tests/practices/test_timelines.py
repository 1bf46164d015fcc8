"""A timeline counts and draws what is known of when practices ran, and says so where nothing is."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.partial_dates import PartialDate
from practices.timelines import Axis, Bar, Run, axis_of, bar_of, columns

# A slow machine is no fault of the code.
without_deadline = settings(deadline=None)
TEN_YEARS = Axis(2001, 2010)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """Practices with two dates, one or none, in order."""
    started = draw(st.none() | st.integers(1900, 2030))
    still = draw(st.booleans())
    finished = None if still else draw(st.none() | st.integers(started or 1900, 2030))
    return Run(started, finished, still, draw(st.integers(1, 5)), draw(st.none() | st.integers(2000, 2030)))


def ran_in(run: Run, year: int, last: int) -> bool:
    """By hand: whether the dates say that they ran in a year."""
    if run.still:
        return run.started is not None and run.started <= year <= last
    if run.started is None or run.finished is None:
        return year in (run.started, run.finished)
    return run.started <= year <= run.finished


def bar(started: str, finished: str = "", *, ongoing: bool = False, axis: Axis = TEN_YEARS) -> Bar | None:
    dates = [PartialDate.parse(text) if text else None for text in (started, finished)]
    return bar_of(*dates, ongoing=ongoing, axis=axis)


@without_deadline
@given(st.lists(runs(), max_size=20))
def test_columns_equal_a_count_by_hand(given_runs):
    axis = axis_of(given_runs)
    if axis is None:
        assert [run for run in given_runs if run.dated] == []
        return
    counted = {column.year: column.found for column in columns(given_runs, axis)}
    by_hand = {
        year: sum(run.found for run in given_runs if run.dated and ran_in(run, year, axis.last)) for year in axis.years
    }
    assert counted == by_hand


@pytest.mark.parametrize(
    ("given_runs", "axis"),
    [
        pytest.param([], None, id="nothing-found"),
        pytest.param([Run(None, None, still=True, found=3)], None, id="nothing-dated"),
        pytest.param([Run(2004, None, still=False, found=1)], Axis(2004, 2004), id="one-year"),
        pytest.param(
            [Run(2004, 2008, still=False, found=1), Run(1999, None, still=True, found=1)],
            Axis(1999, 2008),
            id="several",
        ),
        pytest.param([Run(2004, None, still=True, found=1, confirmed=2012)], Axis(2004, 2012), id="confirmed-later"),
        pytest.param([Run(1850, 2008, still=False, found=1)], Axis(1929, 2008), id="too-long"),
        pytest.param([Run(2008, 9998, still=False, found=1)], Axis(2021, 2100), id="beyond-all-bounds"),
    ],
)
def test_the_axis_reaches_from_the_first_to_the_last_year_named(given_runs, axis):
    assert axis_of(given_runs) == axis


@pytest.mark.parametrize(
    ("axis", "years", "main"),
    [
        (Axis(2011, 2011), [2011], []),
        (Axis(2001, 2010), [2002, 2004, 2006, 2008, 2010], [2004, 2008]),
        (Axis(1992, 2018), [1995, 2000, 2005, 2010, 2015], [2000, 2010]),
        (Axis(1929, 2008), [1930, 1940, 1950, 1960, 1970, 1980, 1990, 2000], [1940, 1960, 1980, 2000]),
    ],
)
def test_round_years_are_written_below_the_axis(axis, years, main):
    assert [tick.year for tick in axis.ticks] == years
    assert [tick.year for tick in axis.ticks if tick.main] == main


def test_a_day_stands_at_its_share_of_the_axis():
    days = [dt.date(1990, 1, 1), dt.date(2001, 1, 1), dt.date(2006, 1, 1), dt.date(2010, 12, 31), dt.date(2050, 1, 1)]
    assert [round(TEN_YEARS.at(day), 1) for day in days] == [0, 0, 50, 100, 100]


@pytest.mark.parametrize(
    ("drawn", "pieces"),
    [
        pytest.param(
            bar("2003", "2005"),
            [("possible", "19.99%", "30.01%"), ("certain", "29.96%", "10.05%")],
            id="years",
        ),
        pytest.param(
            bar("2003-01-01", "2004-12-31"),
            [("possible", "19.99%", "20.02%"), ("certain", "19.99%", "20.02%")],
            id="days",
        ),
        pytest.param(bar("2004", "2004"), [("possible", "29.98%", "10.02%")], id="within-a-year"),
        pytest.param(
            bar("2004-07-22", "2004-07-22"),
            [("possible", "35.54%", "0.60%"), ("certain", "35.54%", "0.60%")],
            id="a-single-day",
        ),
        pytest.param(
            bar("2009", ongoing=True),
            [("possible", "80.01%", "9.97%"), ("ongoing", "89.98%", "10.02%")],
            id="ongoing",
        ),
        pytest.param(bar("2003"), [("possible", "19.99%", "9.99%"), ("open", "29.98%", "5.00%")], id="end-not-stated"),
        pytest.param(
            bar("", "2003"), [("open", "14.99%", "5.00%"), ("possible", "19.99%", "9.99%")], id="start-not-stated"
        ),
        pytest.param(bar("", ongoing=True), [("open", "95.00%", "5.00%")], id="ongoing-start-not-stated"),
        pytest.param(bar("2010"), [("possible", "90.01%", "9.99%"), ("open", "99.40%", "0.60%")], id="at-the-edge"),
    ],
)
def test_a_bar_is_drawn_as_precisely_as_its_dates_are_known(drawn, pieces):
    assert [(piece.kind, piece.x, piece.width) for piece in drawn.pieces] == pieces


def test_without_dates_there_is_no_bar():
    assert bar("") is None


@pytest.mark.parametrize(
    ("drawn", "arrows"),
    [
        pytest.param(bar("2003", "2005"), (False, False), id="within"),
        pytest.param(bar("1995", "2005"), (True, False), id="from-before"),
        pytest.param(bar("2003", "2015"), (False, True), id="to-after"),
        pytest.param(bar("1995", ongoing=True), (True, True), id="ongoing-from-before"),
    ],
)
def test_arrows_say_that_a_practice_reaches_beyond_the_axis(drawn, arrows):
    assert (drawn.from_before, drawn.to_after) == arrows


def test_columns_stand_side_by_side_and_as_high_as_their_count():
    drawn = columns([Run(2001, 2002, still=False, found=3), Run(2002, None, still=False, found=1)], Axis(2001, 2004))
    assert [(column.x, column.width, column.y, column.height) for column in drawn] == [
        ("0.00%", "25.00%", "25.00%", "75.00%"),
        ("25.00%", "25.00%", "0.00%", "100.00%"),
        ("50.00%", "25.00%", "100.00%", "0.00%"),
        ("75.00%", "25.00%", "100.00%", "0.00%"),
    ]


@pytest.mark.parametrize(
    ("years", "found", "numbered"),
    [(10, 9, "always"), (20, 99, "always"), (30, 99, "wide"), (30, 12345, "never"), (80, 9, "never")],
)
def test_numbers_stand_above_columns_where_there_is_room(years, found, numbered):
    axis = Axis(2001, 2000 + years)
    drawn = columns([Run(2001, axis.last, still=False, found=found)], axis)
    assert {column.numbered for column in drawn} == {numbered}
