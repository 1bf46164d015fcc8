"""Writing together: invitations, comments, who is here. Each POST is one step and leads back to where it was made."""

import uuid
from collections.abc import Collection
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.access import signed_in
from network.errors import InvalidRecord, Refusal
from network.limits import limited
from network.once import once
from network.signed_links import InvalidLink
from practices.models import Comment, Draft, Invitation
from practices.together import who_is_here
from practices.views.kept import letting_go
from practices.views.writing.commenting import refused, section_with_it, with_unsent
from practices.views.writing.page import COMMENT
from practices.views.writing.saving import save
from practices.views.writing.where import Where, person
from practices.views.writing.whole import EMAIL, draft_page, or_with_the_rest
from practices.workflows import (
    accept_invitation,
    close_invitation,
    comment_on,
    decline_invitation,
    invitation_of,
    invite,
    leave_draft,
    note_presence,
    settle_comment,
)

ACCEPT, DECLINE = "accept", "decline"


@signed_in
@require_POST
@limited("invitations", "60/hour")
def invite_co_author(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Sends an invitation to the address in `email`."""
    return or_with_the_rest(request, public_id, _invite(request, public_id), sent={EMAIL})


@once
def _invite(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, public_id)
    address = request.POST.get("email", "").strip()
    try:
        invite(draft=draft, email=address, by=person(request))
    except InvalidRecord as error:
        said = [message for faults in error.faults.values() for message in faults]
        return draft_page(request, draft, typed=request.POST.dict(), email_faults=said, status=error.status)
    except Refusal as error:
        return draft_page(request, draft, typed=request.POST.dict(), refused=str(error), status=error.status)
    messages.success(request, _("%(address)s is invited to write along.") % {"address": address})
    return _back(request, draft)


@signed_in
@require_POST
def end_invitation(request: HttpRequest, public_id: uuid.UUID, pk: int) -> HttpResponseBase:
    """Takes an invitation back."""
    draft = _draft(request, public_id)
    close_invitation(invitation=get_object_or_404(Invitation, draft=draft, pk=pk), by=person(request))
    messages.success(request, _("The invitation is taken back."))
    return or_with_the_rest(request, public_id, _back(request, draft))


@signed_in
@require_POST
def end_co_author(request: HttpRequest, public_id: uuid.UUID, pk: int) -> HttpResponseBase:
    """Ends a co-authorship, one's own or another's."""
    draft = _draft(request, public_id)
    author = get_object_or_404(draft.co_authors.filter(until=None).select_related("user"), pk=pk)
    try:
        leave_draft(draft=draft, user=author.user, by=person(request))
    except Refusal as error:
        return draft_page(request, draft, typed=request.POST.dict(), refused=str(error), status=error.status)
    if author.user == request.user:
        messages.success(request, _("You do not write along any more."))
        return HttpResponseRedirect(reverse("practices:my_work"))
    messages.success(request, _("%(name)s does not write along any more.") % {"name": author.user.called})
    return or_with_the_rest(request, public_id, _back(request, draft))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a link from a mail shows: who invites to what. Declining needs no account, accepting does."""
    try:
        found = invitation_of(token)
        if request.method == "POST" and DECLINE in request.POST:
            decline_invitation(token=token, by=request.user if request.user.is_authenticated else None)
            return render(request, "practices/writing/invitation_declined.html", {"invitation": found})
        if request.method == "POST":
            return _accept(request, token=token)
    except (InvalidLink, Refusal) as error:
        return render(request, "practices/writing/invitation_gone.html", {"why": str(error)}, status=410)
    return render(request, "practices/writing/invitation.html", {"invitation": found})


@signed_in
def _accept(request: HttpRequest, token: str) -> HttpResponse:
    draft = accept_invitation(token=token, by=person(request))
    messages.success(request, _("You write along from now on."))
    return HttpResponseRedirect(draft.get_absolute_url())


@signed_in
@require_POST
@limited("comments", "120/hour")
def comment(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Adds the comment in `text` to the section in `section`, and saves the section if it comes with its form."""
    where = section_with_it(request, public_id)
    return _with_what_is_left(request, public_id, where, _comment(request, public_id, where), sent={COMMENT})


@once
def _comment(request: HttpRequest, public_id: uuid.UUID, where: Where | None) -> HttpResponse:
    draft = _draft(request, public_id)
    if where is not None:
        saved = save(request, where)
        if saved.status_code >= HTTPStatus.BAD_REQUEST:
            return saved
    try:
        comment_on(
            draft=draft,
            section=request.POST.get("section", ""),
            text=request.POST.get("text", ""),
            by=person(request),
        )
    except (InvalidRecord, Refusal) as error:
        faults: dict[str, list[str]] = getattr(error, "faults", {"text": [str(error)]})
        said = [message for messages in faults.values() for message in messages]
        if where is not None:
            return refused(request, where, said)
        return draft_page(
            request, draft, typed=request.POST.dict(), comment_faults=said, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    messages.success(request, _("Your comment is there, and the other authors are told."))
    return _back(request, draft)


@signed_in
@require_POST
def settle(request: HttpRequest, public_id: uuid.UUID, pk: int) -> HttpResponseBase:
    """Marks a comment as dealt with, and saves the section if its form comes along."""
    draft = _draft(request, public_id)
    settled = get_object_or_404(Comment, draft=draft, pk=pk)
    where = section_with_it(request, public_id)
    if where is not None:
        saved = save(request, where)
        if saved.status_code >= HTTPStatus.BAD_REQUEST:
            return saved
    settle_comment(comment=settled, by=person(request))
    return _with_what_is_left(request, public_id, where, _back(request, draft))


@signed_in
@require_POST
def presence(request: HttpRequest, public_id: uuid.UUID) -> JsonResponse:
    """Says that one is in the section in `section`, and hears who else is there."""
    draft = _draft(request, public_id)
    note_presence(draft=draft, section=request.POST.get("section", ""), by=person(request))
    return JsonResponse({"here": [here.said for here in who_is_here(draft, person(request))]})


def _with_what_is_left(
    request: HttpRequest,
    public_id: uuid.UUID,
    where: Where | None,
    done: HttpResponseBase,
    *,
    sent: Collection[str] = (),
) -> HttpResponseBase:
    """Where a step leads, or the page on which its button stands: a section's, or the overview."""
    if where is None:
        return or_with_the_rest(request, public_id, done, sent=sent)
    return with_unsent(request, where, done, sent=sent)


def _draft(request: HttpRequest, public_id: uuid.UUID) -> Draft:
    return get_object_or_404(Draft.objects.of(person(request)).select_related("organisation"), public_id=public_id)


def _where(request: HttpRequest, draft: Draft) -> str:
    wanted: Any = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return str(wanted) if safe else draft.get_absolute_url()


def _back(request: HttpRequest, draft: Draft) -> HttpResponse:
    return HttpResponseRedirect(letting_go(_where(request, draft), request.POST))
