"""A comment typed beside a section. It comes with the section's form, so that no button loses one or the other."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from network.typed import by_script
from practices.forms.writing import SHOWN, text_in, typed_into
from practices.views.writing.page import COMMENT, section_page
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


def with_unsent(request: HttpRequest, where: Where, saved: HttpResponse) -> HttpResponse:
    """Where a save leads; but the page of the section again if a comment was typed, and not sent with its own button.

    A script keeps such a comment on its page and sends only the section: this is for those without one.
    """
    unsent = text_in(request.POST, COMMENT).strip()
    if not unsent or by_script(request) or saved.status_code >= HTTPStatus.BAD_REQUEST:
        return saved
    return section_page(request, where, where.stored, unsent=True)
