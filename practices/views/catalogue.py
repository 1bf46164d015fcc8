"""The catalogue: every fact sheet, filtered, sorted and counted; all of its state stands in the address."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError
from rest_framework.settings import api_settings

from practices.facets import chips, count_facets
from practices.filters import PracticeFilterSet
from practices.filters.options import SORTS
from practices.models import Practice
from practices.ordering import DEFAULT_SORT, order_of, sortable

YEARS = ("started_from", "started_to", "ended_from", "ended_to")


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The list with its facets; a parameter that is not on offer gets 400 and a page that says what is."""
    blank = [name for name in request.GET if not any(request.GET.getlist(name))]
    if blank:
        return _without(request, blank)
    language = get_language() or "en"
    everything = Practice.objects.all()
    filterset = PracticeFilterSet(request.GET, queryset=everything)
    if not filterset.is_valid():
        return _refused(request, filterset.form.errors)
    sort = filterset.chosen("sort") or DEFAULT_SORT
    rows = sortable(filterset.qs.for_list(language), sort)
    try:
        paginator = _paginator()
        page = paginator.paginate(rows, order_of(sort), request.GET.get("cursor", ""), paginator.size_of(request.GET))
    except ValidationError as error:
        return _refused(request, error.detail)
    facets = count_facets(filterset, everything)
    context: dict[str, Any] = {
        "page": page,
        "facets": facets,
        "years": filterset.form,
        "years_chosen": any(filterset.chosen(name) is not None for name in YEARS),
        "kept": [(n, v) for n, values in request.GET.lists() if n not in ("sort", "cursor") for v in values],
        "chips": chips(filterset, request.GET),
        "sorts": SORTS,
        "sort": sort,
        "query": _query(request),
        "same_search": _query(request, but=("cursor",)),
    }
    return render(request, "practices/catalogue.html", context)


def _paginator() -> Any:
    """The project's paging (config.pagination), which the settings name."""
    return cast("Any", api_settings.DEFAULT_PAGINATION_CLASS)()


def _refused(request: HttpRequest, errors: Any) -> HttpResponse:
    return render(request, "practices/catalogue_refused.html", {"errors": errors.items()}, status=400)


def _without(request: HttpRequest, blank: list[str]) -> HttpResponse:
    """A form sends what nobody filled in; the address does without it."""
    kept = request.GET.copy()
    for name in blank:
        kept.pop(name)
    address = f"{request.path}?{kept.urlencode()}" if kept else request.path
    return HttpResponseRedirect(address)


def _query(request: HttpRequest, but: tuple[str, ...] = ()) -> str:
    kept = request.GET.copy()
    for name in but:
        kept.pop(name, None)
    return kept.urlencode()
