"""What every reader of the catalogue shares: the page, the API, the counts."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from network.enums import LRA_KINDS
from network.querysets import OrganisationQuerySet
from practices.enums import OPEN_STATES, BudgetBand, DraftState, EvaluationMethod, EvidenceLevel, SubmissionState

if TYPE_CHECKING:
    # In quotes below: models import this module.
    from network.models import User
    from practices.models import Draft, Practice, Submission  # noqa: F401  # as above


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Live fact sheets."""

    def led_by_lra(self) -> Self:
        """Practices whose organiser is a local or regional authority (CSES study, 4.3)."""
        return self.filter(organiser__kind__in=LRA_KINDS)

    def with_evidence_level(self) -> Self:
        """Adds `evidence`: what the claims rest on, the strongest that holds (explained on the page “About”)."""
        indicators = apps.get_model("practices", "Indicator").objects.filter(practice=OuterRef("pk"))
        return self.annotate(
            evidence=Case(
                When(replicated=True, then=Value(EvidenceLevel.REPLICATED)),
                When(
                    evaluation_method__in=[EvaluationMethod.EXTERNAL, EvaluationMethod.BOTH],
                    then=Value(EvidenceLevel.INDEPENDENTLY_EVALUATED),
                ),
                When(evaluation_method=EvaluationMethod.INTERNAL, then=Value(EvidenceLevel.EVALUATED)),
                When(Exists(indicators), then=Value(EvidenceLevel.MONITORED)),
                default=Value(EvidenceLevel.CLAIMED),
                output_field=models.CharField(),
            )
        )

    def with_budget_band(self) -> Self:
        """Adds `budget_band`: a doubtful figure or one that is not in euro is put into no band of amounts."""
        return self.annotate(
            budget_band=Case(
                When(budget_doubtful=True, then=Value(BudgetBand.DOUBTFUL)),
                When(budget_eur__gte=1_000_000, then=Value(BudgetBand.FROM_1000000)),
                When(budget_eur__gte=250_000, then=Value(BudgetBand.FROM_250000)),
                When(budget_eur__gte=50_000, then=Value(BudgetBand.FROM_50000)),
                When(budget_eur__gte=10_000, then=Value(BudgetBand.FROM_10000)),
                When(budget_eur__isnull=False, then=Value(BudgetBand.UNDER_10000)),
                When(budget_original__isnull=False, then=Value(BudgetBand.OTHER_CURRENCY)),
                default=Value(BudgetBand.NOT_STATED),
                output_field=models.CharField(),
            )
        )

    def with_title(self, language: str) -> Self:
        """Adds `title`: in the language asked for, else in English, else in the original."""
        texts = apps.get_model("practices", "PracticeText").objects.filter(practice=OuterRef("pk")).values("title")
        return self.annotate(
            title=Coalesce(
                Subquery(texts.filter(language=language)[:1]),
                Subquery(texts.filter(language="en")[:1]),
                Subquery(texts.filter(language=OuterRef("language"))[:1]),
            )
        )

    def for_list(self, language: str = "en") -> Self:
        """All that a card or a list row shows, in a fixed number of queries."""
        return (
            self.with_evidence_level()
            .with_title(language)
            .select_related("organiser__country", "collection")
            .prefetch_related("countries", "themes", "texts")
        )

    def with_names(self) -> Self:
        """Adds by whom and where, by which fact sheets are also found; and the texts."""
        return self.select_related("organiser").prefetch_related("texts", "countries", _partners())

    def for_api_list(self, language: str = "en") -> Self:
        """All that a row of the API shows, in a fixed number of queries."""
        return self.for_list(language).prefetch_related(
            "aims", "target_groups", "funding", "indicators", "sources", _partners()
        )

    def for_fact_sheet(self, language: str = "en") -> Self:
        """The whole fact sheet, in a fixed number of queries."""
        return self.for_api_list(language).prefetch_related("assessments")


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts. Whoever may not see one is told that there is none."""

    def of(self, user: "User") -> Self:
        """Those somebody writes along: their confirmed organisations' and those they were invited to."""
        if not user.is_active:
            return self.none()
        organisations = apps.get_model("network", "Organisation").objects.of(user)
        invited = Q(co_authors__user=user, co_authors__until=None)
        return self.filter(Q(organisation__in=organisations) | invited).distinct()

    def open(self) -> Self:
        """Those on which work goes on."""
        return self.filter(state__in=OPEN_STATES)

    def locked(self) -> Self:
        """For a write: the row is held until the transaction ends, so that changes come one after the other."""
        return self.select_for_update(of=("self",))


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions."""

    def waiting(self) -> Self:
        """Those without a decision, the oldest first."""
        return self.filter(state=SubmissionState.WAITING, draft__state=DraftState.SUBMITTED).order_by(
            "submitted_at", "pk"
        )

    def returned(self) -> Self:
        """Those whose authors have been asked for changes and work on them."""
        later = self.model._default_manager.filter(draft=OuterRef("draft"), number__gt=OuterRef("number"))
        return self.filter(
            ~Exists(later), state=SubmissionState.CHANGES_REQUESTED, draft__state=DraftState.CHANGES_REQUESTED
        )

    def for_queue(self) -> Self:
        """All that a row of the queue shows, in one query."""
        return self.select_related("draft__organisation", "reviewer", "closed_by")


def _partners() -> "Prefetch[Any, Any, Any]":
    partners = apps.get_model("practices", "Partner").objects.select_related("organisation__country")
    return Prefetch("partners", queryset=partners)


def with_practice_count(organisations: OrganisationQuerySet) -> Any:
    """Adds `practice_count`, the fact sheets that name the organisation as organiser or partner, each once."""
    elsewhere = ~Q(partnerships__practice__organiser=F("pk"))
    partnered = Count("partnerships__practice", filter=elsewhere, distinct=True)
    return organisations.annotate(practice_count=Count("practices", distinct=True) + partnered)
