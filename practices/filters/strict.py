"""Filters that answer a mistake with what is allowed, instead of guessing or ignoring it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.constants import EMPTY_VALUES

Choices = Sequence[tuple[str, Any]]

# Parameters of a list that filter nothing: paging, and the language of the pages.
BESIDE_FILTERS = frozenset({"cursor", "page_size"})
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


class StrictMultipleChoiceField(forms.MultipleChoiceField):
    """Several of the values on offer; a mistake is answered with all of them."""

    def clean(self, value: Any) -> list[str]:
        """Leaves out blanks, which a form sends for what nobody filled in."""
        given = [entry for entry in value or [] if entry != ""]
        return list(dict.fromkeys(super().clean(given)))

    def valid_value(self, value: Any) -> bool:
        """Whether it is on offer.

        Raises:
            ValidationError: it is not; the message lists what is.
        """
        if super().valid_value(value):
            return True
        offered: Any = self.choices
        allowed = ", ".join(str(code) for code, _label in offered)
        raise ValidationError(
            _("“%(value)s” is not on offer. Allowed: %(allowed)s.") % {"value": str(value)[:80], "allowed": allowed}
        )


class FacetFilter(django_filters.MultipleChoiceFilter):
    """One facet: rows with any of the values chosen; nothing chosen, no restriction.

    Args:
        path: the field that holds the value, as the ORM writes it.
        options: the values on offer with their labels, asked for at each request.
    """

    field_class = StrictMultipleChoiceField

    def __init__(self, path: str, options: Callable[[], Choices], **kwargs: Any) -> None:
        super().__init__(field_name=path, choices=options, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.path = path
        self.options = options

    def values_of(self, chosen: Iterable[str]) -> list[Any]:
        """What the field holds for each value of the address."""
        return list(chosen)

    def value_of(self, stored: Any) -> str:
        """The value of the address for what the field holds."""
        return str(stored)

    def filter(self, qs: Any, value: Any) -> Any:
        """Keeps each row once, however many of the values it has."""
        if not value:
            return qs
        matching = qs.model.objects.filter(**{f"{self.path}__in": self.values_of(value)}).values("pk")
        return qs.filter(pk__in=matching)


class BooleanFacetFilter(FacetFilter):
    """A yes or no that is `true` or `false` in the address."""

    def __init__(self, path: str, **kwargs: Any) -> None:
        super().__init__(path, lambda: [("true", gettext_lazy("Yes")), ("false", gettext_lazy("No"))], **kwargs)

    def values_of(self, chosen: Iterable[str]) -> list[Any]:
        return [value == "true" for value in chosen]

    def value_of(self, stored: Any) -> str:
        return "true" if stored else "false"


class NumberedFacetFilter(FacetFilter):
    """Numbers kept in an array, such as those of principles."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.filter(**{f"{self.path}__overlap": [int(entry) for entry in value]}) if value else qs


class SortFilter(django_filters.ChoiceFilter):
    """How the list is sorted; it leaves out no row."""

    def __init__(self, options: Choices, **kwargs: Any) -> None:
        message = gettext_lazy("“%(value)s” is not on offer. Allowed: ")
        allowed = ", ".join(code for code, _label in options)
        super().__init__(
            choices=options,
            empty_label=None,
            error_messages={"invalid_choice": format_lazy("{}{}.", message, allowed)},
            **kwargs,
        )

    def filter(self, qs: Any, value: Any) -> Any:
        return qs


class YearFilter(django_filters.NumberFilter):
    """A year, as one end of a range."""

    def __init__(self, path: str, lookup: str, **kwargs: Any) -> None:
        message = gettext_lazy("Give a year from 1900 to 2100.")
        super().__init__(
            field_name=path,
            lookup_expr=lookup,
            min_value=EARLIEST_YEAR,
            max_value=LATEST_YEAR,
            error_messages={"invalid": message, "min_value": message, "max_value": message},
            **kwargs,
        )

    @property
    def field(self) -> forms.Field:
        """A whole number, not a decimal."""
        if not hasattr(self, "_field"):
            kwargs = {name: value for name, value in self.extra.items() if name != "required"}
            self._field = forms.IntegerField(label=self.label, required=False, **kwargs)
        return self._field


class StrictFilterSet(django_filters.FilterSet):
    """Refuses a parameter that it does not know and says which it does."""

    def is_valid(self) -> bool:
        """Whether every parameter and value is known; otherwise `errors` names each."""
        form = self.form
        valid: bool = super().is_valid()
        known = {*self.filters, *BESIDE_FILTERS}
        for name in self.data:
            if name not in known:
                allowed = ", ".join(sorted(known))
                message = _("There is no such parameter. Allowed: %(allowed)s.") % {"allowed": allowed}
                form.errors[str(name)[:80]] = form.error_class([message])
                valid = False
        return valid

    def chosen(self, name: str) -> Any:
        """The value chosen for a filter, as its field cleaned it; None or an empty list for none."""
        value = self.form.cleaned_data.get(name)
        return None if value in EMPTY_VALUES else value
