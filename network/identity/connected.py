"""Accounts at an identity provider: what becomes of somebody who comes from there."""

import logging
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.enums import SiteLanguage
from network.errors import InvalidRecord
from network.identity.confirming import CONFIRM, confirm_there
from network.identity.written import written
from network.models import User
from network.workflows import sign_up

logger = logging.getLogger(__name__)

# Where somebody goes on who has just confirmed that it is them: on the request, for the view.
CONFIRMED = "network.identity.confirmed"


class ConnectedAccountAdapter(DefaultSocialAccountAdapter):
    """An account is found by the provider's subject alone, never by an address."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("Choose a password first, or nothing would be left to sign in with."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tells whoever owns an address that has an account here what to do; they do not get into it this way.

        An address that the provider does not vouch for is left to the mail that is sent to it.

        Raises:
            ImmediateHttpResponse: that is what they are told, or they came to confirm that it is them.
        """
        if sociallogin.state.get("process") == CONFIRM:
            _confirm(request, sociallogin)
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        for address in sociallogin.email_addresses:
            taken = User.objects.filter(email__iexact=address.email).first() if address.verified else None
            if taken:
                logger.warning("account %s asked for by another subject of the identity provider", taken.pk)
                _refuse(request, taken.email)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Name, address and language as far as they are known."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        name = data.get("name") or " ".join(str(part) for part in parts if part)
        user.name = " ".join(str(name).replace("\0", "").split())[: User._meta.get_field("name").max_length]
        language = get_language() or ""
        user.language = language if language in SiteLanguage.values else SiteLanguage.EN
        return user

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, str]:
        """What the provider said."""
        return {name: getattr(sociallogin.user, name) for name in ("email", "name", "language")}

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Opens the account; nobody can sign in to it by a password.

        Raises:
            ImmediateHttpResponse: somebody else has just opened one with that address.
        """
        try:
            return written("sign_up", request, self._save, request, sociallogin, form)
        except (InvalidRecord, IntegrityError):
            _refuse(request, sociallogin.user.email)

    def _save(self, request: HttpRequest, sociallogin: Any, form: Any) -> User:
        if form is None:
            sign_up(user=sociallogin.user, password=None)
        return super().save_user(request, sociallogin, form)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Notes why nobody was let in: the kind of fault, not what was sent."""
        logger.warning("signing in by the identity provider failed: %s %s", error, type(exception).__name__)


def _confirm(request: HttpRequest, sociallogin: Any) -> NoReturn:
    """Signs nobody in and opens nothing: it is whoever is signed in already, or it is refused."""
    if not confirm_there(request, sociallogin):
        logger.warning("confirm_identity refused: account %s", request.user.pk or "unknown")
        raise ImmediateHttpResponse(render(request, "socialaccount/not_confirmed.html", status=403))
    logger.info("confirm_identity: account %s", request.user.pk)
    request.META[CONFIRMED] = sociallogin.state.get("next") or ""
    raise ImmediateHttpResponse(HttpResponseRedirect(""))  # the view that hears of it goes on from there


def _refuse(request: HttpRequest, email: str) -> NoReturn:
    page = render(request, "socialaccount/address_taken.html", {"email": email}, status=409)
    raise ImmediateHttpResponse(page)
