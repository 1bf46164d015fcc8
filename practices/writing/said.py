"""What stands in a field, in words for a reader: labels for codes, names for slugs, dates and numbers as read."""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from network.models import Organisation
from practices.data import FactSheetData
from practices.enums import Language
from practices.models import Attachment
from practices.partial_dates import PartialDate
from practices.writing import BY_NAME
from practices.writing.fields import Field, Kind

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Wording:
    """Says what fields hold, as `typed_out` types it; asks for each vocabulary, and for all names, once."""

    def __init__(self, *contents: FactSheetData, typed: Iterable[Mapping[str, Any]] = ()) -> None:
        """Takes the fact sheets, or data of sections, whose organisations and files are going to be named."""
        self._options: dict[Any, Mapping[str, str]] = {}
        rows = [row for data in typed for row in _rows_of(data)]
        slugs = {name for content in contents for name in _organisations(content)}
        slugs |= {row[key] for row in rows for key in ("organiser", "organisation") if row.get(key)}
        self._organisations = {slug: found.name for slug, found in Organisation.objects.under(slugs).items()}
        files = {attachment.id for content in contents for attachment in content.attachments}
        files |= {uuid.UUID(row["id"]) for row in rows if _UUID.fullmatch(row.get("id", ""))}
        found = Attachment.objects.filter(public_id__in=files) if files else Attachment.objects.none()
        self._files = {str(one.public_id): one.name for one in found}

    def lines(self, one: Field, typed: Any) -> list[str]:
        """The paragraphs of a text, a line for each row or code, one line for anything else, none for nothing."""
        if one.kind is Kind.ROWS:
            return [line for row in typed if (line := self._row(one, row))]
        if one.kind is Kind.SEVERAL:
            return [self._label(one, code) for code in typed]
        text = str(typed or "")
        if one.kind is Kind.PROSE:
            return [line.strip() for line in text.splitlines() if line.strip()]
        said = self._said(one, text)
        return [said] if said else []

    def _said(self, one: Field, text: str) -> str:
        if not text or (one.kind is Kind.TICK and text != "yes"):
            return ""
        if one.kind in {Kind.YES_NO, Kind.TICK}:
            return _("Yes") if text == "yes" else _("No")
        if one.kind is Kind.CHOICE:
            return self._label(one, text)
        if one.kind is Kind.ORGANISATION:
            return str(self._organisations.get(text, text))
        written = _WRITTEN.get(one.kind)
        return written(text) if written else text

    def _row(self, one: Field, row: Mapping[str, str]) -> str:
        """Its first column as it is, the others with their labels."""
        parts = []
        for column in one.columns:
            said = self._files.get(row[column.key], "") if column.key == "id" else self._said(column, row[column.key])
            if said:
                named = _("%(label)s: %(value)s") % {"label": column.label, "value": said}
                parts.append(named if column is not one.columns[0] else said)
        return " · ".join(parts)

    def _label(self, one: Field, code: str) -> str:
        if one.options is None:
            return code
        if one.options not in self._options:
            self._options[one.options] = {value: str(label) for value, label in one.options()}
        return self._options[one.options].get(code, code)


def _rows_of(data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """What was typed in a section, and in each row of it."""
    yield data
    yield from (row for value in data.values() if isinstance(value, list) for row in value if isinstance(row, dict))


def label_of(field: str) -> str:
    """What a field is called that a remark is about (`section:key[:language]`): "Summary (Français)"."""
    name, _colon, rest = field.partition(":")
    key, _colon, language = rest.partition(":")
    section = BY_NAME.get(name)
    if section is None or key not in section:
        return field
    label = str(section[key].label)
    if language not in Language.values:
        return label
    return _("%(field)s (%(language)s)") % {"field": label, "language": Language(language).label}


def _organisations(content: FactSheetData) -> Iterable[str]:
    return [content.organiser, *(partner.name for partner in content.partners)]


def _number(text: str) -> str:
    try:
        return str(number_format(Decimal(text), force_grouping=True))
    except InvalidOperation:
        return text


def _date(text: str) -> str:
    try:
        return PartialDate.parse(text).for_reader
    except ValueError:
        return text


_WRITTEN: Mapping[Kind, Callable[[str], str]] = {Kind.NUMBER: _number, Kind.WHOLE: _number, Kind.DATE: _date}
