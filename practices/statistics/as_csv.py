"""A table as a CSV file."""

from practices.exports import csv_lines
from practices.statistics.tables import Table

HEAD = ("value", "label", "n", "base", "percent")


def as_csv(table: Table) -> bytes:
    """The table in the form of the other CSV files; its head holds codes, which are the same in every language.

    The share keeps its decimal (“16.0”), with a point whatever the language.
    """
    head = [*HEAD, *(value for value, _label in table.columns)]
    rows = [
        [row.value, str(row.label), row.n, table.base, str(row.percent), *(cell.n for cell in row.cells)]
        for row in table.rows
    ]
    return b"".join(csv_lines(head, rows))
