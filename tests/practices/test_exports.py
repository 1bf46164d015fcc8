"""The export of a search: its bytes, its rows, their order, its refusals."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from practices.exports import rows
from practices.filters.options import SORTS
from practices.models import Practice
from practices.resources.export import COLUMNS
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
from tests.factories.crowd import make_crowd
from tests.practices.flat import CSV, XLSX, body, refusals, rows_of, slugs

pytestmark = pytest.mark.django_db
CITY = "0d4b3a3e-6f5c-5d0a-9c53-8a1f6a2a7a11"
PARTNER = "9a0f6c1e-3b7d-5c1a-b1d2-6f0e8d4c2b33"
# Every column and what stands in it, as the file has it.
CELLS = {
    "id": "5f2c8a52-7d0e-5f0b-8a43-5d7c2b7e9f10",
    "slug": "courses",
    "url": "http://testserver/practices/courses/",
    "title": "Courses for newcomers",
    "original_title": "Le titre",
    "original_title_language": "fr",
    "language": "fr",
    "languages": "en; fr",
    "text_language": "en",
    "summary": '"What they do, for whom, and what came of it."',
    "countries": "FR; GR",
    "scope": "regional_municipal",
    "place": "Roubaix",
    "nuts_code": "FRE11",
    "latitude": "50.69",
    "longitude": "-3.17",
    "organiser_id": CITY,
    "organiser_name": '"Ville ""Neuve"""',
    "organiser_kind": "local_authority",
    "started": "2008-03",
    "finished": "2011",
    "ongoing": "false",
    "dimension": "socio_economic",
    "themes": "employment; sport",
    "aims": "training",
    "target_groups": "women",
    "type_of_project": "Citizenship",
    "budget_amount_eur": "12000",
    "budget_period": "years",
    "budget_years": "1.5",
    "budget_original_amount": "48000",
    "budget_original_currency": "PLN",
    "budget_rate": "4",
    "budget_note": '"Two\r\nlines."',
    "budget_doubtful": "true",
    "funding": '"level: local | name: Ville, Roubaix | amount_eur: 6000.5 | share: 50\nlevel: eu"',
    "partners": rf"id: {PARTNER} | name: A\|B | kind: civil_society",
    "partners_text": "'=HYPERLINK(1)",
    "beneficiaries": "180",
    "beneficiaries_estimated": "true",
    "beneficiaries_doubtful": "false",
    "beneficiaries_when": "2010",
    "beneficiaries_note": "",
    "indicators": (
        "label: Satisfied clients | value: 97 | unit: percent | year: 2012 | baseline_value: 40"
        " | baseline_year: 2008 | doubtful: false"
    ),
    "objectives_achieved": "partly",
    "national_programme": "true",
    "national_programme_name": "National plan",
    "transferable": "true",
    "transfer_explanation": "",
    "replicated": "",
    "replication_note": "",
    "evaluation": "internal",
    "evidence_level": "evaluated",
    "cbp": "3; 7",
    "enar": "1; 15",
    "collection": "cses-2012",
    "external_id": "007",
    "origin": "survey",
    "sources": "section: Appendix A, case study 1 | url: https://example.org/a".join('""'),
    "assessments": "criterion: relevance | score: 4 | reason: It meets a need. | date: 2026-01-15",
    "note": "Ελληνικά; български; Ħaż-Żebbuġ",
    "last_confirmed": "2025-06-30",
    "updated": "2026-01-15T09:30:00.123456Z",
    "text_introduction": "",
    "text_policy_challenges": "",
    "text_specific_objectives": "",
    "text_target_groups": "",
    "text_type_of_assistance": "",
    "text_main_activities": "Courses and advice.",
    "text_relations": "",
    "text_staff_training": "",
    "text_outcomes": "'- first\n- second".join('""'),
    "text_scope_for_replication": "",
    "text_evaluation": "",
    "text_other_information": "",
}


