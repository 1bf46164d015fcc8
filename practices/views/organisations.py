"""An organisation and the practices that it runs or works along in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.models import Organisation
from practices.models import Practice
from practices.ordering import by_title


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Its facts, what it runs, and where it is a partner; the address of a double leads to it."""
    found = Organisation.objects.listed().select_related("country").under([slug]).get(slug)
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect("practices:organisation", found.slug, permanent=True)
    practices = by_title(Practice.objects.for_list(get_language() or "en"))
    context = {
        "organisation": found,
        "organised": practices.filter(organiser=found),
        "partnered": practices.filter(partners__organisation=found),
    }
    return render(request, "practices/organisation.html", context)
