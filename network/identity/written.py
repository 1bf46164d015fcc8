"""Writes of allauth's, under the project's rules for writes."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from network.models import User
from network.workflows import end_sessions, recorded

logger = logging.getLogger(__name__)
R = TypeVar("R")


def written(workflow: str, request: HttpRequest, act: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    """What `act` returns; what it writes is one transaction, known to the audit trail by the name of a workflow.

    Only an effect is wrapped, never a whole request: checking a password and asking another server take time, and
    what counts attempts has to last whatever becomes of the attempt.
    """

    def write(*, by: User | None) -> R:  # noqa: ARG001  # for `recorded`
        return act(*args, **kwargs)

    write.__name__ = workflow
    done = recorded(write)(by=request.user if isinstance(request.user, User) else None)
    logger.info("%s: account %s", workflow, request.user.pk or "unknown")
    return done


def alone(request: HttpRequest, act: Callable[..., R], *args: Any) -> R:
    """What `act` returns, which changes how an account is entered; its other sessions end (ASVS 5.0, 7.4.3)."""
    done = act(*args)
    assert isinstance(request.user, User)
    end_sessions(user=request.user, keep=request.session.session_key or "", by=request.user)
    return done
