"""What a draft's section may hold: anything a person types, but no other kind of thing."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from network.errors import InvalidRecord
from practices.writing.fields import LONGEST_PROSE, Field, Kind, Section

# What is typed may be longer than what is accepted, so that it can be kept and shortened; up to here.
LONGEST_KEPT = 5 * LONGEST_PROSE
MOST_CODES = 200

# What PostgreSQL keeps in no JSON: NUL, and halves of letters that an API client may send.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def in_shape(section: Section, data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were given, just as typed but for what is no text.

    Raises:
        InvalidRecord: a key that the section does not have, or a value that is no text, list of texts or rows.
    """
    faults: dict[str, list[str]] = {}
    kept: dict[str, Any] = {}
    for key, value in data.items():
        if key not in section:
            faults[key] = [_("This section has no such field.")]
            continue
        try:
            kept[key] = _shaped(section[key], value)
        except ValueError as error:
            faults[key] = [str(error)]
    if faults:
        raise InvalidRecord(faults)
    return kept


def _shaped(one: Field, value: Any) -> Any:
    if one.kind is Kind.SEVERAL:
        if not isinstance(value, list | tuple) or len(value) > MOST_CODES:
            raise ValueError(_("Write a list of codes."))
        return [_text(code) for code in value]
    if one.kind is Kind.ROWS:
        return _rows(one, value)
    return _text(value)


def _rows(one: Field, value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list | tuple) or len(value) > one.most:
        raise ValueError(_("Write a list of at most %(most)s rows.") % {"most": one.most})
    columns = [column.key for column in one.columns]
    rows = []
    for row in value:
        if not isinstance(row, Mapping) or any(key not in columns for key in row):
            raise ValueError(_("A row has these keys: %(keys)s.") % {"keys": ", ".join(columns)})
        rows.append({key: _text(row.get(key, "")) for key in columns})
    return rows


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(_("Write a text."))  # noqa: TRY004  # one kind of error, gathered above
    if len(value) > LONGEST_KEPT:
        raise ValueError(
            _("This is too long to be kept: shorten it to %(longest)s characters.") % {"longest": LONGEST_KEPT}
        )
    return _NO_TEXT.sub("", value)
