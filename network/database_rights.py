"""The two roles of the database: one owns the tables, the other serves the site and may only work with their rows.

The application's role cannot change the audit trail, nor the triggers that write it (docs/decisions/0006).
"""

import contextlib
from collections.abc import Iterator

from django.conf import settings
from django.db import connection, transaction

TRAIL = "network_auditentry"

# What the role may do with rows, tables to come included; with what Django notes of migrations, only to read it.
_ROWS = """
GRANT USAGE ON SCHEMA public TO {role};
REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {role};
"""
_TRAIL = """
REVOKE ALL ON network_auditentry FROM PUBLIC, {role};
GRANT SELECT ON network_auditentry TO {role};
REVOKE ALL ON network_audit_forgetting FROM PUBLIC, {role};
REVOKE ALL ON SEQUENCE network_auditentry_id_seq FROM {role};
REVOKE EXECUTE ON FUNCTION network_audit FROM PUBLIC, {role};
"""

# Each way in which a role could change the trail or the triggers that write it.
_WAYS = """
SELECT ARRAY_REMOVE(ARRAY[
    CASE WHEN rolsuper THEN 'it is a superuser' END,
    CASE WHEN rolcreaterole THEN 'it may make roles' END,
    CASE WHEN EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND pg_has_role(rolname, relowner, 'MEMBER'))
        THEN 'it owns tables, or may act as the role that does' END,
    CASE WHEN pg_has_role(rolname, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER')
            OR pg_has_role(rolname, (SELECT nspowner FROM pg_namespace WHERE nspname = 'public'), 'MEMBER')
        THEN 'it owns the database or the schema' END,
    CASE WHEN has_schema_privilege(rolname, 'public', 'CREATE') THEN 'it may make tables and functions' END,
    CASE WHEN has_table_privilege(rolname, trail, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
            OR has_any_column_privilege(rolname, trail, 'INSERT, UPDATE, REFERENCES')
        THEN 'it may write the trail' END,
    CASE WHEN has_function_privilege(rolname, 'network_audit()', 'EXECUTE')
        THEN 'it may have the trail note what never happened' END,
    CASE WHEN has_parameter_privilege(rolname, 'session_replication_role', 'SET') THEN 'it may turn triggers off' END,
    CASE WHEN pg_has_role(rolname, 'pg_execute_server_program', 'MEMBER')
            OR pg_has_role(rolname, 'pg_write_server_files', 'MEMBER')
        THEN 'it may do everything that the server may' END
], NULL)
FROM pg_roles, to_regclass('public.network_auditentry') AS trail WHERE rolname = %s AND trail IS NOT NULL
"""


class TooManyRights(Exception):
    """The role could change the audit trail; says in which ways."""


class NoSuchRole(Exception):
    """The server has no role of that name."""


@contextlib.contextmanager
def as_owner() -> Iterator[None]:
    """Works as the role that owns the tables, where the settings name one: for what changes tables or rights."""
    if not settings.OWNER_DATABASE:
        yield
        return
    application = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(settings.OWNER_DATABASE)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(application)


def grant_rights(role: str) -> None:
    """Gives a role what the application needs, and takes from it what would let it change the audit trail.

    Raises:
        NoSuchRole: there is none of that name.
        TooManyRights: it could change the trail all the same, by rights that are not this function's to take.
            Nothing is granted.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_regclass(%s) IS NOT NULL FROM pg_roles WHERE rolname = %s", [f"public.{TRAIL}", role]
        )
        found = cursor.fetchone()
        if found is None:
            raise NoSuchRole(f"There is no role “{role}”: make it first (docs/deploy.md).")
        quoted = connection.ops.quote_name(role)
        cursor.execute((_ROWS + (_TRAIL if found[0] else "")).format(role=quoted))
        ways = ways_to_change_the_trail(role)
        if ways:
            raise TooManyRights(f"The role “{role}” could change the audit trail: {'; '.join(ways)}.")


def ways_to_change_the_trail(role: str) -> list[str]:
    """What would let a role change the trail; nothing where the trail does not stand yet."""
    with connection.cursor() as cursor:
        cursor.execute(_WAYS, [role])
        found: tuple[list[str]] | None = cursor.fetchone()
    return found[0] if found else []


def current_role() -> str:
    """The role that this connection signed in as."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        return str(cursor.fetchone()[0])
