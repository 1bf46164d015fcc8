"""Somebody's own page: who they are, where they belong, and ways to all that is theirs."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.access import signed_in
from network.enums import AffiliationState, SiteLanguage
from network.errors import InvalidRecord
from network.forms import DetailsForm
from network.views.answers import REFUSED, add_faults, person
from network.workflows import correct_details


@signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in."""
    user = person(request)
    asking = Q(
        organisation__affiliations__state=AffiliationState.ASKED, organisation__affiliations__user__is_active=True
    )
    places = (
        user.affiliations.select_related("organisation", "decided_by")
        .annotate(asking=Count("organisation__affiliations", filter=asking))
        .order_by("-asked_at", "-pk")
    )
    roles = [grant.get_role_display() for grant in user.roles.order_by("role")]
    return render(request, "network/account.html", {"places": places, "roles": roles})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def correct_account(request: HttpRequest) -> HttpResponse:
    """A form for one's name and language."""
    user = person(request)
    stands = {"name": user.name, "language": user.language}
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=stands)
    if form.is_valid():
        try:
            correct_details(
                name=form.cleaned_data["name"], language=SiteLanguage(form.cleaned_data["language"]), by=user
            )
        except InvalidRecord as error:
            add_faults(form, error)
        else:
            messages.success(request, _("Your details were saved."))
            return redirect("network:account")
    return render(request, "network/correct_account.html", {"form": form}, status=REFUSED if form.errors else 200)
