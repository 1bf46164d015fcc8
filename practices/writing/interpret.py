"""What was typed into a section, field by field: its value, how it was understood, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from network.models import Organisation
from practices.partial_dates import PartialDate
from practices.reading import read_date, read_number
from practices.writing.fields import Field, Kind, Section

_YEAR = re.compile(r"(19[5-9]|20\d|2100)\d?", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field, or missing from it; `row` counts from 0 and `column` is a key of its columns."""

    section: str
    key: str
    message: str
    language: str = ""
    row: int | None = None
    column: str = ""

    @property
    def field(self) -> str:
        """`section:key` or `section:key:language`, as remarks and the API name it."""
        return ":".join(part for part in (self.section, self.key, self.language) if part)


@dataclass
class Understood:
    """A section as read: values by key (None for nothing), what was understood of dates and numbers, and problems.

    `read_back` holds the sentences by key; those of rows by `key.row.column`.
    """

    values: dict[str, Any] = field(default_factory=dict)
    read_back: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def understand(section: Section, data: Mapping[str, Any], language: str) -> Understood:
    """Reads each field by itself.

    Args:
        data: as a draft's section holds it; keys that the section does not have are left alone.
        language: of the text in a section of texts, else the draft's: it settles what "1.234" means.
    """
    found = Understood()
    for one in section.fields:
        typed = data.get(one.key, one.empty)
        if one.kind is Kind.ROWS:
            found.values[one.key] = _rows(section, one, typed, language, found)
            continue
        try:
            value = read(one, typed, language)
        except ValueError as error:
            found.values[one.key] = None
            shown = language if section.per_language else ""
            found.problems.append(Problem(section.name, one.key, str(error), shown))
        else:
            found.values[one.key] = value
            _say(found, one.key, value, typed)
    return found


def read(one: Field, typed: Any, language: str) -> Any:
    """The value of one field or column: a str, Decimal, int, bool, PartialDate or list of codes; None for nothing.

    Raises:
        ValueError: it cannot be read as such; the message says what to do.
    """
    if one.kind is Kind.SEVERAL:
        return _codes(one, typed)
    text = str(typed or "").strip()
    if one.kind is Kind.TICK:
        return text == "yes"
    if not text:
        return None
    if len(text) > one.longest:
        longest = number_format(one.longest, force_grouping=True)
        raise ValueError(_("Shorten this to %(longest)s characters.") % {"longest": longest})
    if "\0" in text:
        raise ValueError(_("Take out the characters that are no text."))
    if one.kind is Kind.CHOICE:
        return _codes(one, [text])[0]
    reader = _READERS.get(one.kind)
    return reader(text, language) if reader else text


def _codes(one: Field, typed: Any) -> list[str]:
    offered = {code for code, _label in one.options()} if one.options else set()
    codes = [str(code) for code in typed] if isinstance(typed, list | tuple) else []
    unknown = [code for code in codes if code not in offered]
    if unknown:
        raise ValueError(_("“%(code)s” is not on offer: choose from the list.") % {"code": unknown[0][:80]})
    return list(dict.fromkeys(codes))


def _whole(text: str, language: str) -> int:
    number = read_number(text, language)
    if number != number.to_integral_value():
        raise ValueError(_("Write a whole number."))
    if number > 2**31 - 1:
        raise ValueError(_("That is more than there are people in Europe: write the number itself."))
    return int(number)


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text) or len(text) != len("2011"):
        raise ValueError(_("Write a year in four digits, from 1950 on."))
    return int(text)


def _organisation(slug: str) -> str:
    if not Organisation.objects.filter(slug=slug).exists():
        raise ValueError(_("This organisation is not in the directory: pick another or propose it."))
    return slug


def _rows(section: Section, one: Field, typed: Any, language: str, found: Understood) -> list[dict[str, Any]]:
    """Rows with anything in them; what cannot be read is left out of its row and named."""
    rows = [row for row in typed if isinstance(row, dict)] if isinstance(typed, list) else []
    values = []
    for number, row in enumerate(rows[: one.most]):
        if not any(str(row.get(column.key, "")).strip() for column in one.columns):
            continue
        value: dict[str, Any] = {}
        for column in one.columns:
            try:
                value[column.key] = read(column, row.get(column.key, ""), language)
            except ValueError as error:
                value[column.key] = None
                found.problems.append(Problem(section.name, one.key, str(error), "", number, column.key))
            else:
                _say(found, f"{one.key}.{number}.{column.key}", value[column.key], row.get(column.key, ""))
        values.append(value)
    if len(rows) > one.most:
        said = _("At most %(most)s rows: join some of them.") % {"most": one.most}
        found.problems.append(Problem(section.name, one.key, said))
    return values


def _say(found: Understood, key: str, value: Any, typed: Any) -> None:
    """How a date or number was understood, where that is more than what was typed."""
    if isinstance(value, PartialDate):
        found.read_back[key] = value.for_reader
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        said = number_format(value, force_grouping=True)
        if said != str(typed).strip():
            found.read_back[key] = said


_READERS: Mapping[Kind, Callable[[str, str], Any]] = {
    Kind.DATE: lambda text, language: read_date(text, language=language),
    Kind.NUMBER: read_number,
    Kind.WHOLE: _whole,
    Kind.YEAR: lambda text, _language: _year(text),
    Kind.YES_NO: lambda text, _language: {"yes": True, "no": False}.get(text),
    Kind.ORGANISATION: lambda text, _language: _organisation(text),
}
