"""A section that may not change: what stands there, and what somebody typed nevertheless."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from network.typed import answer_to_a_script, by_script
from practices.models import DraftSection
from practices.views.writing.comparing import changed
from practices.views.writing.page import COMMENT, DESCRIPTION, FILE, typed_beside
from practices.views.writing.where import Where
from practices.writing import Section
from practices.writing.assemble import read_draft
from practices.writing.progress import progress_of
from practices.writing.said import Wording

CONFLICT = 409


def resting_page(
    request: HttpRequest,
    where: Where,
    stored: DraftSection | None,
    *,
    typed: Mapping[str, Any] | None = None,
    beside: Mapping[str, str] | None = None,
    said: str = "",
) -> HttpResponse:
    """The section to be read.

    Args:
        typed: what could not be saved; it is shown in full.
        beside: what could not be sent of the boxes beside it, unless this request brings it.
        said: why.
    """
    if said and by_script(request):
        return answer_to_a_script(request, CONFLICT, said)
    stands = stored.data if stored else where.section.blank
    lost = changed(where.section, typed or {}, stands)
    context = {
        "where": where,
        "draft": where.draft,
        "section": where.section,
        "said": said,
        "typed": [*_written_out(where.section, lost), *_beside(beside or typed_beside(request.POST, request.FILES))],
        "fields": _written_out(where.section, stands),
        "page_address": where.address if request.method == "POST" else "",
        "progress": progress_of(where.draft, read_draft(where.draft)),
    }
    return render(request, "practices/writing/resting.html", context, status=CONFLICT if said else 200)


def _written_out(section: Section, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Labels and paragraphs of the fields that say something."""
    wording = Wording(typed=[data])
    written = [(one, wording.lines(one, data[one.key])) for one in section.fields if one.key in data]
    return [{"label": one.label, "lines": lines} for one, lines in written if lines]


def _beside(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    labels = {COMMENT: _("Comment"), FILE: _("File"), DESCRIPTION: _("What it shows")}
    return [{"label": labels[name], "lines": text.splitlines()} for name, text in texts.items() if text.strip()]
