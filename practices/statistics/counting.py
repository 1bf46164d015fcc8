"""Counting in SQL: one query for a table, in which no fact sheet is loaded.

What is counted is fact sheets, each once for a value, however many of its rows hold that value.
"""

from typing import Any

from django.db.models import Count, F, TextField, Value
from django.db.models.functions import Cast

from practices.querysets import PracticeQuerySet
from practices.statistics.axes import Axis

# The column of the totals; no value is written like it.
ALL = "*"

# By the value of the line and of the column; what is not there is none.
Counts = dict[tuple[str, str], int]


def count(rows: PracticeQuerySet, by: Axis, across: Axis | None = None) -> Counts:
    """How many fact sheets have each value of `by`, as its column ALL, and how many each pair with one of `across`."""
    lines = by.keyed(rows.order_by(), "line")
    found = _numbers(lines.annotate(column=Value(ALL, TextField())), distinct=by.repeats)
    if across is not None:
        pairs = across.keyed(lines, "across").annotate(column=Cast("across", TextField()))
        found = found.union(_numbers(pairs, distinct=by.repeats or across.repeats), all=True)
    return {
        (by.value_of(line), column if column == ALL or across is None else across.value_of(column)): number
        for line, column, number in found
    }


def _numbers(rows: Any, *, distinct: bool) -> Any:
    # Telling fact sheets apart takes a sort, which costs more than the counting.
    return rows.values_list(F("line"), F("column")).annotate(number=Count("pk", distinct=distinct))
