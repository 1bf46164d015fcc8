"""Where things stand on the map: as d3 drew it, in the right country, never beyond its edge, never on each other."""

import json
import math
import re

import pytest
import yaml
from django.contrib.staticfiles.storage import staticfiles_storage
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.maps import FILE, ZOOMS, Point, Shade, Shape, Spot, Window, atlas, label_of, marks, shade_of, shades
from tests.conftest import FIXTURES

# A slow machine is no fault of the code.
without_deadline = settings(deadline=None)
CODES = [country["code"] for country in yaml.safe_load((FIXTURES / "vocabulary" / "countries.yaml").read_text())]


def samples() -> list[tuple[list[float], list[float]]]:
    with staticfiles_storage.open(FILE) as file:
        return [(sample["place"], sample["point"]) for sample in json.load(file)["samples"]]


def rings(path: str) -> list[list[tuple[float, float]]]:
    """The corners that an SVG path goes through, in units."""
    found = []
    for ring in path.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x, y = 0, 0
        corners = []
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            corners.append((x / 10, y / 10))
        found.append(corners)
    return found


def is_within(point: Point, shape: Shape) -> bool:
    inside = False
    for ring in rings(shape.fine):
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (ay > point.y) != (by > point.y) and point.x < (bx - ax) * (point.y - ay) / (by - ay) + ax:
                inside = not inside
    return inside


def test_python_projects_as_d3_does():
    places = samples()
    assert len(places) == 9
    for (longitude, latitude), (x, y) in places:
        point = atlas().project(latitude, longitude)
        assert point is not None
        assert [point.x, point.y] == pytest.approx([x, y], abs=1e-6)


def test_the_point_opposite_of_the_middle_has_no_place():
    assert atlas().project(-52, -170) is None


def test_every_country_of_the_catalogue_is_drawn():
    assert [code for code in CODES if code not in atlas().shapes] == []


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        pytest.param("UA", 44.95, 34.10, id="Simferopol"),
        pytest.param("CY", 35.30, 33.30, id="north-of-Nicosia"),
        pytest.param("XK", 42.66, 21.17, id="Pristina"),
        pytest.param("MT", 35.88, 14.45, id="Malta"),
        pytest.param("LU", 49.61, 6.13, id="Luxembourg"),
        pytest.param("FI", 60.25, 20.0, id="Åland"),
        pytest.param("LI", 47.15, 9.54, id="Liechtenstein"),
        pytest.param("GB", 54.6, -6.4, id="Northern-Ireland"),
    ],
)
def test_a_place_is_in_its_country_and_in_no_other(code, latitude, longitude):
    point = atlas().project(latitude, longitude)
    assert point is not None
    assert [shape.code for shape in atlas().shapes.values() if is_within(point, shape)] == [code]


def test_small_countries_get_help():
    small = {shape.code for shape in atlas().shapes.values() if shape.small}
    assert small & set(CODES) == {"CY", "LI", "LU", "MT"}


def test_labels_stand_in_their_country():
    large = [shape for code in CODES if not (shape := atlas().shapes[code]).small]
    assert [shape.code for shape in large if not all(is_within(place, shape) for place in shape.labels)] == []


def test_the_coarse_borders_are_shorter_to_write():
    shapes = [atlas().shapes[code] for code in CODES]
    assert sum(len(shape.coarse) for shape in shapes) < sum(len(shape.fine) for shape in shapes) < 100_000


def test_the_whole_map_is_shown_at_first():
    window = Window.at(atlas())
    assert (window.view_box, window.moved(1, 0), window.zoomed(-1)) == ("0 0 940 820", None, None)


points = st.builds(Point, st.floats(-50, 1000), st.floats(-50, 900))


@without_deadline
@given(st.sampled_from(ZOOMS), points)
def test_a_window_never_leaves_the_map(zoom, centre):
    left, top, width, height = map(float, Window.at(atlas(), zoom, centre).view_box.split())
    assert (width, height) == (940 / zoom, 820 / zoom)
    assert min(left, top) > -0.01
    assert left + width < 940.01
    assert top + height < 820.01


