"""What is drawn on the map and written below it: countries, and the points of places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from practices import maps
from practices.facets import Facet, FacetValue
from practices.filters.strict import NONE
from practices.maps import DETAILED_FROM, Atlas, Mark, Point, Shape, Spot, Window
from practices.models import Practice
from practices.summaries import NAMED_AT_A_PLACE, Place, titled
from practices.templatetags.catalogue import number
from practices.texts import text_for
from practices.views.addresses import changed

MOST_NAMED = 1000  # fact sheets named under the map by their place
MARKS_APART = 17  # on the whole map; nearer to each other, marks would cover each other
LABELS_APART = 20  # from marks


@dataclass(frozen=True)
class MapCountry:
    """A country with fact sheets, or chosen; its link adds it to the search or takes it out.

    `path` is empty and `at` is None where it cannot be seen.
    """

    value: FacetValue
    label: str
    address: str
    shade: int
    shape: Shape | None
    path: str
    at: Point | None


@dataclass(frozen=True)
class MapPlace:
    """A place with the fact sheets there, as far as they are named: title, its language, address.

    `point`: where it stands on the map; None for a place beyond it.
    """

    number: int
    name: str
    point: Point | None
    found: int
    named: list[tuple[str, str, str]]

    @property
    def more(self) -> int:
        """How many fact sheets are not named."""
        return self.found - len(self.named)


@dataclass(frozen=True)
class MapMark:
    """A point of the map, with one fact sheet or several, and where it leads."""

    point: Point
    found: int
    label: str
    address: str


def address_of(query: QueryDict, window: Window) -> str:
    """The same page with another part of the map; the list below it stays where it is."""
    asked = query.copy()
    asked.pop("zoom", None)
    asked.pop("centre", None)
    if window.zoom > 1:
        asked["zoom"], asked["centre"] = str(window.zoom), f"{window.centre.x:.0f},{window.centre.y:.0f}"
    return f"?{asked.urlencode(safe=',')}#map"


def path_of(shape: Shape, window: Window) -> str:
    """The borders of a country, finer the nearer they are."""
    return shape.fine if window.zoom >= DETAILED_FROM else shape.coarse


def toggled(query: QueryDict, facet: Facet, value: str) -> str:
    """The address with one more value of a facet, or without it."""
    others = [each.value for each in facet.chosen if each.value != value]
    chosen = value in {each.value for each in facet.chosen}
    return changed(query, **{facet.name: others if chosen else [*others, value]})


def countries_of(facet: Facet, query: QueryDict, window: Window, taken: Sequence[Point]) -> list[MapCountry]:
    """The values of the facet as countries of the map, their labels clear of points that are taken."""
    values = [value for value in facet.values if value.value != NONE]
    classes = maps.shades([value.count for value in values])
    found = []
    for value in values:
        shape = window.map.shapes.get(value.value)
        seen = shape is not None and window.touches(shape.box)
        found.append(
            MapCountry(
                value=value,
                label=_spoken(value),
                address=toggled(query, facet, value.value),
                shade=maps.shade_of(value.count, classes),
                shape=shape,
                path=path_of(shape, window) if shape and seen else "",
                at=maps.label_of(shape, taken, window, LABELS_APART / window.zoom) if shape and seen else None,
            )
        )
    return found


def places_of(found: Sequence[Place], drawn: Atlas) -> list[MapPlace]:
    """The places by name, each with as many of its fact sheets as there is room for."""
    each = max(1, min(NAMED_AT_A_PLACE, MOST_NAMED // max(1, len(found))))
    practices = titled(key for place in found for key in place.first[:each])
    whole = Window.at(drawn)
    listed = []
    for ordinal, place in enumerate(found, 1):
        point = drawn.project(place.latitude, place.longitude)
        listed.append(
            MapPlace(
                number=ordinal,
                name=place.name or _("Place without a name"),
                point=point if point and whole.shows(point) else None,
                found=place.found,
                named=[_named(practices[key]) for key in place.first[:each] if key in practices],
            )
        )
    return sorted(listed, key=lambda place: (place.name.casefold(), place.number))


def marks_of(listed: Sequence[MapPlace], window: Window, query: QueryDict, behind_sheet: str) -> list[MapMark]:
    """The points in the window; places that would cover each other share one, which leads nearer."""
    by_number = {place.number: place for place in listed}
    spots = [
        Spot(place.number, place.point, place.found) for place in listed if place.point and window.shows(place.point)
    ]
    return [
        _mark(mark, by_number, window, query, behind_sheet) for mark in maps.marks(spots, MARKS_APART / window.zoom)
    ]


def _mark(
    mark: Mark, by_number: Mapping[int, MapPlace], window: Window, query: QueryDict, behind_sheet: str
) -> MapMark:
    place = by_number[mark.spots[0].key]
    nearer = window.zoomed(1, mark.point)
    named = {"place": place.name, "number": number(mark.found)}
    address = f"#place-{place.number}"
    if len(mark.spots) > 1:
        label = ngettext(
            "%(place)s and around: %(number)s fact sheet", "%(place)s and around: %(number)s fact sheets", mark.found
        )
        address = address_of(query, nearer) if nearer else address
    elif place.found == 1 and place.named:
        label = _("%(place)s: %(title)s")
        named["title"], _language, sheet = place.named[0]
        address = sheet + behind_sheet
    else:
        label = ngettext("%(place)s: %(number)s fact sheet", "%(place)s: %(number)s fact sheets", mark.found)
    return MapMark(mark.point, mark.found, label % named, address)


def _spoken(value: FacetValue) -> str:
    if value.chosen:
        label = ngettext(
            "%(country)s, chosen: %(number)s fact sheet", "%(country)s, chosen: %(number)s fact sheets", value.count
        )
    else:
        label = ngettext("%(country)s: %(number)s fact sheet", "%(country)s: %(number)s fact sheets", value.count)
    return label % {"country": value.label, "number": number(value.count)}


def _named(practice: Practice) -> tuple[str, str, str]:
    text = text_for(practice, get_language() or "en")
    return text.title, text.language, practice.get_absolute_url()
