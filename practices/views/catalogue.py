"""The catalogue: every fact sheet, filtered, sorted and counted; all of its state stands in the address."""

from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from rest_framework.settings import api_settings

from practices.facets import chips
from practices.filters import PracticeFilterSet
from practices.filters.options import SORTS
from practices.models import Practice
from practices.ordering import BEST_MATCH, asked_sort
from practices.search import FACETS, ask, finder_of, load, other_words
from practices.views.addresses import changed
from practices.views.neighbours import within
from practices.views.presentations import presentation_of, presented, sort_for
from practices.views.searching import of_a_search, query_without

YEARS = ("started_from", "started_to", "ended_from", "ended_to")


@of_a_search
def catalogue(request: HttpRequest, filterset: PracticeFilterSet) -> HttpResponse:
    """The list with its facets; a parameter that is not on offer gets 400 and a page that says what is."""
    searched = filterset.chosen("q") is not None
    presentation = presentation_of(request.GET)
    sort_for(presentation, filterset)
    answer = ask(filterset, FACETS)
    paginator = _paginator()
    page = paginator.paginate(answer, request.GET.get("cursor", ""), paginator.size_of(request.GET))
    listed = Practice.objects.for_list(get_language() or "en")
    rows = load(page.rows, listed.with_names() if searched else listed)
    sort = asked_sort(filterset.chosen("sort"), words=searched)
    context: dict[str, Any] = {
        "page": replace(page, rows=rows),
        "facets": answer.facets,
        "years": filterset.form,
        "years_chosen": any(filterset.chosen(name) is not None for name in YEARS),
        "kept": [(n, v) for n, values in request.GET.lists() if n not in ("sort", "cursor") for v in values],
        "chips": chips(filterset, request.GET),
        "sorts": [(name, label) for name, label in SORTS if searched or name != BEST_MATCH],
        "sort": sort,
        "query": query_without(request),
        "same_search": query_without(request, ["cursor"]),
        "within": within(request.GET, sort),
        "finder": finder_of(filterset),
        "typed": filterset.chosen("q") or "",
        "other_words": [(words, changed(request.GET, q=[words])) for words in other_words(filterset, answer.count)],
    }
    return render(request, "practices/catalogue.html", presented(presentation, request, filterset, context))


def _paginator() -> Any:
    """The project's paging (config.pagination), which the settings name."""
    return cast("Any", api_settings.DEFAULT_PAGINATION_CLASS)()
