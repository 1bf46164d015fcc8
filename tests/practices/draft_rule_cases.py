"""Every way in which a draft, or what becomes of it, breaks a rule of the database, and some in which it does not."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Model

from practices.models import (
    Attachment,
    CoAuthor,
    Comment,
    Draft,
    DraftSection,
    Invitation,
    PracticeAttachment,
    Presence,
    PublishedVersion,
    Remark,
    Submission,
    Tombstone,
)
from tests.factories import (
    AttachmentFactory,
    CoAuthorFactory,
    CommentFactory,
    DraftFactory,
    InvitationFactory,
    PracticeAttachmentFactory,
    PresenceFactory,
    PublishedVersionFactory,
    RemarkFactory,
    SectionFactory,
    SubmissionFactory,
    TombstoneFactory,
)
from tests.rules import Allowed, Broken

DRAFT_ROWS: dict[type[Model], Callable[[], Model]] = {
    Attachment: AttachmentFactory,
    CoAuthor: CoAuthorFactory,
    Comment: CommentFactory,
    Draft: DraftFactory,
    DraftSection: SectionFactory,
    Invitation: InvitationFactory,
    PracticeAttachment: PracticeAttachmentFactory,
    Presence: PresenceFactory,
    PublishedVersion: PublishedVersionFactory,
    Remark: RemarkFactory,
    Submission: SubmissionFactory,
    Tombstone: TombstoneFactory,
}

_UNCOUNTED = {"before the first": "version = 0", "less than nothing": "version = -1"}
_NOT_A_LANGUAGE = {"another": "language = 'xx'"}

BROKEN_DRAFT: Broken = {
    Attachment: {
        "attachment_kind_known": {"another": "kind = 'song'", "none": "kind = ''"},
        "attachment_named": {
            "no name": "name = ''",
            "no type": "mime = ''",
            "no file": "file = ''",
            "no digest": "digest = ''",
        },
        "practices_attachment_size_check": {"less than nothing": "size = -1"},
        "practices_attachment_width_check": {"less than nothing": "width = -1"},
        "practices_attachment_height_check": {"less than nothing": "height = -1"},
        "practices_attachment_pages_check": {"less than none": "pages = -1"},
    },
    Comment: {"comment_says_something": {"no text": "text = ''", "no section": "section = ''"}},
    Draft: {
        "draft_language_known": _NOT_A_LANGUAGE | {"none": "language = ''"},
        "draft_state_known": {"another": "state = 'lost'", "none": "state = ''"},
        "draft_origin_known": {"another": "origin = 'letter'", "none": "origin = ''"},
        "draft_version_counts_from_one": _UNCOUNTED,
    },
    DraftSection: {
        "draft_section_named": {"no name": "name = ''"},
        "draft_section_language_known": _NOT_A_LANGUAGE,
        "draft_section_version_counts_from_one": _UNCOUNTED,
    },
    Invitation: {
        "invitation_addressed": {"no address": "email = ''"},
        "invitation_expires_after_it_was_made": {
            "at once": "expires_at = made_at",
            "before": "expires_at = made_at - interval '1 second'",
        },
        "invitation_ends_one_way": {"accepted and closed": "accepted_at = now(), closed_at = now()"},
    },
    PracticeAttachment: {
        "practice_attachment_described": {"no description": "description = ''"},
        "practices_practiceattachment_position_check": {"less than first": "position = -1"},
    },
    PublishedVersion: {
        "published_version_identified": {"no slug": "slug = ''", "no number": "external_id = ''"},
        "published_version_counted_from_one": {"before the first": "number = 0"},
        "practices_publishedversion_number_check": {"less than nothing": "number = -1"},
    },
    Remark: {
        "remark_audience_known": {"another": "audience = 'everybody'", "none": "audience = ''"},
        "remark_says_something": {"no text": "text = ''"},
    },
    Submission: {
        "submission_state_known": {
            "another": "state = 'lost', closed_at = now()",
            "none": "state = '', closed_at = now()",
        },
        "submission_closed_with_its_date": {
            "withdrawn without a date": "state = 'withdrawn'",
            "sent back without a date": "state = 'changes_requested'",
            "published without a date": "state = 'published'",
            "waiting with a date": "closed_at = now()",
        },
        "submission_declined_with_a_reason": {"no reason": "state = 'declined', closed_at = now()"},
        "submission_counted_from_one": {
            "number before the first": "number = 0",
            "version before the first": "version = 0",
        },
        "practices_submission_number_check": {"less than nothing": "number = -1"},
        "practices_submission_version_check": {"less than nothing": "version = -1"},
    },
    Tombstone: {
        "tombstone_kind_known": {"another": "kind = 'forgotten'", "none": "kind = ''"},
        "tombstone_says_why": {"no reason": "reason = ''", "no slug": "slug = ''"},
    },
}


def _of_the_first(column: str, table: str) -> str:
    return f"{column} = (SELECT {column} FROM {table} ORDER BY id LIMIT 1)"


_SAME_SHEET = _of_the_first("fact_sheet_id", "practices_draft")
_SAME_DRAFT = _of_the_first("draft_id", "practices_submission")

# What another row already has; see `draft_beside_another`.
TAKEN_DRAFT: Broken = {
    Attachment: {
        "practices_attachment_public_id_key": {"the same": _of_the_first("public_id", "practices_attachment")},
        "attachment_once_per_fact_sheet": {
            "the same file": "(fact_sheet_id, digest) ="
            " (SELECT fact_sheet_id, digest FROM practices_attachment ORDER BY id LIMIT 1)"
        },
    },
    CoAuthor: {"co_author_once": {"twice": _of_the_first("user_id", "practices_coauthor")}},
    Draft: {
        "practices_draft_public_id_key": {"the same": _of_the_first("public_id", "practices_draft")},
        "draft_open_once_per_fact_sheet": {
            "both in work": _SAME_SHEET,
            "submitted beside in work": f"{_SAME_SHEET}, state = 'submitted'",
            "sent back beside in work": f"{_SAME_SHEET}, state = 'changes_requested'",
        },
    },
    DraftSection: {"draft_section_once": {"twice": "name = 'story', language = 'fr'"}},
    Invitation: {
        "invitation_open_once": {
            "the same address": "email = 'ana@example.org'",
            "in capitals": "email = 'ANA@example.org'",
        }
    },
    PracticeAttachment: {
        "practice_attachment_once": {"twice": _of_the_first("attachment_id", "practices_practiceattachment")}
    },
    Presence: {"presence_once": {"twice": _of_the_first("user_id", "practices_presence")}},
    PublishedVersion: {
        "practices_publishedversion_submission_id_key": {
            "of the same submission": _of_the_first("submission_id", "practices_publishedversion")
        },
        "published_version_numbered_once": {
            "the same number": _of_the_first("fact_sheet_id", "practices_publishedversion")
        },
    },
    Submission: {
        "submission_numbered_once": {
            "the same number": f"{_SAME_DRAFT}, number = 1, state = 'withdrawn', closed_at = now()"
        },
        "submission_waits_once": {"both wait": f"{_SAME_DRAFT}, number = 2"},
    },
    Tombstone: {
        "practices_tombstone_fact_sheet_id_key": {"the same": _of_the_first("fact_sheet_id", "practices_tombstone")},
        "practices_tombstone_slug_key": {"the same": "slug = 'taken'"},
    },
}

_OTHERS: dict[type[Model], Callable[[], object]] = {
    Attachment: AttachmentFactory,
    Draft: DraftFactory,
    PublishedVersion: PublishedVersionFactory,
    Submission: SubmissionFactory,
    Tombstone: partial(TombstoneFactory, slug="taken"),
}


def draft_beside_another(model: type[Model]) -> Model:
    """A row that the changes of TAKEN_DRAFT bring into conflict with another, which was there first."""
    if model in _OTHERS:
        _OTHERS[model]()
        return DRAFT_ROWS[model]()
    if model is PracticeAttachment:
        return PracticeAttachmentFactory(practice=PracticeAttachmentFactory().practice)
    draft = DraftFactory()
    if model is DraftSection:
        SectionFactory(draft=draft, name="story", language="fr")
        return SectionFactory(draft=draft, name="story", language="de")
    if model is Invitation:
        InvitationFactory(draft=draft, email="ana@example.org")
        return InvitationFactory(draft=draft)
    factory: Any = {CoAuthor: CoAuthorFactory, Presence: PresenceFactory}[model]
    factory(draft=draft)
    row: Model = factory(draft=draft)
    return row


ALLOWED_DRAFT: Allowed = {
    Attachment: {"an empty file": "size = 0", "an image": "kind = 'image', width = 0, height = 0, pages = NULL"},
    Draft: {"the first version": "version = 1", "closed": "state = 'withdrawn'"},
    DraftSection: {"in no language": "language = ''"},
    Invitation: {
        "for one second": "expires_at = made_at + interval '1 second'",
        "accepted": "accepted_at = now()",
        "closed": "closed_at = now()",
    },
    PublishedVersion: {"of no submission": "submission_id = NULL"},
    Submission: {
        "declined with a reason": "state = 'declined', closed_at = now(), reason = 'Not about integration.'",
        "withdrawn": "state = 'withdrawn', closed_at = now()",
    },
}

ALLOWED_DRAFT_BESIDE_ANOTHER: Allowed = {
    Draft: {
        "the next version after one that was published": f"{_SAME_SHEET}, state = 'accepted'",
        "begun again after one that was given up": f"{_SAME_SHEET}, state = 'withdrawn'",
        "begun again after one that was declined": f"{_SAME_SHEET}, state = 'declined'",
    },
    DraftSection: {"the same in another language": "name = 'story', language = 'it'"},
    Invitation: {
        "one that was accepted": "email = 'ana@example.org', accepted_at = now()",
        "one that was closed": "email = 'ana@example.org', closed_at = now()",
    },
    Submission: {
        "handed in again": f"{_SAME_DRAFT}, number = 2, state = 'changes_requested', closed_at = now()",
    },
}
