"""Nothing is kept for longer than it is needed."""

import datetime as dt
import io

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

from network.models import IdempotentAnswer, OutboxMail, ParkedForm
from tests.factories import IdempotentAnswerFactory, OutboxMailFactory, ParkedFormFactory

pytestmark = pytest.mark.django_db
SENT, UNSENT, PARKED, ANSWERED = "mail sent", "mail not sent", "parked form", "kept answer"


def aged(kind: str, age: dt.timedelta) -> Model:
    """A row that is so old."""
    factory, field = {
        SENT: (OutboxMailFactory, "sent_at"),
        UNSENT: (OutboxMailFactory, "made_at"),
        PARKED: (ParkedFormFactory, "parked_at"),
        ANSWERED: (IdempotentAnswerFactory, "made_at"),
    }[kind]
    row = factory()
    assert isinstance(row, Model)
    type(row)._default_manager.filter(pk=row.pk).update(**{field: timezone.now() - age})
    return row


def tidied() -> list[str]:
    said = io.StringIO()
    call_command("tidy_up", stdout=said)
    return said.getvalue().splitlines()


def left() -> list[int]:
    return [model._default_manager.count() for model in (OutboxMail, ParkedForm, IdempotentAnswer)]


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        (SENT, dt.timedelta(days=30)),
        (UNSENT, dt.timedelta(days=90)),
        (PARKED, dt.timedelta(hours=24)),
        (ANSWERED, dt.timedelta(hours=48)),
    ],
)
def test_what_is_old_enough_goes_and_what_is_younger_stays(kind, limit):
    minute = dt.timedelta(minutes=1)
    old, young = aged(kind, limit + minute), aged(kind, limit - minute)
    tidied()
    assert [*type(old)._default_manager.values_list("pk", flat=True)] == [young.pk]


def test_it_says_what_it_did():
    day = dt.timedelta(days=100)
    for kind in (SENT, UNSENT, PARKED, ANSWERED, ANSWERED, ANSWERED):
        aged(kind, day)
    assert (tidied()[:3], left()) == (
        ["tidy_mails: 2 deleted", "tidy_parked_forms: 1 deleted", "tidy_idempotent_answers: 3 deleted"],
        [0, 0, 0],
    )


def test_a_session_that_has_ended_goes_and_one_that_goes_on_stays():
    ended, goes_on = SessionStore(), SessionStore()
    for session, age in ((ended, -60), (goes_on, 60)):
        session["who"] = "somebody"
        session.set_expiry(age)
        session.save()
    said = [line for line in tidied() if "sessions" in line]
    assert (said, [*Session.objects.values_list("pk", flat=True)]) == (
        ["tidy_sessions: 1 deleted"],
        [goes_on.session_key],
    )
