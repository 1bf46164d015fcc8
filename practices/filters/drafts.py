"""Filters of drafts, for their list in the API."""

from django.utils.translation import gettext_lazy as _

from practices.enums import DraftState
from practices.filters.strict import FacetFilter, StrictFilterSet
from practices.models import Draft


class DraftFilterSet(StrictFilterSet):
    """By how far they have come."""

    state = FacetFilter("state", lambda: DraftState.choices, label=_("State"))

    class Meta:
        model = Draft
        fields: tuple[str, ...] = ()
