"""A date is read as people write it, in any language of the Union, or refused with the way out."""

import datetime as dt
import re

import pytest
from babel.core import Locale
from babel.dates import format_date, format_skeleton
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.enums import DatePrecision, Language
from practices.errors import Unreadable
from practices.partial_dates import PartialDate
from practices.reading import read_date
from practices.reading.months import month_names, weekday_words
from practices.reading.words import FILLERS, OPEN_ENDED, PARTS_OF_A_YEAR

# A slow machine is no fault of the code.
without_deadline = settings(deadline=None)
days = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31))
NOT_UNDERSTOOD = (
    "“%s” is not understood as a date. Write the year (2008), the month (March 2008, 3/2008) or the day"
    " (1 December 2008, 1.12.2008)."
)
NO_YEAR_IN_FIGURES = "“%s” has no year of four figures. Write it as 2008, 3/2008 or 1.12.2008."
NO_YEAR = "“%s” has no year of four figures. Write it as 2008, March 2008 or 1 December 2008."
NOT_ONE = "“%s” is not one date. Write only when it began as the start; if it still runs, tick “ongoing”."
MORE_THAN_ONE = "“%s” is more than one date. Write the first as the start and the last as the end."
PART_OF_A_YEAR = "“%s” is only a part of a year. Write its first month (March 2008), or only the year (2008)."


