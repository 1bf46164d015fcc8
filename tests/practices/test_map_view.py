"""On the map: countries by their counts, places as points, and all of it in words."""

import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.utils import translation

from practices.models import Practice
from practices.views import map_layers, on_a_map
from tests.factories import PracticeFactory
from tests.factories.crowd import make_crowd
from tests.practices.catalogue_pages import page_of

pytestmark = pytest.mark.django_db


def place(latitude: float, longitude: float, **kwargs: Any) -> Practice:
    made: Practice = PracticeFactory.create(latitude=latitude, longitude=longitude, **kwargs)
    return made


def test_a_count_on_the_map_is_what_its_link_shows(client):
    make_crowd(seed=7, size=25)
    answer = page_of(client, "?view=map&scope=regional_municipal&scope=national&started_from=2005")
    shown = {country.label: country for country in answer.context["countries"]}
    found = {label: page_of(client, country.address).context["page"].count for label, country in shown.items()}
    assert len(found) == 3
    assert {label: country.value.count for label, country in shown.items()} == found
    assert list(found) == [
        f"{country.value.label}: {country.value.count} fact sheet{'' if country.value.count == 1 else 's'}"
        for country in shown.values()
    ]


def test_a_country_is_added_and_taken_out_again(client):
    PracticeFactory(countries=["FR", "DE"])
    fresh = page_of(client, "?view=map&country=DE&page_size=1").context["countries"]
    addresses = {country.value.value: parse_qs(country.address[1:]) for country in fresh}
    kept = {"view": ["map"], "page_size": ["1"]}
    assert addresses == {"FR": kept | {"country": ["DE", "FR"]}, "DE": kept}
    assert [country.label for country in fresh if country.value.chosen] == ["DE, chosen: 1 fact sheet"]


def test_eu_wide_practices_are_said_apart(client):
    PracticeFactory(eu_wide=True, scope="eu_international")
    PracticeFactory()
    context = page_of(client, "?view=map").context
    assert [country.value.value for country in context["countries"]] == ["FR"]
    assert context["eu_wide"].count == 1
    assert page_of(client, context["eu_wide_address"]).context["page"].count == 1


def test_a_country_that_is_not_on_the_map_stands_in_the_words(client):
    PracticeFactory(countries=["CA"])
    (canada,) = page_of(client, "?view=map").context["countries"]
    assert (canada.label, canada.path) == ("CA: 1 fact sheet", "")


def test_one_fact_sheet_at_a_place_is_a_link_to_it(client):
    place(50.69, 3.17, slug="courses", title="Courses", place_name="Roubaix")
    (mark,) = page_of(client, "?view=map&picked=other").context["marks"]
    behind = "?picked=other&within=view%3Dmap%26picked%3Dother%26sort%3Dtitle"
    assert (mark.label, mark.found, mark.address) == ("Roubaix: Courses", 1, f"/practices/courses/{behind}")


def test_several_at_one_place_are_one_point_that_leads_to_their_names(client):
    for number in range(3):
        place(50.69, 3.17, slug=f"courses-{number}", title=f"Courses {number}", place_name="Roubaix")
    answer = page_of(client, "?view=map")
    (mark,) = answer.context["marks"]
    assert (mark.label, mark.found, mark.address) == ("Roubaix: 3 fact sheets", 3, "#place-1")
    listed = re.search(r'<li class="place" id="place-1">.*?</ul>', answer.content.decode(), re.DOTALL)
    assert listed is not None
    assert re.findall(r'href="(/practices/[^"?]+)', listed[0]) == [f"/practices/courses-{n}/" for n in range(3)]


def test_places_that_would_cover_each_other_are_one_point_until_one_comes_nearer(client):
    place(51.05, 3.72, place_name="Gent")
    for _ in range(2):
        place(50.63, 3.06, place_name="Lille")
    (mark,) = page_of(client, "?view=map&dimension=socio_economic").context["marks"]
    assert mark.label == "Lille and around: 3 fact sheets"
    assert mark.address == "?view=map&dimension=socio_economic&zoom=2&centre=258,474#map"
    nearer = mark.address.removesuffix("#map").replace("zoom=2", "zoom=4")
    marks = page_of(client, nearer).context["marks"]
    assert [mark.label.partition(":")[0] for mark in marks] == ["Lille", "Gent"]


