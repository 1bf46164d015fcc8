"""One section of a draft: opened, and saved by whichever button somebody leaves it with."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.access import signed_in, typed_before
from network.typed import answer_to_a_script, by_script, typed_in
from practices.forms.writing import text_in, typed_into
from practices.views.writing.commenting import with_unsent
from practices.views.writing.page import section_page, typed_beside
from practices.views.writing.resting import resting_page
from practices.views.writing.saving import save, version_in
from practices.views.writing.where import Where, find


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def draft_section(request: HttpRequest, public_id: uuid.UUID, name: str, language: str = "") -> HttpResponseBase:
    """The section, to be written; read-only while the draft is under review or closed."""
    try:
        where = find(request, public_id, name, language)
    except Http404:
        if request.method == "POST":
            return _gone(request)
        raise
    if request.method == "POST":
        return with_unsent(request, where, save(request, where))
    return _open(request, where)


def _open(request: HttpRequest, where: Where) -> HttpResponse:
    stored = where.stored
    before = typed_before(request)
    typed = typed_into(where.section, before) if before else None
    if not where.draft.may_be_edited:
        return resting_page(request, where, stored, typed=typed, beside=typed_beside(before) if before else None)
    if before is None:
        return section_page(request, where, stored)
    return section_page(
        request,
        where,
        stored,
        typed=typed,
        version=version_in(before),
        seen=text_in(before, "seen"),
        beside=typed_beside(before),
    )


def _gone(request: HttpRequest) -> HttpResponse:
    """Whoever may not write in the draft any more keeps what they typed."""
    said = _("There is no such draft, or you do not write in it any more. What you typed is still here: copy it.")
    if by_script(request):
        return answer_to_a_script(request, 404, said)
    return render(request, "practices/writing/gone.html", {"typed": typed_in(request), "said": said}, status=404)
