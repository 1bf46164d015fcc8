"""Publishing and taking down while others do the same or work on it, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from network.errors import Refusal
from practices.models import Practice, Submission, Tombstone
from practices.workflows import begin_version, delete_fact_sheet, publish, submit_draft, unpublish
from tests.factories import UserFactory
from tests.practices.publications import next_handed_in, noted, published
from tests.practices.reviews import handed_in, reviewer
from tests.rivals import Rival

pytestmark = pytest.mark.django_db(transaction=True)
# In which order two get to the lock is not ours to say: the race is run so often.
ROUNDS = 4


def at_once(*deeds: Callable[[], Any]) -> list[str]:
    """What came of each: "done", or the name of its refusal."""
    barrier = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> str:
        try:
            barrier.wait(timeout=30)
            deed()
        except Refusal as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [one.result() for one in [threads.submit(run, deed) for deed in deeds]]


def waiting() -> bool:
    """Whether somebody on this database waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # in a transaction, it would say the same for ever
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("take_down", [unpublish, delete_fact_sheet])
def test_who_takes_it_down_waits_for_who_has_a_draft_of_it_without_keeping_the_fact_sheet_from_them(take_down):
    practice, ana = published(reviewer())
    draft = begin_version(practice=practice, by=ana)
    sam = UserFactory.create(secretariat=True)
    with ThreadPoolExecutor(1) as thread, Rival() as rival:
        rival.run(f"SELECT FROM practices_draft WHERE id = {draft.pk} FOR UPDATE")
        gone = thread.submit(at_once, partial(take_down, practice=practice, reason="An error.", by=sam))
        while not waiting():
            assert not gone.done()
        rival.run(f"SELECT FROM practices_practice WHERE id = {practice.pk} FOR UPDATE NOWAIT")
        rival.commit()
        assert (rival.refusal(), gone.result(), Practice.objects.count()) == (None, ["done"], 0)


def test_a_next_version_that_is_published_while_it_is_taken_off_does_not_bring_it_back_unseen():
    for _round in range(ROUNDS):
        rita = reviewer()
        practice, ana = published(rita)
        held = noted(next_handed_in(practice, ana), rita)
        outcomes = at_once(
            partial(publish, submission=held, expected_version=held.version, by=rita),
            partial(unpublish, practice=practice, reason="An error.", by=ana),
        )
        assert outcomes in (["done", "done"], ["StaleVersion", "done"])
        assert Practice.objects.filter(public_id=practice.public_id).exists() is False
        assert Tombstone.objects.filter(fact_sheet_id=practice.public_id).count() == 1


def test_a_next_version_that_is_handed_in_while_it_is_taken_off_waits_for_its_review():
    for _round in range(ROUNDS):
        practice, ana = published(reviewer())
        draft = begin_version(practice=practice, by=ana)
        outcomes = at_once(
            partial(submit_draft, draft=draft, expected_version=draft.version, by=ana),
            partial(unpublish, practice=practice, reason="An error.", by=ana),
        )
        assert outcomes == ["done", "done"]
        assert Practice.objects.filter(public_id=practice.public_id).exists() is False
        assert Submission.objects.filter(draft=draft, state="waiting").count() == 1


def test_two_of_one_title_that_are_published_at_once_get_an_address_each():
    rita, otto = reviewer(), reviewer()
    first, second = noted(handed_in(), rita), noted(handed_in(), otto)
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            publish(submission=first, expected_version=first.version, by=rita)
            other = thread.submit(
                at_once, partial(publish, submission=second, expected_version=second.version, by=otto)
            )
            while not waiting():
                assert not other.done()
        assert other.result() == ["done"]
    assert sorted(Practice.objects.values_list("slug", flat=True)) == [
        "neighbourhood-mothers",
        f"neighbourhood-mothers-submitted-{second.draft.fact_sheet_id}",
    ]
