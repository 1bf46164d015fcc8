"""Fact sheets as CSV: RFC 4180, UTF-8."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence

from practices.exports.neutral import neutral
from practices.resources.cells import written


class _Handed:
    """Hands each line that is written to it back to the writer's caller."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The file, record by record.

    It begins with a byte order mark: Excel takes a file without one for the system's old code page, and Greek for
    gibberish.
    """
    writer = csv.writer(_Handed())
    yield codecs.BOM_UTF8 + writer.writerow(header).encode()
    for row in rows:
        yield writer.writerow([_cell(value) for value in row]).encode()


def _cell(value: object) -> str:
    return neutral(value) if isinstance(value, str) else written(value)
