"""Authors answer reviewers, beside what they were asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.access import signed_in, typed_before
from network.models import User
from network.once import once
from practices.enums import Audience
from practices.forms import AnswerForm
from practices.models import Draft, Remark
from practices.workflows import remark_on


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@once
def answer_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A remark to the authors of a draft, with a box for the answer; the page of the draft has the same box."""
    assert isinstance(request.user, User)
    remark = _remark(pk, request.user)
    draft = remark.submission.draft
    if request.method != "POST":
        return _page(request, remark, AnswerForm(typed_before(request)))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, remark, form, status=422)
    answer = remark_on(
        submission=remark.submission,
        text=form.cleaned_data["text"],
        audience=Audience.AUTHORS,
        field=remark.field,
        reply_to=remark,
        by=request.user,
    )
    messages.success(request, _("Your answer is kept."))
    return HttpResponseRedirect(f"{draft.get_absolute_url()}#{answer.anchor}")


def _remark(pk: int, user: User) -> Remark:
    """What the reviewers said to the authors of a draft that somebody may see: where a conversation begins."""
    found = Remark.objects.select_related("submission__draft__organisation")
    drafts = Draft.objects.of(user).values("pk")
    return get_object_or_404(found, pk=pk, audience=Audience.AUTHORS, reply_to=None, submission__draft__in=drafts)


def _page(request: HttpRequest, remark: Remark, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = {"remark": remark, "draft": remark.submission.draft, "form": form}
    return render(request, "practices/writing/answer_remark.html", context, status=status)
