"""The form of a new token of the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import TokenScope
from network.forms.text import OneLine, Select
from network.models import Organisation, User

DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("1 year"))]


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick; what is wrong with them leads to the first."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The id of a box."""
        return super().id_for_label(id_, "0" if index is None else index)


class TokenForm(forms.Form):
    """What a token is for and what it may do, for one organisation of its owner."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose an organisation in which your place is confirmed."),
            "invalid_choice": _("Choose an organisation in which your place is confirmed."),
        },
        widget=Select(),
    )
    name = OneLine(
        label=_("Name"),
        help_text=_("Which system uses it, so that you know it again: “Content system of the city”."),
        max_length=80,
        error_messages={
            "required": _("Give the token a name."),
            "max_length": _("Give it a name of at most 80 characters."),
        },
        attrs={"autocomplete": "off"},
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=TokenScope.choices,
        error_messages={"required": _("Choose what the token may do.")},
        widget=Boxes,
    )
    days = forms.ChoiceField(label=_("It expires after"), choices=DAYS, initial="90", widget=Select())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.of(user).order_by("name", "pk")
        self.places = list(organisation.queryset)
        organisation.choices = [(place.pk, place.name) for place in self.places]
