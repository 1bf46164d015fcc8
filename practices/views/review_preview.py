"""A submission as its readers will see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.access import role_required
from network.enums import Role
from network.models import User
from practices.data import FactSheetData
from practices.models import Collection, Practice
from practices.views.fact_sheet import sheet_context
from practices.views.review import submission_for
from practices.workflows.publishing import SUBMITTED
from practices.writing.preview import practice_from


@role_required(Role.REVIEWER)
@require_safe
def review_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the fact sheet, with a notice that it is not public; `?text=fr` shows the text in French."""
    assert isinstance(request.user, User)
    submission = submission_for(pk, request.user)
    live = Practice.objects.filter(public_id=submission.draft.fact_sheet_id).select_related("collection").first()
    practice = practice_from(
        FactSheetData.model_validate(submission.content),
        public_id=submission.draft.fact_sheet_id,
        slug=live.slug if live else "",
        collection=live.collection if live else Collection.objects.get(pk=SUBMITTED),
    )
    context = sheet_context(practice, request.GET.get("text", get_language() or "en"))
    return render(request, "practices/review/preview.html", context | {"submission": submission})
