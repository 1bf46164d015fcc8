"""Amounts are read in their currency, and are in euro what law or the rate that was typed makes of them."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.enums import Language
from practices.errors import Unreadable
from practices.reading import currencies, doubt, in_euro, known_rate, read_amount, read_rate
from practices.reading.currencies import FIXED_RATES, USUAL_RATES

TWO_READINGS = "“{}” can be {} or {}. Write {} for the first, {} for the second."
NO_RATE = "A rate of exchange is more than nothing. Write how many {} were worth one euro."


def refusal(function: Any, *given: Any) -> str:
    """The sentence with which it is refused."""
    with pytest.raises(Unreadable) as refused:
        function(*given)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "language", "currency", "read"),
    [
        ("SEK 12 000", "en", "SEK", "12000"),
        ("12 000 kr", "en", "SEK", "12000"),
        ("12 000 svenska kronor", "sv", "SEK", "12000"),
        ("£1,234.50", "en", "GBP", "1234.50"),
        ("1000 zł", "en", "PLN", "1000"),
        ("4.344.743 Kč", "de", "CZK", "4344743"),
        ("1.5 million Polish zlotys", "en", "PLN", "1500000"),
        ("188000", "en", "EUR", "188000"),
        ("188.000 EUR", "de", "EUR", "188000"),
    ],
)
def test_an_amount_may_name_its_currency(text, language, currency, read):
    assert str(read_amount(text, language, currency)) == read


@pytest.mark.parametrize(
    ("text", "currency", "said"),
    [
        ("€ 12 000", "SEK", "“€ 12 000” names another currency than SEK."),
        ("PLN 12 000", "EUR", "“PLN 12 000” names another currency than EUR."),
        ("£500", "EUR", "“£500” names another currency than EUR."),
    ],
)
def test_an_amount_in_another_currency_is_refused(text, currency, said):
    chosen = refusal(read_amount, text, "en", currency)
    assert chosen == f"{said} Choose it from the list, and write only the amount."


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("1.234", "en", ("1,234", "1.234", "1234", "1.2340")),
        ("1,234", "de", ("1,234", "1.234", "1234", "1,2340")),
        ("1.234", "fr", ("1,234", "1.234", "1234", "1.2340")),
    ],
)
def test_an_amount_with_three_figures_after_its_only_mark_is_never_taken_for_cents(text, language, said):
    assert refusal(read_amount, text, language, "EUR") == TWO_READINGS.format(text, *said)


@pytest.mark.parametrize(
    ("text", "rate"), [("4,345", "4.345"), ("4.345", "4.345"), ("1936,27", "1936.27"), ("9", "9")]
)
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_rate_has_one_decimal_mark_in_every_language(text, rate, language):
    assert read_rate(text, language) == Decimal(rate)


def test_a_rate_of_nothing_is_refused():
    said = "A rate of exchange is more than nothing. Write how many units were worth one euro."
    assert refusal(read_rate, "0,00", "en") == said


@pytest.mark.parametrize(
    ("currency", "rate"),
    [
        ("ATS", "13.7603"),
        ("BEF", "40.3399"),
        ("BGN", "1.95583"),
        ("CYP", "0.585274"),
        ("DEM", "1.95583"),
        ("EEK", "15.6466"),
        ("ESP", "166.386"),
        ("EUR", "1"),
        ("FIM", "5.94573"),
        ("FRF", "6.55957"),
        ("GRD", "340.750"),
        ("HRK", "7.53450"),
        ("IEP", "0.787564"),
        ("ITL", "1936.27"),
        ("LTL", "3.45280"),
        ("LUF", "40.3399"),
        ("LVL", "0.702804"),
        ("MTL", "0.429300"),
        ("NLG", "2.20371"),
        ("PTE", "200.482"),
        ("SIT", "239.640"),
        ("SKK", "30.1260"),
    ],
)
def test_what_law_has_fixed_needs_no_rate(currency, rate):
    million = Decimal(rate) * 1_000_000  # euro: Council Regulation (EC) No 2866/98, article 1, as amended
    assert (in_euro(million, currency), known_rate(currency)) == (Decimal(1_000_000), Decimal(rate))


@pytest.mark.parametrize(
    ("amount", "currency", "euro"),
    [("100000000", "ITL", "51645.69"), ("1000", "FRF", "152.45"), ("9.5", "EUR", "9.50")],
)
def test_an_amount_that_needs_no_rate_is_in_whole_cents(amount, currency, euro):
    assert str(in_euro(Decimal(amount), currency)) == euro


def test_every_currency_that_the_euro_replaced_has_its_rate():
    assert (len(FIXED_RATES), str(known_rate("EUR")), known_rate("SEK")) == (21, "1", None)


@pytest.mark.parametrize(
    ("amount", "rate", "euro"),
    [
        ("1000", "4.35", "229.89"),
        ("0.01", "2", "0.01"),
        ("0.03", "2", "0.02"),
        ("0.029", "2", "0.01"),
        ("0", "4", "0.00"),
    ],
)
def test_an_amount_in_euro_is_rounded_to_the_cent_halves_upwards(amount, rate, euro):
    assert str(in_euro(Decimal(amount), "PLN", Decimal(rate))) == euro


@pytest.mark.parametrize(
    ("currency", "rate", "said"),
    [
        ("SEK", None, "Write the rate of exchange: how many SEK were worth one euro."),
        ("SEK", "0", NO_RATE.format("SEK")),
        ("SEK", "-9.5", NO_RATE.format("SEK")),
        ("SEK", "NaN", NO_RATE.format("SEK")),
        ("SEK", "Infinity", NO_RATE.format("SEK")),
        ("FRF", "6", "One euro is 6.55957 FRF by law. Leave the rate empty."),
        ("EUR", "2", "One euro is 1 EUR by law. Leave the rate empty."),
        ("XYZ", "2", "“XYZ” is no currency. Choose one from the list."),
        ("", "2", "“” is no currency. Choose one from the list."),
        ("SEK", "0.000001", "That is more than any budget. Check the amount and the rate."),
    ],
)
def test_a_conversion_that_cannot_be_is_refused(currency, rate, said):
    assert refusal(in_euro, Decimal(1_000_000), currency, rate and Decimal(rate)) == said


def test_the_rate_of_law_may_be_typed_too():
    assert in_euro(Decimal(1000), "FRF", Decimal("6.559570")) == Decimal("152.45")


@pytest.mark.parametrize(
    ("amount", "currency", "rate", "said"),
    [
        ("1000", "PLN", "4.35", ""),
        ("1000", "KWD", "0.34", ""),
        ("50000000", "IRR", "46000", ""),
        ("100", "EUR", "1", ""),
        ("100", "DEM", "1.95583", ""),
        ("1000", "PLN", "0.23", "Is the rate the wrong way round? 4.3478 PLN for one euro would be more usual."),
        ("1000", "HUF", "0.0025", "Is the rate the wrong way round? 400 HUF for one euro would be more usual."),
        ("1000", "PLN", "435", "435 PLN for one euro is unusual. Check the rate."),
        ("1000", "DKK", "1.34", "1.34 DKK for one euro is unusual. Check the rate."),
        ("10", "PLN", "4.35", "That would be €2.30. Check the amount and the rate."),
        ("9000000000", "PLN", "4.5", "That would be €2,000,000,000.00. Check the amount and the rate."),
    ],
)
def test_what_looks_wrong_is_said_but_not_refused(amount, currency, rate, said):
    assert doubt(Decimal(amount), currency, Decimal(rate)) == said


def test_a_doubt_is_told_as_the_reader_writes_figures():
    with translation.override("fr"):
        assert "2,30" in doubt(Decimal(10), "PLN", Decimal("4.35"))


def test_currencies_stand_in_the_order_of_their_names_without_regard_to_accents():
    codes = [code for code in currencies("cs") if code in {"CZK", "DKK", "EUR", "GBP", "SEK"}]
    assert codes == ["GBP", "CZK", "DKK", "EUR", "SEK"]  # britská, česká, dánská, euro, švédská


@pytest.mark.parametrize("language", Language.values)
def test_currencies_have_a_name_or_code_in_every_language(language):
    named = currencies(language)
    assert (named.keys() == currencies("en").keys(), "" in named.values()) == (True, False)


def test_currencies_are_named_in_the_language_of_the_reader():
    names = [(currencies(language)["SEK"], currencies(language)["FRF"]) for language in ("en", "fr")]
    assert names == [("Swedish Krona", "French Franc"), ("couronne suédoise", "franc français")]


def test_every_currency_of_today_and_every_one_that_the_euro_replaced_is_listed_but_no_metal():
    codes = currencies("en").keys()
    assert (FIXED_RATES.keys() | USUAL_RATES.keys() | {"EUR", "UAH", "MAD", "TRY"} <= codes, "XAU" in codes) == (
        True,
        False,
    )


@settings(deadline=None)
@given(
    amount=st.decimals(min_value=0, max_value=10**10, places=2),
    rate=st.decimals(min_value=Decimal("0.2"), max_value=500, places=4),
)
def test_an_amount_in_euro_is_off_by_half_a_cent_at_most(amount, rate):
    assert abs(in_euro(amount, "SEK", rate) - amount / rate) <= Decimal("0.005")
