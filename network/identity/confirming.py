"""Confirming that it is still the owner who sits there, before what would outlast a borrowed session.

Whoever has a password types it once more, or the code of their second factor; that is allauth's. It lets everybody
else through, who has signed in with the identity provider alone: these sign in there once more. Without a provider
that knows them they choose a password first, by a link that is sent to their address.
"""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    is_reauthentication_required,
    resume_request,
)
from allauth.core.exceptions import ReauthenticationRequired
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from network.models import User

# What somebody goes to the identity provider for, beside signing in ("login") and connecting ("connect").
CONFIRM = "confirm"
# That nobody comes back who was not asked there who they are (OpenID Connect Core 1.0, 3.1.2.1).
ASK_AGAIN = {"prompt": "login", "max_age": "0"}


def ways(user: User) -> list[dict[str, str]]:
    """How somebody confirms who has neither a password nor a second factor here, as allauth describes such ways."""
    known = SocialAccount.objects.filter(user=user, provider=settings.IDENTITY_PROVIDER_ID).exists()
    if settings.IDENTITY_PROVIDER and known:
        said = _("Sign in at %(name)s once more") % {"name": settings.IDENTITY_PROVIDER}
        return [{"id": "confirm_there", "description": said, "url": reverse("confirm_there")}]
    said = _("Choose a password by mail")
    return [{"id": "first_password", "description": said, "url": reverse("account_reset_password")}]


def require_more_than_a_session(request: HttpRequest) -> None:
    """Lets nobody through who has neither a password nor a second factor, and has not confirmed there lately.

    Raises:
        ReauthenticationRequired: leads to the first of `ways`.
    """
    if not get_reauthentication_flows(request.user) and not _confirmed_there(request):
        raise ReauthenticationRequired


def way_to_confirm(request: HttpRequest) -> HttpResponse | None:
    """Where somebody goes first who has not confirmed lately, for a page that is not to be shown before.

    What was sent to it is not kept: it may be a password.
    """
    try:
        if not is_reauthentication_required(request, app=""):
            return None
    except ReauthenticationRequired:
        pass
    way = get_adapter().get_reauthentication_methods(request.user)[0]
    return HttpResponseRedirect(f"{way['url']}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")


def confirm_there(request: HttpRequest, sociallogin: Any) -> bool:
    """Takes it down that the owner of the account has just signed in at the identity provider; whether it was them."""
    signed_in_at = getattr(sociallogin, "signed_in_at", None)
    asked_again = isinstance(signed_in_at, int) and time.time() - signed_in_at < app_settings.REAUTHENTICATION_TIMEOUT
    if not (asked_again and sociallogin.is_existing and sociallogin.user == request.user):
        return False
    request.session.cycle_key()  # ASVS 5.0, 7.2.4
    record_authentication(
        request, sociallogin.user, "socialaccount", provider=sociallogin.account.provider, reauthenticated=True
    )
    return True


def go_on(request: HttpRequest, following: str) -> HttpResponse:
    """Does what was asked for before confirming, or leads back to where it was asked for."""
    request.GET = QueryDict(urlencode({REDIRECT_FIELD_NAME: following}))  # as allauth gives it back
    answer: HttpResponse | None = resume_request(request)
    return answer or HttpResponseRedirect(reverse("network:account"))


def _confirmed_there(request: HttpRequest) -> bool:
    records = [each for each in get_authentication_records(request, request.user) if each.get("reauthenticated")]
    return bool(records) and bool(time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT)
