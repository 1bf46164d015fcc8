"""Judging one submission. The page is one form: whichever button is pressed, all that was typed is kept first."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.access import role_required, typed_before
from network.enums import Role
from network.errors import InvalidRecord, NotAllowed, Refusal
from network.models import User
from network.typed import answer_to_a_script, by_script
from practices.data import FactSheetData
from practices.dialogue import hands_in, rounds_of
from practices.enums import Audience
from practices.errors import Incomplete, StaleVersion
from practices.forms import ReviewForm
from practices.forms.review import BOXES, REPLY, shown_from
from practices.models import Remark, Submission
from practices.views.conflicts import conflicts_between, faults_of, over
from practices.views.kept import copies_in, letting_go
from practices.views.review_page import colleagues_of, fields_of, page_of, threads_of
from practices.workflows import (
    decline,
    hand_over,
    publish,
    remark_on,
    request_changes,
    save_sheet,
    take_review,
)


@role_required(Role.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a submission. A POST does what `do` names, after it has saved the notes.

    Raises:
        NotAllowed: they write the fact sheet along; the page that follows says so.
    """
    assert isinstance(request.user, User)
    submission = submission_for(pk, request.user)
    if request.method == "POST":
        return _act(request, submission, request.user)
    return _page(request, submission, _form(submission, request.user, typed_before(request)))


def _act(request: HttpRequest, submission: Submission, user: User) -> HttpResponse:
    form = _form(submission, user, request.POST)
    action = request.POST.get("do", "save")
    if not (form.is_valid() and form.require_for(action)):
        if by_script(request):
            said = [str(sentence) for sentences in form.errors.values() for sentence in sentences]
            return answer_to_a_script(request, 422, " ".join(said))
        return _page(request, submission, form, status=422)
    try:
        saved = save_sheet(
            submission=submission, sheet=form.sheet, expected_version=form.cleaned_data["version"], by=user
        )
        done = _do(action, saved, form, user)
    except (Refusal, InvalidRecord) as error:
        if by_script(request):
            return answer_to_a_script(request, error.status, str(error))
        return _refused(request, submission_for(submission.pk, user), form, error)
    if by_script(request):
        return JsonResponse({"version": saved.version, "detail": _saved_at()})
    messages.success(request, done.said)
    if action not in _DECISIONS and form.unsent(action) and not copies_in(request.POST):
        return _with_the_rest(request, saved, action, user)
    return HttpResponseRedirect(letting_go(done.address, request.POST) if done.stays_here else done.address)


def _with_the_rest(request: HttpRequest, saved: Submission, action: str, user: User) -> HttpResponse:
    """The page again with what was typed for other buttons, where no script keeps it."""
    stands = submission_for(saved.pk, user)
    typed = request.POST.copy()
    typed[BOXES.get(action, action)] = ""
    return _page(request, stands, over(_form(stands, user, typed), stands))


class _Done:
    """What was done, in a sentence, and where it leads."""

    def __init__(self, said: str, address: str = "") -> None:
        self.said = said
        self.address = address or reverse("practices:review_queue")

    @property
    def stays_here(self) -> bool:
        """Whether it leads to a page that runs the script of these pages."""
        return self.address.startswith(reverse("practices:review_queue"))


def _do(action: str, held: Submission, form: ReviewForm, user: User) -> _Done:
    """One of the page's buttons; the notes are saved already."""
    said = form.cleaned_data
    here = reverse("practices:review", args=[held.pk])
    if action in _DECISIONS:
        return _DECISIONS[action](held, said, user)
    if action == "take":
        take_review(submission=held, by=user)
        return _Done(_("You review this fact sheet now."), here)
    if action == "hand_over":
        hand_over(submission=held, to=said["to"], reason=said["handover_reason"], by=user)
        return _Done(_("Handed over to %(name)s.") % {"name": said["to"].called})
    if action in {"note", "ask"}:
        text, audience = (
            (said["private"], Audience.REVIEWERS) if action == "note" else (said["question"], Audience.AUTHORS)
        )
        remark = remark_on(submission=held, text=text, audience=audience, by=user)
        return _Done(_("Your note is kept.") if action == "note" else _("Your question was sent."), _at(here, remark))
    if action.startswith(REPLY) and action in form.fields:
        first = Remark.objects.select_related("submission").get(pk=action.removeprefix(REPLY))
        answer = remark_on(
            submission=first.submission,
            text=said[action],
            audience=Audience(first.audience),
            field=first.field,
            reply_to=first,
            by=user,
        )
        return _Done(_("Your answer is kept."), _at(here, answer))
    return _Done(_saved_at(), here)


def _publish(held: Submission, _said: Mapping[str, Any], user: User) -> _Done:
    practice = publish(submission=held, expected_version=held.version, by=user)
    return _Done(_("Published: %(title)s") % {"title": held.draft.title}, practice.get_absolute_url())


def _request_changes(held: Submission, _said: Mapping[str, Any], user: User) -> _Done:
    request_changes(submission=held, expected_version=held.version, by=user)
    return _Done(_("The authors of “%(title)s” are asked for changes.") % {"title": held.draft.title})


def _decline(held: Submission, said: Mapping[str, Any], user: User) -> _Done:
    decline(submission=held, reason=said["reason"], expected_version=held.version, by=user)
    return _Done(_("Declined: %(title)s") % {"title": held.draft.title})


_DECISIONS: Mapping[str, Callable[[Submission, Mapping[str, Any], User], _Done]] = {
    "publish": _publish,
    "request_changes": _request_changes,
    "decline": _decline,
}


def _refused(
    request: HttpRequest, stands: Submission, form: ReviewForm, error: Refusal | InvalidRecord
) -> HttpResponse:
    """The page with everything typed, why nothing was done, and what stands now."""
    conflicts = conflicts_between(form, stands) if isinstance(error, StaleVersion) else []
    for problem in error.problems if isinstance(error, Incomplete) else ():
        form.add_error(f"score_{problem.key}" if problem.section == "scores" else problem.key, problem.message)
    happened = {"refusal": str(error), "conflicts": conflicts}
    return _page(request, stands, over(form, stands), status=error.status, **happened)


def _page(
    request: HttpRequest, submission: Submission, form: ReviewForm, *, status: int = 200, **happened: Any
) -> HttpResponse:
    rounds = rounds_of(submission.draft, tuple(Audience))
    context = page_of(submission, form, rounds) | {"conflicts": [], "refusal": ""} | happened
    context["faults"] = faults_of(form)
    return render(request, "practices/review/review.html", context, status=status)


def _form(submission: Submission, user: User, typed: QueryDict | None) -> ReviewForm:
    return ReviewForm(
        typed,
        fields=fields_of(FactSheetData.model_validate(submission.content)),
        threads=threads_of(rounds_of(submission.draft, tuple(Audience))),
        colleagues=colleagues_of(submission, user),
        initial=shown_from(submission.sheet) | {"version": submission.version},
    )


def submission_for(pk: int, user: User) -> Submission:
    """What a reviewer may look at.

    Raises:
        NotAllowed: they write it along.
    """
    found = Submission.objects.select_related("draft__organisation", "reviewer", "closed_by", "submitted_by")
    submission = get_object_or_404(found, pk=pk)
    if user.pk in hands_in(submission.draft):
        raise NotAllowed(_("You write this fact sheet along, or did: another reviewer judges it."))
    return submission


def _saved_at() -> str:
    return _("Saved at %(time)s.") % {"time": date_format(timezone.localtime(), "TIME_FORMAT")}


def _at(address: str, remark: Remark) -> str:
    return f"{address}#{remark.anchor}"
