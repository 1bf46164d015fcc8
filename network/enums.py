"""Fixed choices of the network: what code depends on. What editors may extend is data in `fixtures/`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation is (Model Fact Sheet, organiser; CSES study, 4.3)."""

    LOCAL_AUTHORITY = "local_authority", _("Local authority")
    REGIONAL_AUTHORITY = "regional_authority", _("Regional authority")
    NATIONAL_AUTHORITY = "national_authority", _("National authority")
    EU_INSTITUTION = "eu_institution", _("EU institution")
    NETWORK = "network", _("Network or association")
    NGO = "ngo", _("NGO or civil society")
    MIGRANTS_ASSOCIATION = "migrants_association", _("Migrants' association")
    EMPLOYERS_TRADE_UNIONS = "employers_trade_unions", _("Employer or trade union")
    RESEARCH = "research", _("Research or academia")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Other")


LRA_KINDS = (OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.REGIONAL_AUTHORITY)


class PopulationBand(TextChoices):
    """How many people live in the territory of an authority."""

    UNDER_10000 = "under_10000", _("Under 10,000")
    FROM_10000 = "from_10000", _("10,000 to 49,999")
    FROM_50000 = "from_50000", _("50,000 to 249,999")
    FROM_250000 = "from_250000", _("250,000 to 999,999")
    FROM_1000000 = "from_1000000", _("1,000,000 and more")
