"""Forms that take a code."""

import logging
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from cryptography.fernet import InvalidToken
from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import User
from network.workflows.accounts import use_code

logger = logging.getLogger(__name__)


class Code(forms.Form):
    """A code, typed on the keyboard that suits it."""

    explained: Any = _("Six digits from your app, or one of your recovery codes.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.help_text = self.explained
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class KnownCode(Code):
    """A code of a second factor that is on."""

    user: User

    def clean_code(self) -> str:
        """The code, which is used up now."""
        try:
            return use_code(check=super().clean_code, by=self.user)  # type: ignore[misc]  # allauth's form stands behind
        except InvalidToken as error:
            logger.error("the second factor of account %s cannot be read: was the secret key changed?", self.user.pk)  # noqa: TRY400  # no secret in the log
            said = _("Your second factor cannot be read any more. Ask those who run the site to switch it off.")
            raise forms.ValidationError(said) from error


class CodeForm(KnownCode, AuthenticateForm):
    """The second step of signing in."""


class ConfirmByCodeForm(KnownCode, ReauthenticateForm):
    """The code once more."""


class SetUpForm(Code, ActivateTOTPForm):
    """The first code of an app: it proves that the app has the secret."""

    explained = _("Six digits that your app shows now.")
