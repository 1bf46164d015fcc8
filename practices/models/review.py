"""What happens to a draft between its authors and the public."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known
from practices.enums import Audience, SubmissionState
from practices.models.draft import Draft
from practices.querysets import SubmissionQuerySet


class Submission(models.Model):
    """A draft as it was handed in, and what came of it.

    `content` is the whole fact sheet (FactSheetData as JSON; organisations by their slugs). `sheet` is what the
    reviewer has noted so far, just as typed: `{"scores": {criterion: {"score", "reason"}}, "fields": {field: remark},
    "to_authors": text}`. `version` grows with every change of the sheet, the reviewer and the state.
    """

    private: ClassVar = True  # the page of the audit trail shows no text of it
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField()
    note = models.TextField(_("note to the reviewer"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=SubmissionState, default=SubmissionState.WAITING)
    version = models.PositiveIntegerField(_("version"), default=1)
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    sheet = models.JSONField(default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="submissions_closed"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("draft", "number")
        constraints = [
            known("submission_state_known", "state", SubmissionState),
            CheckConstraint(
                name="submission_closed_with_its_date",
                condition=Q(state=SubmissionState.WAITING, closed_at__isnull=True)
                | (~Q(state=SubmissionState.WAITING) & Q(closed_at__isnull=False)),
                violation_error_message=_("A decision has its date, and what waits has none yet."),
            ),
            CheckConstraint(
                name="submission_declined_with_a_reason",
                condition=~Q(state=SubmissionState.DECLINED) | ~Q(reason=""),
                violation_error_message=_("Say why the fact sheet is declined."),
            ),
            CheckConstraint(
                name="submission_counted_from_one",
                condition=Q(number__gte=1, version__gte=1),
                violation_error_message=_("Submissions and versions are counted from 1."),
            ),
            UniqueConstraint(
                fields=["draft", "number"],
                name="submission_numbered_once",
                violation_error_message=_("This submission has been recorded already."),
            ),
            UniqueConstraint(
                fields=["draft"],
                condition=Q(state=SubmissionState.WAITING),
                name="submission_waits_once",
                violation_error_message=_("This draft waits for its review already."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"], name="submission_queue", condition=Q(state=SubmissionState.WAITING)
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} #{self.number}"


class Remark(models.Model):
    """Something said about a submission: to its authors or among reviewers, about one field or the whole.

    `field` is `section:key` or `section:key:language` (practices/writing); the authors answer by a remark that
    replies to it.
    """

    private: ClassVar = True  # the page of the audit trail shows no text of it
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="remarks")
    field = models.CharField(_("field"), max_length=80, blank=True)
    audience = models.CharField(_("for"), max_length=10, choices=Audience)
    text = models.TextField(_("remark"), max_length=5000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="remarks"
    )
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ("submission", "pk")
        constraints = [
            known("remark_audience_known", "audience", Audience),
            filled("remark_says_something", "text"),
        ]

    def __str__(self) -> str:
        return f"remark {self.pk}"

    @property
    def anchor(self) -> str:
        """Where it stands on the pages that show it."""
        return f"remark-{self.pk}"
