"""The ways in which the catalogue shows what is found: `view` in the address names one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError

from practices.filters import PracticeFilterSet
from practices.picks import Picks
from practices.views.addresses import changed
from practices.views.in_a_table import table_context
from practices.views.neighbours import WITHIN
from practices.views.on_a_map import map_context
from practices.views.on_a_timeline import timeline_context

Context = dict[str, Any]

OF_THE_MAP = ("zoom", "centre")  # what part of it is shown
CARRIED = ("sort", "view", "columns", *OF_THE_MAP)


def _nothing_more(_request: HttpRequest, _filterset: PracticeFilterSet, _shown: Context) -> Context:
    return {}


@dataclass(frozen=True)
class Presentation:
    """One of the ways, with its template.

    `sort` is what it sorts by unless the address says otherwise, if that is an order of its own. `context` adds what
    the template needs; it gets the request, the search, and the page's context so far: its rows (`page`), `facets`.
    """

    name: str
    label: Any
    template: str
    sort: str
    context: Callable[[HttpRequest, PracticeFilterSet, Context], Context]

    @property
    def in_address(self) -> list[str]:
        """How an address names it; the list goes without a name."""
        return [] if self is PRESENTATIONS[0] else [self.name]


PRESENTATIONS = (
    Presentation("list", gettext_lazy("List"), "practices/results_list.html", "", _nothing_more),
    Presentation("map", gettext_lazy("Map"), "practices/results_map.html", "", map_context),
    Presentation("table", gettext_lazy("Table"), "practices/results_table.html", "", table_context),
    Presentation("timeline", gettext_lazy("Timeline"), "practices/results_timeline.html", "started", timeline_context),
)


@dataclass(frozen=True)
class Switch:
    """A way on offer, and the address of the same search shown so."""

    label: Any
    address: str
    current: bool


def presentation_of(query: QueryDict) -> Presentation:
    """The way that an address asks for.

    Raises:
        ValidationError: there is no such one.
    """
    asked = query.get("view", PRESENTATIONS[0].name)
    for presentation in PRESENTATIONS:
        if presentation.name == asked:
            return presentation
    allowed = ", ".join(presentation.name for presentation in PRESENTATIONS)
    message = _("“%(value)s” is not on offer. Allowed: %(allowed)s.")
    raise ValidationError({"view": [message % {"value": asked[:80], "allowed": allowed}]})


def sort_for(presentation: Presentation, filterset: PracticeFilterSet) -> None:
    """Lets a search that asks for no order be sorted as it is shown."""
    if presentation.sort and filterset.chosen("sort") is None:
        filterset.form.cleaned_data["sort"] = presentation.sort


def presented(current: Presentation, request: HttpRequest, filterset: PracticeFilterSet, shown: Context) -> Context:
    """The context of the page with what the way needs, and the switch to the others."""
    anew = QueryDict(mutable=True)
    for name in sorted(PracticeFilterSet.of_the_page.difference(OF_THE_MAP)):
        anew.setlist(name, request.GET.getlist(name))
    shown = {**shown, "behind_sheet": _behind(request.GET, shown["within"])}
    return {
        **shown,
        **current.context(request, filterset, shown),
        "presentation": current,
        "switches": [
            Switch(each.label, changed(request.GET, view=each.in_address), each is current) for each in PRESENTATIONS
        ],
        # What the form of the filters carries along, and a new beginning that is shown in the same way.
        "carried": [(name, value) for name in CARRIED for value in request.GET.getlist(name)],
        "all_practices": reverse("practices:catalogue") + (changed(anew) if anew.urlencode() else ""),
    }


def _behind(query: QueryDict, within: str) -> str:
    """What follows the address of a fact sheet: the picks, and the search that it was found in."""
    picked = Picks.carried(query).carried_along
    return f"{picked}{'&' if picked else '?'}{urlencode({WITHIN: within})}"
