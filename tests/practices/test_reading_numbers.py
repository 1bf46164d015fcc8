"""A number is read with any separators, or refused with both readings where it could be two."""

from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import format_compact_decimal, format_decimal
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.enums import Language
from practices.errors import Unreadable
from practices.reading import read_number
from practices.reading.scales import scale_words
from practices.templatetags.catalogue import euro, number

NOT_UNDERSTOOD = "“%s” is not understood as one number. Write only its figures, such as 1,234.56."
TWO_READINGS = "“{}” can be {} or {}. Write {} for the first, {} for the second."
TOO_LARGE = "“%s” is larger than any such number. Check its figures."


def refusal(text: str, language: str = "en", **more: Any) -> str:
    """The sentence with which it is refused."""
    with pytest.raises(Unreadable) as refused:
        read_number(text, language, **more)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("12000", "en", "12000"),
        ("1 234,56", "fr", "1234.56"),
        ("1 234,56", "en", "1234.56"),
        ("1\u202f234,56", "fr", "1234.56"),
        ("1\u00a0234,56", "pl", "1234.56"),
        ("1.234,56", "de", "1234.56"),
        ("1.234,56", "en", "1234.56"),
        ("1,234.56", "en", "1234.56"),
        ("1,234.56", "de", "1234.56"),
        ("1'234.56", "de", "1234.56"),
        ("1\u2019234.56", "de", "1234.56"),
        ("1.234.567", "en", "1234567"),
        ("1,234,567.89", "fr", "1234567.89"),
        ("12 000", "en", "12000"),
        ("12,5", "en", "12.5"),
        ("12.5", "de", "12.5"),
        ("0,125", "en", "0.125"),
        ("0.125", "de", "0.125"),
        ("1234.567", "de", "1234.567"),
        ("+5", "en", "5"),
        ("€ 12.000", "de", "12000"),
        ("12.000 €", "de", "12000"),
        ("€12,000", "en", "12000"),
        ("EUR 12 000", "fr", "12000"),
        ("12 000 euros", "fr", "12000"),
        ("12 000 евро", "bg", "12000"),
        ("12.000,-", "nl", "12000"),
        ("12.000,-- €", "de", "12000"),
        ("1.5 million", "en", "1500000"),
        ("1,5 mio", "de", "1500000"),
        ("1,5 Mio. EUR", "de", "1500000"),
        ("1.5 M€", "fr", "1500000"),
        ("5 M€", "es", "5000000"),
        ("2 millones de euros", "es", "2000000"),
        ("2 millions d'euros", "fr", "2000000"),
        ("2k", "en", "2000"),
        ("1,25 χιλιάδες", "el", "1250"),
        ("3 хил.", "bg", "3000"),
        ("1.2345 million", "en", "1234500"),
        ("\uff11\uff12\uff10\uff10", "en", "1200"),
        ("\u0661\u0662", "en", "12"),
        ("1\x002\u200b3", "en", "123"),
    ],
)
def test_a_number_is_read_as_it_is_written(text, language, read):
    assert str(read_number(text, language)) == read


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("1.234", "de", "1234"),
        ("1.234", "en", "1.234"),
        ("1,234", "en", "1234"),
        ("1,234", "de", "1.234"),
        ("1,234", "fr", "1.234"),
        ("12.000", "el", "12000"),
        ("12,000", "mt", "12000"),
    ],
)
def test_the_language_settles_what_a_single_mark_before_three_figures_is(text, language, read):
    assert str(read_number(text, language)) == read


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("1.234", "fr", ("1,234", "1.234", "1234", "1.2340")),
        ("1.234", "bg", ("1,234", "1.234", "1234", "1.2340")),
        ("€ 12.000", "en", ("12,000", "12", "12000", "12.0")),
        ("12,500", "de", ("12,500", "12.5", "12500", "12,5")),
    ],
)
def test_what_it_does_not_settle_is_refused_with_both_readings(text, language, said):
    assert refusal(text, language) == TWO_READINGS.format(text, *said)


@pytest.mark.parametrize("text", ["1.234", "€ 12.000", "12,500"])
def test_what_a_refusal_tells_to_write_is_read_as_it_says(text):
    said = refusal(text, {"1.234": "fr", "€ 12.000": "en", "12,500": "de"}[text])
    first, second = said.removesuffix(" for the second.").partition("Write ")[2].split(" for the first, ")
    shown = said.partition("can be ")[2].partition(". Write")[0].split(" or ")
    assert [number(read_number(way, "fr")) for way in (first, second)] == shown


@pytest.mark.parametrize(
    ("text", "language", "scale"),
    [
        ("5 mil", "es", 5_000),
        ("5 mil", "ro", 5_000_000),
        ("2 billion", "en", 2 * 10**9),
        ("2 Billion", "de", 2 * 10**12),
    ],
)
def test_the_language_settles_a_word_for_two_scales(text, language, scale):
    assert read_number(text, language) == scale


def test_a_word_for_two_scales_that_it_does_not_settle_is_refused():
    assert refusal("5 mil") == "“5 mil” can be times 1,000 or times 1,000,000. Write the number out in figures."


