"""The database notes every change of a row, whatever made it: who, what, when, why; and what never happened, not."""

import datetime as dt

import pytest
from django.db import connection

from network.models import Affiliation, AuditEntry, Country, Organisation, User
from tests.factories import (
    AffiliationFactory,
    ApiTokenFactory,
    CountryFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.network.noted import noted, now

pytestmark = pytest.mark.django_db

FRANCE = {"code": "FR", "name": "France", "name_en": "France", "name_fr": None, "nuts_prefix": "FR", "eu_member": True}


@pytest.fixture
def france() -> Country:
    country: Country = CountryFactory.create(code="FR", name="France")
    return country


def test_a_row_that_is_added_is_noted_whole():
    since = now()
    CountryFactory.create(code="FR")
    assert noted(since=since) == [("insert", "network_country", "FR", None, FRANCE)]


def test_of_a_row_that_is_saved_what_differs_is_noted(france):
    since = now()
    france.eu_member, france.nuts_prefix = False, "FX"
    france.save()
    before, after = {"nuts_prefix": "FR", "eu_member": True}, {"nuts_prefix": "FX", "eu_member": False}
    assert noted(since=since) == [("update", "network_country", "FR", before, after)]


def test_of_a_document_that_is_saved_the_parts_that_differ_are_noted():
    organisation = OrganisationFactory.create(names={"fr": "Ville", "el": "Πόλη", "bg": "Град"})
    since = now()
    organisation.names = {"fr": "Ville", "el": "Δήμος", "mt": "Belt"}
    organisation.save()
    before, after = {"names": {"el": "Πόλη", "bg": "Град"}}, {"names": {"el": "Δήμος", "mt": "Belt"}}
    assert noted(since=since) == [("update", "network_organisation", str(organisation.pk), before, after)]


def test_a_row_that_is_saved_without_a_change_is_not_noted(france):
    since = now()
    france.save()
    assert noted(since=since) == []


def test_an_update_of_many_rows_notes_each_that_changed(france):
    CountryFactory.create(code="GR", eu_member=False)
    since = now()
    Country.objects.update(eu_member=True)
    change = ({"eu_member": False}, {"eu_member": True})
    assert noted(since=since) == [("update", "network_country", "GR", *change)]


def test_rows_that_are_added_at_once_are_each_noted(france):
    since = now()
    rows = [Country(code=code, name_en=code, nuts_prefix=code) for code in ("AT", "BE", "BG")]
    Country.objects.bulk_create(rows)
    found = [(action, row, after["name_en"]) for action, _table, row, _before, after in noted(since=since)]
    assert found == [("insert", "AT", "AT"), ("insert", "BE", "BE"), ("insert", "BG", "BG")]


def test_sql_by_hand_is_noted(france):
    since = now()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_country SET nuts_prefix = 'FX' WHERE code = 'FR'")
    assert noted(since=since) == [
        ("update", "network_country", "FR", {"nuts_prefix": "FR"}, {"nuts_prefix": "FX"}),
    ]


def test_a_merge_notes_what_it_changed_and_what_it_added(france):
    since = now()
    with connection.cursor() as cursor:
        cursor.execute(
            "MERGE INTO network_country AS c USING (VALUES ('FR', 'FA'), ('BE', 'BX')) AS given (code, prefix)"
            " ON c.code = given.code WHEN MATCHED THEN UPDATE SET nuts_prefix = prefix"
            " WHEN NOT MATCHED THEN INSERT (code, name, nuts_prefix, eu_member) VALUES (given.code, 'B', prefix, true)"
        )
    found = {(action, row, after["nuts_prefix"]) for action, _table, row, _before, after in noted(since=since)}
    assert found == {("update", "FR", "FA"), ("insert", "BE", "BX")}


def test_an_insert_that_became_an_update_is_noted_as_one(france):
    since = now()
    Country.objects.bulk_create(
        [Country(code="FR", name_en="Frankreich", nuts_prefix="FR")],
        update_conflicts=True, unique_fields=["code"], update_fields=["name_en"],
    )  # fmt: skip
    assert noted(since=since) == [
        ("update", "network_country", "FR", {"name_en": "France"}, {"name_en": "Frankreich"})
    ]


def test_a_row_that_is_deleted_is_noted_with_all_that_it_held(france):
    since = now()
    france.delete()
    assert noted(since=since) == [("delete", "network_country", "FR", FRANCE, None)]


def test_what_is_deleted_with_a_row_is_noted_too():
    user = UserFactory.create(officer_of=OrganisationFactory.create(), reviewer=True)
    since = now()
    user.delete()
    found = {(action, table) for action, table, *_rest in noted(since=since)}
    assert found == {
        ("delete", "account_emailaddress"),
        ("delete", "network_affiliation"),
        ("delete", "network_rolegrant"),
        ("delete", "network_user"),
    }


def test_a_row_that_gets_another_key_went_and_came(france):
    since = now()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_country SET code = 'FX' WHERE code = 'FR'")
    found = sorted((action, row, before and before["code"], after and after["code"])
                   for action, _table, row, before, after in noted(since=since))  # fmt: skip
    assert found == [("delete", "FR", "FR", None), ("insert", "FX", None, "FX")]


def test_a_table_that_is_emptied_is_noted_in_one_entry():
    RoleGrantFactory.create_batch(2)
    since = now()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE network_rolegrant")
    assert noted(since=since) == [("delete", "network_rolegrant", "*", None, None)]


def test_a_column_of_pairs_is_noted(practice):
    practice.themes.clear()
    entry = AuditEntry.objects.filter(table="practices_practice_themes", action="delete").latest("id")
    assert (entry.before or {})["practice_id"] == practice.pk


def test_a_password_is_noted_without_its_hash():
    user = UserFactory.create()
    made = AuditEntry.objects.of(user).get()
    since = now()
    user.set_password("a long and quiet river")
    user.save()
    hidden = {"password": "[hidden]"}
    assert ((made.after or {})["password"], noted(since=since)) == (
        "[hidden]",
        [("update", "network_user", str(user.pk), hidden, hidden)],
    )


def test_no_entry_holds_a_hash():
    user, token = UserFactory.create(), ApiTokenFactory.create()
    hashes = [user.password, token.digest]
    user.set_password("a long and quiet river")
    user.save()
    hashes.append(user.password)
    User.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(entry::text, ' ') FROM network_auditentry AS entry")
        (trail,) = cursor.fetchone()
    assert [text for text in hashes if text in trail] == []


def test_signing_in_is_no_change_of_an_account():
    user = UserFactory.create()
    since = now()
    user.last_login = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    user.save()
    assert noted(since=since) == []


def test_the_role_that_signed_in_is_noted(france):
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        (role,) = cursor.fetchone()
    assert AuditEntry.objects.latest("id").database_role == role


def test_the_entries_of_a_record_are_found():
    affiliation = AffiliationFactory.create()
    other = AffiliationFactory.create()
    affiliation.job_title = "Mayor"
    affiliation.save()
    found = AuditEntry.objects.of(affiliation).order_by("id")
    assert [(entry.action, entry.row) for entry in found] == [
        ("insert", str(affiliation.pk)),
        ("update", str(affiliation.pk)),
    ]
    assert AuditEntry.objects.of(other).count() == 1


def test_a_moment_is_noted_in_universal_time_whatever_the_clock_of_the_session():
    affiliation = AffiliationFactory.create()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'Asia/Tokyo'")
        cursor.execute(
            "UPDATE network_affiliation SET state = 'refused', decided_at = '2026-03-02 21:00+09' WHERE id = %s",
            [affiliation.pk],
        )
    assert (AuditEntry.objects.latest("id").after or {})["decided_at"] == "2026-03-02T12:00:00+00:00"


def test_letters_of_every_script_are_noted_as_they_are():
    name = "Πάτρα — Пловдив ≤ Ħal Qormi \\ \" ' <b>"
    organisation = OrganisationFactory.create(name=name)
    assert (AuditEntry.objects.of(organisation).get().after or {})["name"] == name


def test_no_statement_of_the_application_is_needed(django_assert_num_queries, france):
    with django_assert_num_queries(1):
        Organisation.objects.filter(country=france).update(website="https://example.eu")


def test_rows_of_an_affiliation_hold_no_more_than_its_columns():
    affiliation = AffiliationFactory.create()
    columns = {field.column for field in Affiliation._meta.concrete_fields}
    assert set(AuditEntry.objects.of(affiliation).get().after or {}) == columns
