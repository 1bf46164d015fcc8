"""Signing in with an identity provider, and the accounts there that are connected to one here."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.socialaccount import views as allauth
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from network.identity.confirming import CONFIRM, go_on
from network.identity.connected import CONFIRMED
from network.identity.provider import UNREACHABLE, IdentityAdapter
from network.identity.written import alone, written
from network.views.written import Written


class ConnectionsView(Written, allauth.ConnectionsView):
    """The connected accounts."""

    workflow = "disconnect_account"

    def form_valid(self, form: Any) -> HttpResponse:
        """Takes one off."""
        return written(self.workflow, self.request, alone, self.request, super(Written, self).form_valid, form)


class ConnectedSignUpView(Written, allauth.SignupView):
    """What the identity provider did not say about somebody new."""

    workflow = "sign_up"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Goes to the identity provider: by a page that leads there, as no form of this site may be sent elsewhere."""
    adapter = _adapter(request, provider_id)
    provider = adapter.get_provider()
    if request.method != "POST":
        page = {
            "provider": provider,
            "process": request.GET.get("process", "login"),
            "next": request.GET.get("next", ""),
        }
        return render(request, "socialaccount/login.html", page)
    try:
        away = provider.redirect_from_request(request)
    except UNREACHABLE as error:
        refused: HttpResponse = render_authentication_error(request, provider, exception=error)
        return refused
    return render(request, "socialaccount/leaving.html", {"provider": provider, "address": away["Location"]})


@never_cache
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the identity provider sends somebody back to: the one address whose GET signs in.

    OpenID Connect leaves no choice: the session's cookie does not come along with a form of another site.
    """
    adapter = _adapter(request, provider_id)
    answer: HttpResponse
    try:
        answer = OAuth2CallbackView.adapter_view(adapter)(request)
    except UNREACHABLE as error:
        answer = render_authentication_error(request, adapter.get_provider(), exception=error)
    return go_on(request, request.META[CONFIRMED]) if CONFIRMED in request.META else answer


@never_cache
@login_required
@require_safe
def confirm_there(request: HttpRequest) -> HttpResponse:
    """The way to the identity provider for somebody who confirms that it is them by signing in there once more."""
    here = [way for way in get_adapter().get_reauthentication_methods(request.user) if way["url"] == request.path]
    if not here:
        return redirect("network:account")
    page = {"process": CONFIRM, "next": request.GET.get("next", "")}
    return render(request, "socialaccount/confirm.html", page)


def _adapter(request: HttpRequest, provider_id: str) -> IdentityAdapter:
    """What talks with the provider.

    Raises:
        Http404: none is set (docs/settings.md).
    """
    adapter: Any = IdentityAdapter(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    return adapter
