"""A draft as its readers will see it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.access import signed_in
from practices.views.fact_sheet import sheet_context
from practices.views.writing.where import own_draft
from practices.writing.assemble import read_draft
from practices.writing.unfinished import preview_of


@signed_in
@require_safe
def preview(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The page of the fact sheet, with a notice that it is none yet; `?text=fr` shows the text in French."""
    draft = own_draft(request, public_id)
    reading = read_draft(draft)
    practice = preview_of(draft, reading)
    context = sheet_context(practice, request.GET.get("text", get_language() or "en"))
    context |= {"draft": draft, "problems": reading.problems}
    return render(request, "practices/writing/preview.html", context)