def test_places_nearer_than_the_map_goes_lead_to_their_names(client):
    place(50.631, 3.06, place_name="Lille")
    place(50.632, 3.06, place_name="Lille, Wazemmes")
    (mark,) = page_of(client, "?view=map&zoom=16&centre=258,474").context["marks"]
    assert (mark.label, mark.address) == ("Lille and around: 2 fact sheets", "#place-1")


def test_places_beyond_the_edge_and_sheets_without_a_place_are_said(client):
    place(-21.11, 55.53, place_name="La Réunion")
    place(-52, -170, place_name="Antipodes")
    PracticeFactory.create_batch(2)
    context = page_of(client, "?view=map").context
    assert [entry.name for entry in context["places_beyond"]] == ["Antipodes", "La Réunion"]
    assert (context["marks"], context["places"], context["without_coordinates"]) == ([], [], 2)


def test_of_many_at_a_place_ten_are_named_and_the_others_counted(client):
    for _ in range(12):
        place(50.69, 3.17)
    (entry,) = page_of(client, "?view=map").context["places"]
    assert (entry.name, entry.found, len(entry.named), entry.more) == ("Place without a name", 12, 10, 2)


def test_where_places_are_many_fewer_fact_sheets_are_named_at_each(client, monkeypatch):
    monkeypatch.setattr(map_layers, "MOST_NAMED", 4)
    for number in range(3):
        place(50, number)
        place(50, number)
    assert [len(entry.named) for entry in page_of(client, "?view=map").context["places"]] == [1, 1, 1]


def test_no_more_places_are_drawn_than_fit_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(on_a_map, "MOST_PLACES", 2)
    for number in (1, 2):
        place(50, number)
    assert page_of(client, "?view=map").context["places_capped"] == 0
    place(50, 3)
    answer = page_of(client, "?view=map")
    assert len(answer.context["places"]) == 2
    assert answer.content.decode().count("These are the 2 places with most fact sheets.") == 1


def test_points_and_years_follow_filters_that_look_at_other_tables(client):
    for country in ("FR", "DE"):
        place(50, 10, countries=[country], dates=("2008", "2009"), target_groups=["women", "children"])
    search = "country=FR&target_group=women&target_group=children&evidence_level=claimed&language=en"
    (entry,) = page_of(client, f"?view=map&{search}").context["places"]
    columns = page_of(client, f"?view=timeline&{search}").context["year_columns"]
    assert (entry.found, [column.found for column in columns]) == (1, [1, 1])


def test_zooming_and_moving_keep_the_search_and_the_page_of_the_list(client):
    answer = page_of(client, "?view=map&zoom=2&centre=400,300&sort=-updated")
    links = {name: address for name, _label, address in answer.context["zoom_links"]}
    search = "?view=map&sort=-updated"
    assert links == {
        "in": f"{search}&zoom=4&centre=400,300#map",
        "out": f"{search}#map",
        "north": f"{search}&zoom=2&centre=400,205#map",
        "south": f"{search}&zoom=2&centre=400,505#map",
        "west": f"{search}&zoom=2&centre=235,300#map",
        "east": f"{search}&zoom=2&centre=635,300#map",
    }


def test_the_drawing_is_the_same_in_every_language(client):
    place(50.69, 3.17)
    drawings = []
    for language in ("en", "fr"):
        with translation.override(language):
            text = client.get("/practices/?view=map&zoom=4&centre=300,480", headers={"Accept-Language": language})
        drawings.append(re.findall(r'(?: viewBox| cx| cy| x| y| d)="[^"]*"', text.content.decode()))
    assert drawings[0] == drawings[1]
    assert ' viewBox="182.5 377.5 235 205"' in drawings[0]
