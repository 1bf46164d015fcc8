"""The catalogue: every fact sheet, filtered, sorted and counted; all of its state stands in the address."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from rest_framework.settings import api_settings

from practices.facets import chips, count_facets
from practices.filters import PracticeFilterSet
from practices.filters.options import SORTS
from practices.models import Practice
from practices.ordering import DEFAULT_SORT, order_of, sortable
from practices.views.searching import of_a_search, query_without

YEARS = ("started_from", "started_to", "ended_from", "ended_to")


@of_a_search
def catalogue(request: HttpRequest, filterset: PracticeFilterSet) -> HttpResponse:
    """The list with its facets; a parameter that is not on offer gets 400 and a page that says what is."""
    sort = filterset.chosen("sort") or DEFAULT_SORT
    rows = sortable(filterset.qs.for_list(get_language() or "en"), sort)
    paginator = _paginator()
    page = paginator.paginate(rows, order_of(sort), request.GET.get("cursor", ""), paginator.size_of(request.GET))
    context: dict[str, Any] = {
        "page": page,
        "facets": count_facets(filterset, Practice.objects.all()),
        "years": filterset.form,
        "years_chosen": any(filterset.chosen(name) is not None for name in YEARS),
        "kept": [(n, v) for n, values in request.GET.lists() if n not in ("sort", "cursor") for v in values],
        "chips": chips(filterset, request.GET),
        "sorts": SORTS,
        "sort": sort,
        "query": query_without(request),
        "same_search": query_without(request, ["cursor"]),
    }
    return render(request, "practices/catalogue.html", context)


def _paginator() -> Any:
    """The project's paging (config.pagination), which the settings name."""
    return cast("Any", api_settings.DEFAULT_PAGINATION_CLASS)()
