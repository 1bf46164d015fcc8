"""Forms of accounts: signing up and in, passwords, the address. What they do, allauth does."""

from typing import Any

from allauth.account import forms as account
from allauth.account.fields import PasswordField
from allauth.account.internal.flows.signup import prevent_enumeration
from allauth.socialaccount import forms as connected
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.enums import SiteLanguage
from network.errors import InvalidRecord
from network.models import User

NEW_PASSWORD = _("New password")


class Plain(forms.Form):
    """A form of allauth's in the site's words: labels instead of examples that vanish, a password typed once.

    Whoever mistypes a new password chooses another by mail.
    """

    labels = {"email": _("E-mail address"), "login": _("E-mail address"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, PasswordField) and name in {"password", "oldpassword"}:
                field.help_text = ""
            if isinstance(field, forms.EmailField):
                field.widget.attrs["inputmode"] = "email"


class SignInForm(Plain, account.LoginForm):
    """E-mail address and password."""


class ConfirmForm(Plain, account.ReauthenticateForm):
    """The password once more."""


class About(forms.Form):
    """Who somebody is, and how they want to be written to."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("Your colleagues and the reviewers of your fact sheets see it; readers do not."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of mails"), choices=SiteLanguage.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean_name(self) -> str:
        """The name on one line."""
        return " ".join(self.cleaned_data["name"].split())


class SignUpForm(Plain, About, account.SignupForm):
    """A new account."""

    field_order = ("name", "email", "password1", "language")
    labels = Plain.labels | {"password1": _("Password")}

    def validate_unique_email(self, value: str) -> str:
        """Notes whether somebody has the address; who merely wants to change to it keeps nobody out."""
        self.account_already_exists = User.objects.filter(email__iexact=value).exists()
        return value

    def clean_password1(self) -> str:
        """A password that is not the name either."""
        password: str = self.cleaned_data["password1"]
        typed = {name: self.cleaned_data.get(name, "") for name in ("email", "name")}
        validate_password(password, User(**typed))
        return password

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponseBase | None]:
        """Opens the account; an address that has one gets a mail instead, after as much work."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        else:
            try:
                return self.save(request), None
            except (InvalidRecord, IntegrityError):  # somebody was quicker with this address
                self.account_already_exists = True
        return None, prevent_enumeration(request, email=self.cleaned_data["email"])


class ConnectedSignUpForm(Plain, About, connected.SignupForm):
    """What the identity provider did not say about somebody new."""

    field_order = ("name", "email", "language")


class ForgottenPasswordForm(Plain, account.ResetPasswordForm):
    """Where to send the link."""

    users: list[User]

    def clean_email(self) -> str:
        """The address, and whose it is: nobody's who merely wants to change to it."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.email.lower() == email.lower()]
        return email


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):
    """A new password for one that was forgotten."""

    labels = {"password1": NEW_PASSWORD}


class FirstPasswordForm(Plain, account.SetPasswordForm):
    """A password for an account that had none."""

    labels = {"password1": NEW_PASSWORD}


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    """The password, and the one in its place."""

    labels = {"oldpassword": _("Current password"), "password1": NEW_PASSWORD}


class NewAddressForm(Plain, account.AddEmailForm):
    """The address to change to."""

    labels = {"email": _("New e-mail address")}
