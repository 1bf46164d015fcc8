"""What reviewers think of a practice."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known
from practices.enums import Criterion
from practices.models.practice import Practice


class Assessment(models.Model):
    """A score from 1 (weak) to 5 (strong) on one of the study's criteria, with the reason (CSES study, 1.3)."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="assessments")
    criterion = models.CharField(_("criterion"), max_length=20, choices=Criterion)
    score = models.PositiveSmallIntegerField(_("score"))
    reason = models.TextField(_("reason"))
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="assessments"
    )
    assessed_on = models.DateField(_("date"))

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("practice", "criterion")
        constraints = [
            known("assessment_criterion_known", "criterion", Criterion),
            CheckConstraint(
                name="assessment_score_in_range",
                condition=Q(score__gte=1, score__lte=5),
                violation_error_message=_("A score lies between 1 and 5."),
            ),
            filled("assessment_gives_its_reason", "reason"),
            UniqueConstraint(
                fields=["practice", "criterion"],
                name="assessment_once_per_criterion",
                violation_error_message=_("This criterion has been assessed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{Criterion(self.criterion).label}: {self.score}"
