"""When somebody else saved the section first: both texts, field by field, to choose from."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from network.typed import PARKED, by_script
from practices.forms.writing import section_form
from practices.models import DraftSection
from practices.views.writing.comparing import differences, marks
from practices.views.writing.page import typed_beside
from practices.views.writing.shown import Directory, shown_fields
from practices.views.writing.where import Where
from practices.writing.interpret import understand
from practices.writing.said import Wording


def stale_page(
    request: HttpRequest,
    where: Where,
    stored: DraftSection | None,
    *,
    typed: Mapping[str, Any],
    copy: str = "",
    undecided: Collection[str] = (),
) -> HttpResponse:
    """Both texts of each field in which they differ; nothing was saved.

    Args:
        copy: the name of the copy that the page's script keeps of what is typed.
        undecided: fields for which neither text was chosen on this page before.
    """
    said = _("Somebody else saved this section while you were writing. Nothing of yours is lost: compare both texts.")
    if by_script(request):
        return JsonResponse({"detail": said, "stale": True}, status=409)
    stands = stored.data if stored else where.section.blank
    found = differences(where.section, typed, stands, request.POST.get("seen", ""))
    mine = {one.field.key: one.mine for one in found}
    understood = understand(where.section, {**stands, **typed}, where.text_language)
    form = section_form(where.section.name)({**stands, **mine})
    directory = Directory(where.section, mine, where.user)
    shown = {one.field.key: one for one in shown_fields(form, understood, directory, only=mine)}
    wording = Wording(typed=[{one.field.key: one.theirs} for one in found])
    pairs = [
        {
            "shown": shown[one.field.key],
            "theirs": wording.lines(one.field, one.theirs),
            "chosen": request.POST.get(f"keep-{one.field.key}", one.likely),
            "undecided": one.field.key in undecided,
        }
        for one in found
    ]
    context = {
        "where": where,
        "draft": where.draft,
        "section": where.section,
        "stored": stored,
        "version": stored.version if stored else 0,
        "seen": marks(where.section, stands),
        "pairs": pairs,
        "copy": copy,
        "beside": typed_beside(request.POST, request.FILES),
        "parked": request.GET.get(PARKED) or request.POST.get(PARKED, ""),
        "page_address": where.address,
        "said": said,
    }
    return render(request, "practices/writing/stale.html", context, status=422 if undecided else 409)
