"""The application's role of the database does its work and cannot change the audit trail, nor what writes it."""

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from network.database_rights import as_owner, current_role, grant_rights, ways_to_change_the_trail
from network.models import AuditEntry, Country
from tests.application_role import ROLE, signed_in
from tests.factories import CountryFactory

REFUSED = "42501"  # insufficient_privilege
NOTED = "SELECT action, table_name, row_key, database_role FROM network_auditentry ORDER BY id DESC LIMIT 1"
ADD_A_COUNTRY = (
    "INSERT INTO network_country (code, name, name_en, nuts_prefix, eu_member) VALUES ('XX', 'X', 'X', 'XX', false)"
)

# What is tried, by the statements that it takes; `{owner}` is the role that owns the tables.
TRICKS = {
    "changing an entry": ["UPDATE network_auditentry SET reason = 'another'"],
    "having the trail forget somebody who is there": [
        "INSERT INTO network_audit_forgetting (user_id, owned, addresses) VALUES (1, '[]', ARRAY['a@example.org'])",
    ],
    "having it forget within a trigger": [
        "CREATE TEMP TABLE own (user_id bigint, owned jsonb, addresses text[], entries integer)",
        "CREATE TRIGGER own BEFORE INSERT ON own FOR EACH ROW EXECUTE FUNCTION network_audit_forgets()",
        "INSERT INTO own VALUES (1, '[]', ARRAY['a@example.org'])",
    ],
    "deleting entries": ["DELETE FROM network_auditentry"],
    "adding an entry": [
        """INSERT INTO network_auditentry (at, database_role, workflow, reason, table_name, row_key, action)
        VALUES (now(), 'x', '', '', 'x', '1', 'delete')"""
    ],
    "merging entries": [
        "MERGE INTO network_auditentry AS e USING (VALUES (1)) AS v (n) ON e.id = n WHEN MATCHED THEN DELETE"
    ],
    "copying entries in": ["COPY network_auditentry FROM PROGRAM 'true'"],
    "emptying the trail": ["TRUNCATE network_auditentry"],
    "emptying a watched table": ["TRUNCATE network_rolegrant"],
    "holding the trail": ["LOCK TABLE network_auditentry IN SHARE MODE"],
    "holding its entries": ["SELECT * FROM network_auditentry FOR UPDATE"],
    "turning its numbers back": ["SELECT setval('network_auditentry_id_seq', 1)"],
    "altering the trail": ["ALTER TABLE network_auditentry ADD COLUMN note text"],
    "dropping the trail": ["DROP TABLE network_auditentry"],
    "renaming the trail": ["ALTER TABLE network_auditentry RENAME TO other"],
    "a rule on the trail": ["CREATE RULE none AS ON INSERT TO network_auditentry DO INSTEAD NOTHING"],
    "a trigger on the trail": [
        """CREATE TRIGGER another BEFORE INSERT ON network_auditentry FOR EACH ROW
        EXECUTE FUNCTION suppress_redundant_updates_trigger()"""
    ],
    "disabling the guards of the trail": ["ALTER TABLE network_auditentry DISABLE TRIGGER ALL"],
    "disabling a trigger": ["ALTER TABLE network_user DISABLE TRIGGER network_audit_update"],
    "dropping a trigger": ["DROP TRIGGER network_audit_update ON network_user"],
    "disabling all triggers": ["SET session_replication_role = replica"],
    "replacing the function": [
        "CREATE OR REPLACE FUNCTION network_audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    ],
    "altering the function": ["ALTER FUNCTION network_audit() SECURITY INVOKER"],
    "dropping the function": ["DROP FUNCTION network_audit() CASCADE"],
    "having it note what never happened": [
        "CREATE TEMP TABLE network_user (id bigint)",
        """CREATE TRIGGER forged AFTER INSERT ON network_user REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION network_audit('id', '{{}}', '{{}}')""",
    ],
    "making a table": ["CREATE TABLE public.another (id bigint)"],
    "making a function": ["CREATE FUNCTION public.another() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
    "making a schema": ["CREATE SCHEMA another"],
    "saying that migrations were run": ["DELETE FROM django_migrations"],
    "acting as the owner": ["SET ROLE {owner}"],
    "signing in as the owner": ["SET SESSION AUTHORIZATION {owner}"],
    "joining the owner": ["GRANT {owner} TO " + ROLE],
    "making a role": ["CREATE ROLE another SUPERUSER"],
}


def try_out(cursor: Any, statements: list[str], owner: str) -> str:
    """What PostgreSQL says to the statements: the SQLSTATE of a refusal, or nothing."""
    try:
        for statement in statements:
            cursor.execute(statement.format(owner=f'"{owner}"'))
    except psycopg2.Error as refusal:
        return refusal.pgcode or ""
    return ""


@pytest.fixture(scope="module")
def owner(application_role: str, django_db_blocker: Any) -> str:
    with django_db_blocker.unblock():
        return current_role()


@pytest.mark.parametrize("trick", TRICKS)
def test_the_application_is_refused(owner, trick):
    with signed_in() as cursor:
        assert try_out(cursor, TRICKS[trick], owner) == REFUSED


def test_what_the_application_writes_is_noted_with_its_role(application_role):
    with signed_in() as cursor:
        cursor.execute(ADD_A_COUNTRY)
        cursor.execute(NOTED)
        assert cursor.fetchone() == ("insert", "network_country", "XX", ROLE)


def test_a_temporary_table_does_not_stand_in_the_place_of_the_trail(application_role):
    with signed_in() as cursor:
        cursor.execute("CREATE TEMP TABLE network_auditentry (LIKE public.network_auditentry)")
        cursor.execute("SET search_path = pg_temp, public")
        cursor.execute(ADD_A_COUNTRY)
        cursor.execute(NOTED.replace("network_auditentry", "public.network_auditentry"))
        assert cursor.fetchone() == ("insert", "network_country", "XX", ROLE)


def test_figures_that_are_rounded_for_the_session_are_noted_whole(application_role):
    with signed_in() as cursor:
        cursor.execute("SET extra_float_digits = -15")
        cursor.execute(
            "INSERT INTO network_organisation (public_id, slug, name, names, kind, place_name, nuts_code, latitude,"
            " longitude, population_band, website, contact_email, proposed, created_at, updated_at)"
            " VALUES (gen_random_uuid(), 'x', 'X', '{}', 'ngo', '', '', 38.246642, 21.734574, '', '', '', false,"
            " now(), now())"
        )
        cursor.execute("SELECT after ->> 'latitude' FROM network_auditentry ORDER BY id DESC LIMIT 1")
        assert cursor.fetchone() == ("38.246642",)


def test_the_application_may_use_tables_that_a_later_migration_makes(owner, django_db_blocker):
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE later (id bigint GENERATED BY DEFAULT AS IDENTITY, said text)")
    try:
        with signed_in() as application:
            application.execute("INSERT INTO later (said) VALUES ('x') RETURNING id")
            assert application.fetchone() == (1,)
    finally:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP TABLE later")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE network_auditentry SET reason = 'another'",
        "SET LOCAL audit.forgetting = 'yes'; UPDATE network_auditentry SET reason = 'another'",
        "DO $$ BEGIN UPDATE network_auditentry SET reason = 'another'; END $$",
        "DELETE FROM network_auditentry",
    ],
)
def test_the_owner_is_refused_too(statement):
    CountryFactory.create()
    with pytest.raises(DatabaseError, match=r"What the audit trail holds stands\."), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEntry.objects.latest("id").reason == ""


