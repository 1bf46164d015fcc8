"""Amounts in any currency, and what they are in euro."""

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from practices.errors import Unreadable
from practices.reading.currencies import ANY_RATE, FIXED_RATES, USUAL_RATES, currencies, signs
from practices.reading.numbers import read_number
from practices.reading.typed import plain, shown

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 12  # what the column of the euro value holds, and more than any budget

# In euro: what a budget hardly is, below and above.
_LITTLE, _MUCH = Decimal(10), Decimal(10) ** 9


def read_amount(text: str, language: str, currency: str) -> Decimal:
    """An amount in the currency, whose sign, code or name may stand beside it; whole cents.

    Raises:
        Unreadable: it is no amount, or stands in another currency; the message says what to write.
    """
    words = {word.upper() for word in re.findall(r"[^\W\d_]+|[€£$]", plain(text))}
    others = {"€", "£", *currencies("en")} - {sign.upper() for sign in signs(currency, language)}
    if words & others:
        raise Unreadable(
            _("“%(text)s” names another currency than %(code)s. Choose it from the list, and write only the amount.")
            % {"text": shown(text), "code": currency}
        )
    return read_number(text, language, units=signs(currency, language), places=2)


def read_rate(text: str, language: str) -> Decimal:
    """Units of a currency for one euro; a single point or comma is the decimal mark, whatever the language.

    Raises:
        Unreadable: it is no number or not more than nothing.
    """
    rate = read_number(text, language, units=(), grouped=False)
    if not rate:
        raise Unreadable(_("A rate of exchange is more than nothing. Write how many units were worth one euro."))
    return rate


def known_rate(currency: str) -> Decimal | None:
    """How many units are one euro, where law has fixed it; None where it changes from day to day."""
    return Decimal(1) if currency == "EUR" else FIXED_RATES.get(currency)


def in_euro(amount: Decimal, currency: str, rate: Decimal | None = None) -> Decimal:
    """An amount in euro, to the cent, halves upwards (Council Regulation (EC) No 1103/97, article 5).

    Args:
        rate: units of the currency for one euro; may be left out where law has fixed it.

    Raises:
        Unreadable: the rate is missing, not more than nothing or not the one fixed by law, the currency is unknown, or
            the result is beyond any budget.
    """
    said = {"code": shown(currency)}
    if currency not in currencies("en"):
        raise Unreadable(_("“%(code)s” is no currency. Choose one from the list.") % said)
    fixed = known_rate(currency)
    if fixed is not None and rate not in (None, fixed):
        raise Unreadable(
            _("One euro is %(rate)s %(code)s by law. Leave the rate empty.") % {"rate": _number(fixed), **said}
        )
    rate = rate if fixed is None else fixed
    if rate is None:
        raise Unreadable(_("Write the rate of exchange: how many %(code)s were worth one euro.") % said)
    if not (rate.is_finite() and rate > 0):
        raise Unreadable(
            _("A rate of exchange is more than nothing. Write how many %(code)s were worth one euro.") % said
        )
    euro = (amount / rate).quantize(CENT, ROUND_HALF_UP)
    if euro >= LARGEST:
        raise Unreadable(_("That is more than any budget. Check the amount and the rate."))
    return euro


def doubt(amount: Decimal, currency: str, rate: Decimal) -> str:
    """What looks wrong with a rate or the euro value it gives, in a sentence; nothing if all looks right.

    Raises:
        Unreadable: as `in_euro`.
    """
    euro = in_euro(amount, currency, rate)
    least, most = USUAL_RATES.get(currency, ANY_RATE)
    if currency not in FIXED_RATES and currency != "EUR" and not least <= rate <= most:
        turned = (1 / rate).quantize(Decimal("0.0001"))
        if least <= turned <= most:
            return _("Is the rate the wrong way round? %(turned)s %(code)s for one euro would be more usual.") % {
                "turned": _number(turned.normalize()),
                "code": currency,
            }
        return _("%(rate)s %(code)s for one euro is unusual. Check the rate.") % {
            "rate": _number(rate),
            "code": currency,
        }
    if not _LITTLE <= euro <= _MUCH:
        return _("That would be %(euro)s. Check the amount and the rate.") % {"euro": _euro(euro)}
    return ""


def _number(value: Decimal) -> str:
    return str(format_decimal(value, locale=_reader(), decimal_quantization=False))


def _euro(value: Decimal) -> str:
    return str(format_currency(value, "EUR", locale=_reader()))


def _reader() -> str:
    return (get_language() or "en").split("-")[0]
