"""The forms of finding an organisation and of proposing one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import OrganisationKind
from network.folding import sort_key
from network.forms.text import OneLine, Select
from network.models import Country, Organisation
from network.workflows import OrganisationData, Place

LONGEST_NAME = 250


def countries() -> list[tuple[str, str]]:
    """Code and name in the reader's language, sorted by it."""
    return sorted(
        ((country.pk, country.name) for country in Country.objects.all()), key=lambda each: sort_key(each[1])
    )


class FindForm(forms.Form):
    """What is known of an organisation that somebody looks for."""

    q = OneLine(
        label=_("Name, or a part of it"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("In any of its languages, with or without accents."),
        attrs={"autocomplete": "organization"},
    )
    country = forms.ChoiceField(label=_("Country"), required=False, widget=Select())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Any country")), *countries()]  # type: ignore[attr-defined]  # a ChoiceField


class OrganisationForm(forms.Form):
    """An organisation as somebody proposes it, or the secretariat takes it in."""

    name = OneLine(
        label=_("Name in its own language"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give the name of the organisation.")},
        attrs={"autocomplete": "organization"},
    )
    name_en = OneLine(
        label=_("Name in English"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("If it uses one."),
        attrs={"autocomplete": "off"},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Choose one")), *OrganisationKind.choices],
        error_messages={"required": _("Choose the kind of the organisation.")},
        widget=Select(),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        help_text=_("None for an organisation of several countries."),
        widget=Select(),
    )
    place = OneLine(
        label=_("Town or region"), max_length=120, required=False, attrs={"autocomplete": "address-level2"}
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Give the address of a website, like https://www.example.eu.")},
        widget=forms.TextInput(attrs={"class": "ecl-text-input", "inputmode": "url", "autocomplete": "url"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Several countries")), *countries()]  # type: ignore[attr-defined]  # a ChoiceField

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationForm":
        """The form with what stands in a record."""
        return cls(
            initial={
                "name": organisation.name,
                "name_en": organisation.names.get("en", ""),
                "kind": organisation.kind,
                "country": organisation.country_id or "",
                "place": organisation.place_name,
                "website": organisation.website,
            }
        )

    def written(self, stands: Organisation | None = None) -> OrganisationData:
        """What was typed, once it is valid; with the names in further languages that stand in a record."""
        typed = self.cleaned_data
        others = {language: name for language, name in (stands.names if stands else {}).items() if language != "en"}
        return OrganisationData(
            name=typed["name"],
            names=others | ({"en": typed["name_en"]} if typed["name_en"] else {}),
            kind=OrganisationKind(typed["kind"]),
            country=typed["country"] or None,
            place=Place(name=typed["place"]) if typed["place"] else None,
            website=typed["website"],
        )
