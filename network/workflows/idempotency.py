"""One effect for a request that is sent several times, and the same answer each time."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg2.errors import LockNotAvailable

from network.errors import KeyReused, StillAnswering
from network.models import IdempotentAnswer, User
from network.workflows.tidying import IDEMPOTENT_ANSWERS

# Each turn waits as long as lock_timeout allows, two seconds in a web request.
TURNS = 5


@dataclass(frozen=True)
class Answer:
    """What is answered. One that is not `kept` was done, and is done again when it is asked for again."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    kept: bool = True


def answered_once(*, user: User, key: str, digest: str, effect: Callable[[], Answer]) -> Answer:
    """Runs the effect of the first request with this key; all others get its answer.

    Those that come while it runs wait for it: on an advisory lock, as the first statement of their transaction, so
    that they hold nothing that it could need. What raises, or answers 400 or more, leaves nothing behind: the next
    request with the key is a first one.

    Args:
        key: of the user's own; at most 100 characters.
        digest: SHA-256 of all that makes the request what it is.
        effect: called in the transaction that keeps its answer.

    Raises:
        KeyReused: the key was sent before with another request.
        StillAnswering: the first request takes longer than one can wait.
    """
    for _turn in range(TURNS):
        try:
            return _answer(user, key, digest, effect)
        except _Busy:
            continue
    raise StillAnswering


class _Busy(Exception):
    """Another request with this key was at it for as long as one waits for a lock."""


@transaction.atomic
def _answer(user: User, key: str, digest: str, effect: Callable[[], Answer]) -> Answer:
    _wait_for_the_others(user, key)
    found = IdempotentAnswer.objects.filter(user=user, key=key).first()
    if found and found.made_at > timezone.now() - IDEMPOTENT_ANSWERS:
        if found.digest != digest:
            raise KeyReused
        return Answer(found.status, found.headers, found.body)
    if found:
        found.delete()
    answer = effect()
    if answer.status >= HTTPStatus.BAD_REQUEST:
        transaction.set_rollback(True)
    elif answer.kept:
        IdempotentAnswer.objects.create(
            user=user, key=key, digest=digest, status=answer.status, headers=answer.headers, body=answer.body
        )
    return answer


def _wait_for_the_others(user: User, key: str) -> None:
    """Until the end of the transaction, no other request with this key gets past this line.

    Two keys whose hashes are alike wait for each other, and lose nothing but time.
    """
    hashed = hashlib.sha256(f"idempotency {user.pk} {key}".encode()).digest()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(hashed[:8], signed=True)])
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise _Busy from error
        raise
