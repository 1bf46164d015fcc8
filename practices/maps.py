"""The map of the catalogue: where places stand on it, which part of it is shown, how its countries are shaded.

The shapes are drawn while the assets are built (tools/map.mjs). Lengths are in the map's units of 5 km, counted from
its upper left corner.
"""

import functools
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.contrib.staticfiles.storage import staticfiles_storage

FILE = "map/europe.json"
ZOOMS = (1, 2, 4, 8, 16)
DETAILED_FROM = 4  # from this zoom on, the finer borders are drawn
SHADES = 5
LABEL_INSET = 0.03  # so that no label is cut off
STEP = 0.5  # how far a step aside goes, as a part of what is shown
ANTIPODE = 1e-9  # the one point of the globe that has no place on the map


@dataclass(frozen=True)
class Point:
    """A place on the map."""

    x: float
    y: float


@dataclass(frozen=True)
class Shape:
    """A country: its borders as SVG paths in tenths of a unit, and the box around it.

    `labels`: where its label may stand, the best place first. `small`: too small to point at without help.
    """

    code: str
    coarse: str
    fine: str
    box: tuple[float, float, float, float]
    labels: tuple[Point, ...]
    small: bool


@dataclass(frozen=True)
class Atlas:
    """The shapes by ISO 3166-1 alpha-2 code, and how they were projected."""

    width: int
    height: int
    centre: tuple[float, float]
    scale: float
    origin: tuple[float, float]
    shapes: dict[str, Shape]

    def project(self, latitude: float, longitude: float) -> Point | None:
        """Where a place stands, in degrees; None for the one point that the projection leaves out.

        Lambert's azimuthal equal-area projection on a sphere, as d3-geo computes it.
        """
        east = math.radians(longitude - self.centre[0])
        north, middle = math.radians(latitude), math.radians(self.centre[1])
        towards = math.sin(middle) * math.sin(north) + math.cos(middle) * math.cos(north) * math.cos(east)
        if 1 + towards < ANTIPODE:
            return None
        k = self.scale * math.sqrt(2 / (1 + towards))
        up = math.cos(middle) * math.sin(north) - math.sin(middle) * math.cos(north) * math.cos(east)
        return Point(self.origin[0] + k * math.cos(north) * math.sin(east), self.origin[1] - k * up)


@functools.cache
def atlas() -> Atlas:
    """The map as it was built."""
    with staticfiles_storage.open(FILE) as file:
        built = json.load(file)
    shapes = {
        code: Shape(
            code,
            drawn["coarse"],
            drawn["fine"],
            tuple(drawn["box"]),
            tuple(Point(*place) for place in drawn["labels"]),
            small=drawn["small"],
        )
        for code, drawn in built["countries"].items()
    }
    centre, origin = tuple(built["centre"]), tuple(built["origin"])
    return Atlas(built["width"], built["height"], centre, built["scale"], origin, shapes)


@dataclass(frozen=True)
class Window:
    """The part of the map that is shown: so many times enlarged, around a point; it never leaves the map."""

    map: Atlas
    zoom: int
    centre: Point

    @classmethod
    def at(cls, drawn: Atlas, zoom: int = 1, centre: Point | None = None) -> Self:
        """The part around a point, or around the middle of the map, as far as the map reaches."""
        half_width, half_height = drawn.width / zoom / 2, drawn.height / zoom / 2
        asked = centre or Point(drawn.width / 2, drawn.height / 2)
        x = min(max(asked.x, half_width), drawn.width - half_width)
        y = min(max(asked.y, half_height), drawn.height - half_height)
        return cls(drawn, zoom, Point(x, y))

    @property
    def width(self) -> float:
        """How much of the map is shown from left to right."""
        return self.map.width / self.zoom

    @property
    def height(self) -> float:
        """How much of the map is shown from top to bottom."""
        return self.map.height / self.zoom

    @property
    def view_box(self) -> str:
        """As SVG writes it."""
        left, top = self.centre.x - self.width / 2, self.centre.y - self.height / 2
        return f"{left:g} {top:g} {self.width:g} {self.height:g}"

    def shows(self, point: Point, *, inset: float = 0) -> bool:
        """Whether a point is in it, so far from its edges (as a part of its size)."""
        part = 0.5 - inset
        right, down = abs(point.x - self.centre.x), abs(point.y - self.centre.y)
        return right <= self.width * part and down <= self.height * part

    def touches(self, box: tuple[float, float, float, float]) -> bool:
        """Whether some of a box (left, top, right, bottom) is in it."""
        left, top, right, bottom = box
        return (
            left <= self.centre.x + self.width / 2
            and right >= self.centre.x - self.width / 2
            and top <= self.centre.y + self.height / 2
            and bottom >= self.centre.y - self.height / 2
        )

    def moved(self, right: int, down: int) -> Self | None:
        """The part beside it; None at the edge of the map."""
        asked = Point(self.centre.x + right * STEP * self.width, self.centre.y + down * STEP * self.height)
        beside = self.at(self.map, self.zoom, asked)
        return beside if beside != self else None

    def zoomed(self, steps: int, centre: Point | None = None) -> Self | None:
        """Nearer, or farther with a negative number of steps; None where the zoom ends."""
        place = ZOOMS.index(self.zoom) + steps
        return self.at(self.map, ZOOMS[place], centre or self.centre) if 0 <= place < len(ZOOMS) else None


