"""The form of the mails that somebody wants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import OPTIONAL_MAIL


class MailSettingsForm(forms.Form):
    """A box for each kind of mail that is no duty."""

    wanted = forms.MultipleChoiceField(
        label=_("Send me mails of these kinds"),
        choices=[(kind.value, kind.label) for kind in OPTIONAL_MAIL],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