def test_no_word_means_more_than_two_scales():
    assert [word for word, scales in sorted(scale_words().items()) if len(scales) > 2] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write a number in figures, such as 1,234.56."),
        (" \t", "Write a number in figures, such as 1,234.56."),
        ("-5", "“%s” is less than nothing. Write a number from 0 on."),
        ("\u22125 €", "“%s” is less than nothing. Write a number from 0 on."),
        ("NaN", NOT_UNDERSTOOD),
        ("Infinity", NOT_UNDERSTOOD),
        ("1e5", NOT_UNDERSTOOD),
        ("1e400", NOT_UNDERSTOOD),
        ("0x10", NOT_UNDERSTOOD),
        ("1_000", NOT_UNDERSTOOD),
        ("12 00", NOT_UNDERSTOOD),
        ("12.34.56", NOT_UNDERSTOOD),
        ("12,34,567", NOT_UNDERSTOOD),
        ("1 234.567,8", NOT_UNDERSTOOD),
        ("1.234 567", NOT_UNDERSTOOD),
        (".5", NOT_UNDERSTOOD),
        ("5.", NOT_UNDERSTOOD),
        ("1/2", NOT_UNDERSTOOD),
        ("\u00bd", NOT_UNDERSTOOD),
        ("10\u00b2", NOT_UNDERSTOOD),
        ("1000-2000", NOT_UNDERSTOOD),
        ("ca. 1000", NOT_UNDERSTOOD),
        (">100", NOT_UNDERSTOOD),
        ("SEK 12000", NOT_UNDERSTOOD),
        ("50 %", NOT_UNDERSTOOD),
        ("twelve", NOT_UNDERSTOOD),
        ("=1+1", NOT_UNDERSTOOD),
        ("<script>", NOT_UNDERSTOOD),
        ("100 000 000 000 000", TOO_LARGE),
        ("9" * 30, TOO_LARGE),
        ("1000000 million million", NOT_UNDERSTOOD),
        ("200000000 million", TOO_LARGE),
        ("1.0000001", "“%s” is more exact than is kept. Round it to 6 decimals."),
    ],
)
def test_what_is_no_single_number_is_refused_with_the_way_out(text, said):
    assert refusal(text) == said.replace("%s", text)


def test_what_is_too_long_for_a_number_is_not_repeated_in_full():
    assert refusal("1" * 10_000) == NOT_UNDERSTOOD.replace("%s", "1" * 40 + "…")


@pytest.mark.parametrize(
    ("text", "places", "said"),
    [
        ("1.5", 0, "“1.5” is no whole number. Write one without decimals."),
        ("1.234", 0, TWO_READINGS.format("1.234", "1,234", "1.234", "1234", "1.2340")),
        ("1.25", 1, "“1.25” is more exact than is kept. Round it to 1 decimal."),
        ("0.125", 2, "“0.125” is more exact than is kept. Round it to 2 decimals."),
    ],
)
def test_decimals_that_there_cannot_be_are_refused(text, places, said):
    assert refusal(text, places=places) == said


def test_decimals_that_say_nothing_are_no_decimals():
    assert read_number("12.00", "en", places=0) == 12


@pytest.mark.parametrize("text", ["-25.67", "\u221225,67"])
def test_a_figure_that_may_be_less_than_nothing_is_read_with_its_sign(text):
    assert read_number(text, "en", signed=True) == Decimal("-25.67")


def test_a_figure_without_thousands_has_one_decimal_mark_in_every_language():
    read = [
        read_number(text, language, grouped=False) for language in ("de", "en", "fr") for text in ("12.496", "12,496")
    ]
    assert read == [Decimal("12.496")] * 6


@pytest.mark.parametrize("text", ["50 %", "50%", "50"])
def test_what_may_stand_beside_it_is_told_by_the_caller(text):
    assert read_number(text, "en", units=["%"]) == 50


@pytest.mark.parametrize("language", Language.values)
@settings(deadline=None, max_examples=50)
@given(value=st.decimals(min_value=0, max_value=10**14 - 1, places=2))
def test_a_number_written_in_any_language_is_read_back(language, value):
    written = [
        format_decimal(value, locale=language, decimal_quantization=False),
        f"{format_decimal(value, locale=language, decimal_quantization=False)} €",
    ]
    assert [read_number(each, language) for each in written] == [value, value]


@pytest.mark.parametrize("language", [language for language in Language.values if language != "mt"])
@pytest.mark.parametrize("value", [2_000, 5_000, 3_000_000, 7_000_000_000])
def test_thousands_and_millions_in_words_of_any_language_are_read_back(language, value):
    written = format_compact_decimal(value, format_type="long", locale=language)
    assert read_number(written, language) == value


@pytest.mark.parametrize("language", ["en", "fr"])
@settings(deadline=None)
@given(value=st.decimals(min_value=0, max_value=10**12 - 1, places=2))
def test_what_was_read_is_shown_so_that_it_reads_the_same(language, value):
    with translation.override(language):
        written = [number(value), euro(value)]
    assert [read_number(each, language) for each in written] == [value, value]


def answer(text: str, language: str) -> str:
    """The number, or the sentence with which it is refused."""
    try:
        return str(read_number(text, language))
    except Unreadable as refused:
        return str(refused)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@settings(deadline=None)
@given(text=st.text(max_size=90) | st.text("0123456789., '-+€kM", max_size=20))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(language, text):
    said = answer(text, language)
    assert said.endswith(".") or Decimal(said) >= 0
