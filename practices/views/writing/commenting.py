"""What is typed beside a section: it comes with the section's form, so that no button loses one or the other."""

import uuid
from collections.abc import Collection, Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from network.typed import by_script
from practices.forms.writing import SHOWN, text_in, typed_into
from practices.views.writing.page import COMMENT, DESCRIPTION, FILE, section_page
from practices.views.writing.saving import version_in
from practices.views.writing.where import Where, find


def section_with_it(request: HttpRequest, public_id: uuid.UUID) -> Where | None:
    """The section whose form a comment comes with; none if it comes from the overview.

    Raises:
        Http404: there is no such draft or section.
    """
    if SHOWN not in request.POST:
        return None
    return find(request, public_id, text_in(request.POST, "section"), text_in(request.POST, "written_in"))


def refused(request: HttpRequest, where: Where, said: Sequence[str]) -> HttpResponse:
    """The page of the section with everything typed, and why the comment is not sent."""
    if text_in(request.POST, FILE):
        messages.warning(request, _("The file has to be chosen again."))
    return section_page(
        request,
        where,
        where.stored,
        typed=typed_into(where.section, request.POST),
        version=version_in(request.POST),
        seen=text_in(request.POST, "seen"),
        comment_faults=said,
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def with_unsent(
    request: HttpRequest, where: Where, saved: HttpResponseBase, *, sent: Collection[str] = ()
) -> HttpResponseBase:
    """Where a save leads; but the section's page again if something beside its form has a button of its own.

    That is a comment, or a file and what it shows. A script keeps such texts on its page and sends only the section:
    this is for those without one, and for the file, which no script can keep.

    Args:
        sent: the names of the boxes whose button this was.
    """
    others = {COMMENT, DESCRIPTION, FILE}.difference(sent)
    unsent = {name for name in others if text_in(request.POST, name).strip()}
    if not unsent or by_script(request) or saved.status_code >= HTTPStatus.BAD_REQUEST:
        return saved
    beside = {name: text_in(request.POST, name) for name in unsent}
    return section_page(request, where, where.stored, beside=beside, unsent=unsent)
