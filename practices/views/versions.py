"""The published versions of a fact sheet: which there are, what each said, and what changed from the one before."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from practices.data import FactSheetData
from practices.differences import differences
from practices.models import Practice, PublishedVersion
from practices.tombstones import live_or_gone
from practices.views.fact_sheet import sheet_context
from practices.writing.preview import practice_from


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them, the one that holds first; a fact sheet that was published once has no others."""
    practice, published = _published(slug)
    return render(request, "practices/versions.html", {"practice": practice, "versions": published[::-1]})


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The fact sheet as that version had it; `?text=fr` shows its text in French."""
    practice, published = _published(slug)
    shown = _numbered(published, number)
    sheet = practice_from(
        FactSheetData.model_validate(shown.content),
        public_id=shown.fact_sheet_id,
        slug=shown.slug,
        collection=practice.collection,
        assessments=shown.assessments,
    )
    sheet.updated_at = shown.published_at
    context = sheet_context(sheet, request.GET.get("text", get_language() or "en"))
    context |= {"version": shown, "current": published[-1], "live": practice}
    return render(request, "practices/version.html", context)


@require_safe
def version_compare(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What changed from the version before, field by field; the first has nothing before it."""
    practice, published = _published(slug)
    after = _numbered(published, number)
    before = _numbered(published, number - 1)
    found = differences(FactSheetData.model_validate(before.content), FactSheetData.model_validate(after.content))
    context = {"practice": practice, "before": before, "after": after, "differences": found}
    return render(request, "practices/version_compare.html", context)


def _published(slug: str) -> tuple[Practice, list[PublishedVersion]]:
    """The live fact sheet and its versions, the first first.

    Raises:
        Gone: it is not on the site any more, and its versions are not either.
    """
    practice = live_or_gone(Practice.objects.for_list(get_language() or "en"), slug=slug)
    kept = PublishedVersion.objects.filter(fact_sheet_id=practice.public_id).select_related("submission")
    return practice, list(kept.order_by("number"))


def _numbered(published: list[PublishedVersion], number: int) -> PublishedVersion:
    found = next((one for one in published if one.number == number), None)
    if found is None:
        raise Http404
    return found