def refusal(text: str, language: str = "") -> str:
    """The sentence with which it is refused."""
    with pytest.raises(Unreadable) as refused:
        read_date(text, language)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2011", "2011"),
        (" 2011 ", "2011"),
        ("2008-03", "2008-03"),
        ("2008-12-01", "2008-12-01"),
        ("2008-2-9", "2008-02-09"),
        ("2008.12.01.", "2008-12-01"),
        ("2008/03", "2008-03"),
        ("12/2008", "2008-12"),
        ("12.2008", "2008-12"),
        ("12 2008", "2008-12"),
        ("1.12.2008", "2008-12-01"),
        ("1. 12. 2008.", "2008-12-01"),
        ("1/12/2008", "2008-12-01"),
        ("01-12-2008", "2008-12-01"),
        ("1\u201112\u20112008", "2008-12-01"),
        ("1.XII.2008", "2008-12-01"),
        ("1 X 2008", "2008-10-01"),
        ("29.2.2008", "2008-02-29"),
        ("01.12.2008 \u0433.", "2008-12-01"),
        ("en 2008", "2008"),
        ("2008. a", "2008"),
        ("March 2008", "2008-03"),
        ("march, 2008", "2008-03"),
        ("MARCH\t2008", "2008-03"),
        ("dec 2008", "2008-12"),
        ("Dec. 2008", "2008-12"),
        ("1 December 2008", "2008-12-01"),
        ("1st of December 2008", "2008-12-01"),
        ("December 1, 2008", "2008-12-01"),
        ("1-dec-2008", "2008-12-01"),
        ("Saturday, 1 March 2008", "2008-03-01"),
        ("1er mars 2008", "2008-03-01"),
        ("le 2 août 2008", "2008-08-02"),
        ("aout 2008", "2008-08"),
        ("juill. 2008", "2008-07"),
        ("1. Dezember 2008", "2008-12-01"),
        ("Jänner 2008", "2008-01"),
        ("Maerz 2008", "2008-03"),
        ("Ma\u0308rz 2008", "2008-03"),
        ("Μάρτιος 2008", "2008-03"),
        ("μαρτίου 2008", "2008-03"),
        ("ΜΑΡΤΙΟΣ 2008", "2008-03"),
        ("Γενάρης 2008", "2008-01"),
        ("1η Μαρτίου 2008", "2008-03-01"),
        ("Marzu 2008", "2008-03"),
        ("1 ta\u2019 Marzu 2008", "2008-03-01"),
        ("март 2008 \u0433.", "2008-03"),
        ("1-ви март 2008", "2008-03-01"),
        ("1.º de março de 2008", "2008-03-01"),
        ("2008. március 1-jén", "2008-03-01"),
        ("2008. gada 1. marts", "2008-03-01"),
        ("2008 m. kovo 1 d.", "2008-03-01"),
        ("1. januarja 2008", "2008-01-01"),
        ("Meán Fómhair 2008", "2008-09"),
    ],
)
def test_a_date_is_read_as_it_is_written(text, read):
    assert str(read_date(text)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("\uff12\uff10\uff10\uff18", "2008"),
        ("٢٠٠٨", "2008"),
        ("\uff11\uff0e\uff11\uff12\uff0e\uff12\uff10\uff10\uff18", "2008-12-01"),
        ("2008\u200b", "2008"),
        ("\x002008", "2008"),
    ],
    ids=["full-width", "arabic", "full-width-stops", "unseen", "nul"],
)
def test_figures_of_every_script_are_figures_and_what_cannot_be_seen_is_nothing(text, read):
    assert str(read_date(text)) == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write a date: the year (2008), the month (March 2008) or the day (1.12.2008)."),
        ("  \u200b", "Write a date: the year (2008), the month (March 2008) or the day (1.12.2008)."),
        ("08", NO_YEAR_IN_FIGURES),
        ("3/4/08", NO_YEAR_IN_FIGURES),
        ("20008", NO_YEAR_IN_FIGURES),
        ("1.12.", NO_YEAR_IN_FIGURES),
        ("20081201", NO_YEAR_IN_FIGURES),
        ("March", NO_YEAR),
        ("1 March 08", NO_YEAR),
        ("year 20008", NOT_UNDERSTOOD),
        ("circa 2008", NOT_UNDERSTOOD),
        ("2008?", NOT_UNDERSTOOD),
        ("1990s", NOT_UNDERSTOOD),
        ("1 v 2008", NOT_UNDERSTOOD),
        ("3rd 2008", NOT_UNDERSTOOD),
        ("1.12-2008", NOT_UNDERSTOOD),
        ("100 March 2008", NOT_UNDERSTOOD),
        ("March 2008 10", NOT_UNDERSTOOD),
        ("1 2 March 2008", NOT_UNDERSTOOD),
        ("<script>alert(2008)</script>", NOT_UNDERSTOOD),
        ("=HYPERLINK(2008)", NOT_UNDERSTOOD),
        ("2008\u00b2", NOT_UNDERSTOOD),
        ("31.2.2008", "February 2008 has no day 31: its last day is 29."),
        ("29 February 2009", "February 2009 has no day 29: its last day is 28."),
        ("0.1.2008", "January 2008 has no day 0: its last day is 31."),
        ("12/31/2008", "There is no month 31. Write the day before it: 31.12.2008."),
        ("2008-13", "There is no month 13. Write one from 1 to 12."),
        ("40.40.2008", "There is no month 40. Write one from 1 to 12."),
        ("0000", "0000 is hardly meant. Write a year between 1900 and 2100."),
        ("March 1208", "1208 is hardly meant. Write a year between 1900 and 2100."),
        ("2101", "2101 is hardly meant. Write a year between 1900 and 2100."),
        ("Q1 2008", PART_OF_A_YEAR),
        ("1. Quartal 2008", PART_OF_A_YEAR),
        ("spring 2008", PART_OF_A_YEAR),
        ("Frühjahr 2008", PART_OF_A_YEAR),
        ("άνοιξη 2008", PART_OF_A_YEAR),
        ("2015 - ongoing", NOT_ONE),
        ("2015-", NOT_ONE),
        ("2015 \u2013", NOT_ONE),
        ("since March 2015", NOT_ONE),
        ("2015 à ce jour", NOT_ONE),
        ("март 2015 - днес", NOT_ONE),
        ("2008-2011", MORE_THAN_ONE),
        ("2008/2011", MORE_THAN_ONE),
        ("2008\u201311", MORE_THAN_ONE),
        ("1.3.2008 - 30.6.2011", MORE_THAN_ONE),
        ("March to May 2008", MORE_THAN_ONE),
        ("3\u20135 March 2008", MORE_THAN_ONE),
        ("2008/09", "“2008/09” can be a month or two years. Write 9/2008, or each year in its own field."),
        ("1999/00", MORE_THAN_ONE),
        ("2012/13", MORE_THAN_ONE),
    ],
)
def test_what_is_no_single_date_is_refused_with_the_way_out(text, said):
    assert refusal(text) == said.replace("%s", text)


