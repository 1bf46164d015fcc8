"""Accounts as allauth handles them here: whom it writes to and how, how long a session lasts, who is told what."""

import logging
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.logout import logout
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from network.enums import MailKind
from network.identity.confirming import require_more_than_a_session, ways
from network.limits import client_of
from network.mail import ABOUT
from network.models import User
from network.workflows import sign_up
from network.workflows.tokens import revoke_tokens

logger = logging.getLogger(__name__)


def end_session_in_time(request: HttpRequest) -> None:
    """Sets the moment at which the session ends, which nothing puts off (ASVS 5.0, 7.3.2)."""
    request.session.set_expiry(timedelta(seconds=settings.SESSION_COOKIE_AGE))


class AccountAdapter(DefaultAccountAdapter):
    """Writes to people in their language, keeps the rules of the project's own records."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _(
            "This e-mail address and password do not belong together. Both may be case-sensitive."
        ),
        "enter_current_password": _("This is not your current password. Type the one you signed in with."),
        "incorrect_code": _("This code is not right, or no longer. Type the one that your app shows now."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("That was too often. Wait a few minutes and try again."),
        "too_many_login_attempts": _("That was too often. Wait a few minutes and try again."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: FBT001, FBT002  # allauth's way
        """Opens the account that a form asks for; without a password where an identity provider vouches.

        Raises:
            InvalidRecord: somebody else has the address.
        """
        typed = form.cleaned_data
        user.email, user.name, user.language = typed["email"], typed["name"], typed["language"]
        return sign_up(user=user, password=typed.get("password1"))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Takes an address for confirmed, unless another account had it confirmed first."""
        try:
            with transaction.atomic():
                confirmed: bool = super().confirm_email(request, email_address)
        except IntegrityError:
            failed = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, failed, {"email": email_address.email})
            return False
        return confirmed

    def get_client_ip(self, request: HttpRequest) -> str:
        """What attempts are counted by: a keyed hash, so that no address of anybody lies in the cache."""
        return salted_hmac("network.identity", client_of(request), algorithm="sha256").hexdigest()

    def login(self, request: HttpRequest, user: User) -> None:
        """Signs in, under a new session key, until the session's last moment."""
        super().login(request, user)
        end_session_in_time(request)
        logger.info("account %s signed in", user.pk)

    def logout(self, request: HttpRequest) -> None:
        """Signs out."""
        number = request.user.pk
        super().logout(request)
        logger.info("account %s signed out", number)

    def set_password(self, user: User, password: str) -> None:
        """Sets a new password, and ends with the old one whatever else somebody may have made to get in."""
        super().set_password(user, password)
        revoke_tokens(user=user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether somebody has to confirm that it is them, if they have not lately.

        Raises:
            ReauthenticationRequired: they have nothing to do so here, and allauth would let them through.
        """
        require_more_than_a_session(self.request)
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """How somebody confirms that it is them, the first way first."""
        found: list[dict[str, str]] = super().get_reauthentication_methods(user)
        return found or (ways(user) if user.is_authenticated else [])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The account."""
        return self.get_login_redirect_url(request)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Under the site's own address, whatever host the request names."""
        return _of_the_site(super().get_email_confirmation_url(request, emailconfirmation), request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under the site's own address, whatever host the request names."""
        return _of_the_site(super().get_reset_password_from_key_url(key), self.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends a mail in the language of whoever has the address, or else of the page."""
        with self._language_of(email, context.get("user")):
            self.render_mail(template_prefix, email, context).send()

    def send_notification_mail(self, template_prefix: str, *args: Any, **kwargs: Any) -> None:
        """Tells the owner what was changed; that a new address was given up before it held is no change."""
        if template_prefix != "account/email/email_deleted":
            super().send_notification_mail(template_prefix, *args, **kwargs)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The mail, in the frame that every mail of the site has (templates/mail/frame.html).

        It names the account, so that an erasure finds it where its address was never confirmed.
        """
        given = context | {
            "email": email,
            "site_url": settings.SITE_URL,
            "site_name": str(settings.SITE_NAME),
            "identity_provider": settings.IDENTITY_PROVIDER,
        }
        subject = render_to_string(f"{template_prefix}_subject.txt", given).strip()
        given["frame"] = {
            "subject": subject,
            "language": translation.get_language(),
            "kind": MailKind.ACCOUNT.label,
            "unsubscribe": "",
        }
        user = context.get("user")
        about = {ABOUT: str(user.pk)} if isinstance(user, User) else {}
        return super().render_mail(template_prefix, email, given, (headers or {}) | about)

    def _language_of(self, email: str, user: User | None) -> AbstractContextManager[None]:
        there = getattr(self.request, "user", None)
        user = user or User.objects.filter(email__iexact=email).first() or (there if isinstance(there, User) else None)
        return translation.override(user.language if user else translation.get_language())


def sign_out_somebody_else(request: HttpRequest, user_id: int) -> None:
    """Ends the session of an account before a link of another account is followed."""
    if request.user.is_authenticated and request.user.pk != user_id:
        logout(request)


def _of_the_site(address: str, request: HttpRequest) -> str:
    return settings.SITE_URL + address.removeprefix(request.build_absolute_uri("/").rstrip("/"))
