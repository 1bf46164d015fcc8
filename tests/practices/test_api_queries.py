"""A page costs the same number of queries whether it shows one record or thirty; the numbers are pinned."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import Organisation
from tests.factories import (
    AssessmentFactory,
    FundingFactory,
    IndicatorFactory,
    OrganisationFactory,
    PartnerFactory,
    PracticeFactory,
    SourceFactory,
    TextFactory,
)

# What a card shows: the rows, and their countries, themes and texts. A list counts its rows besides; a list of fact
# sheets finds out first which stand on the page, and the API's looks for those that are written down.
CARDS = 4
COUNT = 1
HITS = 1
DOCUMENTS = 1
# What a fact sheet shows besides: aims, target groups, funding, partners, indicators, sources; alone, assessments.
BESIDE_A_CARD = 6
ASSESSMENTS = 1
# On its page alone.
ATTACHMENTS = 1
# Similar ones: which they are, their cards, their aims and target groups.
SIMILAR = 1 + 4 + 2
# The facets, and the vocabularies that label them: countries, themes, target groups, aims, collections.
FACETS = 30
VOCABULARIES = 5

COSTS = {
    "/api/v1/practices/?page_size=30": COUNT + HITS + DOCUMENTS + CARDS + BESIDE_A_CARD,
    "/api/v1/practices/?country=FR&theme=sport&target_group=women&aim=health&collection=cses-2012": (
        VOCABULARIES + COUNT + HITS + DOCUMENTS + CARDS + BESIDE_A_CARD
    ),
    "/api/v1/practices/courses-1/": CARDS + BESIDE_A_CARD + ASSESSMENTS,
    "/api/v1/organisations/?page_size=90": COUNT + 1,
    "/api/v1/organisations/the-city/": 1,
    "/api/v1/themes/": COUNT + 1,
    "/practices/": COUNT + HITS + CARDS + FACETS + VOCABULARIES,
    "/practices/courses-1/": CARDS + BESIDE_A_CARD + ASSESSMENTS + ATTACHMENTS + SIMILAR,
    # The organisation, the practices that it runs, and those that it works along in.
    "/organisations/the-city/": 1 + CARDS + CARDS,
    # The number of all; by dimension, theme, country and collection; the newest.
    "/": 5 + CARDS,
}


@pytest.fixture
def city(db: None) -> Organisation:
    made: Organisation = OrganisationFactory.create(slug="the-city")
    return made


def add_practice(city: Organisation, number: int) -> None:
    """A fact sheet with two of everything, that the city runs (the odd ones) or works along in (the even ones)."""
    practice = PracticeFactory.create(
        full=True,
        slug=f"courses-{number}",
        countries=["FR", "DE"],
        themes=["employment", "sport"],
        aims=["training", "health"],
        target_groups=["women", "children"],
        **({"organiser": city} if number % 2 else {}),
    )
    TextFactory(practice=practice, language="fr")
    for factory in (FundingFactory, IndicatorFactory, SourceFactory, PartnerFactory):
        factory.create_batch(2, practice=practice)
    if not number % 2:
        PartnerFactory(practice=practice, organisation=city)
    AssessmentFactory(practice=practice)


def costs(client: Client) -> dict[str, int]:
    found = {}
    for address in COSTS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        found[address] = len(queries)
    return found


def test_thirty_fact_sheets_cost_as_many_queries_as_two(client, city):
    for number in (1, 2):
        add_practice(city, number)
    few = costs(client)
    for number in range(3, 31):
        add_practice(city, number)
    assert (few, costs(client)) == (COSTS, COSTS)
