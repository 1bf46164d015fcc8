"""The form of a saved list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.picks import LONGEST_NAME


class SavedListForm(forms.Form):
    """The name under which somebody keeps a list."""

    name = forms.CharField(
        label=_("Name of the list"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Give the list a name."),
            "max_length": _("Give it a name of at most 120 characters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
