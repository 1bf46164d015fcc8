"""Proposing an organisation that a fact sheet names and the directory does not have."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.access import signed_in, typed_before
from network.errors import InvalidRecord
from network.forms import OrganisationForm
from network.limits import limited
from network.models import Organisation
from network.once import once
from network.workflows import OrganisationData, propose_organisation
from practices.forms.writing import text_in
from practices.models import Draft
from practices.views.writing.saving import PLACE
from practices.views.writing.where import own_draft, person
from practices.writing import BY_NAME
from practices.writing.places import mark_of, section_address

DOUBLES = 5
NONE_OF_THESE = "none_of_these"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("proposals", "30/hour")
@once
def propose_named(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Its form; likely doubles are shown first. It leads back to the input (`section`, `place`) that asked for it."""
    draft = own_draft(request, public_id)
    if request.method != "POST":
        before = typed_before(request)
        form = OrganisationForm(before) if before else OrganisationForm(initial={"name": text_in(request.GET, "q")})
        return _page(request, draft, form)
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return _page(request, draft, form, status=422)
    data = form.written()
    doubles = _doubles(data)
    if doubles and text_in(request.POST, NONE_OF_THESE) != _shown_for(data):
        return _page(request, draft, form, doubles=doubles, shown_for=_shown_for(data))
    try:
        organisation = propose_organisation(data=data, by=person(request))
    except InvalidRecord as error:
        for name, said in error.faults.items():
            for message in said:
                form.add_error(name if name in form.fields else None, message)
        return _page(request, draft, form, doubles=doubles, status=error.status)
    messages.success(
        request, _("You proposed %(organisation)s: choose it below.") % {"organisation": organisation.name}
    )
    return HttpResponseRedirect(_back(request, draft))


def _doubles(data: OrganisationData) -> list[Organisation]:
    return list(Organisation.objects.like(data.name, data.country).select_related("country")[:DOUBLES])


def _shown_for(data: OrganisationData) -> str:
    """What the doubles were looked up for: another name or country has others."""
    return f"{data.country or ''} {data.name}"


def _back(request: HttpRequest, draft: Draft) -> str:
    name, place = text_in(request.GET, "section"), text_in(request.GET, "place")
    if name not in BY_NAME or not PLACE.fullmatch(place):
        return draft.get_absolute_url()
    return f"{section_address(draft, name)}?{urlencode({'find': place})}#{mark_of(place)}"


def _page(
    request: HttpRequest,
    draft: Draft,
    form: OrganisationForm,
    *,
    doubles: list[Organisation] | None = None,
    shown_for: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "draft": draft,
        "form": form,
        "doubles": doubles or [],
        "shown_for": shown_for,
        "back": _back(request, draft),
    }
    return render(request, "practices/writing/propose.html", context, status=status)
