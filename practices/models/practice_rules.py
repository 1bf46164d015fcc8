"""The rules of a live fact sheet that one row can be held against."""

from django.db.models import BaseConstraint, CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from network.constraints import AMOUNTS, filled, known, place_rules
from practices.enums import BudgetPeriod, Dimension, EvaluationMethod, Language, ObjectivesAchieved, Origin, Scope
from practices.partial_dates import in_order, partial_date_rules
from practices.principles import CommonBasicPrinciple, EnarPrinciple

# What stands below `practices/` in addresses, or may once: a fact sheet of that slug would have no page.
RESERVED_SLUGS = (
    "add",
    "api",
    "atom",
    "calendar",
    "compare",
    "csv",
    "drafts",
    "edit",
    "embed",
    "export",
    "facets",
    "feed",
    "import",
    "json",
    "list",
    "lists",
    "map",
    "new",
    "pdf",
    "print",
    "review",
    "search",
    "statistics",
    "submit",
    "suggest",
    "suggestions",
    "table",
    "timeline",
    "xlsx",
)

_AMOUNT_GIVEN = Q(budget_eur__isnull=False) | Q(budget_original__isnull=False)
_AMOUNT_MISSING = Q(budget_eur__isnull=True, budget_original__isnull=True)

_BUDGET_RULES: list[BaseConstraint] = [
    known("practice_budget_period_known", "budget_period", BudgetPeriod, blank=True),
    CheckConstraint(
        name="practice_budget_has_its_period",
        condition=(_AMOUNT_GIVEN & ~Q(budget_period="")) | (_AMOUNT_MISSING & Q(budget_period="")),
        violation_error_message=_("Say what the budget covers: in total, per year, or so many years."),
    ),
    CheckConstraint(
        name="practice_budget_years_with_their_period",
        condition=Q(budget_period=BudgetPeriod.YEARS, budget_years__isnull=False, budget_years__gt=0)
        | (~Q(budget_period=BudgetPeriod.YEARS) & Q(budget_years__isnull=True)),
        violation_error_message=_("Give the number of years if, and only if, the budget covers several years."),
    ),
    CheckConstraint(
        name="practice_budget_not_negative",
        condition=(Q(budget_eur__isnull=True) | Q(budget_eur__range=AMOUNTS))
        & (Q(budget_original__isnull=True) | Q(budget_original__range=AMOUNTS)),
        violation_error_message=_("A budget is not less than nothing."),
    ),
    CheckConstraint(
        name="practice_budget_original_has_its_currency",
        condition=Q(budget_original__isnull=True, budget_currency="", budget_rate__isnull=True)
        | Q(budget_original__isnull=False, budget_currency__regex=r"^[A-Z]{3}$"),
        violation_error_message=_("An amount in another currency needs its ISO 4217 code, like SEK."),
    ),
    CheckConstraint(
        name="practice_budget_rate_positive",
        condition=Q(budget_rate__isnull=True) | Q(budget_rate__gt=0),
        violation_error_message=_("A rate of exchange is more than nothing."),
    ),
]

PRACTICE_RULES: list[BaseConstraint] = [
    filled("practice_identified", "slug", "external_id"),
    CheckConstraint(
        name="practice_slug_is_no_other_address",
        condition=~Q(slug__in=RESERVED_SLUGS),
        violation_error_message=_("This word is the address of another page: choose a longer one."),
    ),
    known("practice_language_known", "language", Language),
    CheckConstraint(
        name="practice_original_title_has_its_language",
        condition=Q(original_title="", original_title_language="")
        | (~Q(original_title="") & Q(original_title_language__regex=r"^[a-z]{2,3}$")),
        violation_error_message=_("Give the original title together with the code of its language."),
    ),
    known("practice_scope_known", "scope", Scope),
    CheckConstraint(
        name="practice_eu_wide_is_international",
        condition=Q(eu_wide=False) | Q(scope=Scope.EU_INTERNATIONAL),
        violation_error_message=_("A practice that is EU-wide has the scope “EU-wide or international”."),
    ),
    *place_rules("practice"),
    *partial_date_rules("practice", "started"),
    *partial_date_rules("practice", "finished"),
    in_order("practice_finish_not_before_start", "started", "finished", _("The finish is before the start.")),
    CheckConstraint(
        name="practice_ongoing_has_no_finish",
        condition=Q(ongoing=False) | Q(finished_on__isnull=True),
        violation_error_message=_("An ongoing practice has no end date."),
    ),
    known("practice_dimension_known", "dimension", Dimension),
    *_BUDGET_RULES,
    CheckConstraint(
        name="practice_beneficiaries_counted_before_described",
        condition=Q(beneficiaries__isnull=False)
        | Q(beneficiaries_estimated=False, beneficiaries_doubtful=False, beneficiaries_when=""),
        violation_error_message=_("Give the number of beneficiaries before saying when or how it was counted."),
    ),
    known("practice_objectives_achieved_known", "objectives_achieved", ObjectivesAchieved, blank=True),
    known("practice_evaluation_method_known", "evaluation_method", EvaluationMethod, blank=True),
    CheckConstraint(
        name="practice_national_programme_named_if_part",
        condition=Q(national_programme_name="") | Q(national_programme__isnull=False, national_programme=True),
        violation_error_message=_("Name a national programme only for a practice that is part of it."),
    ),
    CheckConstraint(
        name="practice_cbp_in_range",
        condition=Q(cbp__contained_by=CommonBasicPrinciple.values),
        violation_error_message=_("The Common Basic Principles have the numbers 1 to 11."),
    ),
    CheckConstraint(
        name="practice_enar_in_range",
        condition=Q(enar__contained_by=EnarPrinciple.values),
        violation_error_message=_("The ENAR principles have the numbers 1 to 15."),
    ),
    UniqueConstraint(
        fields=["collection", "external_id"],
        name="practice_unique_in_its_collection",
        violation_error_message=_("This collection already has a fact sheet with that number."),
    ),
    known("practice_origin_known", "origin", Origin, blank=True),
]
