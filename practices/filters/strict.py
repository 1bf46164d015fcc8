"""Filters that answer a mistake with what is allowed, instead of guessing or ignoring it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Func, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.constants import EMPTY_VALUES
from django_filters.fields import ChoiceField

Choices = Sequence[tuple[str, Any]]

PAGING = frozenset({"cursor", "page_size"})
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
# The value that stands for rows which hold nothing.
NONE = "none"


class StrictChoiceField(ChoiceField):
    """One of the values on offer; a mistake is answered with all of them."""

    def valid_value(self, value: Any) -> bool:
        """Whether it is on offer.

        Raises:
            ValidationError: it is not; the message lists what is.
        """
        if super().valid_value(value):
            return True
        raise _not_on_offer(value, self.choices)


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
        raise _not_on_offer(value, self.choices)


class FacetFilter(django_filters.MultipleChoiceFilter):
    """One facet: rows with any of the values chosen; nothing chosen, no restriction.

    Args:
        path: the field that holds the value, as the ORM writes it.
        options: the values on offer with their labels, asked for at each request.
        blank: what rows are called that hold nothing, where they may be asked for: their value is then `none`.
    """

    field_class = StrictMultipleChoiceField

    def __init__(self, path: str, options: Callable[[], Choices], *, blank: Any = None, **kwargs: Any) -> None:
        offered = options if blank is None else lambda: [*options(), (NONE, blank)]
        super().__init__(field_name=path, choices=offered, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.path = path
        self.options = offered
        self.blank = "" if blank is None else NONE

    def prepared(self, rows: Any) -> Any:
        """The rows with what `path` names, where that is derived by an annotation."""
        return rows

    def with_value(self, rows: Any) -> Any:
        """Adds `value`, what the field holds; a row that holds several comes once for each."""
        return self.prepared(rows.order_by()).annotate(value=F(self.path))

    def offered(self, stored: Any) -> str:
        """The value of the address for what the field holds; empty if none stands for it."""
        return self.blank if stored in (None, "") else self.value_of(stored)

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
        matching = Q(**{f"{self.path}__in": self.values_of(entry for entry in value if entry != self.blank)})
        if self.blank in value:
            matching |= Q(**{f"{self.path}__isnull": True})
        return qs.filter(pk__in=qs.model.objects.filter(matching).values("pk"))


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

    def with_value(self, rows: Any) -> Any:
        return rows.order_by().annotate(value=Func(F(self.path), function="unnest"))

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.filter(**{f"{self.path}__overlap": [int(entry) for entry in value]}) if value else qs


class StrictYearsField(StrictMultipleChoiceField):
    """Years, or `none` for what has no date."""

    def valid_value(self, value: Any) -> bool:
        """Whether it is a year or `none`.

        Raises:
            ValidationError: it is neither.
        """
        if str(value) == NONE or forms.MultipleChoiceField.valid_value(self, value):
            return True
        raise ValidationError(_("Give years from 1900 to 2100, or “none”."))


class YearFacetFilter(FacetFilter):
    """The year of a date."""

    field_class = StrictYearsField

    def __init__(self, path: str, **kwargs: Any) -> None:
        super().__init__(
            path, lambda: [(str(year), str(year)) for year in range(LATEST_YEAR, EARLIEST_YEAR - 1, -1)], **kwargs
        )

    def values_of(self, chosen: Iterable[str]) -> list[Any]:
        return [int(value) for value in chosen]


class SortFilter(django_filters.ChoiceFilter):
    """How the list is sorted; it leaves out no row."""

    field_class = StrictChoiceField

    def __init__(self, options: Choices, **kwargs: Any) -> None:
        super().__init__(choices=options, empty_label=None, **kwargs)

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

    def holds(self, year: int, bound: int) -> bool:
        """Whether a year lies on the right side of the bound."""
        return year >= bound if self.lookup_expr == "gte" else year <= bound

    @property
    def path(self) -> str:
        """The year that is compared, as the ORM writes it."""
        return str(self.field_name)

    @property
    def field(self) -> forms.Field:
        """A whole number, not a decimal."""
        if not hasattr(self, "_field"):
            kwargs = {name: value for name, value in self.extra.items() if name != "required"}
            self._field = forms.IntegerField(label=self.label, required=False, **kwargs)
        return self._field


def _years() -> Choices:
    return [(str(year), str(year)) for year in range(LATEST_YEAR, EARLIEST_YEAR - 1, -1)]


def _not_on_offer(value: Any, choices: Any) -> ValidationError:
    """The value stands in the parameters, never in the message: it may hold a “%”, which a message is filled in by."""
    allowed = ", ".join(str(code) for code, _label in choices)
    message = _("“%(value)s” is not on offer. Allowed: %(allowed)s.")
    return ValidationError(message, params={"value": str(value)[:80], "allowed": allowed})


def unknown_parameters(given: Iterable[str], known: Collection[str]) -> dict[str, list[str]]:
    """What to answer to each parameter that is not known: which ones are."""
    if known:
        message = _("There is no such parameter. Allowed: %(allowed)s.") % {"allowed": ", ".join(sorted(known))}
    else:
        message = _("There is no such parameter: this address takes none.")
    return {name[:80]: [message] for name in given if name not in known}


class StrictFilterSet(django_filters.FilterSet):
    """Refuses a parameter that it does not know and says which it does; on its own, for a list without filters."""

    # Parameters that filter nothing, in the API and on the page.
    beside: ClassVar[frozenset[str]] = PAGING
    # Parameters of the page alone: the API takes them too, so that the page's address serves both, and offers none.
    of_the_page: ClassVar[frozenset[str]] = frozenset()
    # Those of them that may be given more than once.
    several_of_the_page: ClassVar[frozenset[str]] = frozenset()
    # Filters whose fields a page shows even if nothing was asked of them.
    always_shown: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, data: QueryDict | None = None, queryset: Any = None, **kwargs: Any) -> None:
        """Shares the filters of the class: django-filter copies them, which takes longer than answering a search."""
        attributes: dict[str, Any] = self.__dict__
        attributes["base_filters"] = {}
        super().__init__(data, queryset, **kwargs)
        del attributes["base_filters"]
        self.filters = self.base_filters

    def get_form_class(self) -> Any:
        """A form of what was asked: the fields of all other filters would be copied for nothing."""
        fields = {
            name: each.field for name, each in self.filters.items() if name in self.data or name in self.always_shown
        }
        return type(f"{type(self).__name__}Form", (self._meta.form,), fields)

    def is_valid(self) -> bool:
        """Whether every parameter and value is known, and given no more often than it counts; `errors` names each."""
        valid: bool = super().is_valid()
        given = [name for name in self.data if name not in self.of_the_page]
        mistakes = unknown_parameters(given, {*self.filters, *self.beside}) | self._repeated()
        for name, sentences in mistakes.items():
            self.form.errors.setdefault(name, self.form.error_class(sentences))
        return valid and not mistakes

    def _repeated(self) -> dict[str, list[str]]:
        single = {name for name, each in self.filters.items() if not isinstance(each, FacetFilter)}
        single |= self.beside | (self.of_the_page - self.several_of_the_page)
        return {
            name: [_("Give this parameter only once.")]
            for name in sorted(single & set(self.data))
            if len([entry for entry in self.data.getlist(name) if entry]) > 1
        }

    def chosen(self, name: str) -> Any:
        """The value chosen for a filter, as its field cleaned it; None or an empty list for none."""
        value = self.form.cleaned_data.get(name)
        return None if value in EMPTY_VALUES else value
