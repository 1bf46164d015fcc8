"""Adding files to a draft."""

import logging

from django.core.files.base import ContentFile

from network.models import User
from network.workflows import recorded
from practices.attachments import CheckedFile, check_room, random_name
from practices.models import Attachment, Draft
from practices.workflows.drafts import hold, require_editable, write_section
from practices.workflows.unshown_files import FIELD, SECTION, file_in, let_go_of_unshown, rows_of_files

logger = logging.getLogger(__name__)


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
        let_go_of_unshown(held)
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
    rows = rows_of_files(held)
    if str(attachment.public_id) not in [file_in(row) for row in rows]:
        _write_rows(held, [*rows, {"id": str(attachment.public_id), "description": description.strip()}], by)
    logger.info("attachment %s added to draft %s by %s", attachment.pk, held.pk, by.pk)
    return attachment


class _Sized:
    """What counts of a checked file for the room it takes."""

    def __init__(self, file: CheckedFile) -> None:
        self.kind: str = file.kind
        self.size = len(file.clean_bytes)


def _write_rows(draft: Draft, rows: list[dict[str, str]], by: User) -> None:
    section = draft.sections.filter(name=SECTION).first()
    write_section(draft, SECTION, "", {FIELD: rows}, section.version if section else 0, by)
    draft.save(update_fields=["version", "updated_at"])
