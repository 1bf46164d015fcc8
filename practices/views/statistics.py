"""The study's tables over a search: as a page with charts, and each as a CSV file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from practices.facets import chips
from practices.filters import PracticeFilterSet
from practices.picks import Picks
from practices.statistics import SUBJECTS, Search, Statistics, Table, as_csv, charts
from practices.views.searching import of_a_search

# A table with more columns needs the whole width of the page.
MOST_COLUMNS = 5


@of_a_search
def statistics(request: HttpRequest, filterset: PracticeFilterSet) -> HttpResponse:
    """Every table with its chart; each number leads to its fact sheets."""
    search = Search(filterset, request.GET)
    found = Statistics(search)
    context: dict[str, Any] = {
        "base": found.base,
        "tables": [_drawn(table) for table in found.tables] if found.base else [],
        "chips": chips(filterset, request.GET),
        "query": search.address({}),
        "all_practices": reverse("practices:statistics") + Picks.carried(request.GET).carried_along,
    }
    return render(request, "practices/statistics.html", context)


@of_a_search
def statistics_file(request: HttpRequest, filterset: PracticeFilterSet, table: str) -> HttpResponse:
    """One table as CSV, by its name."""
    subject = {subject.name: subject for subject in SUBJECTS}.get(table)
    if subject is None:
        raise Http404
    counted = Statistics(Search(filterset, request.GET)).table(subject)
    return HttpResponse(
        as_csv(counted),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="practices-{table}.csv"'},
    )


def _drawn(table: Table) -> dict[str, Any]:
    """The table with its chart, as the page shows them."""
    rows = zip(table.rows, charts.shades(table), strict=True)
    return {
        "wide": len(table.columns) > MOST_COLUMNS,
        "narrowed": table.narrowed,
        "legend": table.columns if table.subject.chart == "stacked" else [],
        "subject": table.subject,
        "base": table.base,
        "columns": table.columns,
        "rows": [(row, list(zip(row.cells, shades, strict=True))) for row, shades in rows],
        "bars": charts.bars(table),
        "years": charts.years(table) if table.subject.chart == "columns" else None,
    }
