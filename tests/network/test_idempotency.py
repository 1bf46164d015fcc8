"""A request that is sent several times has one effect and one answer, also when all come at once."""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from network.errors import KeyReused, StillAnswering
from network.models import IdempotentAnswer, Organisation, User
from network.workflows.idempotency import Answer, answered_once
from tests.factories import IdempotentAnswerFactory, OrganisationFactory, UserFactory

A, B = "a" * 64, "b" * 64


def made(name: str = "Patras") -> Answer:
    """Makes an organisation and says so."""
    return Answer(201, {"Location": f"/organisations/{OrganisationFactory(name=name).slug}/"}, name)


def at_once(number: int, places: int, work: Callable[[], Any]) -> list[Any]:
    """What so many threads got that began together, on no more connections than there are places."""
    ready, free = threading.Barrier(number), threading.BoundedSemaphore(places)

    def one() -> Any:
        ready.wait()
        with free, _connected():
            try:
                return work()
            except (KeyReused, StillAnswering, ValueError) as error:
                return type(error)

    with ThreadPoolExecutor(number) as threads:
        return [done.result() for done in [threads.submit(one) for _thread in range(number)]]


@contextlib.contextmanager
def _connected() -> Iterator[None]:
    """A connection of this thread's own; other tests may have taken those that the server has."""
    try:
        for _attempt in range(500):
            try:
                connection.ensure_connection()
                break
            except OperationalError:
                threading.Event().wait(0.02)
        yield
    finally:
        connection.close()


def wait_for(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


def lose_patience(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {milliseconds}")


@pytest.mark.parametrize("places", [50, 5], ids=["a connection each", "a small pool"])
def test_v2_3_4_fifty_at_once_have_one_effect_and_fifty_equal_answers(transactional_db, places):
    user = UserFactory()

    def effect() -> Answer:
        wait_for(0.2)
        return made()

    answers = at_once(50, places, lambda: answered_once(user=user, key="k", digest=A, effect=effect))
    (organisation,) = Organisation.objects.all()
    assert answers == [Answer(201, {"Location": f"/organisations/{organisation.slug}/"}, "Patras")] * 50


def test_who_waits_longer_than_for_a_lock_still_gets_the_answer(transactional_db):
    user = UserFactory()

    def effect() -> Answer:
        wait_for(0.4)
        return made()

    def ask() -> Answer:
        lose_patience(150)
        return answered_once(user=user, key="k", digest=A, effect=effect)

    answers = at_once(4, 4, ask)
    assert ([answer.body for answer in answers], Organisation.objects.count()) == (["Patras"] * 4, 1)


def test_who_waits_too_long_is_asked_to_come_again(transactional_db):
    user = UserFactory()

    def effect() -> Answer:
        wait_for(1)
        return made()

    def ask() -> Answer:
        lose_patience(20)
        return answered_once(user=user, key="k", digest=A, effect=effect)

    answers = at_once(2, 2, ask)
    assert (answers.count(StillAnswering), Organisation.objects.count()) == (1, 1)


def test_of_those_that_fail_at_once_the_first_that_does_not_is_the_answer(transactional_db):
    user, tries = UserFactory(), iter([ValueError, ValueError, None])
    turn = threading.Lock()

    def effect() -> Answer:
        with turn:
            fault = next(tries, None)
        answer = made()
        if fault:
            raise fault
        return answer

    answers = at_once(20, 20, lambda: answered_once(user=user, key="k", digest=A, effect=effect))
    assert (answers.count(ValueError), Organisation.objects.count()) == (2, 1)
    assert len({answer.headers["Location"] for answer in answers if answer is not ValueError}) == 1


@pytest.fixture
def user(db: None) -> User:
    owner: User = UserFactory.create()
    return owner


def ask(user: User, key: str = "k", digest: str = A, effect: Callable[[], Answer] = made) -> Answer:
    return answered_once(user=user, key=key, digest=digest, effect=effect)


def test_the_second_gets_the_first_answer(user):
    assert (ask(user), Organisation.objects.count()) == (ask(user), 1)


def test_the_same_key_with_another_request_is_refused(user):
    ask(user)
    with pytest.raises(KeyReused):
        ask(user, digest=B)
    assert Organisation.objects.count() == 1


def test_a_key_is_its_users_own(user):
    ask(user)
    ask(UserFactory(), digest=B, effect=lambda: made("Ghent"))
    assert Organisation.objects.count() == 2


def test_v2_3_3_an_effect_that_fails_leaves_nothing_and_may_be_tried_again(user):
    def fails() -> Answer:
        made()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(user, effect=fails)
    assert (Organisation.objects.count(), IdempotentAnswer.objects.count()) == (0, 0)
    assert ask(user).status == 201


def test_a_refusal_is_not_kept_and_nothing_of_it_stays(user):
    def refuses() -> Answer:
        made()
        return Answer(422, body="no")

    assert (ask(user, effect=refuses).body, Organisation.objects.count()) == ("no", 0)
    assert ask(user).status == 201


def test_what_is_not_to_be_kept_is_done_again(user):
    def unkept() -> Answer:
        return Answer(200, body=made(f"Town {Organisation.objects.count()}").body, kept=False)

    assert [ask(user, effect=unkept).body for _time in range(2)] == ["Town 0", "Town 1"]


def test_after_two_days_a_key_is_a_new_one(user):
    old = IdempotentAnswerFactory(user=user, key="k", digest=B)
    IdempotentAnswer.objects.filter(pk=old.pk).update(made_at=timezone.now() - dt.timedelta(hours=49))
    assert (ask(user).status, IdempotentAnswer.objects.get().digest) == (201, A)
