"""A count beside a value equals what ticking it shows; a chip's link is the search without it."""

import random

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from practices.enums import EvidenceLevel
from practices.facets import Chip, Facet, chips
from practices.filters import PracticeFilterSet
from practices.models import Practice
from practices.search import FACETS as NAMES
from practices.search import ask
from tests.factories import PracticeFactory
from tests.factories.crowd import Member, Search, make_crowd, searched
from tests.practices.test_filters import FACETS, query, random_search

pytestmark = pytest.mark.django_db


def asked_of(text: str) -> PracticeFilterSet:
    filterset = PracticeFilterSet(QueryDict(text), queryset=Practice.objects.all())
    assert filterset.is_valid(), filterset.errors
    return filterset


def facets_of(text: str) -> list[Facet]:
    return ask(asked_of(text), NAMES).facets


def counts(facets: list[Facet]) -> dict[str, dict[str, int]]:
    return {facet.name: {value.value: value.count for value in facet.values} for facet in facets}


def by_hand(members: list[Member], asked: Search) -> dict[str, dict[str, int]]:
    """What each value finds beside all that the other filters ask; a value that finds nothing shows if chosen."""
    found = {
        name: {value: len(searched(members, asked | {name: [value]})) for value, _label in each.options()}
        for name, each in FACETS.items()
    }
    return {
        name: {value: count for value, count in values.items() if count or value in asked.get(name, [])}
        for name, values in found.items()
    }


def test_counts_of_random_searches_equal_a_count_by_hand():
    crowd = make_crowd(seed=4)
    chance = random.Random(5)
    for _ in range(30):
        asked = random_search(chance, crowd)
        assert counts(facets_of(query(asked))) == by_hand(crowd, asked), asked


def test_a_count_on_the_page_equals_the_list_that_its_value_shows(client):
    make_crowd(seed=5, size=25)
    asked = {"country": ["FR"], "scope": ["regional_municipal", "national"], "started_from": ["2005"]}
    page = client.get(f"/practices/?{query(asked)}")
    shown = {
        (facet.name, value.value): (value.count, asked | {facet.name: [value.value]})
        for facet in page.context["facets"]
        for value in facet.values
    }
    lists = {
        key: client.get(f"/api/v1/practices/?{query(search)}&page_size=1").json()["count"]
        for key, (_count, search) in shown.items()
    }
    assert lists == {key: count for key, (count, _search) in shown.items()}
    assert len(lists) > 40


def test_a_fact_sheet_with_two_grants_of_one_level_counts_once():
    practice = PracticeFactory()
    practice.funding.create(level="eu", position=0)
    practice.funding.create(level="eu", position=1)
    assert counts(facets_of(""))["funding"] == {"eu": 1}


def test_what_is_chosen_is_marked():
    marked = {facet.name: [value.value for value in facet.chosen] for facet in facets_of("cbp=3&cbp=7&scope=national")}
    assert {name: values for name, values in marked.items() if values} == {"cbp": ["3", "7"], "scope": ["national"]}


def test_a_value_chosen_shows_even_if_it_finds_nothing():
    PracticeFactory(scope="national")
    assert counts(facets_of("scope=eu_international"))["scope"] == {"national": 1, "eu_international": 0}


def test_values_stand_by_count_then_in_their_own_order():
    for scope in ("national", "eu_international", "regional_municipal", "eu_international"):
        PracticeFactory(scope=scope)
    (found,) = (facet for facet in facets_of("") if facet.name == "scope")
    assert [(value.value, value.count) for value in found.values] == [
        ("eu_international", 2),
        ("regional_municipal", 1),
        ("national", 1),
    ]


def test_principles_stand_by_number():
    PracticeFactory(cbp=[2, 10])
    PracticeFactory(cbp=[10])
    (cbp,) = (facet for facet in facets_of("") if facet.name == "cbp")
    assert [value.value for value in cbp.values] == ["2", "10"]


def test_facets_stand_in_the_order_of_the_filters():
    assert [facet.name for facet in facets_of("")] == list(FACETS)


def test_every_level_of_evidence_is_counted():
    PracticeFactory(replicated=True)
    PracticeFactory(evaluation_method="both")
    PracticeFactory(evaluation_method="internal")
    PracticeFactory().indicators.create(label="People", value=1, unit="people", position=0)
    PracticeFactory(evaluation_method="planned")
    assert counts(facets_of(""))["evidence_level"] == dict.fromkeys(EvidenceLevel.values, 1)


def test_counting_costs_as_many_queries_for_thirty_fact_sheets_as_for_one():
    PracticeFactory(full=True)
    with CaptureQueriesContext(
        connection,
    ) as one:
        facets_of("")
    PracticeFactory.create_batch(29, full=True)
    with CaptureQueriesContext(connection) as thirty:
        facets_of("")
    vocabularies = 5  # countries, themes, target groups, aims, collections: their labels
    assert (len(one), len(thirty)) == (len(FACETS) + vocabularies, len(FACETS) + vocabularies)


def test_each_restriction_has_a_chip_whose_link_is_the_search_without_it():
    PracticeFactory(countries=["FR", "GR"])
    text = "country=GR&sort=-budget&country=FR&ongoing=false&started_from=2008&cursor=abc"
    assert chips(asked_of(text), QueryDict(text)) == [
        Chip("Country", "Greece", "country=FR&sort=-budget&ongoing=false&started_from=2008"),
        Chip("Country", "France", "country=GR&sort=-budget&ongoing=false&started_from=2008"),
        Chip("Ongoing", "No", "country=GR&country=FR&sort=-budget&started_from=2008"),
        Chip("Started in or after", "2008", "country=GR&country=FR&sort=-budget&ongoing=false"),
    ]


def test_the_link_of_a_chip_finds_what_the_search_without_it_finds(client):
    crowd = make_crowd(seed=6, size=15)
    asked = {"country": ["FR", "GR"], "theme": ["sport"]}
    links = [chip.query for chip in chips(asked_of(query(asked)), QueryDict(query(asked)))]
    without = [asked | {"country": ["GR"]}, asked | {"country": ["FR"]}, {"country": ["FR", "GR"]}]
    found = [client.get(f"/api/v1/practices/?{link}&page_size=1000").json()["results"] for link in links]
    assert [[row["slug"] for row in rows] for rows in found] == [searched(crowd, search) for search in without]
