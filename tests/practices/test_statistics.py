"""The tables of any search say what a count by hand says, in a fixed number of queries."""

import random
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.models import Aim
from practices.statistics import SUBJECTS
from tests.factories import FundingFactory, PracticeFactory
from tests.factories.crowd import Member, Search, make_crowd, searched
from tests.practices.test_filters import query, random_search

pytestmark = pytest.mark.django_db
API = "/api/v1/practices/statistics/"
# Lines and columns of each table, in the words of the crowd, and what the API calls the columns.
BY = {
    "by_scope": ("scope", "", ""),
    "by_country_and_scope": ("country", "scope", "scopes"),
    "by_end": ("end", "", ""),
    "by_start": ("started", "", ""),
    "by_aim": ("aim", "", ""),
    "by_funding": ("funding", "", ""),
    "by_theme_and_country": ("theme", "country", "countries"),
    "by_budget": ("budget", "budget_period", "periods"),
    "by_evidence_level": ("evidence_level", "", ""),
}
SEVERAL = ("country", "theme", "aim", "funding")
Lines = dict[str, tuple[int, float, dict[str, int]]]


def values(member: Member, name: str, asked: Search) -> set[str]:
    """What a fact sheet counts under; of several, only what the search names."""
    if name == "end":
        return {"continuing"} if member.has["ongoing"] == {"true"} else member.has["ended"]
    has = member.has[name]
    return has & set(asked[name]) if name in SEVERAL and asked.get(name) else has


def rounded(n: int, base: int) -> float:
    return (2000 * n + base) // (2 * base) / 10


def by_hand(found: list[Member], asked: Search, by: str, across: str) -> Lines:
    lines: Counter[str] = Counter()
    cells: dict[str, Counter[str]] = {}
    for member in found:
        for value in values(member, by, asked):
            lines[value] += 1
            cells.setdefault(value, Counter()).update(values(member, across, asked) if across else ())
    return {value: (n, rounded(n, len(found)), dict(cells[value])) for value, n in lines.items()}


def as_served(table: dict[str, Any], cells: str) -> Lines:
    """The lines and cells in which there is something."""
    return {
        row["value"]: (row["n"], row["percent"], {value: n for value, n in row.get(cells, {}).items() if n})
        for row in table["rows"]
        if row["n"]
    }


def test_the_tables_of_random_searches_equal_a_count_by_hand(client):
    crowd = make_crowd(seed=21, size=60)
    members = {member.slug: member for member in crowd}
    chance = random.Random(22)
    bases = []
    for _ in range(40):
        asked = random_search(chance, crowd)
        found = [members[slug] for slug in searched(crowd, asked)]
        served = client.get(f"{API}?{query(asked)}").json()
        assert {name: table["base"] for name, table in served.items()} == dict.fromkeys(BY, len(found)), asked
        assert {name: as_served(served[name], cells) for name, (_by, _across, cells) in BY.items()} == {
            name: by_hand(found, asked, by, across) for name, (by, across, _cells) in BY.items()
        }, asked
        bases.append(len(found))
    assert sum(map(bool, bases)) > 25  # most searches are about something


def test_the_tables_stand_in_the_order_of_the_page(client):
    assert list(client.get(API).json()) == [subject.name for subject in SUBJECTS] == list(BY)


def rows_of(client: Client, name: str, asked: str = "") -> list[tuple[str, str, int, float]]:
    table = client.get(f"{API}?{asked}").json()[name]
    return [(row["value"], row["label"], row["n"], row["percent"]) for row in table["rows"]]


def test_fixed_lines_are_there_even_if_nothing_is_in_them(client):
    PracticeFactory(scope="national")
    assert rows_of(client, "by_scope") == [
        ("regional_municipal", "Regional or municipal", 0, 0),
        ("national", "National", 1, 100),
        ("eu_international", "EU-wide or international", 0, 0),
    ]


def test_years_stand_latest_first_between_what_continues_and_what_says_nothing(client):
    for dates in (("", "2009"), ("", "2011-05"), ("2008", "2011-12-31"), ("", "")):
        PracticeFactory(dates=dates)
    PracticeFactory(ongoing=True)
    assert rows_of(client, "by_end") == [
        ("continuing", "Continuing", 1, 20),
        ("2011", "2011", 2, 40),
        ("2009", "2009", 1, 20),
        ("none", "No end date given", 1, 20),
    ]
    assert rows_of(client, "by_start") == [("2008", "2008", 1, 20), ("none", "No start date given", 4, 80)]


