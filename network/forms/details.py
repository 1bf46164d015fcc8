"""The form of what people say about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import SiteLanguage
from network.forms.text import OneLine, Select


class DetailsForm(forms.Form):
    """Name and language."""

    name = OneLine(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("Colleagues and reviewers see it. Left empty, they see your address up to the @."),
        attrs={"autocomplete": "name"},
    )
    language = forms.ChoiceField(label=_("Language of mails"), choices=SiteLanguage.choices, widget=Select())
