"""The pages of the secretariat: what waits for it, proposed organisations, roles."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.access import role_required
from network.enums import Role
from network.errors import InvalidRecord, Refusal
from network.forms import FindForm, OrganisationForm, ReasonForm
from network.models import Affiliation, Organisation
from network.views.answers import REFUSED, add_faults, person
from network.views.organisations import SHOWN, doubles_of
from network.workflows import confirm_organisation, decline_organisation, merge_organisation

# Of each kind so many are shown, the oldest first; what is decided makes room for the next.
QUEUE = 50


@role_required(Role.SECRETARIAT)
@require_safe
def secretariat(request: HttpRequest) -> HttpResponse:
    """What waits: people who ask to join, and organisations that were proposed."""
    asking = Affiliation.objects.waiting().filter(organisation__proposed=False)
    proposed = Organisation.objects.filter(proposed=True)
    context = {
        "asking": asking.select_related("user", "organisation").order_by("asked_at", "pk")[:QUEUE],
        "asking_number": asking.count(),
        "proposed": proposed.select_related("country").order_by("created_at", "pk")[:QUEUE],
        "proposed_number": proposed.count(),
    }
    return render(request, "network/secretariat.html", context)


@role_required(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def proposed_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """A proposed organisation. A POST names in `decision` whether to confirm it, or decline it, or which it is."""
    organisation = Organisation.objects.select_related("country").filter(slug=slug).first()
    if request.method != "POST":
        if organisation is None:
            raise Http404
        return _proposal(request, organisation)
    decide = {"confirm": _confirm, "decline": _decline, "merge": _merge}.get(request.POST.get("decision", ""))
    if decide is None:
        raise Http404
    if organisation is not None:
        try:
            return decide(request, organisation)
        except Organisation.DoesNotExist:
            pass
        except Refusal as refusal:
            organisation.refresh_from_db()
            return _proposal(request, organisation, refusal=str(refusal), status=refusal.status)
    messages.info(request, _("Somebody of the secretariat was quicker: this proposal is not here any more."))
    return redirect("network:secretariat")


def _confirm(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = OrganisationForm(request.POST)
    if form.is_valid():
        along = {int(pk) for pk in request.POST.getlist("along") if pk.isascii() and pk.isdigit() and len(pk) < 19}
        try:
            confirm_organisation(
                organisation=organisation, data=form.written(organisation), affiliations=along, by=person(request)
            )
        except InvalidRecord as error:
            add_faults(form, error)
        else:
            said = _("%(organisation)s is in the directory now.") % {"organisation": form.cleaned_data["name"]}
            return _done(request, said)
    return _proposal(request, organisation, form=form, status=REFUSED)


def _decline(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _proposal(request, organisation, decline_form=form, status=REFUSED)
    decline_organisation(organisation=organisation, reason=form.cleaned_data["reason"], by=person(request))
    return _done(request, _("%(organisation)s was declined.") % {"organisation": organisation.name})


def _merge(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    kept = get_object_or_404(Organisation, slug=request.POST.get("into", "").replace("\0", ""))
    merge_organisation(organisation=organisation, into=kept, by=person(request))
    said = _("%(organisation)s was put aside for %(kept)s.")
    return _done(request, said % {"organisation": organisation.name, "kept": kept.name})


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("network:secretariat")


def _proposal(
    request: HttpRequest,
    organisation: Organisation,
    *,
    form: OrganisationForm | None = None,
    decline_form: ReasonForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    finding = FindForm(request.GET or None, auto_id="find_%s")
    words = finding.cleaned_data["q"] if finding.is_valid() else ""
    others = Organisation.objects.named(words).exclude(pk=organisation.pk).select_related("country")
    context = {
        "organisation": organisation,
        "asking": organisation.affiliations.waiting().select_related("user").order_by("asked_at", "pk"),
        "doubles": list(others.order_by("name", "pk")[:SHOWN])
        if words
        else doubles_of(organisation.name, organisation.country_id, beside=organisation),
        "words": words,
        "finding": finding,
        "form": form or OrganisationForm.of(organisation),
        "decline_form": decline_form or ReasonForm(),
        "faults": form or decline_form,
        "refusal": refusal,
    }
    return render(request, "network/proposed_organisation.html", context, status=status)