def test_countries_stand_by_name_and_eu_wide_last(client):
    for codes in (["GR"], ["FR", "GR"], ["DE"]):
        PracticeFactory(countries=codes)
    PracticeFactory(eu_wide=True, scope="eu_international")
    assert rows_of(client, "by_country_and_scope") == [
        ("DE", "DE", 1, 25),
        ("FR", "France", 1, 25),
        ("GR", "Greece", 2, 50),
        ("none", "EU-wide", 1, 25),
    ]


def test_two_grants_of_one_level_count_once(client):
    practice = PracticeFactory()
    FundingFactory.create_batch(2, practice=practice, level="eu")
    assert [(value, n) for value, _label, n, _share in rows_of(client, "by_funding") if n] == [("eu", 1)]


@pytest.mark.parametrize(
    ("given", "band", "period"),
    [
        ({"budget_eur": Decimal("9999.99"), "budget_period": "total"}, "under_10000", "total"),
        ({"budget_eur": 0, "budget_period": "per_year"}, "under_10000", "per_year"),
        ({"budget_eur": 10000, "budget_period": "total"}, "from_10000", "total"),
        ({"budget_eur": Decimal("49999.99"), "budget_period": "total"}, "from_10000", "total"),
        ({"budget_eur": 50000, "budget_period": "total"}, "from_50000", "total"),
        ({"budget_eur": 250000, "budget_period": "years", "budget_years": 2}, "from_250000", "years"),
        ({"budget_eur": 1000000, "budget_period": "total"}, "from_1000000", "total"),
        ({"budget_eur": 7, "budget_period": "total", "budget_doubtful": True}, "doubtful", "total"),
        ({"budget_doubtful": True, "budget_note": "Damaged."}, "doubtful", ""),
        (
            {"budget_original": 500, "budget_currency": "SEK", "budget_period": "per_year"},
            "other_currency",
            "per_year",
        ),
        ({"budget_note": "Not disclosed."}, "none", ""),
    ],
)
def test_a_budget_is_in_one_band_and_one_period(client, given, band, period):
    PracticeFactory(**given)
    table = client.get(API).json()["by_budget"]
    periods = dict.fromkeys(("total", "per_year", "years"), 0)
    assert [(row["value"], row["periods"]) for row in table["rows"] if row["n"]] == [
        (band, periods | ({period: 1} if period else {}))
    ]


def test_a_search_that_names_countries_is_counted_for_those_alone(client):
    PracticeFactory(countries=["FR", "GR"], themes=["sport"])
    PracticeFactory(countries=["GR"], themes=["sport"])
    served = client.get(f"{API}?country=FR").json()
    assert [(row["value"], row["n"]) for row in served["by_country_and_scope"]["rows"]] == [("FR", 1)]
    assert [row["countries"] for row in served["by_theme_and_country"]["rows"]] == [{"FR": 1}]


def test_where_nothing_is_found_there_is_no_base_and_no_line(client):
    PracticeFactory(scope="national")
    served = client.get(f"{API}?scope=eu_international").json()
    assert served == {name: {"base": 0, "rows": []} for name in BY}


def test_labels_are_in_the_readers_language(client):
    PracticeFactory(aims=["training"])
    Aim.objects.update(label_en="Training", label_fr="Formation")
    french = client.get(API, headers={"Accept-Language": "fr"}).json()
    assert [row["label"] for row in french["by_aim"]["rows"]] == ["Formation"]
    assert french["by_scope"]["rows"][1]["label"] == "National"


BASE, VOCABULARIES = 1, 3  # the number of all; the labels of countries, aims and themes
COSTS = {
    "/practices/statistics/": BASE + len(SUBJECTS) + VOCABULARIES,
    API: BASE + len(SUBJECTS) + VOCABULARIES,
    "/practices/statistics/by_theme_and_country.csv": BASE + 1 + 2,
    "/practices/statistics/by_scope.csv": BASE + 1,
}


def costs(client: Client) -> dict[str, int]:
    found = {}
    for address in COSTS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        found[address] = len(queries)
    return found


def test_many_fact_sheets_cost_as_many_queries_as_one(client):
    make_crowd(seed=23, size=1)
    few = costs(client)
    make_crowd(seed=24, size=40)
    assert (few, costs(client)) == (COSTS, COSTS)


def test_no_fact_sheet_is_loaded(client):
    make_crowd(seed=25, size=5)
    with CaptureQueriesContext(connection) as queries:
        client.get(API)
    counted = [each["sql"] for each in queries if "practices_practice" in each["sql"]]
    assert len(counted) == BASE + len(SUBJECTS)
    assert [sql for sql in counted if "COUNT(" not in sql or '"slug"' in sql] == []
