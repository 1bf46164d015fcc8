"""What came of a practice, in figures."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Floor
from django.utils.translation import gettext_lazy as _

from network.constraints import AMOUNTS, filled, known
from practices.enums import WHOLE_UNITS, IndicatorUnit
from practices.models.practice import Practice

_YEARS = (1950, 2100)


class Indicator(models.Model):
    """An outcome figure: what, value, unit, year and the value it is compared with (Model Fact Sheet, outcomes)."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = models.CharField(_("what is measured"), max_length=250)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=20, choices=IndicatorUnit)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    baseline_value = models.DecimalField(_("baseline"), max_digits=16, decimal_places=2, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True, blank=True)
    doubtful = models.BooleanField(_("doubtful"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("practice", "position", "pk")
        constraints = [
            filled("indicator_says_what_it_measures", "label"),
            known("indicator_unit_known", "unit", IndicatorUnit),
            CheckConstraint(
                name="indicator_percentage_in_range",
                condition=~Q(unit=IndicatorUnit.PERCENT)
                | (
                    Q(value__gte=0, value__lte=100)
                    & (Q(baseline_value__isnull=True) | Q(baseline_value__gte=0, baseline_value__lte=100))
                ),
                violation_error_message=_("A percentage lies between 0 and 100."),
            ),
            CheckConstraint(
                name="indicator_count_is_a_whole_number",
                condition=~Q(unit__in=WHOLE_UNITS)
                | (
                    Q(value__range=AMOUNTS, value=Floor(F("value")))
                    & (
                        Q(baseline_value__isnull=True)
                        | Q(baseline_value__range=AMOUNTS, baseline_value=Floor(F("baseline_value")))
                    )
                ),
                violation_error_message=_("People and things are counted in whole numbers."),
            ),
            CheckConstraint(
                name="indicator_year_plausible",
                condition=(Q(year__isnull=True) | Q(year__range=_YEARS))
                & (Q(baseline_year__isnull=True) | Q(baseline_year__range=_YEARS)),
                violation_error_message=_("The year of a figure lies between 1950 and 2100."),
            ),
            CheckConstraint(
                name="indicator_baseline_year_needs_a_baseline",
                condition=Q(baseline_year__isnull=True) | Q(baseline_value__isnull=False),
                violation_error_message=_("Give the value of the baseline together with its year."),
            ),
            UniqueConstraint(
                fields=["practice", "position"],
                name="indicator_position_unique",
                violation_error_message=_("Two figures stand at the same position."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
