"""Taking a published fact sheet off the site, or deleting it: a reason is asked for, and stays at its address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.access import signed_in, typed_before
from network.enums import Role
from network.errors import NotAllowed
from network.models import User
from practices.forms import TakeDownForm
from practices.models import Practice
from practices.texts import text_for
from practices.workflows import delete_fact_sheet, may_take_down, unpublish


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, for officers of the organiser, reviewers and the secretariat, which alone deletes.

    Raises:
        NotAllowed: somebody else; the page that follows says who may.
    """
    assert isinstance(request.user, User)
    reader = get_language() or "en"
    practice = get_object_or_404(Practice.objects.for_list(reader), slug=slug)
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
