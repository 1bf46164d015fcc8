"""What can be asked of the organisations."""

from django.utils.translation import gettext_lazy as _

from network.enums import OrganisationKind
from network.models import Organisation
from practices.filters import options
from practices.filters.strict import FacetFilter, StrictFilterSet


class OrganisationFilterSet(StrictFilterSet):
    """By kind and country."""

    kind = FacetFilter("kind", options.of(OrganisationKind), label=_("Kind"))
    country = FacetFilter("country", options.countries, label=_("Country"))

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = ()
