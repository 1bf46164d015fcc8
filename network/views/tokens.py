"""The page of somebody's tokens of the API: what there is, a new one, the end of one."""

from http import HTTPStatus

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.access import signed_in, typed_before
from network.enums import TokenScope
from network.errors import InvalidRecord
from network.forms import TokenForm
from network.limits import limited
from network.models import ApiToken, User
from network.once import once
from network.views.answers import REFUSED, add_faults, person
from network.workflows.tokens import make_token, revoke_token

REVOKE = "revoke"
LONGEST_NUMBER = 19  # digits: every number of fewer fits into the column
# What a view hands to the page that answers a request, beside the answer that is kept.
MADE = "network.views.tokens.made"


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("tokens", "60/hour")
def tokens(request: HttpRequest) -> HttpResponseBase:
    """Somebody's tokens. A POST makes one, or ends the one whose number stands in `revoke`."""
    user = person(request)
    if request.method != "POST":
        typed = typed_before(request)
        return _page(request, user, TokenForm(typed, user=user))
    if REVOKE in request.POST:
        return _revoke(request, user)
    answer = _make(request)
    made = request.META.get(MADE)
    if made is None:
        return answer
    token, secret = made
    return render(request, "network/token_made.html", {"token": token, "secret": secret})


@once
def _make(request: HttpRequest) -> HttpResponse:
    """Makes a token. What is kept for a second click is a redirect: the secret stands on one answer alone.

    Raises:
        ReauthenticationRequired: a token outlasts the session, which may be borrowed; allauth keeps what was typed.
    """
    user = person(request)
    form = TokenForm(request.POST, user=user)
    if form.is_valid():
        raise_if_reauthentication_required(request, app="")
        asked = form.cleaned_data
        try:
            request.META[MADE] = make_token(
                user=user,
                organisation=asked["organisation"],
                name=asked["name"],
                scopes=asked["scopes"],
                days=int(asked["days"]),
                by=user,
            )
        except InvalidRecord as error:
            add_faults(form, error)
        else:
            return redirect(f"{reverse('network:tokens')}?again=1")
    return _page(request, user, form, status=REFUSED)


def _revoke(request: HttpRequest, user: User) -> HttpResponse:
    given = request.POST[REVOKE]
    number = int(given) if given.isascii() and given.isdigit() and len(given) < LONGEST_NUMBER else 0
    token = user.api_tokens.filter(pk=number).first()
    if token is None:
        raise Http404
    revoke_token(token=token, by=user)
    messages.success(request, _("The token “%(name)s” was revoked: it opens nothing any more.") % {"name": token.name})
    return redirect("network:tokens")


def _page(request: HttpRequest, user: User, form: TokenForm, status: int = HTTPStatus.OK) -> HttpResponse:
    rows = user.api_tokens.select_related("organisation").order_by("-created_at", "-pk")
    here = {place.pk for place in form.places}
    context = {
        "rows": [_row(token, at_home=token.organisation_id in here) for token in rows],
        "form": form,
        "again": "again" in request.GET,
        "parked": request.method != "POST" and form.is_bound,
    }
    return render(request, "network/tokens.html", context, status=status)


def _row(token: ApiToken, *, at_home: bool) -> dict[str, object]:
    """A token with what it may, and whether it still opens anything; `at_home` is whether its owner's place stands."""
    expired = token.expires_at <= timezone.now()
    return {
        "token": token,
        "may": [TokenScope(scope).label for scope in token.scopes],
        "expired": expired,
        "left": not at_home,
        "live": at_home and not expired and token.revoked_at is None,
    }
