"""Fixed choices of the catalogue: what code depends on. What editors may extend is data in `fixtures/`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """How far a practice reaches (CSES study, table 3.7)."""

    REGIONAL_MUNICIPAL = "regional_municipal", _("Regional or municipal")
    NATIONAL = "national", _("National")
    EU_INTERNATIONAL = "eu_international", _("EU-wide or international")


class Dimension(TextChoices):
    """The dimension of integration that best summarises a practice (CSES study, 2.3)."""

    LEGAL_POLITICAL = "legal_political", _("Legal and political")
    SOCIO_ECONOMIC = "socio_economic", _("Socio-economic")
    CULTURAL = "cultural", _("Cultural")


class DatePrecision(TextChoices):
    """How much of a date is known."""

    YEAR = "year", _("Year")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")


class BudgetPeriod(TextChoices):
    """What a budget's amount covers."""

    TOTAL = "total", _("in total")
    PER_YEAR = "per_year", _("per year")
    YEARS = "years", _("over several years")


class BudgetBand(TextChoices):
    """How much a budget is, as stated and whatever it covers; derived, never typed (querysets.with_budget_band)."""

    UNDER_10000 = "under_10000", _("Under €10,000")
    FROM_10000 = "from_10000", _("€10,000 to under €50,000")
    FROM_50000 = "from_50000", _("€50,000 to under €250,000")
    FROM_250000 = "from_250000", _("€250,000 to under €1 million")
    FROM_1000000 = "from_1000000", _("€1 million and more")
    OTHER_CURRENCY = "other_currency", _("Not given in euro")
    DOUBTFUL = "doubtful", _("Doubtful in the source")
    NOT_STATED = "none", _("Not stated")


class FundingLevel(TextChoices):
    """Where money comes from (CSES study, table 3.11; `other` for foundations and companies)."""

    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")
    EU = "eu", _("EU")
    OTHER = "other", _("Other")


class PartnerKind(TextChoices):
    """Who works along (CSES study, Appendix E, question 2.7)."""

    MIGRANTS_ASSOCIATIONS = "migrants_associations", _("Migrants' groups or associations")
    CIVIL_SOCIETY = "civil_society", _("Civil society, NGOs")
    EMPLOYERS_TRADE_UNIONS = "employers_trade_unions", _("Employers, trade unions")
    PUBLIC_AUTHORITIES = "public_authorities", _("Other public authorities")
    OTHER = "other", _("Other")


class ObjectivesAchieved(TextChoices):
    """How far the objectives were reached (CSES study, Appendix E, question 2.11)."""

    COMPLETELY = "completely", _("Completely")
    PARTLY = "partly", _("Partly")
    NOT_AT_ALL = "not_at_all", _("Not at all")


class EvaluationMethod(TextChoices):
    """Who judged the practice (Model Fact Sheet, internal/external evaluation)."""

    NONE = "none", _("No evaluation")
    INTERNAL = "internal", _("Internal evaluation")
    EXTERNAL = "external", _("External evaluation")
    BOTH = "both", _("Internal and external evaluation")
    PLANNED = "planned", _("Evaluation planned")


class EvidenceLevel(TextChoices):
    """What a fact sheet's claims rest on, weakest first; derived, never typed (querysets.with_evidence_level)."""

    CLAIMED = "claimed", _("Claimed")
    MONITORED = "monitored", _("Monitored")
    EVALUATED = "evaluated", _("Evaluated")
    INDEPENDENTLY_EVALUATED = "independently_evaluated", _("Independently evaluated")
    REPLICATED = "replicated", _("Replicated")


class IndicatorUnit(TextChoices):
    """What the number of an indicator counts or measures."""

    PEOPLE = "people", _("people")
    ITEMS = "items", _("number")
    PERCENT = "percent", _("percent")
    PERCENT_CHANGE = "percent_change", _("percent change")
    EURO = "euro", _("euro")
    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")
    SCORE = "score", _("points")


WHOLE_UNITS = (IndicatorUnit.PEOPLE, IndicatorUnit.ITEMS)


class Origin(TextChoices):
    """How the CSES study came by a case study (table 3.12)."""

    SURVEY = "survey", _("Survey of local and regional authorities")
    COMMISSION_WEBSITE = "commission_website", _("European website on integration")


class Criterion(TextChoices):
    """What reviewers judge (CSES study, 1.3)."""

    RELEVANCE = "relevance", _("Relevance")
    EFFECTIVENESS = "effectiveness", _("Effectiveness")
    EFFICIENCY = "efficiency", _("Efficiency")
    IMPACT = "impact", _("Impact and added value")
    SUSTAINABILITY = "sustainability", _("Sustainability")


class DraftState(TextChoices):
    """How far a draft has come (docs/reviewing.md)."""

    EDITING = "editing", _("In work")
    SUBMITTED = "submitted", _("Under review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    ACCEPTED = "accepted", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Given up")


OPEN_STATES = (DraftState.EDITING, DraftState.SUBMITTED, DraftState.CHANGES_REQUESTED)


class DraftOrigin(TextChoices):
    """Where a draft comes from."""

    FORM = "form", _("Written here")
    NEW_VERSION = "new_version", _("New version of a published fact sheet")
    API = "api", _("Sent by the organisation's own system")
    SURVEY = "survey", _("Taken from a survey response")


class SubmissionState(TextChoices):
    """What came of a submission."""

    WAITING = "waiting", _("Waiting for a decision")
    WITHDRAWN = "withdrawn", _("Withdrawn by its authors")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")


class Audience(TextChoices):
    """Who reads a remark of a review."""

    AUTHORS = "authors", _("Authors and reviewers")
    REVIEWERS = "reviewers", _("Reviewers only")


class TombstoneKind(TextChoices):
    """Why a fact sheet is not there any more."""

    UNPUBLISHED = "unpublished", _("Taken off the site")
    DELETED = "deleted", _("Deleted")


class AttachmentKind(TextChoices):
    """What was attached."""

    IMAGE = "image", _("Image")
    DOCUMENT = "document", _("Document")


class Language(TextChoices):
    """The official languages of the European Union, each by its own name."""

    BG = "bg", "Български"
    CS = "cs", "Čeština"
    DA = "da", "Dansk"
    DE = "de", "Deutsch"
    ET = "et", "Eesti"
    EL = "el", "Ελληνικά"
    EN = "en", "English"
    ES = "es", "Español"
    FR = "fr", "Français"
    GA = "ga", "Gaeilge"
    HR = "hr", "Hrvatski"
    IT = "it", "Italiano"
    LV = "lv", "Latviešu"
    LT = "lt", "Lietuvių"
    HU = "hu", "Magyar"
    MT = "mt", "Malti"
    NL = "nl", "Nederlands"
    PL = "pl", "Polski"
    PT = "pt", "Português"
    RO = "ro", "Română"
    SK = "sk", "Slovenčina"
    SL = "sl", "Slovenščina"
    FI = "fi", "Suomi"
    SV = "sv", "Svenska"
