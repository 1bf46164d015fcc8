"""Amounts as a reader writes them: the other way round."""

from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_currency, format_decimal, get_currency_symbol
from django.utils.translation import get_language


def written_amount(amount: Decimal, currency: str) -> str:
    """In the reader's language, without empty cents: "€188,000", "39 420,68 €", "SEK 1,200,000"."""
    locale = _locale()
    pattern = Locale.parse(locale).currency_formats["standard"].pattern
    if get_currency_symbol(currency, locale)[-1].isalpha():
        pattern = pattern.replace("¤#", "¤\u00a0#")  # letters keep their distance from figures: PLN 48,000
    if amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    return str(format_currency(amount, currency, pattern, locale=locale, currency_digits=False))


def written_rate(rate: Decimal) -> str:
    """With two decimals or more: "9.50", "1.95583"."""
    return str(format_decimal(rate, "#,##0.00####", locale=_locale()))


def _locale() -> str:
    return (get_language() or "en").split("-")[0]
