"""A draft as a whole: how far it has come, who writes in it, what is missing; handed in and taken back from here."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from network.access import signed_in, typed_before
from network.errors import Refusal
from network.limits import limited
from network.once import once
from practices.dialogue import remarks_to_answer, rounds_of
from practices.enums import Language
from practices.errors import Incomplete
from practices.forms import AnswersForm, SubmitForm
from practices.models import Draft
from practices.views.kept import letting_go
from practices.views.writing.saving import version_in
from practices.views.writing.where import own_draft, person
from practices.views.writing.whole import NOTE, draft_page, is_answer, or_with_the_rest
from practices.workflows import answer_remarks, drop_translation, give_up_draft, submit_draft, withdraw_submission


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("submissions", "120/hour")
def draft(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The draft. A POST does what the button `act` says; one that is refused comes back with the reason."""
    if request.method != "POST":
        before = typed_before(request)
        return draft_page(request, own_draft(request, public_id), typed=before.dict() if before else None)
    name = _act(request)
    sent = [box for box in request.POST if (name, box) == (SUBMIT, NOTE) or (name == ANSWER and is_answer(box))]
    return or_with_the_rest(request, public_id, _done(request, public_id), sent=sent)


@once
def _done(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = own_draft(request, public_id)
    name = _act(request)
    if name == ANSWER:
        return _answer(request, found)
    form = SubmitForm(request.POST)
    if name not in ACTS or (name == SUBMIT and not form.is_valid()):
        return draft_page(request, found, typed=request.POST.dict(), form=form if name == SUBMIT else None, status=422)
    try:
        said = ACTS[name](request, found)
    except Refusal as error:
        problems = error.problems if isinstance(error, Incomplete) else None
        return draft_page(
            request,
            own_draft(request, public_id),
            typed=request.POST.dict(),
            refused=str(error),
            problems=problems,
            status=error.status,
        )
    messages.success(request, said)
    return HttpResponseRedirect(letting_go(found.get_absolute_url(), request.POST))


def _act(request: HttpRequest) -> str:
    return request.POST.get("act", "").partition(":")[0]


def _answer(request: HttpRequest, found: Draft) -> HttpResponse:
    """Sends every answer that is filled in; if one is refused, none, and all stand in their boxes."""
    typed = request.POST.dict()
    remarks = remarks_to_answer(rounds_of(found))
    form = AnswersForm(request.POST, threads={pk: remark.text for pk, remark in remarks.items()})
    if not remarks or not form.is_valid():
        return draft_page(request, found, typed=typed, answers=form, status=422)
    answers = {remarks[pk]: text for pk, text in form.given.items()}
    try:
        sent = answer_remarks(answers=answers, by=person(request))
    except Refusal as error:
        return draft_page(request, found, typed=typed, refused=str(error), status=error.status)
    messages.success(
        request,
        ngettext("Your answer is sent.", "Your %(number)s answers are sent.", len(sent)) % {"number": len(sent)},
    )
    return HttpResponseRedirect(letting_go(f"{found.get_absolute_url()}#{sent[0].anchor}", request.POST))


def _submit(request: HttpRequest, found: Draft) -> str:
    submit_draft(
        draft=found, expected_version=version_in(request.POST), note=request.POST.get(NOTE, ""), by=person(request)
    )
    return _("Handed in. You get a mail when the reviewer has answered.")


def _withdraw(request: HttpRequest, found: Draft) -> str:
    withdraw_submission(draft=found, by=person(request))
    return _("Taken back from review: you can go on writing.")


def _give_up(request: HttpRequest, found: Draft) -> str:
    give_up_draft(draft=found, expected_version=version_in(request.POST), by=person(request))
    return _("The draft is given up. What was typed stays readable here.")


def _drop_translation(request: HttpRequest, found: Draft) -> str:
    _name, _colon, code = request.POST["act"].partition(":")
    if code not in Language.values:
        raise Refusal(_("Choose a language."))
    drop_translation(
        draft=found, language=Language(code), expected_version=version_in(request.POST), by=person(request)
    )
    return _("The translation is taken out.")


ANSWER, SUBMIT = "answer", "submit"
ACTS: dict[str, Callable[[HttpRequest, Draft], str]] = {
    SUBMIT: _submit,
    "withdraw": _withdraw,
    "give_up": _give_up,
    "drop_translation": _drop_translation,
}
