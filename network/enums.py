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


class SiteLanguage(TextChoices):
    """The languages in which the site speaks and writes mails (settings.LANGUAGES)."""

    EN = "en", "English"
    FR = "fr", "Français"


class Role(TextChoices):
    """What somebody may do beyond writing for an organisation of theirs."""

    REVIEWER = "reviewer", _("Reviewer")
    SECRETARIAT = "secretariat", _("Secretariat")
    STAFF = "staff", _("Commission or Committee staff")


class Capacity(TextChoices):
    """In which capacity somebody works for an organisation (CSES study, 4.3)."""

    POLITICIAN = "politician", _("Politician")
    ADMINISTRATOR = "administrator", _("Administrator")
    RESEARCHER = "researcher", _("Researcher or expert")
    PROJECT_MANAGER = "project_manager", _("Project manager")


class AffiliationState(TextChoices):
    """How far an affiliation has come."""

    ASKED = "asked", _("Waiting for confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    ENDED = "ended", _("Ended")


class ConsentPurpose(TextChoices):
    """What a person may agree to."""

    PUBLISH_CONTACT = "publish_contact", _("Show my name and address as the contact of a fact sheet")


class MailKind(TextChoices):
    """What a mail is about; those of `OPTIONAL_MAIL` may be switched off."""

    ACCOUNT = "account", _("Your account")
    AFFILIATION = "affiliation", _("Your place in an organisation")
    AFFILIATION_ASKED = "affiliation_asked", _("Colleagues who ask to join")
    INVITATION = "invitation", _("Invitations to write together")
    COMMENT = "comment", _("Comments on drafts")
    SUBMISSION = "submission", _("Fact sheets that were handed in")
    DECISION = "decision", _("Decisions on your fact sheets")
    CONTACT = "contact", _("Messages from readers")


OPTIONAL_MAIL = (MailKind.AFFILIATION_ASKED, MailKind.COMMENT, MailKind.SUBMISSION, MailKind.CONTACT)


class TokenScope(TextChoices):
    """What a token of the API may do in the name of its owner, for one organisation."""

    READ_DRAFTS = "drafts:read", _("Read drafts")
    WRITE_DRAFTS = "drafts:write", _("Create and change drafts")
    SUBMIT_DRAFTS = "drafts:submit", _("Submit and withdraw drafts")


class TrailAction(TextChoices):
    """What happened to a row."""

    INSERT = "insert", _("Added")
    UPDATE = "update", _("Changed")
    DELETE = "delete", _("Deleted")