@pytest.fixture
def courses() -> Practice:
    """A fact sheet with something in almost every column."""
    practice: Practice = PracticeFactory.create(
        full=True,
        public_id=uuid.UUID(CELLS["id"]),
        slug="courses",
        external_id="007",
        language="fr",
        title="Cours pour nouveaux arrivants",
        longitude=-3.17,
        organiser=OrganisationFactory(public_id=uuid.UUID(CITY), name='Ville "Neuve"'),
        countries=["GR", "FR"],
        themes=["sport", "employment"],
        budget_note="Two\r\nlines.",
        budget_doubtful=True,
        partners_text="=HYPERLINK(1)",
        beneficiaries_estimated=True,
        note=CELLS["note"],
        last_confirmed_on=dt.date(2025, 6, 30),
    )
    TextFactory(practice=practice, title="Courses for newcomers", outcomes="- first\n- second")
    FundingFactory(practice=practice, position=2, level="eu", name="", amount_eur=None, share=None)
    FundingFactory(practice=practice, position=1, name="Ville, Roubaix", amount_eur="6000.50")
    association = OrganisationFactory(public_id=uuid.UUID(PARTNER), name="A|B", kind="ngo")
    PartnerFactory(practice=practice, organisation=association)
    IndicatorFactory(practice=practice)
    SourceFactory(practice=practice, url="https://example.org/a")
    AssessmentFactory(practice=practice, reason="It meets a need.")
    Practice.objects.update(updated_at=dt.datetime(2026, 1, 15, 9, 30, 0, 123456, tzinfo=dt.UTC))
    return practice


def test_the_file_to_the_last_byte(client, courses):
    lines = [",".join(CELLS), ",".join(CELLS.values())]
    assert body(client, CSV) == b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines).encode()


def test_without_a_fact_sheet_there_is_a_header_all_the_same(client):
    assert body(client, CSV) == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


@pytest.mark.parametrize(
    ("address", "kind"),
    [(CSV, "text/csv; charset=utf-8"), (XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")],
)
def test_it_is_a_file_of_today_that_no_cache_keeps(client, courses, address, kind):
    answer = client.get(address)
    answer.close()
    suffix = address.rpartition(".")[2]
    assert {name: answer[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")} == {
        "Content-Type": kind,
        "Content-Disposition": f'attachment; filename="practices-{timezone.now():%Y-%m-%d}.{suffix}"',
        "Cache-Control": "private, no-store",
    }


@pytest.mark.parametrize("address", [CSV, XLSX])
def test_it_is_only_read(client, courses, address):
    assert [client.post(address).status_code, client.delete(address).status_code] == [405, 405]


@pytest.mark.parametrize("address", [CSV, f"{CSV}?practice=courses"])
def test_texts_come_in_the_readers_language(client, courses, address):
    (row,) = rows_of(body(client, address, **{"accept-language": "fr"}))
    assert (row["title"], row["text_language"]) == ("Cours pour nouveaux arrivants", "fr")


def test_the_rows_stand_in_the_order_of_the_list(client):
    make_crowd(seed=11, size=20)
    queries = ["ongoing=false", *(f"ongoing=false&sort={sort}" for sort, _label in SORTS)]
    listed = {
        query: [row["slug"] for row in client.get(f"/api/v1/practices/?{query}&page_size=1000").json()["results"]]
        for query in queries
    }
    assert all(listed.values())
    assert {query: slugs(client, query) for query in queries} == listed


def test_with_words_the_best_match_comes_first(client):
    for slug, title, activities in (("in-sections", "A", "Swimming"), ("in-title", "Swimming", ""), ("not", "B", "")):
        practice = PracticeFactory.create(slug=slug, title=title)
        practice.texts.update(main_activities=activities)
    connection.check_constraints()  # words are indexed at the end of a transaction
    assert slugs(client, "q=swimming") == ["in-title", "in-sections"]


def test_the_export_is_whole_whatever_page_of_the_list_is_asked_for(client):
    PracticeFactory.create_batch(3)
    page = client.get("/api/v1/practices/?page_size=1").json()["next"].partition("?")[2]
    assert len(slugs(client, page)) == 3


@pytest.mark.parametrize("address", [CSV, XLSX])
def test_a_mistake_in_the_search_is_refused_as_in_the_list(client, address):
    assert refusals(client, f"{address}?ongoing=maybe&colour=blue") == refusals(
        client, "/practices/?ongoing=maybe&colour=blue"
    )


def test_a_chunk_costs_the_same_number_of_queries_whatever_stands_in_it(client, courses, monkeypatch):
    def costs() -> int:
        with CaptureQueriesContext(connection) as queries:
            body(client, CSV)
        return len(queries)

    # A savepoint set and released, and the timeout, each time; the search; the rows and what belongs to them.
    transaction, chunk = 3, 11
    few = costs()
    for _number in range(9):
        PartnerFactory(practice=PracticeFactory(full=True, countries=["FR", "DE"]))
    assert (few, costs()) == (transaction + 1 + transaction + chunk,) * 2
    monkeypatch.setattr(rows, "CHUNK", 4)
    assert costs() == transaction + 1 + 3 * (transaction + chunk)
