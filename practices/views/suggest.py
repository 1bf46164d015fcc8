"""What somebody may be about to type."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from practices.filters import CompletionFilterSet
from practices.models import Practice
from practices.search import completions
from practices.views.searching import refused


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Fact sheets and words that begin as typed: for htmx the bare list, otherwise a page with the search field."""
    filterset = CompletionFilterSet(request.GET, queryset=Practice.objects.none())
    if not filterset.is_valid():
        return refused(request, filterset.form.errors)
    offers = completions(filterset.chosen("q") or "")
    in_place = request.headers.get("HX-Request") == "true"
    template = "practices/offers_in_place.html" if in_place else "practices/suggest.html"
    number = len(offers.searches) + len(offers.fact_sheets)
    answer = render(request, template, {"offers": offers, "number": number})
    patch_vary_headers(answer, ["HX-Request"])
    return answer