@dataclass(frozen=True)
class Spot:
    """A place with what is found there; `key` finds it again."""

    key: int
    point: Point
    found: int


@dataclass(frozen=True)
class Mark:
    """What is drawn for one spot, or for several that would lie on each other."""

    point: Point
    spots: tuple[Spot, ...]

    @property
    def found(self) -> int:
        """What is found at all of its spots."""
        return sum(spot.found for spot in self.spots)


def marks(spots: Iterable[Spot], distance: float) -> list[Mark]:
    """Gathers spots that are nearer to each other than a distance under the one where most is found."""
    gathered: list[list[Spot]] = []
    cells: dict[tuple[int, int], list[list[Spot]]] = {}  # those that begin in a square as wide as the distance
    for spot in sorted(spots, key=lambda spot: (-spot.found, spot.key)):
        column, row = int(spot.point.x // distance), int(spot.point.y // distance)
        around = (cells.get((column + right, row + down), []) for right in (-1, 0, 1) for down in (-1, 0, 1))
        near = (group for groups in around for group in groups if _apart(group[0].point, spot.point) < distance)
        if (group := next(near, None)) is None:
            group = []
            gathered.append(group)
            cells.setdefault((column, row), []).append(group)
        group.append(spot)
    return [Mark(group[0].point, tuple(group)) for group in gathered]


def label_of(shape: Shape, taken: Sequence[Point], window: Window, distance: float) -> Point:
    """Where the label of a country stands: the best place in the window that is so far from all that is taken.

    Where there is none, the place that is farthest.
    """
    seen = [place for place in shape.labels if window.shows(place, inset=LABEL_INSET)] or list(shape.labels)
    room = {place: min((_apart(place, other) for other in taken), default=math.inf) for place in seen}
    return next((place for place in seen if room[place] >= distance), max(seen, key=lambda place: room[place]))


def _apart(one: Point, other: Point) -> float:
    return math.dist((one.x, one.y), (other.x, other.y))


@dataclass(frozen=True)
class Shade:
    """A class of the map: so many to so many."""

    number: int
    least: int
    most: int


def shades(counts: Sequence[int]) -> list[Shade]:
    """Up to five classes for the counts above nothing, each about as many times larger than the one before it.

    Counts of countries differ by orders of magnitude: in equal steps all but one or two would look the same.
    """
    largest = max(counts, default=0)
    if largest == 0:
        return []
    tops = sorted({_round(largest ** (number / SHADES)) for number in range(1, SHADES)} | {largest})
    tops = [top for top in tops if top <= largest]
    bottoms = [1, *(top + 1 for top in tops[:-1])]
    return [Shade(number, *ends) for number, ends in enumerate(zip(bottoms, tops, strict=True), 1)]


def _round(value: float) -> int:
    """To two digits: 5273 to 5300."""
    step: int = 10 ** max(0, math.floor(math.log10(value)) - 1)
    return round(value / step) * step


def shade_of(count: int, classes: Sequence[Shade]) -> int:
    """The number of the class that a count is in; 0 for nothing."""
    return next((shade.number for shade in classes if shade.least <= count <= shade.most), 0)