@pytest.mark.django_db
def test_the_owner_may_not_empty_it_either():
    CountryFactory.create()
    with connection.cursor() as cursor:
        # Off in the tests' database alone, where Django empties all tables after a test that commits.
        cursor.execute("ALTER TABLE network_auditentry ENABLE TRIGGER network_audit_stands_emptied")
        with pytest.raises(DatabaseError, match=r"What the audit trail holds stands\."):
            cursor.execute("TRUNCATE network_auditentry")


@pytest.mark.django_db
def test_nothing_is_left_that_would_let_the_application_change_the_trail(application_role):
    assert ways_to_change_the_trail(application_role) == []


@pytest.fixture
def careless(db: None, application_role: str) -> str:
    """A role that is gone when the test ends."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE careless")
    return "careless"


@pytest.mark.parametrize(
    ("right", "said"),
    [
        ("ALTER ROLE careless SUPERUSER", "it is a superuser"),
        ("ALTER ROLE careless CREATEROLE", "it may make roles"),
        ("GRANT {owner} TO careless", "it owns tables, or may act as the role that does"),
        ("ALTER TABLE network_user OWNER TO careless", "it owns tables, or may act as the role that does"),
        ("ALTER SCHEMA public OWNER TO careless", "it owns the database or the schema"),
        ("GRANT pg_write_all_data TO careless", "it may write the trail"),
        ("GRANT SET ON PARAMETER session_replication_role TO careless", "it may turn triggers off"),
        ("GRANT pg_execute_server_program TO careless", "it may do everything that the server may"),
    ],
)
def test_a_role_that_could_change_the_trail_is_not_granted_anything(careless, owner, right, said):
    with connection.cursor() as cursor:
        cursor.execute(right.format(owner=f'"{owner}"'))
    with pytest.raises(CommandError) as refusal:
        call_command("grant_rights", careless)
    ways = str(refusal.value).removeprefix("The role “careless” could change the audit trail: ").rstrip(".")
    assert said in ways.split("; ")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM information_schema.role_table_grants WHERE grantee = 'careless'"
                       " AND grantor <> 'careless'")  # fmt: skip
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "right",
    [
        "GRANT INSERT ON network_auditentry TO careless",
        "GRANT UPDATE (reason) ON network_auditentry TO careless",
        "GRANT EXECUTE ON FUNCTION network_audit TO PUBLIC",
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
        "GRANT TRUNCATE, TRIGGER ON ALL TABLES IN SCHEMA public TO careless",
        "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO careless",
    ],
)
def test_what_was_granted_too_much_is_taken_back(careless, right):
    with connection.cursor() as cursor:
        cursor.execute(right)
        call_command("grant_rights", careless, verbosity=0)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert ways_to_change_the_trail(careless) == []


@pytest.mark.django_db
def test_a_role_that_is_none_is_named():
    with pytest.raises(CommandError, match=r"^There is no role “nobody”: make it first \(docs/deploy\.md\)\.$"):
        call_command("grant_rights", "nobody")


@pytest.fixture
def two_addresses(transactional_db: None, application_role: str, settings: Any) -> Iterator[str]:
    """The settings name the owner beside the application's role, as which the site works; the name of the owner."""
    name = current_role()
    owner = dict(connection.settings_dict)
    settings.OWNER_DATABASE = {name: owner[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    connection.close()
    with signed_in() as cursor:
        parameters = cursor.connection.info
        connection.settings_dict.update({"USER": parameters.user, "PASSWORD": parameters.password})
    try:
        yield name
    finally:
        connection.close()
        connection.settings_dict.update(owner)


def test_what_changes_tables_is_done_as_the_owner_and_nothing_else(two_addresses):
    before = current_role()
    with as_owner():
        within = current_role()
    assert (before, within, current_role()) == (ROLE, two_addresses, ROLE)


def test_migrating_grants_the_rights(two_addresses):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON network_country FROM {ROLE}")
    call_command("migrate", verbosity=0)
    CountryFactory.create(code="FR")
    assert (Country.objects.count(), AuditEntry.objects.latest("id").database_role) == (1, ROLE)


def test_looking_at_what_would_be_migrated_grants_nothing(two_addresses):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"REVOKE SELECT ON network_country FROM {ROLE}")
    call_command("migrate", plan=True, verbosity=0)
    try:
        with pytest.raises(DatabaseError, match="permission denied for table network_country"):
            Country.objects.count()
    finally:
        with as_owner():
            grant_rights(ROLE)
