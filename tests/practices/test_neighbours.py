"""From fact sheet to fact sheet within the search that its reader came from."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.factories import PracticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db: None) -> None:
    for title, budget in [("a", 10), ("b", 30), ("c", 20)]:
        PracticeFactory(title=title, slug=title, countries=["FR"], budget_eur=budget, budget_period="total")
    PracticeFactory(title="b2", slug="b2", countries=["DE"])


def around(client: Client, slug: str, search: str) -> tuple[str | None, str | None] | None:
    """The titles of the neighbours on the page."""
    neighbours = client.get(f"/practices/{slug}/?{urlencode({'within': search})}").context["neighbours"]
    if neighbours is None:
        return None
    before, after = neighbours.before, neighbours.after
    return (before.text.title if before else None, after.text.title if after else None)


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        pytest.param("country=FR", ("a", "c"), id="by-title"),
        pytest.param("country=FR&sort=-budget", (None, "c"), id="by-budget"),
        pytest.param("sort=title", ("a", "b2"), id="whole-catalogue"),
        pytest.param("country=FR&view=table&columns=country&cursor=x", ("a", "c"), id="with-what-only-the-page-takes"),
    ],
)
def test_the_neighbours_are_those_of_the_search(client, three, search, expected):
    assert around(client, "b", search) == expected


@pytest.mark.parametrize(
    "search",
    ["", "country=DE", "country=XX", "nonsense=1", "\x00", "q=" + "x" * 10_000, "country=FR&country=" * 500],
    ids=["none", "not-found-by-it", "refused", "unknown", "nul", "long", "very-long"],
)
def test_without_a_search_that_finds_it_there_are_none(client, three, search):
    assert around(client, "b", search) is None


def test_the_way_leads_on_and_back_to_the_search(client, three):
    page = client.get("/practices/b/?within=country%3DFR")
    neighbours = page.context["neighbours"]
    assert (neighbours.search, neighbours.after.address) == (
        "/practices/?country=FR",
        "/practices/c/?within=country%3DFR",
    )


def test_a_card_of_the_list_carries_the_search_along(client, three):
    page = client.get("/practices/?country=FR&page_size=1")
    assert 'href="/practices/a/?within=country%3DFR%26sort%3Dtitle"' in page.content.decode()
