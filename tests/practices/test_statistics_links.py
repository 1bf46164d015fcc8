"""Every number of the statistics leads to just its fact sheets, and their count is that number."""

import random
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from practices.filters import PracticeFilterSet
from practices.models import Practice
from practices.statistics import SUBJECTS, Search, Statistics, Table
from tests.factories import PracticeFactory
from tests.factories.crowd import make_crowd
from tests.practices.test_filters import query, random_search

pytestmark = pytest.mark.django_db


def tables(asked: str = "") -> list[Table]:
    given = QueryDict(asked)
    filterset = PracticeFilterSet(given, queryset=Practice.objects.all())
    assert filterset.is_valid(), filterset.errors
    return Statistics(Search(filterset, given)).tables


def cells(asked: str = "") -> dict[tuple[str, ...], tuple[int, str | None]]:
    """Number and address of every cell, with nothing in it or not, by table, line and column."""
    found: dict[tuple[str, ...], tuple[int, str | None]] = {}
    for table in tables(asked):
        for row in table.rows:
            found[table.subject.name, row.value] = row.n, row.address
            found |= {(table.subject.name, row.value, cell.value): (cell.n, cell.address) for cell in row.cells}
    return found


def on_the_page(client: Client, address: str | None) -> int:
    """What the catalogue says that it found."""
    page: Any = client.get(f"/practices/?{address}&page_size=1")
    count: int = page.context["page"].count
    return count


def in_the_api(client: Client, address: str | None) -> int:
    """The same number at a tenth of the cost: the API counts no facets."""
    count: int = client.get(f"/api/v1/practices/?{address}&page_size=1").json()["count"]
    return count


def test_each_number_of_the_real_catalogue_is_the_count_of_the_list_that_it_leads_to(client, catalogue):
    leading = {key: cell for key, cell in cells().items() if cell[0]}
    numbers = {key: n for key, (n, _address) in leading.items()}
    assert {key: in_the_api(client, address) for key, (_n, address) in leading.items()} == numbers
    assert len(leading) > 200
    # The last of each kind: a line and, where there are columns, a cell of each table.
    kinds = {(key[0], len(key)): key for key in leading}.values()
    assert {key: on_the_page(client, leading[key][1]) for key in kinds} == {key: numbers[key] for key in kinds}
    assert len(kinds) == len(SUBJECTS) + sum(subject.across is not None for subject in SUBJECTS)


def test_each_number_of_random_searches_is_what_its_address_finds():
    crowd = make_crowd(seed=31, size=30)
    chance = random.Random(32)
    followed = 0
    for _ in range(8):
        asked = query(random_search(chance, crowd))
        numbers = cells(asked)
        found = {}
        for key, (_n, address) in numbers.items():
            if address is None:
                found[key] = 0
                continue
            filterset = PracticeFilterSet(QueryDict(address), queryset=Practice.objects.all())
            assert filterset.is_valid(), (asked, address)
            found[key] = filterset.qs.count()
        assert found == {key: n for key, (n, _address) in numbers.items()}, asked
        followed += sum(n > 0 for n, _address in numbers.values())
    assert followed > 100


def test_a_cell_keeps_the_search_but_not_the_page_that_it_stood_on():
    PracticeFactory(countries=["FR"], scope="national")
    address = cells("country=FR&country=FR&sort=-budget&started_to=&cursor=x&page_size=7")["by_scope", "national"][1]
    assert address == "country=FR&country=FR&sort=-budget&started_to=&scope=national"


def test_a_cell_takes_the_place_of_what_the_search_asks_of_its_facet():
    PracticeFactory(countries=["FR"], scope="national")
    found = cells("country=FR&country=EU-wide".replace("EU-wide", "none"))
    assert found["by_country_and_scope", "FR", "national"] == (1, "country=FR&scope=national")


def test_what_the_search_itself_excludes_has_no_address():
    PracticeFactory(dates=("2007", ""))
    PracticeFactory(dates=("2008", ""), scope="national")
    found = cells("started=2007")
    assert (found["by_start", "2007"], found["by_start", "none"]) == ((1, "started=2007"), (0, None))


@pytest.mark.parametrize(("year", "address"), [("1899", None), ("1900", "started=1900"), ("2101", None)])
def test_a_year_that_the_filters_refuse_is_counted_but_leads_nowhere(client, year, address):
    PracticeFactory(dates=(year, ""))
    assert cells()["by_start", year] == (1, address)
    page = client.get("/practices/statistics/").content.decode()
    assert (f'?started={year}"' in page) == bool(address)
