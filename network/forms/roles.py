"""The forms by which the secretariat finds people and gives them roles."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import Role
from network.forms.text import Select


class PersonForm(forms.Form):
    """The whole address of somebody who has an account."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The whole address with which they signed up."),
        widget=forms.EmailInput(attrs={"class": "ecl-text-input", "autocomplete": "off"}),
    )


class RoleForm(forms.Form):
    """A role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=Select())
