"""Two who decide at the same moment, each on a connection of their own: one decides, and the other hears of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from network.errors import Refusal
from network.models import OutboxMail, User
from practices.enums import DraftState, SubmissionState
from practices.errors import StaleVersion, WrongState
from practices.models import Practice, PublishedVersion, Remark, Submission
from practices.workflows import (
    decline,
    publish,
    request_changes,
    save_sheet,
    submit_draft,
    take_review,
    withdraw_submission,
)
from tests.factories import DraftFactory, UserFactory
from tests.practices.reviews import SCORED, reviewer

pytestmark = pytest.mark.django_db(transaction=True)
# In which order two get to the lock is not ours to say: each race is run so often.
ROUNDS = 4

Deed = Callable[[Submission, User], Any]


def handed_in() -> Submission:
    """With all that a reviewer needs to publish it or to ask for changes."""
    draft = DraftFactory.create(complete=True)
    author = UserFactory.create(officer_of=draft.organisation)
    made = submit_draft(draft=draft, expected_version=draft.version, by=author)
    sheet = SCORED | {"to_authors": "Thank you."}
    return save_sheet(submission=made, sheet=sheet, expected_version=made.version, by=reviewer())


def at_once(submission: Submission, *deeds: tuple[Deed, User]) -> list[str]:
    """What came of each: "done", or the name of its refusal."""
    barrier = Barrier(len(deeds))

    def run(deed: Deed, by: User) -> str:
        try:
            seen = Submission.objects.select_related("draft").get(pk=submission.pk)
            barrier.wait(timeout=30)
            deed(seen, by)
        except Refusal as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [one.result() for one in [threads.submit(run, *deed) for deed in deeds]]


def publishes(seen: Submission, by: User) -> None:
    publish(submission=seen, expected_version=seen.version, by=by)


def declines(seen: Submission, by: User) -> None:
    decline(submission=seen, reason="No.", expected_version=seen.version, by=by)


def asks(seen: Submission, by: User) -> None:
    request_changes(submission=seen, expected_version=seen.version, by=by)


def withdraws(seen: Submission, by: User) -> None:
    withdraw_submission(draft=seen.draft, by=by)


def told(submission: Submission) -> list[str]:
    """The decisions that authors were told."""
    mails = OutboxMail.objects.filter(occasion__startswith="decision_").order_by("pk")
    return [mail.occasion.partition(":")[0] for mail in mails if f":{submission.pk}:" in mail.occasion]


def test_of_two_reviewers_one_decides_and_the_other_hears_of_it():
    for _round in range(ROUNDS):
        submission = handed_in()
        outcomes = at_once(submission, (publishes, reviewer()), (declines, reviewer()))
        submission.refresh_from_db()
        winner = SubmissionState.PUBLISHED if outcomes[0] == "done" else SubmissionState.DECLINED
        assert sorted(outcomes) == [WrongState.__name__, "done"]
        assert submission.state == winner
        assert Practice.objects.filter(public_id=submission.draft.fact_sheet_id).exists() == (outcomes[0] == "done")
        assert told(submission) == [f"decision_{winner}"]


def test_two_who_press_the_same_button_publish_once():
    submission = handed_in()
    outcomes = at_once(submission, *[(publishes, reviewer()) for _ in range(6)])
    assert sorted(outcomes) == [WrongState.__name__] * 5 + ["done"]
    assert (Practice.objects.count(), PublishedVersion.objects.count(), len(told(submission))) == (1, 1, 1)


def test_an_author_who_withdraws_while_a_reviewer_publishes_does_one_of_both():
    for _round in range(ROUNDS):
        submission = handed_in()
        author = User.objects.get(submissions=submission)
        outcomes = at_once(submission, (publishes, reviewer()), (withdraws, author))
        submission = Submission.objects.select_related("draft").get(pk=submission.pk)
        assert sorted(outcomes) == [WrongState.__name__, "done"]
        assert (submission.state, submission.draft.state) == (
            (SubmissionState.PUBLISHED, DraftState.ACCEPTED)
            if outcomes[0] == "done"
            else (SubmissionState.WITHDRAWN, DraftState.EDITING)
        )
        assert Practice.objects.filter(public_id=submission.draft.fact_sheet_id).exists() == (outcomes[0] == "done")


def test_changes_asked_for_twice_are_remarked_once():
    submission = handed_in()
    outcomes = at_once(submission, (asks, reviewer()), (asks, reviewer()))
    assert sorted(outcomes) == [WrongState.__name__, "done"]
    assert Remark.objects.count() == 1


def test_of_many_who_save_notes_over_one_version_one_is_kept():
    submission = handed_in()

    def saves(seen: Submission, by: User) -> None:
        sheet = {"to_authors": f"Notes of {by.pk}"}
        save_sheet(submission=seen, sheet=sheet, expected_version=seen.version, by=by)

    people = [reviewer() for _ in range(8)]
    outcomes = at_once(submission, *[(saves, one) for one in people])
    submission.refresh_from_db()
    winner = people[outcomes.index("done")]
    assert sorted(outcomes) == [StaleVersion.__name__] * 7 + ["done"]
    assert (submission.sheet, submission.version) == ({"to_authors": f"Notes of {winner.pk}"}, 3)


def test_of_two_who_take_a_review_one_has_it():
    draft = DraftFactory.create(complete=True)
    author = UserFactory.create(officer_of=draft.organisation)
    submission = submit_draft(draft=draft, expected_version=draft.version, by=author)
    people = [reviewer() for _ in range(4)]
    outcomes = at_once(submission, *[(lambda seen, by: take_review(submission=seen, by=by), one) for one in people])
    submission.refresh_from_db()
    assert sorted(outcomes) == [WrongState.__name__] * 3 + ["done"]
    assert submission.reviewer == people[outcomes.index("done")]
