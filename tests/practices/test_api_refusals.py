"""What the API does not know it refuses, in sentences that name the parameter, the value and what is allowed."""

from typing import Any

import pytest
from django.test import Client

from practices.search import FACETS
from tests.factories import AimFactory, CountryFactory, OrganisationFactory, PracticeFactory, ThemeFactory

pytestmark = pytest.mark.django_db
FILTERS = (
    "aim, budget, budget_period, cbp, collection, country, cursor, dimension, enar, ended, ended_from, ended_to,"
    " evaluation, evidence_level, excerpts, facets, funding, language, last_confirmed, led_by_lra, national_programme,"
    " objectives_achieved, ongoing, organiser_kind, page_size, partner, q, scope, score_effectiveness,"
    " score_efficiency, score_impact, score_relevance, score_sustainability, sort, started, started_from, started_to,"
    " target_group, theme, transferable"
)
KINDS = (
    "local_authority, regional_authority, national_authority, eu_institution, network, ngo, migrants_association,"
    " employers_trade_unions, research, company, other"
)
SORTS = "relevance, title, -started, started, -updated, -budget, -beneficiaries"
YEAR = "Give a year from 1900 to 2100."


@pytest.fixture
def words() -> None:
    CountryFactory(code="GR")
    CountryFactory(code="FR")
    ThemeFactory(code="sport", position=1)
    ThemeFactory(code="employment", position=0)


def problem(errors: dict[str, list[str]]) -> dict[str, object]:
    return {
        "type": "about:blank",
        "title": "Bad request",
        "status": 400,
        "detail": "The request names what is not on offer: see “errors”.",
        "errors": errors,
    }


def refusal(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    return answer.json()


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("country=EL", "country", "“EL” is not on offer. Allowed: FR, GR, none."),
        ("country=fr", "country", "“fr” is not on offer. Allowed: FR, GR, none."),
        ("country=FR,GR", "country", "“FR,GR” is not on offer. Allowed: FR, GR, none."),
        ("theme=sport&theme=x", "theme", "“x” is not on offer. Allowed: employment, sport."),
        (
            "dimension=x",
            "dimension",
            "“x” is not on offer. Allowed: legal_political, socio_economic, cultural.",
        ),
        ("scope=x", "scope", "“x” is not on offer. Allowed: regional_municipal, national, eu_international."),
        ("organiser_kind=x", "organiser_kind", f"“x” is not on offer. Allowed: {KINDS}."),
        ("ongoing=yes", "ongoing", "“yes” is not on offer. Allowed: true, false."),
        ("led_by_lra=True", "led_by_lra", "“True” is not on offer. Allowed: true, false."),
        ("cbp=12", "cbp", "“12” is not on offer. Allowed: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11."),
        ("cbp=03", "cbp", "“03” is not on offer. Allowed: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11."),
        ("started=soon", "started", "Give years from 1900 to 2100, or “none”."),
        ("last_confirmed=1899", "last_confirmed", "Give years from 1900 to 2100, or “none”."),
        (f"q={'x' * 201}", "q", "Search for no more than 200 characters."),
        ("facets=colour", "facets", f"“colour” is no facet. Allowed: all, {', '.join(FACETS)}."),
        ("facets=country&facets=theme", "facets", "Give this parameter only once."),
        ("started_from=99", "started_from", YEAR),
        ("started_to=2101", "started_to", YEAR),
        ("ended_from=soon", "ended_from", YEAR),
        ("ended_to=2008.5", "ended_to", YEAR),
        ("sort=-title", "sort", f"“-title” is not on offer. Allowed: {SORTS}."),
        ("sort=title&sort=-budget", "sort", "Give this parameter only once."),
        ("started_from=2008&started_from=2009", "started_from", "Give this parameter only once."),
        ("page_size=1&page_size=2", "page_size", "Give this parameter only once."),
        ("page=2", "page", f"There is no such parameter. Allowed: {FILTERS}."),
        ("Country=FR", "Country", f"There is no such parameter. Allowed: {FILTERS}."),
        ("format=json", "format", f"There is no such parameter. Allowed: {FILTERS}."),
        ("=x", "", f"There is no such parameter. Allowed: {FILTERS}."),
    ],
)
def test_a_list_of_fact_sheets_refuses(client, query, name, sentence):
    assert refusal(client, f"/api/v1/practices/?{query}") == problem({name: [sentence]})


@pytest.mark.usefixtures("words")
def test_every_mistake_is_named_at_once(client):
    assert refusal(client, "/api/v1/practices/?country=XX&country=YY&ongoing=no&colour=red") == problem(
        {
            "country": ["“XX” is not on offer. Allowed: FR, GR, none."],
            "ongoing": ["“no” is not on offer. Allowed: true, false."],
            "colour": [f"There is no such parameter. Allowed: {FILTERS}."],
        }
    )


@pytest.mark.usefixtures("words")
def test_a_page_refuses_with_the_same_sentences(client):
    asked = "?country=XX&sort=x&started_from=x&colour=red"
    page = client.get(f"/practices/{asked}")
    assert page.status_code == 400
    assert dict(page.context["errors"]) == refusal(client, f"/api/v1/practices/{asked}")["errors"]


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("kind=x", "kind", f"“x” is not on offer. Allowed: {KINDS}."),
        ("country=XX", "country", "“XX” is not on offer. Allowed: FR, GR."),
        ("sort=name", "sort", "There is no such parameter. Allowed: country, cursor, kind, page_size."),
    ],
)
def test_a_list_of_organisations_refuses(client, query, name, sentence):
    assert refusal(client, f"/api/v1/organisations/?{query}") == problem({name: [sentence]})


@pytest.mark.parametrize("name", ["themes", "aims", "target-groups", "collections"])
def test_a_vocabulary_refuses_what_it_does_not_know(client, name):
    sentence = "There is no such parameter. Allowed: cursor, page_size."
    assert refusal(client, f"/api/v1/{name}/?country=FR") == problem({"country": [sentence]})


def test_a_record_on_its_own_takes_no_parameters(client):
    PracticeFactory(slug="courses")
    OrganisationFactory(slug="city", country__code="GR")
    AimFactory(code="health")
    sentence = "There is no such parameter: this address takes none."
    for address in ("practices/courses", "organisations/city", "aims/health"):
        refused = refusal(client, f"/api/v1/{address}/?country=FR")
        assert refused == problem({"country": [sentence]}), address


def test_a_refusal_names_the_language_of_its_sentences(client):
    answer = client.get("/api/v1/practices/?ongoing=x", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.headers["Content-Language"]) == (400, "fr")
