"""The two rules of a fact sheet that span tables: its original text exists, and its countries fit its reach."""

import pytest
from django.db import connection

from practices.models import Practice, PracticeText
from tests.practices.across_tables_cases import ALLOWED_ACROSS_TABLES, BROKEN_ACROSS_TABLES, three_fact_sheets
from tests.rules import diagnosis, refused

END = "SET CONSTRAINTS ALL IMMEDIATE"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "statements"),
    [
        pytest.param(rule, statements, id=f"{rule}: {wrong}")
        for (_table, rule), changes in BROKEN_ACROSS_TABLES.items()
        for wrong, statements in changes.items()
    ],
)
def test_postgres_refuses_at_the_end_of_the_transaction(rule: str, statements: str):
    three_fact_sheets()
    with connection.cursor() as cursor:
        cursor.execute(END)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(statements)
        with refused(rule):
            cursor.execute(END)


@pytest.mark.django_db
@pytest.mark.parametrize("statements", ALLOWED_ACROSS_TABLES.values(), ids=ALLOWED_ACROSS_TABLES.keys())
def test_postgres_accepts_at_the_end_of_the_transaction(statements: str):
    three_fact_sheets()
    with connection.cursor() as cursor:
        cursor.execute(statements)
        assert cursor.rowcount == 1
        cursor.execute(END)


@pytest.mark.django_db
def test_a_fact_sheet_is_deleted_with_its_texts_and_countries(practice: Practice):
    practice.delete()
    with connection.cursor() as cursor:
        cursor.execute(END)
    assert not PracticeText.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("UPDATE practices_practice SET eu_wide = false WHERE slug = 'wide'", "no country named, yet not EU-wide"),
        (
            "UPDATE practices_practice SET eu_wide = true, scope = 'eu_international' WHERE slug = 'plain'",
            "EU-wide, yet it names countries",
        ),
    ],
    ids=["no country", "countries"],
)
def test_the_refusal_says_which_fact_sheet_and_what_is_wrong(change: str, sentence: str):
    three_fact_sheets()
    with connection.cursor() as cursor:
        cursor.execute(f"{change} RETURNING id")
        pk = cursor.fetchone()[0]
        with refused("practice_countries_fit_reach") as refusal:
            cursor.execute(END)
    said = diagnosis(refusal.value).message_primary
    assert said == f"practice {pk} breaks practice_countries_fit_reach: {sentence}"
