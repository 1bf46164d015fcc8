"""The pages of people's places in organisations: the colleagues, and one place with what can be done about it."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from network.access import signed_in
from network.enums import AffiliationState, Role
from network.errors import InvalidRecord, Refusal
from network.forms import ReasonForm, RightsForm
from network.models import Affiliation, Organisation, User
from network.views.answers import REFUSED, add_faults, person
from network.workflows import confirm_affiliation, end_affiliation, refuse_affiliation, set_affiliation_rights
from network.workflows.affiliations import decision, may_decide, may_set_rights


@signed_in
@require_safe
def colleagues(request: HttpRequest, slug: str) -> HttpResponse:
    """Who belongs to an organisation and who asks to, for those who belong to it and for the secretariat."""
    user = person(request)
    seen = Organisation.objects.all() if user.has_role(Role.SECRETARIAT) else Organisation.objects.of(user)
    organisation = get_object_or_404(seen, slug=slug)
    places = organisation.affiliations.select_related("user")
    context = {
        "organisation": organisation,
        "asking": places.waiting().order_by("asked_at", "pk"),
        "confirmed": places.confirmed().order_by("asked_at", "pk"),
    }
    return render(request, "network/colleagues.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def affiliation(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: who asks, what was decided. A POST names in `decision` what is to be done about it."""
    user = person(request)
    found = _seen(user, pk)
    if request.method != "POST":
        return _page(request, found)
    name = request.POST.get("decision", "")
    if name not in DECISIONS:
        raise Http404
    decide, said = DECISIONS[name]
    form = _form_of(name, found, user)(request.POST)
    if form.is_valid():
        try:
            decide(found, form, user)
        except Affiliation.DoesNotExist:
            raise Http404 from None
        except InvalidRecord as error:
            add_faults(form, error)
        except Refusal as refusal:
            return _page(request, _seen(user, pk), refusal=str(refusal), status=refusal.status)
        else:
            messages.success(
                request, str(said) % {"person": found.user.called, "organisation": found.organisation.name}
            )
            return redirect(_back_to(found, user))
    return _page(request, found, refused={name: form}, status=REFUSED)


def _seen(user: User, pk: int) -> Affiliation:
    places = Affiliation.objects.seen_by(user).select_related("user", "organisation", "decided_by")
    return get_object_or_404(places, pk=pk)


def _form_of(decision: str, place: Affiliation, user: User) -> type[forms.Form]:
    """What must be filled in: a reason, unless it is one's own place that one leaves."""
    if decision == "rights":
        return RightsForm
    against_another = decision == "refuse" or (decision == "end" and place.user_id != user.pk)
    return ReasonForm if against_another else forms.Form


def _page(
    request: HttpRequest,
    place: Affiliation,
    *,
    refusal: str = "",
    refused: Mapping[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    user = person(request)
    own = user.affiliations.confirmed().filter(organisation=place.organisation).first()
    given = refused or {}
    stands = {"may_submit": place.may_submit, "may_sign": place.may_sign}
    decides = may_decide(place, user, own)
    context = {
        "place": place,
        "decision": decision(place),
        "refusal": refusal,
        "is_own": place.user_id == user.pk,
        "is_colleague": own is not None,
        "waits": place.state == AffiliationState.ASKED,
        "holds": place.state == AffiliationState.CONFIRMED,
        "decides": decides,
        "sets_rights": decides and may_set_rights(user, own),
        "faults": next(iter(given.values()), None),
        "refuse_form": given.get("refuse") or ReasonForm(),
        "end_form": given.get("end") or ReasonForm(),
        "rights_form": given.get("rights") or RightsForm(initial=stands),
    }
    return render(request, "network/affiliation.html", context, status=status)


def _back_to(place: Affiliation, user: User) -> str:
    """Where the next decision is found, or one's own page when the place was one's own."""
    if place.user_id == user.pk:
        return reverse("network:account")
    if user.affiliations.confirmed().filter(organisation=place.organisation).exists():
        return reverse("network:colleagues", args=[place.organisation.slug])
    return reverse("network:secretariat")


def _confirm(place: Affiliation, _form: forms.Form, by: User) -> None:
    confirm_affiliation(affiliation=place, by=by)


def _refuse(place: Affiliation, form: forms.Form, by: User) -> None:
    refuse_affiliation(affiliation=place, reason=form.cleaned_data["reason"], by=by)


def _end(place: Affiliation, form: forms.Form, by: User) -> None:
    end_affiliation(affiliation=place, reason=form.cleaned_data.get("reason", ""), by=by)


def _set_rights(place: Affiliation, form: forms.Form, by: User) -> None:
    set_affiliation_rights(affiliation=place, by=by, **form.cleaned_data)


# By the value of the button: what it does, and what is said when it is done.
DECISIONS: dict[str, tuple[Callable[[Affiliation, forms.Form, User], None], Promise]] = {
    "confirm": (_confirm, _("%(person)s belongs to %(organisation)s now.")),
    "refuse": (_refuse, _("The request of %(person)s was refused.")),
    "end": (_end, _("%(person)s no longer belongs to %(organisation)s.")),
    "rights": (_set_rights, _("What %(person)s may do for %(organisation)s was saved.")),
}
