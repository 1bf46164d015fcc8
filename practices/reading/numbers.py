"""Numbers as people write them: "1 234,56", "1.234,56", "1,234.56", "1'234.56", "€ 12.000", "1.5 million", "2k"."""

import re
from collections.abc import Collection
from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from practices.errors import Unreadable
from practices.reading.currencies import signs
from practices.reading.scales import scale_words
from practices.reading.typed import LONGEST, fold, plain, settled, shown

TOO_LARGE = 10**14  # network.constraints.AMOUNTS: more than any budget
MOST_PLACES = 6  # of decimals: more than any rate has

_NUMBER = re.compile(r"(?P<sign>[+-]? ?)(?P<figures>\d(?:[\d .,']*\d)?)(?:[.,]-{1,2})? ?(?P<scale>[^\W\d_][^\d]*)?")
_OF = re.compile(r" d(?:e|i|'|)$")  # of euros: "2 millones de", "2 millions d'"
_WHOLE = re.compile(r"\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*|\d+")


def read_number(
    text: str,
    language: str,
    *,
    units: Collection[str] | None = None,
    places: int = MOST_PLACES,
    signed: bool = False,
    grouped: bool = True,
) -> Decimal:
    """A number written with any separators; where they could be read two ways, as the language has them.

    Args:
        text: in figures of any script, with a word for thousands or millions if need be.
        language: that of the draft.
        units: what may stand beside it, folded (`signs` of a currency, "%"); those of the euro if not given.
        places: how many decimals it may have.
        signed: whether it may be less than nothing.
        grouped: whether thousands may be set apart by a point or comma; coordinates and rates of exchange are not.

    Raises:
        Unreadable: it is no number, or could be two; the message says what to write.
    """
    if len(text) > LONGEST:
        raise _not_understood(text)
    match = _NUMBER.fullmatch(_without_unit(fold(plain(text)), signs("EUR", language) if units is None else units))
    if match is None:
        raise _not_understood(text)
    if match["sign"].startswith("-") and not signed:
        raise Unreadable(_("“%(text)s” is less than nothing. Write a number from 0 on.") % {"text": shown(text)})
    whole, decimals = _parts(match["figures"], text, "" if not grouped else language, places)
    number = Decimal(f"{whole}.{decimals}" if decimals else whole)
    if match["scale"]:
        scaled = number * _scale(match["scale"], text, language)
        number = Decimal(int(scaled)) if scaled == int(scaled) else scaled.normalize()
    if number >= TOO_LARGE:
        raise Unreadable(_("“%(text)s” is larger than any such number. Check its figures.") % {"text": shown(text)})
    if -int(number.normalize().as_tuple().exponent) > places:
        raise _too_exact(text, places)
    return -number if match["sign"].startswith("-") else number


def _without_unit(said: str, units: Collection[str]) -> str:
    for unit in sorted(units, key=len, reverse=True):
        if said.startswith(unit):
            return said.removeprefix(unit).lstrip(". ")
        if said.rstrip(".").endswith(unit):
            return said.rstrip(".").removesuffix(unit).rstrip()
    return said


def _parts(figures: str, text: str, language: str, places: int) -> tuple[str, str]:
    """The figures before and after the decimal mark."""
    mark = _decimal_mark(figures, text, language, places)
    whole, _mark, decimals = figures.rpartition(mark) if mark else (figures, "", "")
    if not _WHOLE.fullmatch(whole) or not (decimals or "0").isdigit():
        raise _not_understood(text)
    return re.sub("[^0-9]", "", whole), decimals


def _decimal_mark(figures: str, text: str, language: str, places: int) -> str:
    """Which of the point and the comma begins the decimals, if either does; no language, no marks of thousands."""
    marks = re.sub(r"\d", "", figures)
    last = marks[-1:]
    if last not in (".", ",") or marks.count(last) > 1:
        return ""
    whole, _last, after = figures.rpartition(last)
    if not language or len(marks) > 1 or len(after) != 3 or len(whole) > 3 or whole == "0":
        return last
    symbols = Locale.parse(language).number_symbols["latn"]
    if last == symbols["group"]:
        return ""
    if last == symbols["decimal"] and places >= 3 and not after.endswith("0"):
        return last
    raise Unreadable(
        _("“%(text)s” can be %(thousands)s or %(decimals)s. Write %(whole)s for the first, %(more)s for the second.")
        % {
            "text": shown(text),
            "thousands": _written(Decimal(whole + after)),
            "decimals": _written(Decimal(f"{whole}.{after}")),
            "whole": whole + after,
            "more": f"{whole}{last}{after.rstrip('0') or '0'}" if after.endswith("0") else f"{figures}0",
        }
    )


def _scale(word: str, text: str, language: str) -> int:
    """What "million" or "mio." multiplies by."""
    scales = scale_words().get(_OF.sub("", word.strip(". ")))
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


def _too_exact(text: str, places: int) -> Unreadable:
    if not places:
        return Unreadable(_("“%(text)s” is no whole number. Write one without decimals.") % {"text": shown(text)})
    said = ngettext(
        "“%(text)s” is more exact than is kept. Round it to %(places)s decimal.",
        "“%(text)s” is more exact than is kept. Round it to %(places)s decimals.",
        places,
    )
    return Unreadable(said % {"text": shown(text), "places": places})


def _not_understood(text: str) -> Unreadable:
    if not text.strip():
        return Unreadable(
            _("Write a number in figures, such as %(example)s.") % {"example": _written(Decimal("1234.56"))}
        )
    return Unreadable(
        _("“%(text)s” is not understood as one number. Write only its figures, such as %(example)s.")
        % {"text": shown(text), "example": _written(Decimal("1234.56"))}
    )
