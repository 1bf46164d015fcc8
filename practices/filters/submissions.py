"""What can be asked of the queue of submissions."""

import datetime as dt
from typing import Any

import django_filters
from django.contrib.postgres.lookups import Unaccent
from django.db.models import F, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.enums import SubmissionState
from practices.filters import options
from practices.filters.strict import Choices, SortFilter, StrictChoiceField, StrictFilterSet
from practices.models import Submission

LATELY = dt.timedelta(days=30)

WAITING, MINE, CHANGES_REQUESTED, DECIDED = "waiting", "mine", "changes_requested", "decided"
STATES: list[tuple[str, Any]] = [
    (WAITING, _("Waiting")),
    (MINE, _("Waiting, reviewed by me")),
    (CHANGES_REQUESTED, _("Changes requested")),
    (DECIDED, _("Decided or withdrawn in the last 30 days")),
]
SORTS: list[tuple[str, Any]] = [
    ("submitted", _("Longest waiting first")),
    ("-submitted", _("Handed in last first")),
    ("title", _("Title, A to Z")),
    ("organisation", _("Organisation, A to Z")),
]
# What a sort goes by: a column or an annotation of `sorted_by`.
ORDERS = {
    "submitted": "submitted_at",
    "-submitted": "-submitted_at",
    "title": "title_key",
    "organisation": "organisation_key",
}


class StateFilter(django_filters.ChoiceFilter):
    """How far a submission has come; those that wait, unless others are asked for."""

    field_class = StrictChoiceField

    def filter(self, qs: Any, value: Any) -> Any:
        if value == CHANGES_REQUESTED:
            return qs.returned()
        if value == DECIDED:
            return qs.exclude(state=SubmissionState.WAITING).filter(closed_at__gte=timezone.now() - LATELY)
        return qs.waiting().order_by()


class ContentFilter(django_filters.ChoiceFilter):
    """A code that stands in a list of the fact sheet that was handed in."""

    field_class = StrictChoiceField

    def __init__(self, key: str, codes: Any, **kwargs: Any) -> None:
        super().__init__(field_name=key, choices=codes, **kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.filter(**{f"content__{self.field_name}__contains": [value]}) if value else qs


class OrganisationNameFilter(django_filters.CharFilter):
    """A part of the organisation's name, whatever its capitals and accents."""

    def filter(self, qs: Any, value: Any) -> Any:
        if not value:
            return qs
        named = qs.alias(named=Lower(Unaccent("draft__organisation__name")))
        return named.filter(named__contains=Lower(Unaccent(Value(value))))


def _countries() -> Choices:
    return options.countries()


def _themes() -> Choices:
    return options.themes()


class SubmissionFilterSet(StrictFilterSet):
    """By state, country, theme and organisation; needs the request, for `mine`."""

    always_shown = frozenset({"state", "country", "theme", "organisation", "sort"})

    state = StateFilter(label=_("State"), choices=STATES, empty_label=None)
    country = ContentFilter("countries", _countries, label=_("Country"), empty_label=_("All countries"))
    theme = ContentFilter("themes", _themes, label=_("Theme"), empty_label=_("All themes"))
    organisation = OrganisationNameFilter(label=_("Organisation"), max_length=120)
    sort = SortFilter(SORTS, label=_("Sort by"))

    class Meta:
        model = Submission
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """As asked; whose are `mine`, the request says."""
        rows = super().filter_queryset(queryset)
        return rows.filter(reviewer=self.request.user) if self.chosen("state") == MINE else rows

    @property
    def order(self) -> str:
        """How the queue is paged."""
        return ORDERS[self.chosen("sort") or "submitted"]


def sorted_by(rows: Any) -> Any:
    """Adds what the queue is sorted by."""
    return rows.annotate(
        title_key=Lower(Unaccent(F("draft__title"))), organisation_key=Lower(Unaccent(F("draft__organisation__name")))
    )
