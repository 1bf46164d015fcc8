"""Records for tests, valid unless a test breaks them."""

from tests.factories.network import CountryFactory, OrganisationFactory, UserFactory
from tests.factories.practices import (
    AimFactory,
    AssessmentFactory,
    CollectionFactory,
    FundingFactory,
    IndicatorFactory,
    PartnerFactory,
    PracticeFactory,
    SavedListEntryFactory,
    SavedListFactory,
    SourceFactory,
    TargetGroupFactory,
    TextFactory,
    ThemeFactory,
)

__all__ = [
    "AimFactory",
    "AssessmentFactory",
    "CollectionFactory",
    "CountryFactory",
    "FundingFactory",
    "IndicatorFactory",
    "OrganisationFactory",
    "PartnerFactory",
    "PracticeFactory",
    "SavedListEntryFactory",
    "SavedListFactory",
    "SourceFactory",
    "TargetGroupFactory",
    "TextFactory",
    "ThemeFactory",
    "UserFactory",
]
