"""Map, table and timeline show what the list shows: the same search, the same counts, every fact sheet once."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import CountryFactory, PracticeFactory, TextFactory
from tests.practices.catalogue_pages import page_of

pytestmark = pytest.mark.django_db
VIEWS = ("list", "map", "table", "timeline")
ALLOWED = "is not on offer. Allowed:"
CENTRE = "Give the centre of the map as two whole numbers, from 0,0 to 940,820."


def refusal(client: Client, address: str) -> dict[str, list[str]]:
    answer = client.get(f"/practices/?{address}")
    assert answer.status_code == 400
    return {name: [str(sentence) for sentence in sentences] for name, sentences in answer.context["errors"]}


@pytest.fixture
def france_and_germany() -> None:
    for code in ("FR", "DE"):
        CountryFactory(code=code)


@pytest.mark.parametrize(
    ("address", "mistakes"),
    [
        ("view=globe", {"view": [f"“globe” {ALLOWED} list, map, table, timeline."]}),
        ("view=<script>", {"view": [f"“<script>” {ALLOWED} list, map, table, timeline."]}),
        ("view=map&view=list", {"view": ["Give this parameter only once."]}),
        ("view=map&zoom=3", {"zoom": [f"“3” {ALLOWED} 1, 2, 4, 8, 16."]}),
        (f"view=map&zoom={'9' * 10_000}", {"zoom": [f"“{'9' * 80}” {ALLOWED} 1, 2, 4, 8, 16."]}),
        ("view=map&centre=here", {"centre": [CENTRE]}),
        ("view=map&centre=941,0", {"centre": [CENTRE]}),
        ("view=map&centre=-1,0", {"centre": [CENTRE]}),
        ("view=map&centre=\u0661,\u0662", {"centre": [CENTRE]}),
        ("view=map&centre=1,2&centre=3,4", {"centre": ["Give this parameter only once."]}),
    ],
)
def test_what_a_view_does_not_offer_is_refused_in_a_sentence(client, address, mistakes):
    assert refusal(client, address) == mistakes


def test_a_column_that_there_is_not_is_refused_with_those_that_there_are(client):
    (sentence,) = refusal(client, "view=table&columns=country&columns=%25s")["columns"]
    assert sentence == (
        f"“%s” {ALLOWED} country, place, organiser, organiser_kind, scope, dimension, theme, aim, target_group,"
        " started, finished, budget, beneficiaries, evidence_level, collection, updated."
    )


def test_the_api_passes_over_what_belongs_to_the_page(client):
    PracticeFactory.create_batch(2)
    plain = client.get("/api/v1/practices/?country=FR").json()
    of_the_page = "view=map&zoom=4&centre=1,2&columns=budget&columns=started"
    assert client.get(f"/api/v1/practices/?country=FR&{of_the_page}").json() == plain


@pytest.mark.usefixtures("france_and_germany")
def test_the_switch_keeps_the_search_and_says_where_one_is(client):
    answer = page_of(client, "?country=FR&country=DE&view=table&columns=place&sort=-budget&page_size=1")
    kept = {"country": ["FR", "DE"], "columns": ["place"], "sort": ["-budget"], "page_size": ["1"]}
    switches = answer.context["switches"]
    assert [parse_qs(urlsplit(switch.address).query) for switch in switches] == [
        kept | ({} if view == "list" else {"view": [view]}) for view in VIEWS
    ]
    assert [switch.current for switch in switches] == [False, False, True, False]


@pytest.mark.usefixtures("france_and_germany")
def test_filters_chips_sort_and_a_new_beginning_keep_the_view(client):
    answer = page_of(client, "?country=FR&view=map&zoom=2&centre=300,300")
    hidden = set(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.content.decode()))
    assert hidden >= {("view", "map"), ("zoom", "2"), ("centre", "300,300")}
    (chip,) = answer.context["chips"]
    assert parse_qs(chip.query) == {"view": ["map"], "zoom": ["2"], "centre": ["300,300"]}
    assert answer.context["all_practices"] == "/practices/?view=map"


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_the_rows_of_the_page_and_pages_on(client, view):
    made = {PracticeFactory.create().slug for _ in range(5)}
    seen: list[str] = []
    address: str | None = f"?view={view}&page_size=2"
    while address:
        page = page_of(client, address).context["page"]
        seen += [row.slug for row in page.rows]
        address = f"?view={view}&page_size=2&cursor={page.next}" if page.next else None
    assert (len(seen), set(seen)) == (5, made)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_links_each_fact_sheet_of_the_page_with_its_title_made_safe(client, view):
    PracticeFactory(slug="hostile", title="<script>alert('Ħ')</script>", latitude=50, longitude=10, place_name="<b>")
    text = page_of(client, f"?view={view}").content.decode()
    assert "<script>alert" not in text
    assert "<b>" not in text
    assert re.findall(r'href="/practices/hostile/[^>]*>&lt;script&gt;alert\(&#x27;Ħ', text) != []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_when_nothing_is_found(client, view):
    CountryFactory(code="FR")
    text = page_of(client, f"?view={view}&country=FR").content.decode()
    assert text.count("No fact sheet matches all of these filters") == 1


# What each view asks for beside the list: places, the titles named there (two), what has no place; the years.
BESIDE_THE_LIST = {"list": 0, "map": 4, "table": 0, "table&columns=aim&columns=target_group": 2, "timeline": 1}


def test_a_view_costs_the_same_number_of_queries_however_many_rows(client):
    def costs() -> dict[str, int]:
        found = {}
        for view in BESIDE_THE_LIST:
            with CaptureQueriesContext(connection) as queries:
                page_of(client, f"?view={view}&page_size=50")
            found[view] = len(queries)
        return {view: cost - found["list"] for view, cost in found.items()}

    for number in range(2):
        PracticeFactory(full=True, latitude=40 + number)
    few = costs()
    for number in range(30):
        TextFactory(practice=PracticeFactory(full=True, latitude=40 + number / 3), language="fr")
    assert (few, costs()) == (BESIDE_THE_LIST, BESIDE_THE_LIST)
