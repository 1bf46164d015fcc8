"""Organisations offered while somebody types a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.access import signed_in
from practices.forms.writing import FIND, text_in
from practices.views.writing.saving import PLACE
from practices.views.writing.shown import offered_to
from practices.views.writing.where import person

LONGEST = 250


@signed_in
@require_safe
def organisation_offers(request: HttpRequest) -> HttpResponse:
    """Buttons of the section's form, for the input whose place is `place` and whose text has any name."""
    place = text_in(request.GET, "place")
    words = next((text_in(request.GET, name) for name in request.GET if name.endswith(FIND)), "")[:LONGEST]
    context = {
        "place": place if PLACE.fullmatch(place) else "",
        "words": words,
        "offers": offered_to(person(request), words.replace("\0", "")),
    }
    return render(request, "practices/writing/offers.html", context)
