"""The application's role of the tests' server, and connections of its own."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.db import connection

ROLE = "application_of_tests"
_PASSWORD = "a password of the tests"
# Runs and their workers share a server: whoever comes second finds it there.
MAKE = f"""
DO $$ BEGIN
    CREATE ROLE {ROLE} LOGIN PASSWORD '{_PASSWORD}';
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


def address(database: str) -> str:
    """The address of a database of the tests' server for the application's role."""
    owner = urlsplit(os.environ["DATABASE_URL"])
    where = owner.netloc.rpartition("@")[2]
    path = f"{owner.path.rpartition('/')[0]}/{database}"
    return urlunsplit(owner._replace(netloc=f"{ROLE}:{_PASSWORD.replace(' ', '%20')}@{where}", path=path))


@contextlib.contextmanager
def signed_in() -> Iterator[Any]:
    """A cursor of the application's role in the tests' database; what it does is rolled back."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory")
    with contextlib.closing(psycopg2.connect(**parameters | {"user": ROLE, "password": _PASSWORD})) as own:
        yield own.cursor()
