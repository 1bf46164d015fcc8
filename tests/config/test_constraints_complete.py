"""No rule of the database is without a case that breaks it, and each has a sentence for the person who breaks it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.db.models import BaseConstraint, Field

from tests.conftest import PROJECT
from tests.network import rule_cases as network
from tests.practices import rule_cases as practices
from tests.practices.across_tables_cases import BROKEN_ACROSS_TABLES
from tests.rules import DERIVED, diagnosis, update

MODELS = [
    model
    for app in apps.get_app_configs()
    if Path(app.path).parent == PROJECT
    for model in app.get_models(include_auto_created=True)
    if model not in DERIVED
]

# Constraints and their triggers; unique indexes that are no constraint because they stand on an expression.
RULES = """
    SELECT conrelid::regclass::text, conname, contype FROM pg_constraint
    UNION ALL
    SELECT indrelid::regclass::text, indexrelid::regclass::text, 'i' FROM pg_index
    WHERE indisunique AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""

PRIMARY_KEY, NOT_NULL, TRIGGER = "p", "n", "t"
CHECK_VIOLATION = "23514"
# As Django names the references that it makes by itself.
REFERENCE = re.compile(r"_[0-9a-f]{8}_fk(_|$)")

# Django holds a positive number to be no less than 0; a stricter rule of the same column, named before it in the
# alphabet, always speaks first.
FORESTALLED = {
    ("practices_assessment", "practices_assessment_score_check"),
    ("practices_indicator", "practices_indicator_year_check"),
    ("practices_indicator", "practices_indicator_baseline_year_check"),
    ("practices_draft", "practices_draft_version_check"),
    ("practices_draftsection", "practices_draftsection_version_check"),
}


def held() -> set[tuple[str, str]]:
    """Table and name of each rule that PostgreSQL keeps for the project; Django answers for keys and references."""
    tables = {model._meta.db_table for model in MODELS if not model._meta.auto_created}
    pairs = {model._meta.db_table for model in MODELS if model._meta.auto_created}
    with connection.cursor() as cursor:
        cursor.execute(RULES)
        return {
            (table, name)
            for table, name, kind in cursor.fetchall()
            if (table in tables and kind not in {PRIMARY_KEY, NOT_NULL} and not REFERENCE.search(name))
            or (table in pairs and kind == TRIGGER)
        }


def proved() -> set[tuple[str, str]]:
    """Table and name of each rule that a case breaks."""
    return set(BROKEN_ACROSS_TABLES) | {
        (model._meta.db_table, rule)
        for cases in (network.BROKEN, network.TAKEN, practices.BROKEN, practices.TAKEN)
        for model, rules in cases.items()
        for rule, changes in rules.items()
        if changes
    }


@pytest.mark.django_db
def test_every_rule_of_the_database_is_broken_by_a_case():
    assert proved() | FORESTALLED == held()


@pytest.mark.django_db
def test_every_constraint_of_a_model_is_kept_by_the_database():
    declared = {(model._meta.db_table, rule.name) for model in MODELS for rule in model._meta.constraints}
    assert declared - held() == set()


@pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=rule.name) for model in MODELS for rule in model._meta.constraints]
)
def test_every_rule_has_a_sentence_of_its_own(rule: BaseConstraint):
    said = str(rule.violation_error_message)
    assert said != str(rule.default_violation_error_message)
    assert re.fullmatch(r"[A-Z].*[^.]\.", said)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "field",
    [
        pytest.param(field, id=f"{model._meta.label}.{field.name}")
        for model in MODELS
        for field in model._meta.concrete_fields
        if field.choices
    ],
)
def test_every_field_with_choices_is_held_to_them(field: "Field[object, object]"):
    row = (network.ROWS | practices.ROWS)[field.model]()
    with pytest.raises(IntegrityError) as refusal:
        update(row, f"{field.column} = 'zz'")
    assert diagnosis(refusal.value).sqlstate == CHECK_VIOLATION
