"""What every test may ask for, and what no test gets away with."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import translation
from pytest_django import DjangoDbBlocker

from network.database_rights import grant_rights
from practices.models import Practice
from practices.resources import load_catalogue
from tests import application_role as application
from tests.factories import PracticeFactory

PROJECT = Path(__file__).resolve().parent.parent
FIXTURES = PROJECT / "fixtures"
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "MERGE", "ALTER", "CREATE", "DROP")


@pytest.fixture(autouse=True)
def _unordered_is_shuffled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queryset without an order comes back in any order, so that no test relies on the one PostgreSQL happens on."""
    fetch_all = QuerySet._fetch_all

    def shuffled(queryset: QuerySet[Any]) -> None:
        fresh = queryset._result_cache is None
        fetch_all(queryset)
        if fresh and queryset._result_cache and not queryset.ordered:
            random.shuffle(queryset._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", shuffled)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test begins in English, whatever language the one before it left behind."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """After a test that commits, Django empties all tables; in the tests' database, the audit trail lets it."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE network_auditentry DISABLE TRIGGER network_audit_stands_emptied")


@pytest.fixture(scope="session")
def application_role(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    """The name of a role with the application's rights in the tests' database."""
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(application.MAKE)
        grant_rights(application.ROLE)
    return application.ROLE


@pytest.fixture
def forbid_writes() -> Iterator[None]:
    """Fails on the first statement that would change the database."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        assert not sql.lstrip().upper().startswith(WRITES), f"a read wrote: {sql[:200]}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def practice(db: None) -> Practice:
    """A fact sheet with everything a rule could be broken on."""
    return PracticeFactory(full=True)


@pytest.fixture
def catalogue(db: None) -> None:
    """The project's own content, loaded."""
    load_catalogue(FIXTURES)
