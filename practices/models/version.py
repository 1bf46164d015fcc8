"""What was published, version by version, and what is left of a fact sheet that is not."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known
from practices.enums import TombstoneKind
from practices.models.review import Submission
from practices.models.vocabulary import Collection


class PublishedVersion(models.Model):
    """A fact sheet as it was published once; `content` is FactSheetData as JSON, organisations by their slugs.

    The live record says what holds now. Rows begin when a fact sheet gets its second version: the first is then
    written down beside it. `assessments` is a list of `{"criterion", "score", "reason"}`.
    """

    fact_sheet_id = models.UUIDField(_("public id of the fact sheet"))
    number = models.PositiveSmallIntegerField(_("version"))
    slug = models.SlugField(_("slug"), max_length=120)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="versions")
    external_id = models.CharField(_("number in the collection"), max_length=40)
    content = models.JSONField()
    assessments = models.JSONField(default=list, blank=True)
    note = models.TextField(_("what changed"), blank=True)
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.SET_NULL, related_name="published"
    )
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="versions_published"
    )

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ("fact_sheet_id", "number")
        constraints = [
            filled("published_version_identified", "slug", "external_id"),
            CheckConstraint(
                name="published_version_counted_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Versions are counted from 1."),
            ),
            UniqueConstraint(
                fields=["fact_sheet_id", "number"],
                name="published_version_numbered_once",
                violation_error_message=_("This version has been published already."),
            ),
        ]
        indexes = [models.Index(fields=["slug", "number"], name="published_version_by_slug")]

    def __str__(self) -> str:
        return f"{self.slug} #{self.number}"


class Tombstone(models.Model):
    """That a fact sheet stood here and why it does not any more; its addresses answer 410."""

    fact_sheet_id = models.UUIDField(_("public id of the fact sheet"), unique=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    kind = models.CharField(_("what happened"), max_length=12, choices=TombstoneKind)
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="tombstones"
    )

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        constraints = [
            known("tombstone_kind_known", "kind", TombstoneKind),
            filled("tombstone_says_why", "slug", "reason"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_deleted(self) -> bool:
        """Whether nothing else is left of it."""
        return self.kind == TombstoneKind.DELETED
