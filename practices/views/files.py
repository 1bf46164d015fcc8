"""Files of fact sheets: how they are sent, and how authors add them."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.access import signed_in
from network.enums import Role
from network.errors import Refusal
from network.limits import limited
from network.models import User
from network.once import once
from practices.attachments import check_file
from practices.enums import AttachmentKind
from practices.errors import InvalidFile
from practices.forms.writing import text_in
from practices.models import Attachment, Draft, Practice, PracticeAttachment, Submission
from practices.tombstones import live_or_gone
from practices.views.kept import letting_go
from practices.views.writing.commenting import with_unsent
from practices.views.writing.page import DESCRIPTION, FILE
from practices.views.writing.saving import save
from practices.views.writing.where import Where, find
from practices.workflows import attach_file
from practices.workflows.unshown_files import SECTION, rows_of_files

# A file is data: whatever it holds, a browser runs nothing of it as a page of this site.
SEALED = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'; sandbox"
)


def file_response(attachment: Attachment) -> FileResponse:
    """The file under the name it came with; documents are saved, images shown.

    Raises:
        Http404: the disk does not have it.
    """
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    saved = attachment.kind == AttachmentKind.DOCUMENT
    response = FileResponse(content, as_attachment=saved, filename=attachment.name, content_type=attachment.mime)
    response["Content-Security-Policy"] = SEALED
    return response


@require_safe
def attached_file(_request: HttpRequest, slug: str, public_id: uuid.UUID) -> FileResponse:
    """An image or document that the live fact sheet shows."""
    practice = live_or_gone(Practice.objects.all(), slug=slug)
    shown = get_object_or_404(
        PracticeAttachment.objects.select_related("attachment"), practice=practice, attachment__public_id=public_id
    )
    return file_response(shown.attachment)


@signed_in
@require_safe
def draft_file(request: HttpRequest, public_id: uuid.UUID, file: uuid.UUID) -> FileResponse:
    """A file of a draft, for its authors, and for reviewers once it was handed in."""
    assert isinstance(request.user, User)
    draft = Draft.objects.filter(public_id=public_id).first()
    if draft is None or not _may_see(draft, request.user):
        raise Http404
    return file_response(get_object_or_404(Attachment, fact_sheet_id=draft.fact_sheet_id, public_id=file))


@signed_in
@require_POST
@limited("uploads", "120/hour")
def attach(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Saves the section whose form it comes with, then adds the file in `file`, with its description."""
    where = find(request, public_id, SECTION, "")
    done = _attach(request, where)
    shown = {row["description"] for row in rows_of_files(where.draft)}
    sent = {DESCRIPTION} if text_in(request.POST, DESCRIPTION).strip() in shown else set()
    return with_unsent(request, where, done, sent=sent)


@once
def _attach(request: HttpRequest, where: Where) -> HttpResponse:
    saved = save(request, where)
    if saved.status_code >= HTTPStatus.BAD_REQUEST:
        return saved
    back = HttpResponseRedirect(letting_go(f"{where.address}#files", request.POST))
    sent = request.FILES.get(FILE)
    if not isinstance(sent, UploadedFile):
        messages.error(request, _("Choose a file first."))
        return back
    try:
        checked = check_file(sent.name or "", sent)
        attach_file(draft=where.draft, file=checked, description=text_in(request.POST, DESCRIPTION), by=where.user)
    except (InvalidFile, Refusal) as error:
        messages.error(request, str(error))
        return back
    messages.success(request, _("%(name)s was added.") % {"name": checked.name})
    return back


def _may_see(draft: Draft, user: User) -> bool:
    handed_in = Submission.objects.filter(draft=draft).exists()
    return Draft.objects.of(user).filter(pk=draft.pk).exists() or (handed_in and user.has_role(Role.REVIEWER))
