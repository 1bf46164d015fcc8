"""Numbers as people write them: "1 234,56", "1.234,56", "1,234.56", "1'234.56", "€ 12.000", "1.5 million", "2k"."""

import re
from collections.abc import Collection
from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from practices.errors import Unreadable
from practices.reading.currencies import signs
from practices.reading.scales import scale_words
from practices.reading.typed import LONGEST, fold, plain, settled, shown

TOO_LARGE = 10**14  # network.constraints.AMOUNTS: more than any budget
MOST_PLACES = 6  # of decimals: more than any rate has

_NUMBER = re.compile(r"(?P<sign>[+-]? ?)(?P<figures>\d(?:[\d .,']*\d)?)(?:[.,]-{1,2})? ?(?P<scale>[^\W\d_][^\d]*)?")
_WHOLE = re.compile(r"\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*|\d+")


def read_number(
    text: str,
    language: str,
    *,
    units: Collection[str] | None = None,
    signed: bool = False,
    grouped: bool = True,
) -> Decimal:
    """A number written with any separators; where they could be read two ways, as the language has them.

    Args:
        text: in figures of any script, with a word for thousands or millions if need be.
        language: that of the draft.
        units: what may stand beside it, folded (`signs` of a currency, "%"); those of the euro if not given.
        signed: whether it may be less than nothing.
        grouped: whether thousands may be set apart by a point or comma; coordinates and rates of exchange are not.

    Raises:
        Unreadable: it is no number, or could be two; the message says what to write.
    """
    typed = plain(text)
    if not typed:
        raise Unreadable(
            _("Write a number in figures, such as %(example)s.") % {"example": _written(Decimal("1234.56"))}
        )
    if len(typed) > LONGEST:
        raise _not_understood(text)
    match = _NUMBER.fullmatch(_without_unit(fold(typed), signs("EUR", language) if units is None else units))
    if match is None:
        raise _not_understood(text)
    if match["sign"].startswith("-") and not signed:
        raise Unreadable(_("“%(text)s” is less than nothing. Write a number from 0 on.") % {"text": shown(text)})
    number = _figures(match["figures"], text, language, grouped=grouped) * _scale(match["scale"], text, language)
    if number >= TOO_LARGE:
        raise Unreadable(_("“%(text)s” is larger than any such number. Check its figures.") % {"text": shown(text)})
    if -int(number.as_tuple().exponent) > MOST_PLACES:
        raise Unreadable(
            _("“%(text)s” is more exact than is kept. Round it to %(places)s decimals.")
            % {"text": shown(text), "places": MOST_PLACES}
        )
    return -number if match["sign"].startswith("-") else number


def _without_unit(said: str, units: Collection[str]) -> str:
    for unit in sorted(units, key=len, reverse=True):
        if said.startswith(unit):
            return said.removeprefix(unit).lstrip(". ")
        if said.rstrip(".").endswith(unit):
            return said.rstrip(".").removesuffix(unit).rstrip()
    return said


def _figures(figures: str, text: str, language: str, *, grouped: bool) -> Decimal:
    mark = _decimal_mark(figures, text, language, grouped=grouped)
    whole, _mark, decimals = figures.rpartition(mark) if mark else (figures, "", "0")
    if not _WHOLE.fullmatch(whole) or not decimals.isdigit():
        raise _not_understood(text)
    return Decimal(f"{re.sub('[^0-9]', '', whole)}.{decimals}") if mark else Decimal(re.sub("[^0-9]", "", whole))


def _decimal_mark(figures: str, text: str, language: str, *, grouped: bool) -> str:
    """Which of the point and the comma begins the decimals, if either does."""
    marks = re.sub(r"\d", "", figures)
    last = marks[-1:]
    if last not in (".", ",") or marks.count(last) > 1:
        return ""
    whole, _last, after = figures.rpartition(last)
    could_be_thousands = grouped and len(marks) == 1 and len(after) == 3 and len(whole) <= 3 and whole != "0"
    if not could_be_thousands:
        return last
    symbols = Locale.parse(language).number_symbols["latn"]
    if last in (symbols["decimal"], symbols["group"]):
        return last if last == symbols["decimal"] else ""
    raise Unreadable(
        _("“%(text)s” can be %(thousands)s or %(decimals)s. Write %(whole)s for the first, %(more)s for the second.")
        % {
            "text": shown(text),
            "thousands": _written(Decimal(whole + after)),
            "decimals": _written(Decimal(f"{whole}.{after}")),
            "whole": whole + after,
            "more": f"{figures}0",
        }
    )


def _scale(word: str | None, text: str, language: str) -> int:
    """What "million" or "mio." multiplies by."""
    if word is None:
        return 1
    scales = scale_words().get(word.strip(". "))
    if scales is None:
        raise _not_understood(text)
    scale = settled(scales, language)
    if scale is None:
        first, second = sorted(scales)
        raise Unreadable(
            _("“%(text)s” can be times %(first)s or times %(second)s. Write the number out in figures.")
            % {"text": shown(text), "first": _written(Decimal(first)), "second": _written(Decimal(second))}
        )
    return scale


def _written(number: Decimal) -> str:
    """As the reader writes it."""
    locale = (get_language() or "en").split("-")[0]
    return str(format_decimal(number, locale=locale, decimal_quantization=False))


def _not_understood(text: str) -> Unreadable:
    return Unreadable(
        _("“%(text)s” is not understood as one number. Write only its figures, such as %(example)s.")
        % {"text": shown(text), "example": _written(Decimal("1234.56"))}
    )
