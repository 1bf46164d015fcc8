"""How every write begins: in one transaction, and named for the audit trail."""

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

# Who acts, in which workflow, for which reason: the innermost workflow that runs.
_acting: ContextVar[tuple[str, str, str]] = ContextVar("acting", default=("", "", ""))


def recorded(workflow: Callable[P, R]) -> Callable[P, R]:
    """Makes a function a write: atomic, and known to the audit trail by its name.

    The keyword arguments `by` (a user, or nobody) and `reason` (a text), where it has them, say who acts and why.
    """

    @functools.wraps(workflow)
    def write(*args: P.args, **kwargs: P.kwargs) -> R:
        by: Any = kwargs.get("by")
        before = _acting.get()
        now = (str(by.pk) if by else before[0], workflow.__name__, str(kwargs.get("reason") or before[2]))
        with transaction.atomic():
            token = _acting.set(now)
            _tell_the_database(now)
            try:
                result = workflow(*args, **kwargs)
            finally:
                _acting.reset(token)
            _tell_the_database(before)
            return result

    return write


def _tell_the_database(acting: tuple[str, str, str]) -> None:
    """For the rest of the transaction; the triggers of the audit trail read it (migration 0003)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('audit.actor', %s, true), set_config('audit.workflow', %s, true),"
            " set_config('audit.reason', %s, true)",
            acting,
        )
