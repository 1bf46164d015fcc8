"""How the values of a fact sheet are written into one cell of a table, and several of them together."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

Value = str | int | float | Decimal | bool | dt.date | dt.datetime | None

# Between codes, and between the records and the named parts of what has parts.
BETWEEN_CODES = "; "
BETWEEN_RECORDS = "\n"
BETWEEN_PARTS = " | "
_ESCAPED = str.maketrans({"\\": r"\\", "|": r"\|", "\n": r"\n", "\r": r"\r"})


def written(value: object) -> str:
    """A value as JSON writes it, without quotation marks; empty for null."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        case dt.date():
            return value.isoformat()
        case float():
            return repr(value)
        case _:
            return str(value)


def plain(number: Decimal) -> str:
    """A number to its last digit that says something: "12000", "1.5"."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def codes(values: Iterable[object]) -> str:
    """Codes and numbers, in which the separator cannot occur."""
    return BETWEEN_CODES.join(map(str, values))


def records(entries: Iterable[Mapping[str, Value]]) -> str:
    r"""One line for each, "level: local | name: Ville"; parts that say nothing are left out.

    A backslash, “|” or line break inside a part stands as \\, \|, \n or \r, so that every part can be had back.
    """
    return BETWEEN_RECORDS.join(
        BETWEEN_PARTS.join(
            f"{name}: {written(value).translate(_ESCAPED)}" for name, value in entry.items() if value not in (None, "")
        )
        for entry in entries
    )
