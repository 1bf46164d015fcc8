"""Taking a published fact sheet off the site, or deleting it, also later: a reason is asked for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.access import signed_in, typed_before
from network.enums import Role
from network.errors import NotAllowed
from network.models import User
from network.once import once
from practices.errors import Gone
from practices.forms import TakeDownForm
from practices.models import Practice, PublishedVersion
from practices.texts import text_for
from practices.tombstones import live_or_gone
from practices.workflows import delete_fact_sheet, may_begin_again, may_take_down, unpublish


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@once
def take_down(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, for officers of the organiser, reviewers and the secretariat, which alone deletes.

    Of what was taken off the site already, the secretariat may delete what is left.

    Raises:
        NotAllowed: somebody else; the page that follows says who may.
        Gone: it is not on the site any more, and nothing of it is theirs to delete.
    """
    assert isinstance(request.user, User)
    reader = get_language() or "en"
    try:
        practice = live_or_gone(Practice.objects.for_list(reader), slug=slug)
    except Gone as gone:
        return _finish(request, gone, request.user)
    may_delete = request.user.has_role(Role.SECRETARIAT)
    if not may_take_down(practice, request.user):
        raise NotAllowed(_("Only its organiser, a reviewer or the secretariat takes a fact sheet off the site."))
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = TakeDownForm(typed, may_delete=may_delete)
    text = text_for(practice, reader)
    if request.method != "POST" or not form.is_valid():
        context = {"practice": practice, "text": text, "form": form}
        return render(
            request, "practices/review/take_down.html", context, status=422 if request.method == "POST" else 200
        )
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["what"] == TakeDownForm.DELETE:
        delete_fact_sheet(practice=practice, reason=reason, by=request.user)
        said = _("Deleted: %(title)s")
    else:
        unpublish(practice=practice, reason=reason, by=request.user)
        said = _("Taken off the site: %(title)s")
    messages.success(request, said % {"title": text.title})
    return HttpResponseRedirect(reverse("practices:catalogue"))


def gone_page(request: HttpRequest, gone: Gone) -> HttpResponse:
    """Why there is no fact sheet, with the ways to write it again and to delete what is left of it for who may.

    Raises:
        Gone: there is nothing that they may do; the page that follows says why as well.
    """
    user = request.user
    may_begin, may_finish = isinstance(user, User) and may_begin_again(gone.tombstone, user), _may_finish(gone, user)
    if not may_begin and not may_finish:
        raise gone
    context = {"detail": str(gone), "tombstone": gone.tombstone, "may_begin": may_begin, "may_delete": may_finish}
    return render(request, "practices/review/gone.html", context, status=gone.status)


def _finish(request: HttpRequest, gone: Gone, user: User) -> HttpResponse:
    """The form that deletes what is left of a fact sheet that was taken off the site."""
    tombstone = gone.tombstone
    asked = request.POST.get("what", TakeDownForm.DELETE)
    if not _may_finish(gone, user) or asked != TakeDownForm.DELETE:
        raise gone
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = TakeDownForm(typed, may_delete=True, live=False)
    title = PublishedVersion.objects.filter(fact_sheet_id=tombstone.fact_sheet_id).latest("number").content["title"]
    if request.method != "POST" or not form.is_valid():
        context = {"tombstone": tombstone, "title": title, "form": form}
        return render(
            request, "practices/review/delete.html", context, status=422 if request.method == "POST" else 200
        )
    delete_fact_sheet(practice=tombstone, reason=form.cleaned_data["reason"], by=user)
    messages.success(request, _("Deleted: %(title)s") % {"title": title})
    return HttpResponseRedirect(reverse("practices:catalogue"))


def _may_finish(gone: Gone, user: object) -> bool:
    return not gone.tombstone.is_deleted and isinstance(user, User) and user.has_role(Role.SECRETARIAT)
