"""Forms that take a code."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


class Code(forms.Form):
    """A code, typed on the keyboard that suits it."""

    explained: Any = _("Six digits from your app, or one of your recovery codes.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.help_text = self.explained
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class CodeForm(Code, AuthenticateForm):
    """The second step of signing in."""


class ConfirmByCodeForm(Code, ReauthenticateForm):
    """The code once more."""


class SetUpForm(Code, ActivateTOTPForm):
    """The first code of an app: it proves that the app has the secret."""

    explained = _("Six digits that your app shows now.")
