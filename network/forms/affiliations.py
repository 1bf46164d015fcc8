"""The forms of people's places in organisations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import Capacity
from network.forms.text import Lines, OneLine, Select

LONGEST_REASON = 2000


class JoinForm(forms.Form):
    """What somebody is in the organisation that they ask to join."""

    job_title = OneLine(
        label=_("Your job title"),
        max_length=150,
        error_messages={"required": _("Give your job title: who confirms you sees it.")},
        attrs={"autocomplete": "organization-title"},
    )
    capacity = forms.ChoiceField(
        label=_("You work there as"),
        choices=[("", _("None of these")), *Capacity.choices],
        required=False,
        widget=Select(),
    )


class ReasonForm(forms.Form):
    """Why a decision goes against somebody."""

    reason = Lines(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("The person concerned gets it by mail."),
        error_messages={"required": _("Give a reason: the person concerned reads it.")},
    )


class RightsForm(forms.Form):
    """What somebody may do on behalf of their organisation."""

    may_submit = forms.BooleanField(label=_("May submit fact sheets"), required=False)
    may_sign = forms.BooleanField(label=_("May sign, and say what colleagues may do"), required=False)
