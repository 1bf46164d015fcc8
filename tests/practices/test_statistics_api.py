"""The statistics of the API are what the OpenAPI description says, and refuse what it does not name."""

from typing import Any

import pytest

from practices.filters import PracticeFilterSet
from practices.statistics import SUBJECTS
from tests.factories import FundingFactory, PracticeFactory
from tests.practices.test_api_schema import check, operation, records, schema

__all__ = ["records", "schema"]
pytestmark = pytest.mark.django_db
NAME = "practices/statistics"
API = f"/api/v1/{NAME}/"


@pytest.mark.parametrize(
    "asked",
    ["", "country=FR&theme=employment", "scope=national", "country=none&budget=none&started=2008", "sort=title"],
)
def test_every_answer_is_as_described(client, schema, asked):
    assert check(schema, operation(schema, NAME), client.get(f"{API}?{asked}")) == []


def test_every_refusal_is_as_described(client, schema):
    refused = client.get(f"{API}?scope=galactic&colour=blue")
    assert refused.status_code == 400
    assert check(schema, operation(schema, NAME), refused) == []


def test_it_takes_the_filters_of_the_list(schema):
    assert {one["name"] for one in operation(schema, NAME)["parameters"]} == set(PracticeFilterSet.base_filters)


def test_it_is_described_table_by_table(schema):
    shapes = schema["components"]["schemas"]
    assert list(shapes["Statistics"]["properties"]) == [subject.name for subject in SUBJECTS]
    assert list(shapes["StatisticsRow"]["properties"]) == ["value", "label", "n", "percent"]


def test_what_is_not_on_offer_is_refused_as_by_the_list(client):
    asked = "?scope=galactic&colour=blue&started_from=x&page=2"
    refused, of_the_list = client.get(API + asked), client.get(f"/api/v1/practices/{asked}")
    assert (refused.status_code, refused.headers["Content-Type"]) == (400, "application/problem+json")
    assert refused.json() == of_the_list.json()


def test_blanks_restrict_nothing(client):
    PracticeFactory()
    assert client.get(f"{API}?country=&scope=&started_from=").json() == client.get(API).json()


def test_a_whole_answer(client):
    practice = PracticeFactory(full=True, aims=["training"])
    FundingFactory(practice=practice, level="local")
    answer: dict[str, Any] = client.get(API).json()
    filled = {
        name: [{key: row[key] for key in row if key != "label"} for row in table["rows"] if row["n"]]
        for name, table in answer.items()
    }
    line = {"n": 1, "percent": 100}
    assert filled == {
        "by_scope": [{"value": "regional_municipal", **line}],
        "by_country_and_scope": [
            {"value": "FR", **line, "scopes": {"regional_municipal": 1, "national": 0, "eu_international": 0}}
        ],
        "by_end": [{"value": "2011", **line}],
        "by_start": [{"value": "2008", **line}],
        "by_aim": [{"value": "training", **line}],
        "by_funding": [{"value": "local", **line}],
        "by_theme_and_country": [{"value": "employment", **line, "countries": {"FR": 1}}],
        "by_budget": [{"value": "from_10000", **line, "periods": {"total": 0, "per_year": 0, "years": 1}}],
        "by_evidence_level": [{"value": "evaluated", **line}],
    }


def test_it_only_reads(client):
    answer = client.post(API)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
