"""The lists that somebody keeps on their account; nobody sees another's."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from network.access import signed_in
from network.errors import InvalidRecord
from network.models import User
from practices.forms import SavedListForm
from practices.models import SavedList
from practices.picks import Picks
from practices.workflows import delete_list, rename_list

RENAME, DELETE = "rename", "delete"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def saved_lists(request: HttpRequest) -> HttpResponse:
    """Their names and sizes. A POST renames or deletes the list whose number stands in `rename` or `delete`."""
    assert isinstance(request.user, User)
    if request.method != "POST":
        return _page(request, request.user)
    try:
        if DELETE in request.POST:
            delete_list(pk=_number(request, DELETE), by=request.user)
            return HttpResponseRedirect(reverse("practices:saved_lists"))
        return _rename(request, request.user, _number(request, RENAME))
    except SavedList.DoesNotExist:
        raise Http404 from None


def _rename(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    form = SavedListForm(request.POST, auto_id=_ids(pk))
    if form.is_valid():
        try:
            rename_list(pk=pk, name=form.cleaned_data["name"], by=user)
        except InvalidRecord as error:
            for messages in error.faults.values():
                form.add_error("name", messages)
        else:
            return HttpResponseRedirect(reverse("practices:saved_lists"))
    elif not user.saved_lists.filter(pk=pk).exists():
        raise SavedList.DoesNotExist
    return _page(request, user, refused={pk: form}, status=422)


def _page(
    request: HttpRequest, user: User, refused: dict[int, SavedListForm] | None = None, status: int = 200
) -> HttpResponse:
    forms = refused or {}
    entries = [
        {
            "list": kept,
            "address": Picks(kept.slugs, kept.name).list_address,
            "form": forms.get(kept.pk) or SavedListForm(initial={"name": kept.name}, auto_id=_ids(kept.pk)),
            "refused": kept.pk in forms,
        }
        for kept in user.saved_lists.with_slugs().order_by("-updated_at", "-pk")
    ]
    return render(request, "practices/saved_lists.html", {"entries": entries}, status=status)


def _number(request: HttpRequest, name: str) -> int:
    """The number of a list.

    Raises:
        SavedList.DoesNotExist: it is none.
    """
    given = request.POST.get(name, "")
    if not given.isascii() or not given.isdigit() or len(given) > len(str(2**63)):
        raise SavedList.DoesNotExist
    return int(given)


def _ids(pk: int) -> str:
    return f"list-{pk}-%s"
