"""Fact sheets as an Excel workbook: numbers as numbers, dates as dates, every text a text."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from practices.exports.neutral import neutral
from practices.resources.cells import BETWEEN_CODES, Value, written

# What a sheet of Excel's holds ("Excel specifications and limits"): rows besides the header, characters of a cell,
# digits of a number.
MOST_ROWS = 1_048_575
MOST_CHARACTERS = 32_767
MOST_DIGITS = 15
# Names the columns whose text did not fit, last in each row.
SHORTENED = "shortened"
SHEET = "practices"

# What XML 1.0 cannot hold (2.2, Char), and what Excel reads as the code of a character (ECMA-376, 22.9.2.19).
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[Value]], file: IO[bytes]) -> None:
    """Writes a workbook of one sheet into a file that can be read and sought.

    The sheet grows in a temporary file, row by row; the memory that it takes does not.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    with _no_remains(sheet):
        sheet.freeze_panes = "A2"
        sheet.append([*header, SHORTENED])
        last = 1
        for last, row in enumerate(rows, start=2):  # noqa: B007  # counted for the filter
            sheet.append(_cells(sheet, header, row))
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header) + 1)}{last}"
        book.save(file)


@contextmanager
def _no_remains(sheet: Any) -> Iterator[None]:
    """Removes the sheet's temporary file where it comes to no workbook; openpyxl keeps it until the process ends."""
    try:
        yield
    except BaseException:
        with suppress(Exception):  # a full disk, say, on which it cannot be finished
            sheet.close()
        with suppress(FileNotFoundError):
            sheet._writer.cleanup()
        raise


def _cells(sheet: Any, header: Sequence[str], row: Sequence[Value]) -> list[Any]:
    cells: list[Any] = []
    shortened: list[str] = []
    for name, value in zip(header, row, strict=True):
        cell = _cell(value)
        if isinstance(cell, str) and _too_long(cell):
            cell = _cut(cell)
            shortened.append(name)
        cells.append(_as_text(sheet, cell) if isinstance(cell, str) else cell)
    return [*cells, BETWEEN_CODES.join(shortened) or None]


def _cell(value: Value) -> str | int | float | dt.date | None:
    match value:
        case None | "":
            return None
        case bool() | float():
            return value
        case int() | Decimal():
            return _number(Decimal(value))
        case dt.datetime():
            # Excel knows no time zones, and no more than milliseconds.
            utc = value.astimezone(dt.UTC).replace(tzinfo=None)
            return utc.replace(microsecond=utc.microsecond // 1000 * 1000)
        case dt.date():
            return value
        case _:
            return _legal(neutral(value))


def _number(number: Decimal) -> int | float | str:
    if len(number.normalize().as_tuple().digits) > MOST_DIGITS:
        return written(number)
    return int(number) if number == int(number) else float(number)


def _legal(text: str) -> str:
    """With U+FFFD for what XML cannot hold, and its line breaks as Excel's own."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CODE.sub("_x005F_", _ILLEGAL.sub("\ufffd", text))


def _too_long(text: str) -> bool:
    """Excel counts as UTF-16 does: an emoji is two characters."""
    return len(text) * 2 > MOST_CHARACTERS and len(text.encode("utf-16-le")) > 2 * MOST_CHARACTERS


def _cut(text: str) -> str:
    notice = _("… [Shortened: a cell of Excel's holds no more. The CSV file has the whole text.]")
    room = 2 * (MOST_CHARACTERS - len(notice))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + notice


def _as_text(sheet: Any, text: str) -> Any:
    """A cell that is a text whatever it looks like: openpyxl would take “#N/A” for an error, and “=” for a formula."""
    if not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
