"""The forms by which a draft begins and is handed in."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, User
from practices.enums import Language

LONGEST_NOTE = 2000
# What a page's script says of text that it puts back into a box.
KEPT = _("You typed this here before and did not send it.")


class NewDraftForm(forms.Form):
    """On whose behalf, and in which language."""

    organisation = forms.ModelChoiceField(
        label=_("On behalf of"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        to_field_name="slug",
        error_messages={"required": _("Choose an organisation."), "invalid_choice": _("Choose one of your own.")},
        widget=forms.Select(attrs={"class": "select"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=Language.choices,
        help_text=_("The one in which you write best. Translations can be added beside it."),
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose one from the list.")},
        widget=forms.Select(attrs={"class": "select"}),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, initial={"language": user.language})
        mine = Organisation.objects.of(user).order_by("name", "pk")
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]  # a ModelChoiceField

    @property
    def has_organisations(self) -> bool:
        """Whether there is one to choose."""
        field: Any = self.fields["organisation"]
        return bool(field.queryset)


class SubmitForm(forms.Form):
    """What is new, said with a draft that is handed in."""

    note = forms.CharField(
        label=_("What is new"),
        required=False,
        help_text=_("For the reviewer; it is published with this version."),
        # No `max_length`: of what is pasted, a browser would cut off the rest without a word.
        validators=[
            MaxLengthValidator(
                LONGEST_NOTE, message=_("Shorten this to %(limit_value)s characters: it has %(show_value)s.")
            )
        ],
        widget=forms.Textarea(
            attrs={
                "class": "ecl-text-area",
                "rows": 3,
                "data-kept": KEPT,
                "data-kept-by": "submit",
                "form": "overview",
            }
        ),
    )
