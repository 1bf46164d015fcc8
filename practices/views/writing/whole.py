"""The page of a draft as a whole, whichever button of it was pressed: one form, so that none empties another's box."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from network.models import Affiliation, Organisation, User
from network.typed import PARKED
from practices.dialogue import remarks_to_answer, rounds_of
from practices.enums import Language
from practices.forms import AnswersForm, SubmitForm
from practices.forms.review import ANSWER
from practices.forms.writing import text_in
from practices.models import Draft
from practices.views.writing.page import COMMENT
from practices.views.writing.where import own_draft, person
from practices.writing import BY_NAME
from practices.writing.assemble import Reading, in_order, read_draft
from practices.writing.places import problem_address
from practices.writing.progress import filled_fields, progress_of
from practices.writing.rules import broken_so_far
from practices.writing.understood import Problem

NOTE, EMAIL = "note", "email"


def draft_page(
    request: HttpRequest,
    found: Draft,
    *,
    typed: Mapping[str, Any] | None = None,
    form: SubmitForm | None = None,
    answers: AnswersForm | None = None,
    comment_faults: Sequence[str] = (),
    email_faults: Sequence[str] = (),
    unsent: bool = False,
    refused: str = "",
    problems: Sequence[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page.

    Args:
        typed: what stands in its boxes, by their names.
        form: the note of handing in with what is wrong with it.
        answers: the answers to the review, likewise.
        comment_faults: why a comment cannot be sent.
        email_faults: why nobody is invited.
        unsent: whether these texts were left over by a button that did what it says.
        refused: why something else was not done.
        problems: what keeps the draft from being handed in, if handing in found it out.
    """
    user = person(request)
    typed = typed or {}
    may_submit = _may_submit(found, user)
    reading = read_draft(found)
    listed = _problems(found, reading) if problems is None else problems
    progress = progress_of(found, reading)
    filled, total = filled_fields(progress)
    rounds = rounds_of(found)
    threads = {pk: remark.text for pk, remark in remarks_to_answer(rounds).items()}
    context = {
        "draft": found,
        "form": form or SubmitForm(initial={NOTE: typed.get(NOTE, "")}),
        "rounds": rounds,
        "answers": answers or AnswersForm(initial=_answers_in(typed), threads=threads),
        "comment": typed.get(COMMENT, ""),
        "comment_section": typed.get("section", ""),
        "comment_faults": comment_faults,
        "email": typed.get(EMAIL, ""),
        "email_faults": email_faults,
        "unsent": unsent,
        # Who may not hand it in any more, or not just now, has no box for the note.
        "note_left": "" if may_submit and found.may_be_edited else typed.get(NOTE, ""),
        "parked": (request.GET.get(PARKED) or request.POST.get(PARKED, "")) if typed else "",
        "page_address": found.get_absolute_url() if request.method == "POST" else "",
        "refused": refused,
        "problems": [_listed(found, problem) for problem in listed],
        "reading": reading,
        "progress": progress,
        "filled": filled,
        "total": total,
        "translations": _translations(found),
        "authors": _authors(found),
        "officer": Organisation.objects.of(user).filter(pk=found.organisation_id).exists(),
        "may_submit": may_submit,
        "live": found.practice,
    }
    return render(request, "practices/writing/draft.html", context, status=status)


def or_with_the_rest(
    request: HttpRequest, public_id: uuid.UUID, done: HttpResponseBase, *, sent: Collection[str] = ()
) -> HttpResponseBase:
    """Where a step leads; but the page again if something stands in a box that the step did not send.

    A script keeps such boxes in the browser and sends only those of the button: this is for those without one. It is
    called outside of `once`, so that the page sent twice has one effect and leads twice to the same.
    """
    given = {name: text_in(request.POST, name) for name in request.POST if _is_box(name) and name not in sent}
    rest = {name: text for name, text in given.items() if text.strip()}
    if not rest or done.status_code != HTTPStatus.FOUND:
        return done
    rest["section"] = text_in(request.POST, "section")
    return draft_page(request, own_draft(request, public_id), typed=rest, unsent=True)


def _is_box(name: str) -> bool:
    return name in {NOTE, COMMENT, EMAIL} or is_answer(name)


def is_answer(name: str) -> bool:
    """Whether a box of this name answers a remark."""
    return name.startswith(ANSWER)


def _answers_in(typed: Mapping[str, Any]) -> dict[str, str]:
    return {name: text for name, text in typed.items() if is_answer(name) and text.strip()}


def _problems(found: Draft, reading: Reading) -> list[Problem]:
    """What is missing or wrong as far as reading tells; handing in finds out the rest."""
    if not found.may_be_edited:
        return reading.problems
    return in_order([*reading.problems, *broken_so_far(found, reading, rows=False)])


def _listed(found: Draft, problem: Problem) -> dict[str, Any]:
    section = BY_NAME[problem.section]
    one = section[problem.key]
    return {
        "address": problem_address(found, problem),
        "section": section.title,
        "label": one.label,
        "row": None if problem.row is None else problem.row + 1,
        "language": Language(problem.language).label if problem.language not in {"", found.language} else "",
        "message": problem.message,
    }


def _translations(found: Draft) -> list[dict[str, Any]]:
    codes = sorted({section.language for section in found.sections.all()} - {"", found.language})
    return [{"code": code, "name": Language(code).label} for code in codes]


def _authors(found: Draft) -> list[str]:
    """Who began it and who wrote in it, by the names that colleagues see."""
    written = found.sections.exclude(edited_by=None).values_list("edited_by", flat=True)
    people = User.objects.filter(pk__in=[number for number in {found.created_by_id, *written} if number])
    return [user.called for user in people.order_by("pk")]


def _may_submit(found: Draft, user: User) -> bool:
    places = Affiliation.objects.confirmed().filter(user=user, organisation=found.organisation_id, may_submit=True)
    return places.exists()
