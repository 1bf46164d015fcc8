"""A draft as a whole: how far it has come, who writes in it, what is missing; handed in and taken back from here."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from network.access import signed_in, typed_before
from network.errors import Refusal
from network.limits import limited
from network.models import Affiliation, Organisation, User
from network.once import once
from practices.dialogue import remarks_to_answer, rounds_of
from practices.enums import Language
from practices.errors import Incomplete
from practices.forms import AnswersForm, SubmitForm
from practices.models import Draft
from practices.views.kept import letting_go
from practices.views.writing.saving import version_in
from practices.views.writing.where import own_draft, person
from practices.workflows import answer_remarks, drop_translation, give_up_draft, submit_draft, withdraw_submission
from practices.writing import BY_NAME
from practices.writing.assemble import Reading, in_order, read_draft
from practices.writing.places import problem_address
from practices.writing.progress import filled_fields, progress_of
from practices.writing.rules import broken_so_far
from practices.writing.understood import Problem


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("submissions", "120/hour")
@once
def draft(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The draft. A POST does what the button `act` says; one that is refused comes back with the reason."""
    found = own_draft(request, public_id)
    if request.method != "POST":
        before = typed_before(request)
        if before is not None and before.get("act") == ANSWER:
            return _page(request, found, SubmitForm(), answers=before)
        return _page(request, found, SubmitForm(before))
    if request.POST.get("act") == ANSWER:
        return _answer(request, found)
    act = ACTS.get(request.POST.get("act", ""))
    form = SubmitForm(request.POST)
    if act is None or not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        said = act(request, found, form)
    except Refusal as error:
        problems = error.problems if isinstance(error, Incomplete) else None
        now = own_draft(request, public_id)
        return _page(request, now, form, refused=str(error), problems=problems, status=error.status)
    messages.success(request, said)
    return HttpResponseRedirect(letting_go(found.get_absolute_url(), request.POST))


def _answer(request: HttpRequest, found: Draft) -> HttpResponse:
    """Sends every answer that is filled in; if one is refused, none, and all stand in their boxes."""
    remarks = remarks_to_answer(rounds_of(found))
    form = AnswersForm(request.POST, threads={pk: remark.text for pk, remark in remarks.items()})
    if not remarks or not form.is_valid():
        return _page(request, found, SubmitForm(), answers=request.POST, status=422)
    answers = {remarks[pk]: text for pk, text in form.given.items()}
    try:
        sent = answer_remarks(answers=answers, by=person(request))
    except Refusal as error:
        return _page(request, found, SubmitForm(), answers=request.POST, refused=str(error), status=error.status)
    messages.success(
        request,
        ngettext("Your answer is sent.", "Your %(number)s answers are sent.", len(sent)) % {"number": len(sent)},
    )
    return HttpResponseRedirect(letting_go(f"{found.get_absolute_url()}#{sent[0].anchor}", request.POST))


def _submit(request: HttpRequest, found: Draft, form: SubmitForm) -> str:
    submit_draft(
        draft=found, expected_version=version_in(request.POST), note=form.cleaned_data["note"], by=person(request)
    )
    return _("Handed in. You get a mail when the reviewer has answered.")


def _withdraw(request: HttpRequest, found: Draft, _form: SubmitForm) -> str:
    withdraw_submission(draft=found, by=person(request))
    return _("Taken back from review: you can go on writing.")


def _give_up(request: HttpRequest, found: Draft, _form: SubmitForm) -> str:
    give_up_draft(draft=found, expected_version=version_in(request.POST), by=person(request))
    return _("The draft is given up. What was typed stays readable here.")


def _drop_translation(request: HttpRequest, found: Draft, _form: SubmitForm) -> str:
    code = request.POST.get("language", "")
    if code not in Language.values:
        raise Refusal(_("Choose a language."))
    drop_translation(
        draft=found, language=Language(code), expected_version=version_in(request.POST), by=person(request)
    )
    return _("The translation is taken out.")


ANSWER = "answer"
ACTS: dict[str, Callable[[HttpRequest, Draft, SubmitForm], str]] = {
    "submit": _submit,
    "withdraw": _withdraw,
    "give_up": _give_up,
    "drop_translation": _drop_translation,
}


def _page(
    request: HttpRequest,
    found: Draft,
    form: SubmitForm,
    *,
    answers: QueryDict | None = None,
    refused: str = "",
    problems: Sequence[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    user = person(request)
    reading = read_draft(found)
    listed = _problems(found, reading) if problems is None else problems
    progress = progress_of(found, reading)
    filled, total = filled_fields(progress)
    rounds = rounds_of(found)
    context = {
        "draft": found,
        "form": form,
        "rounds": rounds,
        "answers": AnswersForm(answers, threads={pk: remark.text for pk, remark in remarks_to_answer(rounds).items()}),
        "refused": refused,
        "problems": [_listed(found, problem) for problem in listed],
        "reading": reading,
        "progress": progress,
        "filled": filled,
        "total": total,
        "translations": _translations(found),
        "authors": _authors(found),
        "officer": Organisation.objects.of(user).filter(pk=found.organisation_id).exists(),
        "may_submit": _may_submit(found, user),
        "live": found.practice,
    }
    return render(request, "practices/writing/draft.html", context, status=status)


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
