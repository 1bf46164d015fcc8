"""The hand-picked list, which stands in the address; who is signed in may keep it on their account."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from network.errors import InvalidRecord
from network.models import User
from practices.errors import StaleList
from practices.forms import SavedListForm
from practices.models import LONGEST_LIST, Practice, SavedList
from practices.picks import LIST_NAME, LONGEST_NAME, PRACTICE, SEARCH, Picks
from practices.views.picked import find, refusal, slugs_of
from practices.workflows import save_list

UP, DOWN, REMOVE, GO_ON = "up", "down", "remove", "go_on"
# A form sends both of a list that its reader saw: version, then name.
SEEN = "seen"


@require_http_methods(["GET", "HEAD", "POST"])
def picked_list(request: HttpRequest) -> HttpResponse:
    """The list. A GET may ask for it in another order or with one less and is led to the address of that; a POST
    keeps it on the account.
    """
    if answer := refusal(request, {PRACTICE, LIST_NAME, SEARCH, UP, DOWN, REMOVE, GO_ON}):
        return answer
    picks = Picks.of_list(request.GET)
    if len(picks.slugs) > LONGEST_LIST:
        return _too_long(request, picks)
    if request.method == "POST":
        return _keep(request, picks)
    if GO_ON in request.GET:
        return HttpResponseRedirect(picks.catalogue_address)
    if changed := _changed(request, picks):
        return HttpResponseRedirect(changed)
    return _page(request, picks, SavedListForm(initial={"name": picks.list_name}))


def _changed(request: HttpRequest, picks: Picks) -> str:
    """Where the list with the change asked for stands, or nothing if none is asked for."""
    asked = request.GET
    for name, steps in ((UP, -1), (DOWN, 1)):
        if slug := asked.get(name):
            return f"{picks.moved(slug, steps).list_address}#entry-{slug}"
    slug = asked.get(REMOVE)
    return picks.without(slug).list_address if slug else ""


def _keep(request: HttpRequest, picks: Picks) -> HttpResponse:
    form = SavedListForm(request.POST)
    if not request.user.is_authenticated:
        # Signed out since the page was shown: after signing in, the list and its name are there again.
        named = Picks(picks.slugs, form.data.get("name", "")[:LONGEST_NAME], picks.search)
        return redirect_to_login(named.list_address)
    if not form.is_valid():
        return _page(request, picks, form, status=422)
    name = form.cleaned_data["name"]
    try:
        saved = save_list(name=name, slugs=picks.slugs, version=_version_seen(request, name), by=request.user)
    except StaleList as error:
        return _stale(request, picks, error.stored, form)
    except InvalidRecord as error:
        for messages in error.faults.values():
            form.add_error("name", messages)
        return _page(request, picks, form, status=422)
    return HttpResponseRedirect(Picks(picks.slugs, saved.name, picks.search).list_address)


def _version_seen(request: HttpRequest, name: str) -> str:
    """The version of the list of that name that the page showed, or nothing if it showed none."""
    seen = (entry.partition(" ") for entry in request.POST.getlist(SEEN))
    return next((version for version, _space, other in seen if other.lower() == name.lower()), "")


def _page(request: HttpRequest, picks: Picks, form: SavedListForm, status: int = 200) -> HttpResponse:
    practices, missing = find(picks, Practice.objects.for_list(get_language() or "en"))
    there = picks.only(slugs_of(practices))
    lists = _lists_of(request)
    context: dict[str, Any] = {
        "practices": practices,
        "missing": missing,
        "picks": there,
        "form": form,
        "lists": lists,
        "kept_as": next((kept for kept in lists if kept.slugs == there.slugs), None),
        "sign_in_next": there.list_address,
    }
    return render(request, "practices/list.html", context, status=status)


def _lists_of(request: HttpRequest) -> list[SavedList]:
    user = request.user
    return list(user.saved_lists.with_slugs().order_by(Lower("name"))) if isinstance(user, User) else []


def _stale(request: HttpRequest, picks: Picks, stored: SavedList, form: SavedListForm) -> HttpResponse:
    """Both lists beside each other: nothing was written, and nothing is lost."""
    rows = Practice.objects.for_list(get_language() or "en")
    mine, _missing = find(picks, rows)
    theirs, _missing = find(Picks(stored.slugs), rows)
    context = {"stored": stored, "theirs": theirs, "mine": mine, "picks": picks, "form": form}
    return render(request, "practices/list_stale.html", context, status=409)


def _too_long(request: HttpRequest, picks: Picks) -> HttpResponse:
    context = {"picks": picks.only(picks.slugs[:LONGEST_LIST]), "longest": LONGEST_LIST, "number": len(picks.slugs)}
    return render(request, "practices/list_too_long.html", context, status=400)
