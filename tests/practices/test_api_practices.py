"""What the API says of a fact sheet, to the last comma: full and minimal, in the list and on its own."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest

from network.models import Organisation
from practices.models import Practice
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

pytestmark = pytest.mark.django_db
ID = "5f2c8a52-7d0e-5f0b-8a43-5d7c2b7e9f10"
CITY = "0d4b3a3e-6f5c-5d0a-9c53-8a1f6a2a7a11"
PARTNER = "9a0f6c1e-3b7d-5c1a-b1d2-6f0e8d4c2b33"
SECTIONS = dict.fromkeys(
    (
        "introduction",
        "policy_challenges",
        "specific_objectives",
        "target_groups",
        "type_of_assistance",
        "main_activities",
        "relations",
        "staff_training",
        "outcomes",
        "scope_for_replication",
        "evaluation",
        "other_information",
    ),
    "",
)

MINIMAL: dict[str, Any] = {
    "id": ID,
    "slug": "courses",
    "url": "http://testserver/practices/courses/",
    "api_url": "http://testserver/api/v1/practices/courses/",
    "title": "Courses",
    "original_title": "",
    "original_title_language": "",
    "language": "en",
    "languages": ["en"],
    "summary": "What they do, for whom, and what came of it.",
    "countries": [],
    "scope": "eu_international",
    "place": "",
    "nuts_code": "",
    "latitude": None,
    "longitude": None,
    "organiser": {"id": CITY, "name": "Ville", "kind": "local_authority"},
    "started": None,
    "finished": None,
    "ongoing": False,
    "dimension": "socio_economic",
    "themes": ["employment"],
    "aims": ["training"],
    "target_groups": ["women"],
    "type_of_project": "",
    "budget": None,
    "funding": [],
    "partners": [],
    "partners_text": "",
    "beneficiaries": None,
    "beneficiaries_estimated": False,
    "beneficiaries_doubtful": False,
    "beneficiaries_when": "",
    "beneficiaries_note": "",
    "indicators": [],
    "objectives_achieved": None,
    "national_programme": None,
    "national_programme_name": "",
    "transferable": None,
    "transfer_explanation": "",
    "replicated": None,
    "replication_note": "",
    "evaluation": None,
    "evidence_level": "claimed",
    "principles": {"cbp": [], "enar": []},
    "collection": "cses-2012",
    "external_id": "7",
    "origin": None,
    "sources": [],
    "note": "",
    "last_confirmed": None,
    "updated": "2026-01-15T09:30:00Z",
}
MINIMAL_TEXTS = {
    "en": SECTIONS
    | {
        "title": "Courses",
        "summary": "What they do, for whom, and what came of it.",
        "main_activities": "Courses and advice.",
    }
}
FULL = MINIMAL | {
    "original_title": "Le titre",
    "original_title_language": "fr",
    "language": "fr",
    "languages": ["de", "en", "fr"],
    "title": "In English",
    "countries": ["FR", "GB", "GR"],
    "scope": "regional_municipal",
    "place": "Roubaix",
    "nuts_code": "FRE11",
    "latitude": 50.69,
    "longitude": 3.17,
    "started": "2008-03",
    "finished": "2011",
    "themes": ["employment", "sport"],
    "type_of_project": "Citizenship",
    "budget": {
        "amount_eur": 12000,
        "period": "years",
        "years": 1.5,
        "original_amount": 48000,
        "original_currency": "PLN",
        "rate": 4,
        "note": "Two tables disagree.",
        "doubtful": True,
    },
    "funding": [
        {"level": "local", "name": "Ville", "amount_eur": 6000.5, "share": 50},
        {"level": "eu", "name": "", "amount_eur": None, "share": None},
    ],
    "partners": [{"id": PARTNER, "name": "Association", "kind": "civil_society"}],
    "partners_text": "Volunteers",
    "beneficiaries": 180,
    "beneficiaries_estimated": True,
    "beneficiaries_doubtful": True,
    "beneficiaries_when": "2010",
    "beneficiaries_note": "Printed twice.",
    "indicators": [
        {
            "label": "Satisfied clients",
            "value": 97,
            "unit": "percent",
            "year": 2012,
            "baseline_value": 40,
            "baseline_year": 2008,
            "doubtful": False,
            "note": "",
        },
        {
            "label": "Waiting time",
            "value": 1.25,
            "unit": "days",
            "year": None,
            "baseline_value": None,
            "baseline_year": None,
            "doubtful": True,
            "note": "Smudged.",
        },
    ],
    "objectives_achieved": "partly",
    "national_programme": True,
    "national_programme_name": "National plan",
    "transferable": True,
    "transfer_explanation": "Begin small.",
    "replicated": True,
    "replication_note": "In Lille.",
    "evaluation": "internal",
    "evidence_level": "replicated",
    "principles": {"cbp": [3, 7], "enar": [1, 15]},
    "origin": "survey",
    "sources": [
        {"title": "Report", "section": "Appendix A, case study 1", "url": "https://example.org/report"},
        {"title": "", "section": "Table 3.12", "url": ""},
    ],
    "note": "The table names another city.",
    "last_confirmed": "2025-06-30",
}
FULL_TEXTS = {
    language: SECTIONS
    | {
        "title": title,
        "summary": "What they do, for whom, and what came of it.",
        "main_activities": "Courses and advice.",
    }
    for language, title in (("de", "Auf Deutsch"), ("en", "In English"), ("fr", "En français"))
}
ASSESSMENTS = [{"criterion": "relevance", "score": 4, "reason": "It meets a need.", "date": "2026-01-15"}]


def date_of_last_change() -> None:
    Practice.objects.update(updated_at=dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC))


@pytest.fixture
def city() -> Organisation:
    made: Organisation = OrganisationFactory.create(public_id=uuid.UUID(CITY), name="Ville")
    return made


@pytest.fixture
def minimal(city: Organisation) -> None:
    PracticeFactory(
        public_id=uuid.UUID(ID),
        slug="courses",
        external_id="7",
        title="Courses",
        organiser=city,
        eu_wide=True,
        scope="eu_international",
    )
    date_of_last_change()


@pytest.fixture
def full(city: Organisation) -> None:
    practice = PracticeFactory.create(
        full=True,
        public_id=uuid.UUID(ID),
        slug="courses",
        external_id="7",
        language="fr",
        title="En français",
        organiser=city,
        countries=["GR", "FR", "GB"],
        themes=["sport", "employment"],
        budget_note="Two tables disagree.",
        budget_doubtful=True,
        partners_text="Volunteers",
        beneficiaries_estimated=True,
        beneficiaries_doubtful=True,
        beneficiaries_note="Printed twice.",
        transfer_explanation="Begin small.",
        replicated=True,
        replication_note="In Lille.",
        note="The table names another city.",
        last_confirmed_on=dt.date(2025, 6, 30),
    )
    TextFactory(practice=practice, language="en", title="In English")
    TextFactory(practice=practice, language="de", title="Auf Deutsch")
    FundingFactory(practice=practice, position=2, level="eu", name="", amount_eur=None, share=None)
    FundingFactory(practice=practice, position=1, amount_eur=Decimal("6000.50"))
    association = OrganisationFactory(public_id=uuid.UUID(PARTNER), name="Association", kind="ngo")
    PartnerFactory(practice=practice, organisation=association)
    unknown = {"year": None, "baseline_value": None, "baseline_year": None}
    IndicatorFactory(
        practice=practice,
        position=9001,
        label="Waiting time",
        value=Decimal("1.25"),
        unit="days",
        doubtful=True,
        note="Smudged.",
        **unknown,
    )
    IndicatorFactory(practice=practice, position=9000)
    SourceFactory(practice=practice, position=2, section="Table 3.12")
    SourceFactory(practice=practice, position=1, title="Report", url="https://example.org/report")
    AssessmentFactory(practice=practice, reason="It meets a need.")
    date_of_last_change()


@pytest.mark.usefixtures("minimal")
def test_a_minimal_fact_sheet_in_the_list(client):
    answer = client.get("/api/v1/practices/")
    assert answer.json() == {"count": 1, "next": None, "previous": None, "results": [MINIMAL]}


@pytest.mark.usefixtures("full")
def test_a_full_fact_sheet_in_the_list(client):
    answer = client.get("/api/v1/practices/")
    assert answer.json() == {"count": 1, "next": None, "previous": None, "results": [FULL]}


@pytest.mark.usefixtures("minimal")
@pytest.mark.parametrize("named", ["courses", ID, ID.upper(), ID.replace("-", "")])
def test_a_minimal_fact_sheet_by_its_slug_and_by_its_id(client, named):
    assert client.get(f"/api/v1/practices/{named}/").json() == MINIMAL | {"assessments": [], "texts": MINIMAL_TEXTS}


@pytest.mark.usefixtures("full")
def test_a_full_fact_sheet_on_its_own(client):
    answer = client.get("/api/v1/practices/courses/")
    assert answer.json() == FULL | {"assessments": ASSESSMENTS, "texts": FULL_TEXTS}


@pytest.mark.usefixtures("full")
def test_the_fields_stand_in_the_order_that_is_documented(client):
    (row,) = client.get("/api/v1/practices/").json()["results"]
    assert list(row) == list(MINIMAL)
