"""How the rules of the database are broken: the shape of the cases, and the plain SQL that carries them out."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection
from django.db.models import Model

from network.models import AuditEntry
from practices.models import Change, Document, Entry, SearchText, Word

# Rows that are derived from others, which nobody types: what they hold is compared with what they are derived from
# (tests/practices/test_search_exact.py, test_search_noted.py and test_documents.py; tests/network/test_audit.py).
DERIVED: set[type[Model]] = {AuditEntry, Change, Document, Entry, SearchText, Word}

# By model and constraint: what is wrong, and what it takes, as it stands after SET in an UPDATE.
Broken = Mapping[type[Model], Mapping[str, Mapping[str, str]]]
# By model: what is still right, in the same form.
Allowed = Mapping[type[Model], Mapping[str, str]]


def broken(cases: Broken) -> Any:
    """A parameter set (model, rule, change) for each way to break a rule."""
    return [
        pytest.param(model, rule, change, id=f"{rule}: {wrong}")
        for model, rules in cases.items()
        for rule, changes in rules.items()
        for wrong, change in changes.items()
    ]


def allowed(cases: Allowed) -> Any:
    """A parameter set (model, change) for each border case that no rule forbids."""
    return [
        pytest.param(model, change, id=f"{model._meta.model_name}: {right}")
        for model, changes in cases.items()
        for right, change in changes.items()
    ]


def update(row: Model, change: str) -> int:
    """Changes a row behind Django's back, deferred rules included; gives the number of rows changed."""
    meta = row._meta
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {meta.db_table} SET {change} WHERE {meta.pk.column} = %s", [row.pk])
        changed: int = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return changed


def diagnosis(error: DatabaseError) -> Any:
    """What PostgreSQL said about the error, in its parts (psycopg2.extensions.Diagnostics)."""
    beneath: Any = error.__cause__
    return beneath.diag


@contextmanager
def refused(rule: str) -> Iterator[pytest.ExceptionInfo[IntegrityError]]:
    """Fails unless PostgreSQL refuses what stands within, and names the rule as the reason."""
    with pytest.raises(IntegrityError, match=rf"\b{re.escape(rule)}\b") as refusal:
        yield refusal
    assert diagnosis(refusal.value).constraint_name == rule


def faults(row: Any, **changes: object) -> dict[str, list[str]]:
    """What Django says about a changed row before it is saved, by field."""
    for field, value in changes.items():
        setattr(row, field, value)
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.message_dict