def test_a_window_moves_by_half_of_itself_as_far_as_the_map_reaches():
    window = Window.at(atlas(), 4, Point(470, 410))
    east = window.moved(1, 0)
    assert east is not None
    assert east.centre == Point(470 + 940 / 4 / 2, 410)
    edge = Window.at(atlas(), 4, Point(940, 410))
    assert (edge.moved(1, 0), edge.moved(-1, 0)) == (None, Window.at(atlas(), 4, Point(705, 410)))


def test_zooming_ends_where_the_borders_end_to_be_fine():
    nearest = Window.at(atlas(), 16, Point(300, 500))
    assert (nearest.zoomed(1), nearest.zoomed(-1)) == (None, Window.at(atlas(), 8, Point(300, 500)))


def test_a_window_shows_what_lies_in_it():
    window = Window.at(atlas(), 4, Point(470, 410))
    points = (Point(470, 410), Point(587, 410), Point(588, 410))
    assert [window.shows(point) for point in points] == [True, True, False]
    boxes = ((0, 0, 353, 410), (0, 0, 352, 410), (500, 513, 600, 600))
    assert [window.touches(box) for box in boxes] == [True, False, False]


spots = st.lists(st.tuples(points, st.integers(1, 9)), max_size=40).map(
    lambda given: [Spot(key, point, found) for key, (point, found) in enumerate(given)]
)


@without_deadline
@given(spots, st.sampled_from([5.0, 40.0, 300.0]))
def test_marks_hold_every_spot_once_and_lie_apart(given_spots, distance):
    drawn = marks(given_spots, distance)
    assert sorted(spot.key for mark in drawn for spot in mark.spots) == [spot.key for spot in given_spots]
    for mark in drawn:
        assert mark.found == sum(spot.found for spot in mark.spots)
        assert all(math.dist((s.point.x, s.point.y), (mark.point.x, mark.point.y)) < distance for s in mark.spots)
    apart = [math.dist((a.point.x, a.point.y), (b.point.x, b.point.y)) for a in drawn for b in drawn if a is not b]
    assert min(apart, default=distance) >= distance


def test_a_mark_stands_where_most_is_found():
    (mark,) = marks([Spot(1, Point(10, 10), 1), Spot(2, Point(12, 10), 5)], 17)
    assert (mark.point, [spot.key for spot in mark.spots]) == (Point(12, 10), [2, 1])


def test_a_label_keeps_away_from_marks():
    france, window = atlas().shapes["FR"], Window.at(atlas())
    best, second = france.labels[:2]
    assert label_of(france, [], window, 20) == best
    assert label_of(france, [best], window, 15) == second
    farthest = max(france.labels, key=lambda place: math.dist((place.x, place.y), (best.x, best.y)))
    assert label_of(france, [best], window, 10_000) == farthest


def test_a_label_stands_in_the_part_that_is_shown():
    france = atlas().shapes["FR"]
    window = Window.at(atlas(), 4, Point(france.labels[0].x + 120, france.labels[0].y))
    assert window.shows(label_of(france, [], window, 20))


@pytest.mark.parametrize(
    ("counts", "classes"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([0, 0], [], id="nothing-found"),
        pytest.param([1], [(1, 1)], id="one"),
        pytest.param([3, 1], [(1, 1), (2, 2), (3, 3)], id="few"),
        pytest.param([12, 6, 1], [(1, 2), (3, 3), (4, 4), (5, 7), (8, 12)], id="tens"),
        pytest.param([45000, 3], [(1, 9), (10, 73), (74, 620), (621, 5300), (5301, 45000)], id="thousands"),
    ],
)
def test_classes_grow_with_the_largest_count(counts, classes):
    assert shades(counts) == [Shade(number, *ends) for number, ends in enumerate(classes, 1)]


@without_deadline
@given(st.lists(st.integers(0, 2_000_000), min_size=1))
def test_every_count_above_nothing_has_one_class(counts):
    classes = shades(counts)
    assert len(classes) <= 5
    for count in counts:
        within = [shade.number for shade in classes if shade.least <= count <= shade.most]
        assert within == ([shade_of(count, classes)] if count else [])
    assert shade_of(0, classes) == 0
