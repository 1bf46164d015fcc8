"""What every reader of the network shares."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from network.models import Country, Organisation  # noqa: F401  # in quotes below: models import this module


class CountryQuerySet(models.QuerySet["Country"]):
    """Countries."""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations."""
