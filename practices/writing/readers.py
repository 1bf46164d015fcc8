"""How one field is read: from text to a value, or to a sentence that says what to write instead."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from practices.reading import currencies, read_amount, read_date, read_number, read_rate
from practices.writing.fields import Field, Kind, Measure

_YEAR = re.compile(r"19[5-9]\d|20\d\d|2100", re.ASCII)
MOST_PEOPLE = 2**31 - 1


@dataclass(frozen=True)
class Around:
    """What settles what a text means.

    `language` is that of the draft or text, `currency` the one chosen in the section; `organisations` are, by
    the slugs typed, those that the directory has for them, `declined` the names of those that were not taken into it.
    """

    language: str
    currency: str = ""
    organisations: Mapping[str, str] = field(default_factory=dict)
    declined: Mapping[str, str] = field(default_factory=dict)


def read(one: Field, typed: Any, around: Around) -> Any:
    """The value of one field or column: a str, Decimal, int, bool, PartialDate or list of codes; None for nothing.

    Raises:
        ValueError: it cannot be read as such; the message says what to do.
    """
    if one.kind is Kind.SEVERAL:
        return _codes(one, typed)
    text = str(typed or "").strip()
    if one.kind is Kind.TICK and not text:
        return False
    if not text:
        return None
    if len(text) > one.longest:
        longest = number_format(one.longest, force_grouping=True)
        raise ValueError(_("Shorten this to %(longest)s characters.") % {"longest": longest})
    if "\0" in text:
        raise ValueError(_("Take out the characters that are no text."))
    reader = _READERS.get(one.kind)
    return reader(one, text, around) if reader else text


def _codes(one: Field, typed: Any) -> list[str]:
    offered = {code for code, _label in one.options()} if one.options else set()
    codes = [str(code) for code in typed] if isinstance(typed, list | tuple) else []
    unknown = [code for code in codes if code not in offered]
    if unknown:
        raise ValueError(_("“%(code)s” is not on offer: choose from the list.") % {"code": unknown[0][:80]})
    return list(dict.fromkeys(codes))


def _number(one: Field, text: str, around: Around) -> Decimal:
    language = around.language
    if one.measure is Measure.MONEY and around.currency in currencies("en"):
        return read_amount(text, language, around.currency)
    if one.measure in {Measure.MONEY, Measure.EURO}:
        return read_amount(text, language, "EUR")
    if one.measure is Measure.RATE:
        return read_rate(text, language)
    if one.measure is Measure.DEGREES:
        return read_number(text, language, units=("°",), signed=True, grouped=False)
    if one.measure is Measure.PERCENT:
        return read_number(text, language, units=("%",), places=2)
    if one.measure is Measure.SIGNED:
        return read_number(text, language, units=("%", "€"), signed=True, places=2)
    return read_number(text, language)


def _whole(_one: Field, text: str, around: Around) -> int:
    number = read_number(text, around.language, places=0)
    if number > MOST_PEOPLE:
        raise ValueError(_("That is more than there are people in Europe: write the number itself."))
    return int(number)


def _year(_one: Field, text: str, _around: Around) -> int:
    if not _YEAR.fullmatch(text):
        raise ValueError(_("Write a year in four digits, from 1950 on."))
    return int(text)


def _organisation(_one: Field, text: str, around: Around) -> str:
    if text in around.declined:
        raise ValueError(_("“%(name)s” was not taken up: choose another.") % {"name": around.declined[text]})
    if text not in around.organisations:
        raise ValueError(_("This organisation is not in the directory: pick another or propose it."))
    return around.organisations[text]


def _file(_one: Field, text: str, _around: Around) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise ValueError(_("This is no file of the fact sheet: add it on the page of this section.")) from None


def _answer(_one: Field, text: str, _around: Around) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError(_("Answer “yes” or “no”, or leave it open."))
    return text == "yes"


def _tick(_one: Field, text: str, _around: Around) -> bool:
    if text != "yes":
        raise ValueError(_("Write “yes”, or leave it empty."))
    return True


_READERS: Mapping[Kind, Callable[[Field, str, Around], Any]] = {
    Kind.DATE: lambda _one, text, around: read_date(text, language=around.language),
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.YEAR: _year,
    Kind.YES_NO: _answer,
    Kind.TICK: _tick,
    Kind.ORGANISATION: _organisation,
    Kind.FILE: _file,
    Kind.CHOICE: lambda one, text, _around: _codes(one, [text])[0],
}
