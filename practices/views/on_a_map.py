"""The catalogue on a map: countries shaded by their number of fact sheets, places as points; zoomed by links."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from practices import maps
from practices.filters import PracticeFilterSet
from practices.filters.strict import NONE
from practices.maps import ZOOMS, Atlas, Point, Window
from practices.summaries import places, without_coordinates
from practices.views.addresses import changed
from practices.views.map_layers import address_of, countries_of, marks_of, path_of, places_of, toggled

MOST_PLACES = 1000
_CENTRE = re.compile(r"(\d{1,4}),(\d{1,4})", re.ASCII)


def map_context(request: HttpRequest, filterset: PracticeFilterSet, shown: Mapping[str, Any]) -> dict[str, Any]:
    """The map and, in words, all that it shows.

    Raises:
        ValidationError: the address asks for a zoom or a centre that there is not.
    """
    query, drawn = request.GET, maps.atlas()
    window = _window(query, drawn)
    facet = next(facet for facet in shown["facets"] if facet.name == "country")
    found = places(filterset.qs, MOST_PLACES + 1)
    listed = places_of(found[:MOST_PLACES], drawn)
    marks = marks_of(listed, window, query, shown["behind_sheet"])
    countries = countries_of(facet, query, window, [mark.point for mark in marks])
    on_map = {country.value.value for country in countries if country.path}
    return {
        "window": window,
        "zoom_links": _zoom_links(query, window),
        "land": [
            path_of(shape, window)
            for code, shape in drawn.shapes.items()
            if code not in on_map and window.touches(shape.box)
        ],
        "countries": countries,
        "legend": maps.shades([country.value.count for country in countries]),
        "marks": marks,
        "eu_wide": next((value for value in facet.values if value.value == NONE), None),
        "eu_wide_address": toggled(query, facet, NONE),
        "every_country_address": changed(query, country=[]) if facet.chosen else "",
        "places": [place for place in listed if place.point],
        "places_beyond": [place for place in listed if not place.point],
        "places_capped": MOST_PLACES if len(found) > MOST_PLACES else 0,
        "without_coordinates": without_coordinates(filterset.qs),
    }


def _window(query: QueryDict, drawn: Atlas) -> Window:
    zoom = query.get("zoom", "1")
    if zoom not in map(str, ZOOMS):
        allowed = ", ".join(map(str, ZOOMS))
        message = _("“%(value)s” is not on offer. Allowed: %(allowed)s.")
        raise ValidationError({"zoom": [message % {"value": zoom[:80], "allowed": allowed}]})
    if (centre := query.get("centre")) is None:
        return Window.at(drawn, int(zoom))
    match = _CENTRE.fullmatch(centre)
    if match is None or int(match[1]) > drawn.width or int(match[2]) > drawn.height:
        message = _("Give the centre of the map as two whole numbers, from 0,0 to %(most)s.")
        raise ValidationError({"centre": [message % {"most": f"{drawn.width},{drawn.height}"}]})
    return Window.at(drawn, int(zoom), Point(int(match[1]), int(match[2])))


def _zoom_links(query: QueryDict, window: Window) -> list[tuple[str, str, str]]:
    """Name, label and address of each step; an empty address for one that cannot be taken."""
    steps = [
        ("in", _("Zoom in"), window.zoomed(1)),
        ("out", _("Zoom out"), window.zoomed(-1)),
        ("north", _("Move north"), window.moved(0, -1)),
        ("south", _("Move south"), window.moved(0, 1)),
        ("west", _("Move west"), window.moved(-1, 0)),
        ("east", _("Move east"), window.moved(1, 0)),
    ]
    return [(name, label, address_of(query, step) if step else "") for name, label, step in steps]
