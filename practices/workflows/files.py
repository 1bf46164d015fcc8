"""Adding files to a draft and taking them out. What a published version shows stays as long as the version does."""

import logging
import uuid
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from network.models import User
from network.workflows import recorded
from practices.attachments import CheckedFile, check_room, random_name
from practices.errors import WrongState
from practices.models import Attachment, Draft, PracticeAttachment, PublishedVersion, Submission
from practices.workflows.drafts import hold, require_editable, write_section

logger = logging.getLogger(__name__)

SECTION, FIELD = "sources", "attachments"


@recorded
def attach_file(*, draft: Draft, file: CheckedFile, description: str, by: User) -> Attachment:
    """Adds a checked file to a draft, as the last of its section “sources”; the same file twice is added once.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
        WrongState: the draft is under review or closed.
        InvalidFile: there is no room for another.
    """
    held = hold(draft, by=by)
    require_editable(held)
    files = Attachment.objects.filter(fact_sheet_id=held.fact_sheet_id)
    attachment = files.filter(digest=file.digest).first()
    if attachment is None:
        _let_go_of_what_nobody_shows(held)
        check_room(files.all(), _Sized(file))
        attachment = Attachment(
            fact_sheet_id=held.fact_sheet_id,
            kind=file.kind,
            name=file.name,
            mime=file.mime,
            size=len(file.clean_bytes),
            digest=file.digest,
            width=file.width,
            height=file.height,
            pages=file.pages,
            added_by=by,
        )
        attachment.file.save(random_name(file.extension), ContentFile(file.clean_bytes), save=False)
        attachment.save()
    rows = _rows(held)
    if str(attachment.public_id) not in [row["id"] for row in rows]:
        _write_rows(held, [*rows, {"id": str(attachment.public_id), "description": description.strip()}], by)
    logger.info("attachment %s added to draft %s by %s", attachment.pk, held.pk, by.pk)
    return attachment


@recorded
def remove_file(*, draft: Draft, public_id: uuid.UUID, by: User) -> None:
    """Takes a file out of a draft, and off the disk where no submission or published version shows it.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
        WrongState: the draft is under review or closed, or has no such file.
    """
    held = hold(draft, by=by)
    require_editable(held)
    attachment = Attachment.objects.filter(fact_sheet_id=held.fact_sheet_id, public_id=public_id).first()
    if attachment is None:
        raise WrongState(_("This file is not there any more."))
    _write_rows(held, [row for row in _rows(held) if row["id"] != str(public_id)], by)
    if not _is_shown(attachment):
        _delete(attachment)
    logger.info("attachment %s taken out of draft %s by %s", public_id, held.pk, by.pk)


def delete_files(fact_sheet_id: uuid.UUID) -> None:
    """Deletes all files of a fact sheet of which nothing is left that could show them (called by its deletion)."""
    for attachment in Attachment.objects.filter(fact_sheet_id=fact_sheet_id):
        _delete(attachment)


class _Sized:
    """What counts of a checked file for the room it takes."""

    def __init__(self, file: CheckedFile) -> None:
        self.kind: str = file.kind
        self.size = len(file.clean_bytes)


def _rows(draft: Draft) -> list[dict[str, str]]:
    section = draft.sections.filter(name=SECTION).first()
    rows: list[dict[str, str]] = section.data[FIELD] if section else []
    return rows


def _write_rows(draft: Draft, rows: list[dict[str, str]], by: User) -> None:
    section = draft.sections.filter(name=SECTION).first()
    write_section(draft, SECTION, "", {FIELD: rows}, section.version if section else 0, by)
    draft.save(update_fields=["version", "updated_at"])


def _let_go_of_what_nobody_shows(draft: Draft) -> None:
    """Of files whose row was taken out of the section; they would take the room of others."""
    named = {row["id"] for row in _rows(draft)}
    for attachment in Attachment.objects.filter(fact_sheet_id=draft.fact_sheet_id):
        if str(attachment.public_id) not in named and not _is_shown(attachment):
            _delete(attachment)


def _delete(attachment: Attachment) -> None:
    storage, name = attachment.file.storage, str(attachment.file.name)
    attachment.delete()
    # Robust: where one file cannot be deleted, the others still are, and the log says so.
    transaction.on_commit(partial(storage.delete, name), robust=True)


def _is_shown(attachment: Attachment) -> bool:
    named = {"content__attachments__contains": [{"id": str(attachment.public_id)}]}
    return (
        PracticeAttachment.objects.filter(attachment=attachment).exists()
        or PublishedVersion.objects.filter(fact_sheet_id=attachment.fact_sheet_id, **named).exists()
        or Submission.objects.filter(draft__fact_sheet_id=attachment.fact_sheet_id, **named).exists()
    )
