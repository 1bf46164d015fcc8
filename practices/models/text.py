"""What a fact sheet says, one row per language."""

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known
from practices.enums import Language
from practices.models.practice import Practice

# The sections in the order of the Model Fact Sheet (CSES study, layout of Appendix A and Appendix E, part 2).
SECTIONS = (
    "introduction",
    "policy_challenges",
    "specific_objectives",
    "target_groups",
    "type_of_assistance",
    "main_activities",
    "relations",
    "staff_training",
    "outcomes",
    "scope_for_replication",
    "evaluation",
    "other_information",
)


class PracticeText(models.Model):
    """A fact sheet's title, summary and sections in one language; Practice.language says which row is the original."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=2, choices=Language)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"))
    introduction = models.TextField(_("introduction and context"), blank=True)
    policy_challenges = models.TextField(_("policy challenges"), blank=True)
    specific_objectives = models.TextField(_("specific objectives"), blank=True)
    target_groups = models.TextField(_("target groups"), blank=True)
    type_of_assistance = models.TextField(_("type of assistance"), blank=True)
    main_activities = models.TextField(_("main activities"), blank=True)
    relations = models.TextField(_("relations with other initiatives"), blank=True)
    staff_training = models.TextField(_("staff training"), blank=True)
    outcomes = models.TextField(_("outcomes"), blank=True)
    scope_for_replication = models.TextField(_("scope for replication"), blank=True)
    evaluation = models.TextField(_("evaluation"), blank=True)
    other_information = models.TextField(_("other information"), blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ("practice", "language")
        constraints = [
            known("text_language_known", "language", Language),
            filled("text_has_title_and_summary", "title", "summary"),
            UniqueConstraint(
                fields=["practice", "language"],
                name="text_unique_in_its_language",
                violation_error_message=_("There is already a text in this language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
