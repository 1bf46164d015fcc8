"""What can be asked of the fact sheets."""

from typing import Any

from django.db.models import F, Func, IntegerField, Value
from django.utils.translation import gettext_lazy as _

from network.enums import LRA_KINDS, OrganisationKind
from practices.enums import (
    BudgetBand,
    BudgetPeriod,
    Criterion,
    Dimension,
    EvaluationMethod,
    EvidenceLevel,
    FundingLevel,
    Language,
    ObjectivesAchieved,
    PartnerKind,
    Scope,
)
from practices.filters import options
from practices.filters.strict import (
    PAGING,
    BooleanFacetFilter,
    FacetFilter,
    NumberedFacetFilter,
    SortFilter,
    StrictFilterSet,
    YearFacetFilter,
    YearFilter,
)
from practices.filters.words import TextFilter
from practices.models import Assessment, Practice
from practices.picks import LIST_NAME, PICKED
from practices.principles import CommonBasicPrinciple, EnarPrinciple


class LedByLraFilter(BooleanFacetFilter):
    """Whether the organiser is a local or regional authority (CSES study, 4.3)."""

    def value_of(self, stored: Any) -> str:
        return super().value_of(stored in LRA_KINDS)

    def filter(self, qs: Any, value: Any) -> Any:
        led = qs.model.objects.led_by_lra().values("pk")
        if set(value) == {"true"}:
            return qs.filter(pk__in=led)
        return qs.exclude(pk__in=led) if set(value) == {"false"} else qs


class EvidenceFilter(FacetFilter):
    """The level of evidence, which is derived (querysets.with_evidence_level)."""

    def prepared(self, rows: Any) -> Any:
        return rows.with_evidence_level()

    def filter(self, qs: Any, value: Any) -> Any:
        return self.prepared(qs).filter(evidence__in=value) if value else qs


class BudgetFilter(FacetFilter):
    """The band of the budget, which is derived (querysets.with_budget_band)."""

    def prepared(self, rows: Any) -> Any:
        return rows.with_budget_band()

    def filter(self, qs: Any, value: Any) -> Any:
        return self.prepared(qs).filter(budget_band__in=value) if value else qs


class ScoreFilter(FacetFilter):
    """At least so many points of five from the reviewers, on one criterion (CSES study, 1.3)."""

    def __init__(self, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__("assessments__score", options.scores, **kwargs)
        self.criterion = criterion

    def with_value(self, rows: Any) -> Any:
        """Adds `value`: a fact sheet with 3 points comes for 1, for 2 and for 3."""
        scored = rows.order_by().filter(assessments__criterion=self.criterion)
        points = Func(Value(1), F("assessments__score"), function="generate_series", output_field=IntegerField())
        return scored.annotate(value=points)

    def filter(self, qs: Any, value: Any) -> Any:
        if not value:
            return qs
        scored = Assessment.objects.filter(criterion=self.criterion, score__gte=min(map(int, value)))
        return qs.filter(pk__in=scored.values("practice"))


class PracticeFilterSet(StrictFilterSet):
    """What fact sheets are found by: several values of one facet widen the search, several facets narrow it."""

    beside = PAGING | {"facets", "excerpts"}
    of_the_page = frozenset({LIST_NAME, PICKED, "view", "columns", "zoom", "centre"})
    several_of_the_page = frozenset({"columns"})
    always_shown = frozenset({"started_from", "started_to", "ended_from", "ended_to"})

    q = TextFilter(label=_("Words"))
    country = FacetFilter("countries", options.countries, blank=_("EU-wide"), label=_("Country"))
    theme = FacetFilter("themes", options.themes, label=_("Theme"))
    target_group = FacetFilter("target_groups", options.target_groups, label=_("Target group"))
    dimension = FacetFilter("dimension", options.of(Dimension), label=_("Dimension of integration"))
    aim = FacetFilter("aims", options.aims, label=_("Aim"))
    scope = FacetFilter("scope", options.of(Scope), label=_("Scope"))
    evidence_level = EvidenceFilter("evidence", options.of(EvidenceLevel), label=_("Evidence level"))
    organiser_kind = FacetFilter("organiser__kind", options.of(OrganisationKind), label=_("Kind of organiser"))
    led_by_lra = LedByLraFilter("organiser__kind", label=_("Led by a local or regional authority"))
    partner = FacetFilter("partners__kind", options.of(PartnerKind), label=_("Kind of partner"))
    funding = FacetFilter(
        "funding__level", options.of(FundingLevel), blank=_("Not stated"), label=_("Source of funding")
    )
    budget = BudgetFilter("budget_band", options.of(BudgetBand), label=_("Budget"))
    budget_period = FacetFilter("budget_period", options.of(BudgetPeriod), label=_("Period of the budget"))
    ongoing = BooleanFacetFilter("ongoing", label=_("Ongoing"))
    started = YearFacetFilter("started_on__year", blank=_("Not stated"), label=_("Start year"))
    ended = YearFacetFilter("finished_on__year", blank=_("Not stated"), label=_("End year"))
    started_from = YearFilter("started_on__year", "gte", label=_("Started in or after"))
    started_to = YearFilter("started_on__year", "lte", label=_("Started in or before"))
    ended_from = YearFilter("finished_on__year", "gte", label=_("Ended in or after"))
    ended_to = YearFilter("finished_on__year", "lte", label=_("Ended in or before"))
    objectives_achieved = FacetFilter(
        "objectives_achieved", options.of(ObjectivesAchieved), label=_("Objectives achieved")
    )
    evaluation = FacetFilter("evaluation_method", options.of(EvaluationMethod), label=_("Evaluation"))
    transferable = BooleanFacetFilter("transferable", label=_("Others can learn from it"))
    national_programme = BooleanFacetFilter("national_programme", label=_("Part of a national programme"))
    cbp = NumberedFacetFilter("cbp", options.of(CommonBasicPrinciple), label=_("Common Basic Principle"))
    enar = NumberedFacetFilter("enar", options.of(EnarPrinciple), label=_("ENAR principle"))
    language = FacetFilter("texts__language", options.of(Language), label=_("Language of the text"))
    collection = FacetFilter("collection", options.collections, label=_("Collection"))
    last_confirmed = YearFacetFilter("last_confirmed_on__year", blank=_("Never"), label=_("Last confirmed"))
    score_relevance = ScoreFilter(Criterion.RELEVANCE, label=_("Reviewers on relevance"))
    score_effectiveness = ScoreFilter(Criterion.EFFECTIVENESS, label=_("Reviewers on effectiveness"))
    score_efficiency = ScoreFilter(Criterion.EFFICIENCY, label=_("Reviewers on efficiency"))
    score_impact = ScoreFilter(Criterion.IMPACT, label=_("Reviewers on impact and added value"))
    score_sustainability = ScoreFilter(Criterion.SUSTAINABILITY, label=_("Reviewers on sustainability"))
    sort = SortFilter(options.SORTS, label=_("Sort by"))

    class Meta:
        model = Practice
        fields: tuple[str, ...] = ()
