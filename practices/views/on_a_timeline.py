"""The catalogue on a timeline: what ran when, and how much ran in each year."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from practices.filters import PracticeFilterSet
from practices.summaries import runs
from practices.timelines import axis_of, bar_of, columns


def timeline_context(_request: HttpRequest, filterset: PracticeFilterSet, shown: Mapping[str, Any]) -> dict[str, Any]:
    """A bar for each row of the page, and the years of all rows that match."""
    found = runs(filterset.qs)
    axis = axis_of(found)
    return {
        "axis": axis,
        "year_columns": columns(found, axis) if axis else [],
        "undated": sum(run.found for run in found if not run.dated),
        "bars": [
            (row, bar_of(row.started, row.finished, ongoing=row.ongoing, axis=axis) if axis else None)
            for row in shown["page"].rows
        ],
    }
