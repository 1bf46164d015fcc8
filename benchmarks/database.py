"""The scratch database: on the server of DATABASE_URL if one is named there, else on an embedded one of its own."""

import os
from contextlib import ExitStack
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from benchmarks.errors import BenchmarkError
from config.embedded import Cluster, running
from config.local import use_local_settings

# Whatever else stands on a server is out of reach: only databases of this name are ever made, emptied or dropped.
PREFIX = "bench_"


def use_scratch_database(stack: ExitStack, name: str) -> None:
    """Names the database in DATABASE_URL, lifts the limits of a web request and readies Django.

    Args:
        stack: what holds the embedded server up. Its data are kept.
        name: begins with `bench_`.

    Raises:
        BenchmarkError: it does not.
        EmbeddedPostgresError: the server cannot be had.
    """
    if not name.startswith(PREFIX):
        raise BenchmarkError(f"The database “{name}” is none of the benchmark's: begin its name with {PREFIX}.")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ["STATEMENT_TIMEOUT_SECONDS"] = "0"
    use_local_settings()
    server = os.environ.get("DATABASE_URL") or stack.enter_context(running(Cluster("bench"), "postgres"))
    parts = urlsplit(server)
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"{parts.path.rpartition('/')[0]}/{name}"))
    import django  # only now, when its settings can be read

    django.setup()


def exists() -> bool:
    """Whether the scratch database stands."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name()])
        return cursor.fetchone() is not None


def make_anew() -> None:
    """An empty database in the place of the one that may stand there."""
    drop()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE \"{_name()}\" TEMPLATE template0 ENCODING 'UTF8'")


def drop() -> None:
    """Removes the database, whoever is connected to it."""
    name = _name()
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _name() -> str:
    name = str(connection.settings_dict["NAME"])
    if not name.startswith(PREFIX):
        raise BenchmarkError(f"The database “{name}” is none of the benchmark's.")
    return name
