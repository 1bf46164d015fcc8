"""The live fact sheet."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models import Country, Organisation
from practices.enums import (
    BudgetPeriod,
    Dimension,
    EvaluationMethod,
    EvidenceLevel,
    Language,
    ObjectivesAchieved,
    Origin,
    Scope,
)
from practices.models.practice_rules import PRACTICE_RULES
from practices.models.vocabulary import Aim, Collection, TargetGroup, Theme
from practices.partial_dates import PartialDateField
from practices.principles import CommonBasicPrinciple, EnarPrinciple
from practices.querysets import PracticeQuerySet


class Practice(models.Model):
    """A live fact sheet: complete, valid, public (Model Fact Sheet; CSES study, Appendix A and E, 2.1 to 2.15).

    Its texts stand in PracticeText, one row per language. Two rules span tables and live in migration 0002: the
    foreign key `practice_has_its_original_text` and the constraint trigger `practice_countries_fit_reach`.
    """

    # Identity
    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    language = models.CharField(_("language of the original text"), max_length=2, choices=Language)
    original_title = models.CharField(_("title in the original language"), max_length=300, blank=True)
    original_title_language = models.CharField(_("language of the original title"), max_length=3, blank=True)

    # Where
    scope = models.CharField(_("scope"), max_length=20, choices=Scope)
    eu_wide = models.BooleanField(_("EU-wide"), default=False)
    countries = models.ManyToManyField(Country, verbose_name=_("countries"), related_name="practices", blank=True)
    place_name = models.CharField(_("place"), max_length=120, blank=True)
    nuts_code = models.CharField(_("NUTS code"), max_length=5, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    # Who
    organiser = models.ForeignKey(
        Organisation, verbose_name=_("organiser"), on_delete=models.PROTECT, related_name="practices"
    )
    partners_text = models.TextField(_("other partners"), blank=True)

    # When
    started = PartialDateField(_("start"))
    finished = PartialDateField(_("finish"))
    ongoing = models.BooleanField(_("ongoing"), default=False)

    # What
    dimension = models.CharField(_("dimension of integration"), max_length=20, choices=Dimension)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="practices")
    aims = models.ManyToManyField(Aim, verbose_name=_("aims"), related_name="practices")
    target_groups = models.ManyToManyField(TargetGroup, verbose_name=_("target groups"), related_name="practices")
    type_of_project = models.CharField(_("type of project"), max_length=250, blank=True)

    # Money
    budget_eur = models.DecimalField(_("budget in euro"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget_period = models.CharField(_("period of the budget"), max_length=10, choices=BudgetPeriod, blank=True)
    budget_years = models.DecimalField(_("years covered"), max_digits=4, decimal_places=1, null=True, blank=True)
    budget_original = models.DecimalField(
        _("budget in the original currency"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    budget_currency = models.CharField(_("original currency"), max_length=3, blank=True)
    budget_rate = models.DecimalField(
        _("rate used: units of the original currency for one euro"),
        max_digits=14,
        decimal_places=6,
        null=True,
        blank=True,
    )
    budget_doubtful = models.BooleanField(_("budget doubtful"), default=False)
    budget_note = models.TextField(_("note on the budget"), blank=True)

    # People
    beneficiaries = models.PositiveIntegerField(_("beneficiaries"), null=True, blank=True)
    beneficiaries_estimated = models.BooleanField(_("beneficiaries estimated"), default=False)
    beneficiaries_doubtful = models.BooleanField(_("beneficiaries doubtful"), default=False)
    beneficiaries_when = models.CharField(_("when they were counted"), max_length=80, blank=True)
    beneficiaries_note = models.TextField(_("note on the beneficiaries"), blank=True)

    # Results
    objectives_achieved = models.CharField(
        _("objectives achieved"), max_length=20, choices=ObjectivesAchieved, blank=True
    )
    national_programme = models.BooleanField(_("part of a wider national programme"), null=True, blank=True)
    national_programme_name = models.CharField(_("national programme"), max_length=250, blank=True)
    transferable = models.BooleanField(_("others can learn from it"), null=True, blank=True)
    transfer_explanation = models.TextField(_("what others can learn, or why not"), blank=True)
    replicated = models.BooleanField(_("taken over elsewhere"), null=True, blank=True)
    replication_note = models.TextField(_("where it was taken over"), blank=True)
    evaluation_method = models.CharField(_("evaluation"), max_length=10, choices=EvaluationMethod, blank=True)

    # Principles
    cbp = ArrayField(
        models.PositiveSmallIntegerField(choices=CommonBasicPrinciple.choices),
        verbose_name=_("Common Basic Principles"),
        default=list,
        blank=True,
    )
    enar = ArrayField(
        models.PositiveSmallIntegerField(choices=EnarPrinciple.choices),
        verbose_name=_("ENAR principles"),
        default=list,
        blank=True,
    )

    # Provenance
    collection = models.ForeignKey(
        Collection, verbose_name=_("collection"), on_delete=models.PROTECT, related_name="practices"
    )
    external_id = models.CharField(_("number in the collection"), max_length=40)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, blank=True)
    note = models.TextField(_("note on the sources"), blank=True)
    last_confirmed_on = models.DateField(_("last confirmed by its organiser"), null=True, blank=True)
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = PRACTICE_RULES
        indexes = [GinIndex(fields=["cbp"], name="practice_cbp"), GinIndex(fields=["enar"], name="practice_enar")]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("practices:fact_sheet", args=[self.slug])

    @property
    def evidence_level(self) -> EvidenceLevel:
        """What its claims rest on; needs `with_evidence_level()`."""
        return EvidenceLevel(self.evidence)  # type: ignore[attr-defined]  # an annotation of the queryset

    @property
    def number(self) -> str:
        """Its number in the collection; empty for what was written here, which has no other than its public id."""
        return "" if self.external_id == str(self.public_id) else self.external_id
