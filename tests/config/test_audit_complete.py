"""No table is without a watch of the audit trail, unless it is said here why it needs none."""

import pytest
from django.db import connection

UNWATCHED = {
    "network_auditentry": "the trail itself",
    "network_idempotentanswer": "repeats what was answered; what that changed is noted where it was changed",
    "network_outboxmail": "tells of changes that are noted, and goes after a while",
    "network_parkedform": "what was typed and not sent yet; read by nobody but its sender",
    "practices_change": "made by triggers, for searching",
    "practices_document": "made from fact sheets, for the API's lists",
    "practices_entry": "made by triggers, for sorting",
    "practices_presence": "who is where at this moment",
    "practices_searchtext": "made by triggers, for searching",
    "practices_word": "made by triggers, for searching",
    "django_session": "who is signed in at this moment",
    "django_migrations": "Django's own, written by the owner",
    "django_content_type": "Django's own list of the models",
    "auth_permission": "Django's own list of what could be permitted",
}
OPERATIONS = {"delete", "insert", "truncate", "update"}


def watched() -> dict[str, set[str]]:
    """The operations that are noted, by table; every table of the schema has its place."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT relname, coalesce(array_agg(substr(tgname, length('network_audit_') + 1))
                FILTER (WHERE tgfoid = 'network_audit()'::regprocedure AND tgenabled <> 'D'), '{}')
            FROM pg_class LEFT JOIN pg_trigger ON tgrelid = pg_class.oid
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') GROUP BY relname
        """)
        return {table: set(operations) for table, operations in cursor.fetchall()}


@pytest.mark.django_db
def test_every_table_is_watched_or_has_a_reason_not_to_be():
    found = watched()
    assert {table for table, operations in found.items() if not operations} == set(UNWATCHED)
    assert {table: operations for table, operations in found.items() if operations not in (set(), OPERATIONS)} == {}


@pytest.mark.django_db
def test_the_columns_that_a_watch_names_are_there():
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT DISTINCT relname, argument FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid,
                regexp_split_to_table(trim(encode(tgargs, 'escape'), '{}'), '[^a-z_]+') AS argument
            WHERE tgfoid = 'network_audit()'::regprocedure AND argument ~ '[a-z]' AND argument <> ''
        """)
        named = set(cursor.fetchall())
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        columns = set(cursor.fetchall())
    assert len(named) > len(watched()) - len(UNWATCHED)
    assert named - columns == set()
