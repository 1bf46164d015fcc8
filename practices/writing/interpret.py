"""What was typed into a section, field by field: its value, how it was understood, or what is wrong with it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from network.models import FormerSlug, Organisation
from practices.partial_dates import PartialDate
from practices.writing.fields import Field, Kind, Section
from practices.writing.money import read_together
from practices.writing.readers import Around, read
from practices.writing.understood import Problem, Understood, place

__all__ = ["Problem", "Understood", "is_blank", "rows_in", "understand"]


def understand(section: Section, data: Mapping[str, Any], language: str) -> Understood:
    """Reads each field by itself, and those of the budget together.

    Args:
        data: as a draft's section holds it; keys that the section does not have are left alone.
        language: of the text in a section of texts, else the draft's: it settles what "1.234" means.
    """
    found = Understood()
    around = Around(language, str(data.get("currency", "")), *_in_the_directory(section, data))
    for one in section.fields:
        typed = data.get(one.key, one.empty)
        if one.kind is Kind.ROWS:
            found.values[one.key] = _rows(section, one, typed, around, found)
            continue
        try:
            value = read(one, typed, around)
        except ValueError as error:
            found.values[one.key] = False if one.kind is Kind.TICK else None
            shown = language if section.per_language else ""
            found.problems.append(Problem(section.name, one.key, str(error), shown))
        else:
            found.values[one.key] = value
            _say(found, one, one.key, value, typed)
    if section.name == "money":
        read_together(found)
    return found


def rows_in(typed: Any) -> list[Mapping[str, Any]]:
    """The rows of a field, whatever was stored in it."""
    return [row for row in typed if isinstance(row, dict)] if isinstance(typed, list) else []


def is_blank(one: Field, row: Mapping[str, Any]) -> bool:
    """Whether nothing was typed in a row."""
    return not any(str(row.get(column.key) or "").strip() for column in one.columns)


def _rows(section: Section, one: Field, typed: Any, around: Around, found: Understood) -> list[dict[str, Any]]:
    """Rows with anything in them; what cannot be read is left out of its row and named."""
    rows = rows_in(typed)
    values = []
    for number, row in enumerate(rows[: one.most]):
        if is_blank(one, row):
            continue
        value: dict[str, Any] = {}
        for column in one.columns:
            given = row.get(column.key, "")
            try:
                value[column.key] = read(column, given, around)
            except ValueError as error:
                value[column.key] = None
                found.problems.append(Problem(section.name, one.key, str(error), "", number, column.key))
            else:
                _say(found, column, place(one.key, number, column.key), value[column.key], given)
        values.append(value)
    if len(rows) > one.most:
        said = _("At most %(most)s rows: join some of them.") % {"most": one.most}
        found.problems.append(Problem(section.name, one.key, said))
    return values


def _say(found: Understood, one: Field, key: str, value: Any, typed: Any) -> None:
    """How a date or number was understood, where that is more than what was typed."""
    said = ""
    if isinstance(value, PartialDate):
        said = value.for_reader
    elif one.kind in {Kind.NUMBER, Kind.WHOLE} and isinstance(value, Decimal | int):
        said = number_format(value, force_grouping=True)
    if said and said != str(typed).strip():
        found.read_back[key] = said


def _in_the_directory(section: Section, data: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Of the organisations that the section names: the slugs of those that there are, the names of those declined.

    One query where there are all, none where none is named.
    """
    named = {slug for one in section.fields for slug in _organisations(one, data.get(one.key))}
    there = {typed: found.slug for typed, found in Organisation.objects.under(named).items()} if named else {}
    gone = named - there.keys()
    declined = FormerSlug.objects.filter(slug__in=gone, organisation=None).values_list("slug", "name") if gone else ()
    return there, dict(declined)


def _organisations(one: Field, typed: Any) -> Iterator[str]:
    if one.kind is Kind.ORGANISATION and isinstance(typed, str) and typed.strip():
        yield typed.strip()
    for column in one.columns:
        for row in rows_in(typed):
            yield from _organisations(column, row.get(column.key))
