"""Leaving the site, and writing to an organiser."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.models import User
from practices.workflows.contact import LONGEST_MESSAGE, LONGEST_NAME


class EraseForm(forms.Form):
    """That it is really its owner who wants the account erased, and really this account."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Type it to say that you mean this account."),
        widget=forms.EmailInput(attrs={"class": "ecl-text-input", "autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"class": "ecl-text-input", "autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():  # who signs in through an identity provider has none
            del self.fields["password"]

    def clean_email(self) -> str:
        """Whether it is the account's.

        Raises:
            ValidationError: it is another.
        """
        typed: str = self.cleaned_data["email"]
        if typed.lower() != self.user.email.lower():
            raise ValidationError(_("This is not the address of this account."))
        return typed

    def clean_password(self) -> str:
        """Whether it is the account's.

        Raises:
            ValidationError: it is another.
        """
        typed: str = self.cleaned_data["password"]
        if not self.user.check_password(typed):
            raise ValidationError(_("This is not the password of this account."))
        return typed


class ContactForm(forms.Form):
    """A message to the organiser of a practice."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "ecl-text-input", "autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("They answer to it; nobody else sees it."),
        widget=forms.EmailInput(attrs={"class": "ecl-text-input", "autocomplete": "email"}),
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"class": "ecl-text-area", "rows": 8}),
    )
