"""The next version of a fact sheet that is published, or was."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from network.access import signed_in
from network.models import User
from network.once import once
from practices.errors import Gone, WrongState
from practices.models import Draft, Practice
from practices.tombstones import live_or_gone
from practices.views.writing.where import person
from practices.workflows import begin_again, begin_version


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_version(request: HttpRequest, slug: str) -> HttpResponse:
    """Begins it and leads there; where it is in work already, leads there, too. A GET leads to the fact sheet.

    What was taken off the site is begun again where it stopped.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("practices:fact_sheet", args=[slug]))
    user = person(request)
    try:
        practice = live_or_gone(Practice.objects.for_fact_sheet(), slug=slug)
        return redirect(begin_version(practice=practice, by=user))
    except Gone as gone:
        return redirect(_begun(gone.tombstone.fact_sheet_id, user) or begin_again(tombstone=gone.tombstone, by=user))
    except WrongState:
        there = _begun(practice.public_id, user)
        if there is None:
            raise
        return redirect(there)


def _begun(fact_sheet_id: uuid.UUID, user: User) -> Draft | None:
    return Draft.objects.of(user).open().filter(fact_sheet_id=fact_sheet_id).first()
