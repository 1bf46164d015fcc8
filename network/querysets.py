"""What every reader of the network shares."""

from typing import TYPE_CHECKING, Self

from django.db import models

from network.enums import LRA_KINDS

if TYPE_CHECKING:
    from network.models import Country, Organisation  # noqa: F401  # in quotes below: models import this module


class CountryQuerySet(models.QuerySet["Country"]):
    """Countries."""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations."""

    def lras(self) -> Self:
        """Local and regional authorities (CSES study, 4.3)."""
        return self.filter(kind__in=LRA_KINDS)

    def for_list(self) -> Self:
        """All that a list row shows, in a fixed number of queries."""
        return self.select_related("country").order_by("name", "pk")
