"""The next version of a published fact sheet."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from network.access import signed_in
from network.once import once
from practices.errors import WrongState
from practices.models import Draft, Practice
from practices.views.writing.where import person
from practices.workflows import begin_version


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_version(request: HttpRequest, slug: str) -> HttpResponse:
    """Begins it and leads there; where it is in work already, leads there, too. A GET leads to the fact sheet."""
    practice = get_object_or_404(Practice.objects.for_fact_sheet(), slug=slug)
    if request.method != "POST":
        return HttpResponseRedirect(practice.get_absolute_url())
    user = person(request)
    try:
        draft = begin_version(practice=practice, by=user)
    except WrongState:
        there = Draft.objects.of(user).open().filter(fact_sheet_id=practice.public_id).first()
        if there is None:
            raise
        return redirect(there)
    return redirect(draft)
