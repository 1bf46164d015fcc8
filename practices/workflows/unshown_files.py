"""Files that nothing shows any more. What a published version shows stays as long as the version does."""

import uuid
from functools import partial

from django.db import transaction

from practices.models import Attachment, Draft, DraftSection, PracticeAttachment, PublishedVersion, Submission

SECTION, FIELD = "sources", "attachments"


def rows_of_files(draft: Draft) -> list[dict[str, str]]:
    """What a draft says of its files: an id and a description each."""
    section = draft.sections.filter(name=SECTION).first()
    rows: list[dict[str, str]] = section.data[FIELD] if section else []
    return rows


def let_go_of_unshown(draft: Draft) -> None:
    """Deletes the files whose row was taken out of a draft that is held, and which nothing else shows."""
    everywhere = DraftSection.objects.filter(draft__fact_sheet_id=draft.fact_sheet_id, name=SECTION)
    named = {file_in(row) for section in everywhere for row in section.data[FIELD]}
    for attachment in Attachment.objects.filter(fact_sheet_id=draft.fact_sheet_id):
        if str(attachment.public_id) not in named and not _is_shown(attachment):
            _delete(attachment)


def file_in(row: dict[str, str]) -> str:
    """Which file a row is about: a UUID may be written in several ways, and rows are kept as they were typed."""
    try:
        return str(uuid.UUID(row["id"]))
    except ValueError:
        return row["id"]


def delete_files(fact_sheet_id: uuid.UUID) -> None:
    """Deletes all files of a fact sheet of which nothing is left that could show them (called by its deletion)."""
    for attachment in Attachment.objects.filter(fact_sheet_id=fact_sheet_id):
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
