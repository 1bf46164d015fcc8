"""What an officer types, complete or not, and who types along."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known
from network.models import Organisation
from practices.enums import DraftOrigin, DraftState, Language
from practices.models.practice import Practice
from practices.querysets import DraftQuerySet


class Draft(models.Model):
    """A fact sheet in work: a new one, or the next version of a published one, which stays up meanwhile.

    Its sections hold what was typed; `title` is the one typed in the original language, for lists. `version` grows
    with every change of any section and of the state, and is what an API client names in `If-Match`.
    """

    private: ClassVar = True  # the page of the audit trail shows no text of it
    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    fact_sheet_id = models.UUIDField(_("public id of the fact sheet"), default=uuid.uuid4)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("on behalf of"), on_delete=models.PROTECT, related_name="drafts"
    )
    language = models.CharField(_("language of the original text"), max_length=2, choices=Language)
    title = models.CharField(_("title"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=DraftState, default=DraftState.EDITING)
    version = models.PositiveIntegerField(_("version"), default=1)
    origin = models.CharField(_("origin"), max_length=12, choices=DraftOrigin, default=DraftOrigin.FORM)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts_begun"
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            known("draft_language_known", "language", Language),
            known("draft_state_known", "state", DraftState),
            known("draft_origin_known", "origin", DraftOrigin),
            CheckConstraint(
                name="draft_version_counts_from_one",
                condition=Q(version__gte=1),
                violation_error_message=_("Versions are counted from 1."),
            ),
            UniqueConstraint(
                fields=["fact_sheet_id"],
                condition=Q(state__in=[DraftState.EDITING, DraftState.SUBMITTED, DraftState.CHANGES_REQUESTED]),
                name="draft_open_once_per_fact_sheet",
                violation_error_message=_("A new version of this fact sheet is already in work."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-updated_at"], name="draft_by_organisation")]

    def __str__(self) -> str:
        return self.title or str(self.public_id)

    def get_absolute_url(self) -> str:
        return reverse("practices:draft", args=[self.public_id])

    @property
    def may_be_edited(self) -> bool:
        """Whether its sections may change: not while it is under review, and not any more once that has ended."""
        return self.state in {DraftState.EDITING, DraftState.CHANGES_REQUESTED}


class DraftSection(models.Model):
    """What was typed in one section of the form, in one language where it is a section of texts.

    `data` maps the keys of the section's fields (practices/writing/fields.py) to texts, lists of texts, or lists of
    rows of texts, just as typed. A save names the `version` that it saw; saves of another section do not disturb it.
    """

    private: ClassVar = True  # the page of the audit trail shows no text of it
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(_("section"), max_length=20)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="sections_edited"
    )
    edited_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("section of a draft")
        verbose_name_plural = _("sections of a draft")
        ordering = ("draft", "name", "language")
        constraints = [
            filled("draft_section_named", "name"),
            known("draft_section_language_known", "language", Language, blank=True),
            CheckConstraint(
                name="draft_section_version_counts_from_one",
                condition=Q(version__gte=1),
                violation_error_message=_("Versions are counted from 1."),
            ),
            UniqueConstraint(
                fields=["draft", "name", "language"],
                name="draft_section_once",
                violation_error_message=_("This section stands in the draft already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.name} {self.language}".strip()


class CoAuthor(models.Model):
    """Somebody of another organisation, or of none yet, who writes along by invitation."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="co_authors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="co_authored")
    since = models.DateTimeField(_("since"), auto_now_add=True)
    # Kept: who wrote along once does not judge what they wrote.
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        constraints = [
            UniqueConstraint(
                fields=["draft", "user"],
                name="co_author_once",
                violation_error_message=_("This person writes along already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.draft_id}"


class Invitation(models.Model):
    """An invitation to write along, sent to an address; its link is signed and expires."""

    private: ClassVar = True  # the page of the audit trail shows no text of it
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    made_at = models.DateTimeField(_("invited"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    closed_at = models.DateTimeField(_("declined or taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            filled("invitation_addressed", "email"),
            CheckConstraint(
                name="invitation_expires_after_it_was_made",
                condition=Q(expires_at__gt=F("made_at")),
                violation_error_message=_("An invitation expires after it was sent."),
            ),
            CheckConstraint(
                name="invitation_ends_one_way",
                condition=Q(accepted_at__isnull=True) | Q(closed_at__isnull=True),
                violation_error_message=_("An invitation is accepted or closed, not both."),
            ),
            UniqueConstraint(
                "draft",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, closed_at__isnull=True),
                name="invitation_open_once",
                violation_error_message=_("This address has been invited already."),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Comment(models.Model):
    """A remark among authors about one section."""

    private: ClassVar = True  # the page of the audit trail shows no text of it
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(_("section"), max_length=20)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments"
    )
    text = models.TextField(_("comment"), max_length=5000)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments_settled"
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("draft", "section", "pk")
        constraints = [filled("comment_says_something", "section", "text")]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its draft."""
        return f"comment-{self.pk}"


class Presence(models.Model):
    """Who was last seen editing which section; a row older than a minute means nothing."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences")
    section = models.CharField(_("section"), max_length=20, blank=True)
    seen_at = models.DateTimeField(_("seen"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            UniqueConstraint(
                fields=["draft", "user"],
                name="presence_once",
                violation_error_message=_("This person is in this draft already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.draft_id}"
