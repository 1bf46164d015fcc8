"""What the pages over a search share: its state stands in the address; a mistake in it is answered, not guessed."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError

from practices.filters import PracticeFilterSet
from practices.models import Practice


def of_a_search(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Gives a page the search that its address asks for, beside what the path of the address names.

    A parameter that is not on offer gets 400 and a page that says what is, and so does a ValidationError of the page;
    what a form sends for fields that nobody filled in is taken out of the address.
    """

    @require_safe
    @wraps(page)
    def answer(request: HttpRequest, **named: str) -> HttpResponseBase:
        if blank := [name for name in request.GET if not any(request.GET.getlist(name))]:
            return _without(request, blank)
        filterset = PracticeFilterSet(request.GET, queryset=Practice.objects.all())
        if not filterset.is_valid():
            return refused(request, filterset.form.errors)
        try:
            return page(request, filterset, **named)
        except ValidationError as error:
            return refused(request, error.detail)

    return answer


def query_without(request: HttpRequest, names: Iterable[str] = ()) -> str:
    """The parameters of the address but some, as it would be written."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()


def refused(request: HttpRequest, errors: Any) -> HttpResponse:
    """The page that says what is wrong with the parameters of an address, and what is allowed."""
    return render(request, "practices/catalogue_refused.html", {"errors": errors.items()}, status=400)


def _without(request: HttpRequest, blank: list[str]) -> HttpResponse:
    kept = query_without(request, blank)
    return HttpResponseRedirect(f"{request.path}?{kept}" if kept else request.path)
