"""Images and documents of fact sheets."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known
from practices.enums import AttachmentKind
from practices.models.practice import Practice


class Attachment(models.Model):
    """A checked image or document of a fact sheet; the draft's section “sources” says what it shows and where."""

    private: ClassVar = True  # the page of the audit trail shows no text of it
    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    fact_sheet_id = models.UUIDField(_("public id of the fact sheet"), db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=AttachmentKind)
    file = models.FileField(_("file"), max_length=200, upload_to="attachments/%Y/")
    name = models.CharField(_("name"), max_length=120)
    mime = models.CharField(_("type"), max_length=80)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="attachments_added"
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("pk",)
        constraints = [
            known("attachment_kind_known", "kind", AttachmentKind),
            filled("attachment_named", "name", "mime", "file", "digest"),
            UniqueConstraint(
                fields=["fact_sheet_id", "digest"],
                name="attachment_once_per_fact_sheet",
                violation_error_message=_("This file has been added already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PracticeAttachment(models.Model):
    """An attachment that a live fact sheet shows, in its place; `description` tells those who cannot see it."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="attachments")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    description = models.CharField(_("description"), max_length=300)

    class Meta:
        verbose_name = _("attachment of a fact sheet")
        verbose_name_plural = _("attachments of a fact sheet")
        ordering = ("practice", "position", "pk")
        constraints = [
            filled("practice_attachment_described", "description"),
            UniqueConstraint(
                fields=["practice", "attachment"],
                name="practice_attachment_once",
                violation_error_message=_("This file is shown already."),
            ),
        ]

    def __str__(self) -> str:
        return self.description
