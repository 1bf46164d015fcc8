"""What every reader of the network shares."""

from typing import TYPE_CHECKING, Self

from django.db import models

from network.enums import AffiliationState

if TYPE_CHECKING:
    from network.models import (  # noqa: F401  # in quotes below: models import this module
        Affiliation,
        Country,
        Organisation,
        User,
    )


class CountryQuerySet(models.QuerySet["Country"]):
    """Countries."""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations."""

    def listed(self) -> Self:
        """Those that the public sees: not those that an officer only proposed."""
        return self.filter(proposed=False)

    def of(self, user: "User") -> Self:
        """Those for which somebody may write: an officer with a confirmed affiliation."""
        confirmed = {"affiliations__user": user, "affiliations__state": AffiliationState.CONFIRMED}
        return self.filter(**confirmed).distinct() if user.is_active else self.none()


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Affiliations."""

    def confirmed(self) -> Self:
        """Those that let somebody write for an organisation."""
        return self.filter(state=AffiliationState.CONFIRMED, user__is_active=True)

    def waiting(self) -> Self:
        """Those that nobody has decided yet."""
        return self.filter(state=AffiliationState.ASKED, user__is_active=True)
