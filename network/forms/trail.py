"""The form by which the secretariat searches the audit trail."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.text import Select

LARGEST = 2**63 - 1  # of a bigint


def _number(**options: object) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"class": "ecl-text-input", "inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=widget, **options)  # type: ignore[arg-type]  # label and help text


class TrailForm(forms.Form):
    """Of which record and by whom; `before` and `after` are the numbers of the entries around a page."""

    table = forms.ChoiceField(label=_("Kind of record"), required=False, widget=Select())
    row = forms.CharField(
        label=_("Its number or code"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "ecl-text-input", "autocomplete": "off"}),
    )
    actor = _number(label=_("Number of the account that did it"))
    before = _number()
    after = _number()

    def __init__(self, *args: object, tables: Mapping[str, str], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # as Django takes them
        field = self.fields["table"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *sorted(tables.items(), key=lambda entry: entry[1])]

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that one types into."""
        return [self[name] for name in ("table", "row", "actor")]

    def clean(self) -> None:
        """A number alone could be anybody's, and a place that nobody typed has no field to say so beside."""
        if [name for name in ("before", "after") if self.errors.pop(name, None)]:
            self.add_error(None, _("There is no such page: begin with the newest entries."))
        given = self.cleaned_data
        if given.get("row") and not given.get("table") and "table" not in self.errors:
            self.add_error("table", _("Choose of which kind the record with this number is."))
