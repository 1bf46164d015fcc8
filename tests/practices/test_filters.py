"""Every filter of the fact sheets finds what a search by hand finds, on the page and in the API alike."""

import random
import re
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from config.pagination import KeysetPagination
from network.enums import LRA_KINDS
from network.models import Country
from practices.filters import OrganisationFilterSet, PracticeFilterSet
from practices.filters.options import SORTS, countries
from practices.filters.strict import FacetFilter
from practices.models import Practice
from practices.ordering import BEST_MATCH
from practices.search import ask, load
from tests.factories import OrganisationFactory, PracticeFactory
from tests.factories.crowd import YEARS, Member, Search, make_crowd, searched

pytestmark = pytest.mark.django_db
TITLE_LINK = re.compile(r'practice-card__title"><a [^>]*href="/practices/([^/"]+)/[?"]')
FACETS = {name: each for name, each in PracticeFilterSet.base_filters.items() if isinstance(each, FacetFilter)}
YEAR_FILTERS = [f"{what}_{end}" for what in ("started", "ended") for end in ("from", "to")]


def query(asked: Search) -> str:
    return urlencode(asked, doseq=True)


def by_api(client: Client, asked: Search) -> list[str]:
    answer = client.get(f"/api/v1/practices/?{query(asked)}&page_size=1000").json()
    assert answer["count"] == len(answer["results"]), asked
    return [row["slug"] for row in answer["results"]]


def by_filterset(asked: Search) -> list[str]:
    filterset = PracticeFilterSet(QueryDict(query(asked)), queryset=Practice.objects.all())
    assert filterset.is_valid(), filterset.errors
    page = KeysetPagination().paginate(ask(filterset), size=1000)
    return [str(row) for row in load(page.rows, Practice.objects.all())]


def random_search(chance: random.Random, members: list[Member]) -> Search:
    """Up to three facets with up to three values each, sometimes years, mostly a sort."""
    asked: Search = {}
    for name in chance.sample(sorted(FACETS), k=chance.randint(0, 3)):
        offered = sorted(set().union(*(member.has[name] for member in members)))
        asked[name] = chance.sample(offered, k=min(len(offered), chance.randint(1, 3)))
    for name in chance.sample(YEAR_FILTERS, k=chance.choice([0, 0, 1, 2])):
        asked[name] = [str(chance.choice(YEARS))]
    if chance.random() < 0.9:
        asked["sort"] = [chance.choice([name for name, _label in SORTS if name != BEST_MATCH])]
    return asked


def test_each_value_of_each_filter_finds_the_rows_that_have_it():
    crowd = make_crowd(seed=1)
    assert set(crowd[0].has) == set(FACETS)
    searches = [{name: [value]} for name, facet in FACETS.items() for value, _label in facet.options()]
    searches += [{name: [str(year)]} for name in YEAR_FILTERS for year in (1900, *YEARS, 2100)]
    for asked in searches:
        assert by_filterset(asked) == searched(crowd, asked), asked


def test_random_searches_find_what_a_search_by_hand_finds_in_its_order(client):
    crowd = make_crowd(seed=2)
    chance = random.Random(2)
    found = []
    for number in range(150):
        asked = random_search(chance, crowd)
        expected = searched(crowd, asked)
        # The whole way through the API costs ten times the queries, so only some searches go it.
        assert (by_api(client, asked) if number % 5 == 0 else by_filterset(asked)) == expected, asked
        found.append(len(expected))
    assert sum(map(bool, found)) > 100  # most searches are about something


def test_a_page_shows_the_rows_of_the_api_in_the_same_order(client):
    crowd = make_crowd(seed=3)
    chance = random.Random(3)
    following = client.get("/api/v1/practices/?sort=-budget").json()["next"].partition("?")[2]
    for text in (following, *(query(random_search(chance, crowd)) for _ in range(12))):
        page = client.get(f"/practices/?{text}").content.decode()
        rows = client.get(f"/api/v1/practices/?{text}").json()["results"]
        assert TITLE_LINK.findall(page) == [row["slug"] for row in rows], text


def test_a_value_given_twice_counts_once(client):
    PracticeFactory(slug="in-germany", countries=["DE"])
    PracticeFactory(slug="in-france", countries=["FR"])
    assert by_api(client, {"country": ["DE", "DE"]}) == ["in-germany"]


def test_blanks_of_a_form_restrict_nothing(client):
    PracticeFactory(slug="first", title="a")
    PracticeFactory(slug="second", title="b")
    blank = {name: [""] for name in PracticeFilterSet.base_filters}
    assert by_api(client, blank) == ["first", "second"]


def test_a_page_leaves_the_blanks_of_its_form_out_of_its_address(client):
    page = client.get("/practices/?country=&theme=sport&started_from=&theme=")
    assert (page.status_code, page.headers["Location"]) == (302, "/practices/?theme=sport&theme=")


def test_a_title_in_another_language_does_not_sort_the_list(client):
    PracticeFactory(slug="z-in-english", title="z")
    PracticeFactory(slug="only-in-french", language="fr", title="m")
    PracticeFactory(slug="a-in-english", title="A")
    assert by_api(client, {}) == ["a-in-english", "only-in-french", "z-in-english"]


@pytest.mark.parametrize("name", OrganisationFilterSet.base_filters)
def test_each_value_finds_the_organisations_that_have_it(client, name):
    kinds = ("ngo", "company", *LRA_KINDS)
    made = [OrganisationFactory(kind=kind, country__code=code) for kind in kinds for code in ("FR", "GR")]
    field = {"kind": "kind", "country": "country_id"}[name]
    values = [value for value, _label in OrganisationFilterSet.base_filters[name].options()]
    found = {value: client.get(f"/api/v1/organisations/?{name}={value}").json()["results"] for value in values}
    assert {value: {row["slug"] for row in rows} for value, rows in found.items()} == {
        value: {organisation.slug for organisation in made if getattr(organisation, field) == value}
        for value in values
    }


def test_countries_are_offered_in_the_order_of_their_names_in_the_readers_language():
    for code, english, french in [("AT", "Austria", "Autriche"), ("DE", "Germany", "Allemagne"), ("SE", "S", "Été")]:
        Country.objects.create(code=code, nuts_prefix=code, name_en=english, name_fr=french)
    with translation.override("fr"):
        assert countries() == [("DE", "Allemagne"), ("AT", "Autriche"), ("SE", "Été")]
