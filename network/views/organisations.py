"""The way to one's organisation: find it, ask to join it, or propose it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.access import signed_in
from network.enums import AffiliationState
from network.errors import InvalidRecord
from network.folding import folded
from network.forms import FindForm, JoinForm, OrganisationForm
from network.limits import limited
from network.models import Organisation
from network.once import once
from network.views.answers import REFUSED, add_faults, person
from network.workflows import OrganisationData, Position, ask_to_join, propose_organisation

SHOWN = 20
DOUBLES = 5


@signed_in
@require_safe
def find_organisation(request: HttpRequest) -> HttpResponse:
    """The directory, by name and country: what has the words in its names, or else what is spelt alike."""
    form = FindForm(request.GET or None)
    asked = form.is_valid() and (form.cleaned_data["q"] or form.cleaned_data["country"])
    found, number, alike = _found(form.cleaned_data["q"], form.cleaned_data["country"]) if asked else ([], 0, False)
    places = {place.organisation_id: place for place in person(request).affiliations.open()}
    context = {
        "form": form,
        "asked": asked,
        "found": [(organisation, places.get(organisation.pk)) for organisation in found],
        "number": number,
        "alike": alike,
        "query": request.GET.urlencode(),
    }
    return render(request, "network/find_organisation.html", context, status=400 if form.errors else 200)


def _found(words: str, country: str) -> tuple[list[Organisation], int, bool]:
    """The first of them, the number of all, and whether they are only spelt alike."""
    matching = Organisation.objects.named(words)
    if country:
        matching = matching.filter(country=country)
    rows = list(matching.select_related("country").order_by(folded("name"), "pk")[:SHOWN])
    if rows or not words:
        return rows, matching.count(), False
    rows = doubles_of(words, country or None)
    return rows, len(rows), True


def doubles_of(name: str, country: str | None, *, beside: Organisation | None = None) -> list[Organisation]:
    """Those that may be the organisation of that name, the likeliest first; not the one that is asked about itself."""
    alike = Organisation.objects.like(name, country).select_related("country")
    return list((alike.exclude(pk=beside.pk) if beside else alike)[:DOUBLES])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@once
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks to join an organisation; while the question waits, what was said can be corrected here."""
    user = person(request)
    organisation = get_object_or_404(Organisation.objects.select_related("country"), slug=slug)
    place = user.affiliations.open().filter(organisation=organisation).first()
    stands = {"job_title": place.job_title, "capacity": place.capacity} if place else None
    form = JoinForm(request.POST if request.method == "POST" else None, initial=stands)
    if form.is_valid():
        try:
            ask_to_join(organisation=organisation, by=user, **form.cleaned_data)
        except Organisation.DoesNotExist:
            raise Http404 from None
        except InvalidRecord as error:
            add_faults(form, error)
        else:
            said = _("You asked to join %(organisation)s. You get a mail when somebody has answered.")
            messages.success(request, said % {"organisation": organisation.name})
            return redirect("network:account")
    context = {
        "organisation": organisation,
        "form": form,
        "belongs": place is not None and place.state == AffiliationState.CONFIRMED,
    }
    return render(request, "network/join.html", context, status=REFUSED if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("proposals", "30/hour")
@once
def propose(request: HttpRequest) -> HttpResponse:
    """Proposes an organisation that was not found, once its likely doubles were seen."""
    if request.method != "POST":
        known = {"name": request.GET.get("q", ""), "country": request.GET.get("country", "")}
        return _propose_page(request, OrganisationForm(initial=known), JoinForm())
    form, joining = OrganisationForm(request.POST), JoinForm(request.POST)
    if not (form.is_valid() and joining.is_valid()):
        return _propose_page(request, form, joining, status=REFUSED)
    data = form.written()
    doubles = doubles_of(data.name, data.country)
    if doubles and request.POST.get("none_of_these") != _shown_for(data):
        return _propose_page(request, form, joining, doubles=doubles, shown_for=_shown_for(data))
    try:
        organisation = propose_organisation(data=data, by=person(request), position=Position(**joining.cleaned_data))
    except InvalidRecord as error:
        add_faults(form, error)
        return _propose_page(request, form, joining, doubles=doubles, status=REFUSED)
    said = _("You proposed %(organisation)s. You get a mail when the secretariat has answered.")
    messages.success(request, said % {"organisation": organisation.name})
    return redirect("network:account")


def _shown_for(data: OrganisationData) -> str:
    """What the doubles were looked up for: another name or country has others."""
    return f"{data.country or ''} {data.name}"


def _propose_page(
    request: HttpRequest,
    form: OrganisationForm,
    joining: JoinForm,
    *,
    doubles: list[Organisation] | None = None,
    shown_for: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "joining": joining, "doubles": doubles or [], "shown_for": shown_for}
    return render(request, "network/propose.html", context, status=status)
