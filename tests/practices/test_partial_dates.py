"""A date is read, kept and shown as precisely as it is known, and no more."""

import datetime as dt
from operator import attrgetter

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.enums import DatePrecision
from practices.models import Practice
from practices.partial_dates import PartialDate, PartialDateField

columns_of_start = attrgetter("started_on", "started_precision")

# A slow machine is no fault of the code.
without_deadline = settings(deadline=None)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Any date of the calendar, as the first day of what is known of it."""
    day = draw(st.dates(max_value=dt.date(9998, 12, 31)))
    precision = draw(st.sampled_from(DatePrecision))
    if precision != DatePrecision.DAY:
        day = day.replace(day=1)
    if precision == DatePrecision.YEAR:
        day = day.replace(month=1)
    return PartialDate(day, precision)


@without_deadline
@given(partial_dates())
def test_what_is_written_is_read_back(date: PartialDate):
    assert PartialDate.parse(str(date)) == date


@without_deadline
@given(partial_dates())
def test_the_last_day_is_still_meant_and_the_next_is_not(date: PartialDate):
    def written(day: dt.date) -> str:
        return str(PartialDate(day, date.precision))

    after = date.last_day + dt.timedelta(days=1)
    assert (written(date.last_day) == str(date), written(after) == str(date)) == (True, False)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2011", dt.date(2011, 1, 1), DatePrecision.YEAR),
        ("2008-03", dt.date(2008, 3, 1), DatePrecision.MONTH),
        ("2008-12-01", dt.date(2008, 12, 1), DatePrecision.DAY),
        ("2008-02-29", dt.date(2008, 2, 29), DatePrecision.DAY),
    ],
)
def test_a_date_is_the_first_day_that_it_can_mean(text: str, day: dt.date, precision: DatePrecision):
    assert PartialDate.parse(text) == PartialDate(day, precision)


@pytest.mark.parametrize(
    "text", ["mars 2008", "", "11", "2011-1", "2011/03", "03-2011", "2011-03-", " 2011", "2011\n"]
)
def test_what_is_written_otherwise_is_refused_with_the_way_to_write_it(text: str):
    with pytest.raises(ValueError, match=r"\.$") as refusal:
        PartialDate.parse(text)
    assert str(refusal.value) == f"Write a date as 2011, 2008-03 or 2008-12-01, not “{text}”."


@pytest.mark.parametrize(
    "text", ["2011-13", "2011-00", "2011-02-30", "2011-04-31", "2009-02-29", "2100-02-29", "0000"]
)
def test_what_is_no_day_of_the_calendar_is_refused_as_such(text: str):
    with pytest.raises(ValueError, match=r"\.$") as refusal:
        PartialDate.parse(text)
    assert str(refusal.value) == f"“{text}” is not a day of the calendar."


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2011", dt.date(2011, 12, 31)),
        ("2008-02", dt.date(2008, 2, 29)),
        ("2009-02", dt.date(2009, 2, 28)),
        ("2000-02", dt.date(2000, 2, 29)),
        ("2100-02", dt.date(2100, 2, 28)),
        ("2008-04", dt.date(2008, 4, 30)),
        ("2008-12", dt.date(2008, 12, 31)),
        ("2008-12-01", dt.date(2008, 12, 1)),
    ],
)
def test_the_last_day_follows_the_calendar(text: str, last: dt.date):
    assert PartialDate.parse(text).last_day == last


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "2011", "2011"),
        ("en", "2008-03", "March 2008"),
        ("en", "2008-12-01", "1 December 2008"),
        ("fr", "2011", "2011"),
        ("fr", "2008-03", "mars 2008"),
        ("fr", "2008-12-01", "1 décembre 2008"),
    ],
)
def test_a_reader_sees_it_in_their_language(language: str, text: str, shown: str):
    with translation.override(language):
        assert PartialDate.parse(text).for_reader == shown


def test_the_model_names_the_field_that_keeps_it():
    assert isinstance(Practice.started, PartialDateField)


def test_both_columns_carry_the_name_that_people_know():
    fields = {field.column: str(field.verbose_name) for field in Practice._meta.concrete_fields}
    assert (fields["started_on"], fields["started_precision"]) == ("start", "start")


def test_a_date_that_is_set_stands_in_its_two_columns():
    practice = Practice()
    practice.started = PartialDate.parse("2008-03")
    assert columns_of_start(practice) == (dt.date(2008, 3, 1), "month")


def test_a_date_that_is_taken_away_leaves_both_columns_empty():
    practice = Practice(started_on=dt.date(2008, 3, 1), started_precision="month")
    practice.started = None
    assert columns_of_start(practice) == (None, "")


def test_a_date_that_is_not_known_reads_as_none():
    assert Practice().started is None


def test_start_and_finish_do_not_touch_each_other():
    practice = Practice()
    practice.started, practice.finished = PartialDate.parse("2008"), PartialDate.parse("2011-05-31")
    assert (str(practice.started), str(practice.finished)) == ("2008", "2011-05-31")


def test_a_date_comes_back_from_the_database_as_it_went_in(practice: Practice):
    practice.started, practice.finished = PartialDate.parse("2008-03"), PartialDate.parse("2011-05-31")
    practice.save()
    stored = Practice.objects.get(pk=practice.pk)
    assert (stored.started, stored.finished) == (practice.started, practice.finished)
