"""Beginning a fact sheet."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from network.access import signed_in, typed_before
from network.limits import limited
from network.once import once
from practices.enums import Language
from practices.forms import NewDraftForm
from practices.views.writing.where import person
from practices.workflows import begin_draft


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("drafts", "60/hour")
@once
def new_draft(request: HttpRequest) -> HttpResponse:
    """On whose behalf, and in which language; whoever writes for nobody yet is led to their organisation."""
    user = person(request)
    if request.method != "POST":
        return _page(request, NewDraftForm(typed_before(request), user=user))
    form = NewDraftForm(request.POST, user=user)
    if not form.is_valid():
        return _page(request, form, status=422)
    draft = begin_draft(
        organisation=form.cleaned_data["organisation"], language=Language(form.cleaned_data["language"]), by=user
    )
    return HttpResponseRedirect(draft.get_absolute_url())


def _page(request: HttpRequest, form: NewDraftForm, status: int = 200) -> HttpResponse:
    return render(request, "practices/writing/new.html", {"form": form}, status=status)
