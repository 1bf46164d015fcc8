"""The secretariat's page of roles: who has which, and a way to grant and revoke them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.access import role_required
from network.enums import Role
from network.errors import InvalidRecord, Refusal
from network.forms import PersonForm, RoleForm
from network.models import RoleGrant, User
from network.views.answers import REFUSED, add_faults, person
from network.workflows import grant_role, revoke_role

# Digits of the largest primary key.
LONGEST_NUMBER = 18


@role_required(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Who has a role. A POST names in `decision` what to do: find somebody, grant a role or revoke one.

    Addresses of people come by POST alone, so that none stands in the address of a page or in a log.
    """
    if request.method != "POST":
        return _page(request)
    decide = {"find": _find, "grant": _grant, "revoke": _revoke}.get(request.POST.get("decision", ""))
    if decide is None:
        raise Http404
    return decide(request)


def _find(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, finding=form, status=REFUSED)
    found = User.objects.filter(email__iexact=form.cleaned_data["email"], is_active=True).first()
    if found is None:
        form.add_error("email", _("Nobody has an account with this address: they sign up first."))
        return _page(request, finding=form, status=REFUSED)
    return _page(request, finding=form, found=found)


def _grant(request: HttpRequest) -> HttpResponse:
    found = get_object_or_404(User, pk=_number(request, "person"))
    form = RoleForm(request.POST)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            grant_role(user=found, role=role, by=person(request))
        except InvalidRecord as error:
            add_faults(form, error)
        except Refusal as refusal:
            return _page(request, found=found, refusal=str(refusal), status=refusal.status)
        else:
            said = _("%(person)s has the role “%(role)s” now.")
            messages.success(request, said % {"person": found.called, "role": role.label})
            return redirect("network:roles")
    return _page(request, found=found, granting=form, status=REFUSED)


def _revoke(request: HttpRequest) -> HttpResponse:
    grant = RoleGrant.objects.select_related("user").filter(pk=_number(request, "grant")).first()
    if grant is None:
        return _too_late(request)
    try:
        revoke_role(user=grant.user, role=Role(grant.role), by=person(request))
    except RoleGrant.DoesNotExist:
        return _too_late(request)
    except Refusal as refusal:
        return _page(request, refusal=str(refusal), status=refusal.status)
    said = _("%(person)s no longer has the role “%(role)s”.")
    messages.success(request, said % {"person": grant.user.called, "role": grant.get_role_display()})
    own_way_in = (grant.user_id, grant.role) == (person(request).pk, Role.SECRETARIAT)
    return redirect("network:account" if own_way_in else "network:roles")


def _too_late(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Somebody of the secretariat was quicker: this role has been taken away already."))
    return redirect("network:roles")


def _number(request: HttpRequest, name: str) -> int:
    """A primary key from a form's hidden field."""
    given = request.POST.get(name, "")
    if not given.isascii() or not given.isdigit() or len(given) > LONGEST_NUMBER:
        raise Http404
    return int(given)


def _page(
    request: HttpRequest,
    *,
    finding: PersonForm | None = None,
    found: User | None = None,
    granting: RoleForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    grants = RoleGrant.objects.select_related("user", "granted_by").order_by("role", "user__email")
    context = {
        "grants": grants,
        "finding": finding or PersonForm(),
        "found": found,
        "found_roles": [grant.get_role_display() for grant in found.roles.order_by("role")] if found else [],
        "granting": granting or RoleForm(),
        "faults": granting or (finding if finding and finding.errors else None),
        "refusal": refusal,
    }
    return render(request, "network/roles.html", context, status=status)
