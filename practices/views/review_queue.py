"""What waits for a reviewer, and what was decided lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.settings import api_settings

from network.access import role_required
from network.enums import Role
from network.models import User
from practices.filters import SubmissionFilterSet
from practices.filters.options import countries, themes
from practices.filters.submissions import WAITING, sorted_by
from practices.models import Draft, Submission
from practices.views.searching import query_without


@dataclass(frozen=True)
class Row:
    """A submission as the queue shows it; `days` since it was handed in, `own` if its reader writes it along."""

    submission: Submission
    days: int
    countries: list[str]
    themes: list[str]
    own: bool


@dataclass(frozen=True)
class _Sorted:
    """What the project's paging asks a view for."""

    order: str

    def get_order(self) -> str:
        return self.order


@role_required(Role.REVIEWER)
@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """The queue, filtered by its address; a parameter that is not on offer gets 400 and a page that says what is."""
    assert isinstance(request.user, User)
    filterset = SubmissionFilterSet(request.GET, queryset=Submission.objects.for_queue(), request=request)
    if not filterset.is_valid():
        return _refused(request, filterset.form.errors)
    paginator = cast("Any", api_settings.DEFAULT_PAGINATION_CLASS)()
    try:
        rows = paginator.paginate_queryset(sorted_by(filterset.qs), Request(request), view=_Sorted(filterset.order))
    except ValidationError as error:
        return _refused(request, error.detail)
    context = {
        "page": replace(paginator.page, rows=_rows(rows, request.user)),
        "form": filterset.form,
        "state": filterset.chosen("state") or WAITING,
        "narrowed": any(filterset.chosen(name) for name in ("country", "theme", "organisation")),
        "query": query_without(request, ["cursor"]),
    }
    return render(request, "practices/review/queue.html", context)


def _rows(submissions: Iterable[Submission], user: User) -> list[Row]:
    found = list(submissions)
    names, labels = dict(countries()), dict(themes())
    own = set(Draft.objects.of(user).filter(pk__in=[one.draft_id for one in found]).values_list("pk", flat=True))
    today = timezone.localdate()
    return [
        Row(
            submission=one,
            days=(today - timezone.localdate(one.submitted_at)).days,
            countries=_named(one.content["countries"], names),
            themes=_named(one.content["themes"], labels),
            own=one.draft_id in own,
        )
        for one in found
    ]


def _named(codes: Iterable[str], labels: Mapping[str, Any]) -> list[str]:
    return [str(labels.get(code, code)) for code in codes]


def _refused(request: HttpRequest, errors: Any) -> HttpResponse:
    return render(request, "practices/review/queue_refused.html", {"errors": errors.items()}, status=400)