def test_what_is_too_long_for_a_date_is_not_repeated_in_full():
    assert refusal("x" * 10_000) == NOT_UNDERSTOOD.replace("%s", "x" * 40 + "…")


def test_a_refusal_is_in_the_language_of_the_reader():
    with translation.override("fr"):
        assert "de jour 31 en février 2008" in refusal("31 février 2008")


@pytest.mark.parametrize(
    ("text", "said", "ways"),
    [
        (
            "lis 2008",
            "“lis 2008” can mean October (Croatian) or November (Czech, Polish). Write the month as a figure: {}.",
            "10.2008 or 11.2008",
        ),
        (
            "1. srp 2008",
            "“1. srp 2008” can mean July (Croatian) or August (Czech). Write the month as a figure: {}.",
            "1.7.2008 or 1.8.2008",
        ),
        (
            "2008 lip 3",
            "“2008 lip 3” can mean June (Croatian) or July (Polish). Write the month as a figure: {}.",
            "3.6.2008 or 3.7.2008",
        ),
    ],
)
def test_a_name_of_two_months_is_refused_with_both(text, said, ways):
    assert [refusal(text), refusal(text, "en")] == [said.format(ways)] * 2


@pytest.mark.parametrize(("language", "read"), [("hr", "2008-10"), ("cs", "2008-11"), ("pl", "2008-11")])
def test_the_language_of_the_draft_settles_a_name_of_two_months(language, read):
    assert str(read_date("listopad 2008", language)) == read


def test_no_name_means_more_than_two_months():
    assert [name for name, months in sorted(month_names().items()) if len(months) > 2] == []


def test_no_word_of_a_date_is_also_another():
    kinds = [month_names().keys() - {"kesa"}, FILLERS, OPEN_ENDED, PARTS_OF_A_YEAR - {"kesa"}]
    assert sum(map(len, kinds)) == len(frozenset().union(*kinds))
    assert weekday_words() & (OPEN_ENDED | PARTS_OF_A_YEAR | month_names().keys()) == frozenset()


@pytest.mark.parametrize("language", Language.values)
@settings(deadline=None, max_examples=50)
@given(day=days)
def test_a_day_written_in_any_language_is_read_back(language, day):
    written = [format_date(day, form, locale=language) for form in ("long", "full")]
    read = [read_date(each, language) for each in written]
    assert read == [PartialDate(day, DatePrecision.DAY)] * 2


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("context", ["format", "stand-alone"])
def test_a_month_written_in_any_language_is_read_back(language, context):
    names = Locale.parse(language).months[context]["wide"]
    read = [str(read_date(f"{names[month]} 2008", language)) for month in range(1, 13)]
    assert read == [f"2008-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize("language", Language.values)
def test_a_month_as_a_language_writes_it_with_the_year_is_read_back(language):
    months = [dt.date(2008, month, 1) for month in range(1, 13)]
    read = [str(read_date(format_skeleton("yMMMM", day, locale=language), language)) for day in months]
    assert read == [f"2008-{day.month:02}" for day in months]


@pytest.mark.parametrize("language", Language.values)
def test_accents_and_capitals_do_not_matter(language):
    names = Locale.parse(language).months["format"]["wide"]
    read = [str(read_date(f"{names[month].upper()} 2008", language)) for month in range(1, 13)]
    assert read == [f"2008-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize("language", ["en", "fr"])
@without_deadline
@given(day=days, precision=st.sampled_from(DatePrecision))
def test_what_was_read_is_shown_so_that_it_reads_the_same(language, day, precision):
    iso = day.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]
    with translation.override(language):
        assert read_date(read_date(iso).for_reader) == PartialDate.parse(iso)


def answer(text: str) -> str:
    """The date in ISO 8601, or the sentence with which it is refused."""
    try:
        return str(read_date(text))
    except Unreadable as refused:
        return str(refused)


@without_deadline
@given(st.text(max_size=90) | st.from_regex(r"[0-9]{1,5}([./ -][0-9]{1,5}){0,3}", fullmatch=True))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(text):
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}|[\w“].*\.", answer(text))
