"""Every change of a fact sheet is noted and indexed by PostgreSQL itself, whichever table and statement made it."""

from typing import Any

import pytest
from django.db import connection, transaction

from practices.models import Practice
from practices.search import feed
from tests.factories import (
    AssessmentFactory,
    CountryFactory,
    FundingFactory,
    IndicatorFactory,
    OrganisationFactory,
    PartnerFactory,
    PracticeFactory,
    SavedListFactory,
    SourceFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

# What makes another row of a table out of a row of the fact sheet; and which row of the table is its own.
OWN = "practice_id = {key}"
WATCHED: dict[str, tuple[dict[str, object], str]] = {
    "practices_practicetext": ({"language": "fr"}, OWN),
    "practices_practice_countries": ({"country_id": "SE"}, OWN),
    "practices_practice_themes": ({"theme_id": "sport"}, OWN),
    "practices_practice_aims": ({"aim_id": "health"}, OWN),
    "practices_practice_target_groups": ({"targetgroup_id": "men"}, OWN),
    "practices_funding": ({}, OWN),
    "practices_partner": ({"organisation_id": 1_000_000}, OWN),
    "practices_indicator": ({"position": 20_000}, OWN),
    "practices_source": ({"position": 20_000}, OWN),
    "practices_assessment": ({"criterion": "impact"}, OWN),
}
# What a fact sheet names. Only that of the fact sheet is changed; a new one is named by nobody.
NAMED = {
    "network_organisation": "id = (SELECT organiser_id FROM practices_practice WHERE id = {key})",
    "network_country": "code IN (SELECT country_id FROM practices_practice_countries WHERE practice_id = {key})",
}
# Tables with rows that name a fact sheet and are no part of it.
APART = {
    "practices_savedlistentry": "somebody's own list of fact sheets",
    "practices_draft": "what is not public yet",
    "practices_practiceattachment": "files, which nothing is found by",
}
# Tables that are named by a fact sheet and label facets: a change is noted for all of them at once.
VOCABULARIES = {"practices_theme", "practices_aim", "practices_targetgroup", "practices_collection", "network_country"}
NAMED_BUT_NOT_SHOWN = {"network_user": "who assessed it, which nobody is told"}


@pytest.fixture
def key() -> int:
    """A fact sheet that has a row in every table."""
    practice = PracticeFactory.create(full=True)
    for factory in (FundingFactory, PartnerFactory, IndicatorFactory, SourceFactory, AssessmentFactory):
        factory.create(practice=practice)
    PracticeFactory.create()
    found: int = practice.pk
    return found


def execute(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def rows(sql: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [value for (value,) in cursor.fetchall()]


def number(key: int) -> int:
    return int(rows("SELECT coalesce(max(number), 0) FROM practices_change WHERE practice_id = %s", key)[0])


def settle() -> None:
    """What happens at the end of a transaction."""
    execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def noted(statement: str, key: int) -> bool:
    """Whether a statement is noted as a change of the fact sheet; it is taken back, since it may break rules."""
    before, mark = number(key), transaction.savepoint()
    execute(statement.replace("{key}", str(key)))
    after = number(key)
    transaction.savepoint_rollback(mark)
    return after > before


FOREIGN_KEYS = """
    SELECT DISTINCT {mine}::regclass::text FROM pg_constraint
    WHERE contype = 'f' AND {theirs} = ANY(%s::regclass[]::oid[]) ORDER BY 1
"""


def test_every_table_that_belongs_to_a_fact_sheet_is_watched(key):
    pointing = rows(FOREIGN_KEYS.format(mine="conrelid", theirs="confrelid"), ["practices_practice"])
    assert set(pointing) == {*WATCHED, *APART}


def test_every_table_that_a_fact_sheet_names_is_watched(key):
    parts = ["practices_practice", *WATCHED]
    pointed_at = rows(FOREIGN_KEYS.format(mine="confrelid", theirs="conrelid"), parts)
    assert set(pointed_at) - set(parts) == {*NAMED, *VOCABULARIES, *NAMED_BUT_NOT_SHOWN}


@pytest.mark.parametrize("table", WATCHED)
def test_a_row_more_is_noted(key, table):
    CountryFactory(code="SE")
    ThemeFactory(code="sport")
    execute("INSERT INTO practices_aim (code, label, description, position) VALUES ('health', 'x', '', 1)")
    execute("INSERT INTO practices_targetgroup (code, label, description, position) VALUES ('men', 'x', '', 1)")
    OrganisationFactory(id=1_000_000)
    assert noted(_another(table), key)


def _another(table: str) -> str:
    changed, own = WATCHED[table]
    values = "".join(f", '{column}', '{value}'" for column, value in changed.items())
    return (
        f"INSERT INTO {table} SELECT (jsonb_populate_record(mine, jsonb_build_object('id',"
        f" nextval(pg_get_serial_sequence('{table}', 'id')){values}))).* FROM {table} AS mine WHERE {own} LIMIT 1"
    )


@pytest.mark.parametrize("table", [*WATCHED, *NAMED, "practices_practice"])
def test_another_value_is_noted(key, table):
    own = {**dict.fromkeys(WATCHED, OWN), **NAMED, "practices_practice": "id = {key}"}[table]
    column = {"network_country": "name", "network_organisation": "name"}.get(table, "id")
    assert noted(f"UPDATE {table} SET {column} = {column} WHERE {own}", key)


@pytest.mark.parametrize("table", [*WATCHED, *NAMED, "practices_practice"])
def test_a_row_less_is_noted(key, table):
    own = {**dict.fromkeys(WATCHED, OWN), **NAMED, "practices_practice": "id = {key}"}[table]
    assert noted(f"DELETE FROM {table} WHERE {own}", key)


def test_a_fact_sheet_more_is_noted(key):
    assert number(PracticeFactory.create().pk) > 0


@pytest.mark.parametrize("table", sorted(WATCHED.keys() - {"practices_practicetext"}))
def test_a_table_that_is_emptied_is_noted(key, table):
    settle()
    assert noted(f"TRUNCATE {table}", key)


@pytest.mark.parametrize("table", ["network_organisation", "practices_partner"])
def test_a_row_that_moves_concerns_where_it_was_and_where_it_goes(key, table):
    other = Practice.objects.exclude(pk=key).get().pk
    before = [number(key), number(other)]
    if table == "practices_partner":
        execute("UPDATE practices_partner SET practice_id = %s WHERE practice_id = %s", other, key)
    else:
        execute("UPDATE network_organisation SET kind = 'network'")
    assert [now > then for now, then in zip([number(key), number(other)], before, strict=True)] == [True, True]


@pytest.mark.parametrize("table", sorted(VOCABULARIES))
@pytest.mark.parametrize("statement", ["UPDATE {} SET label = label", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_a_change_of_a_vocabulary_is_noted_once_for_all(key, table, statement):
    settle()
    column = "name" if table == "network_country" else "label"
    assert noted(statement.format(table).replace("label", column), feed.VOCABULARY)


def test_somebodys_own_list_is_no_part_of_a_fact_sheet(key):
    before = number(key)
    SavedListFactory.create(practices=[Practice.objects.get(pk=key)])
    assert number(key) == before


def test_a_fact_sheet_that_changes_often_in_a_transaction_is_indexed_once(key):
    settle()
    indexed = "SELECT n_tup_upd FROM pg_stat_xact_user_tables WHERE relname = 'practices_entry'"
    (before,) = rows(indexed)
    for _ in range(5):
        execute("UPDATE practices_practice SET beneficiaries = beneficiaries + 1 WHERE id = %s", key)
        execute("UPDATE practices_practicetext SET title = title || 'x' WHERE practice_id = %s", key)
    assert rows(indexed) == [before]
    settle()
    assert rows(indexed) == [before + 1]
    assert rows("SELECT beneficiaries FROM practices_entry WHERE practice_id = %s", key) == [185]


def test_a_deleted_fact_sheet_leaves_nothing_but_the_note_of_it(key):
    settle()
    Practice.objects.get(pk=key).delete()
    settle()
    derived = ("entry", "searchtext", "document", "change")
    left = {name: rows(f"SELECT count(*) FROM practices_{name} WHERE practice_id = %s", key)[0] for name in derived}
    assert left == {"entry": 0, "searchtext": 0, "document": 0, "change": 1}
