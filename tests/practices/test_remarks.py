"""Remarks reach those they are for, and nobody else; authors and reviewers answer each other."""

from typing import Any

import pytest

from network.models import OutboxMail
from practices.enums import Audience
from practices.errors import WrongState
from practices.models import Remark, Submission
from practices.workflows import (
    remark_on,
    take_review,
)
from tests.factories import UserFactory
from tests.practices.reviews import handed_in, mails, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission() -> Submission:
    """Handed in by Ana, who wrote it."""
    return handed_in()


@pytest.fixture
def rita() -> Any:
    return reviewer(name="Rita")


def stored(submission: Submission) -> Submission:
    return Submission.objects.select_related("draft").get(pk=submission.pk)


def test_an_author_answers_a_remark_and_the_reviewer_is_told(submission, rita):
    take_review(submission=submission, by=rita)
    asked = remark_on(submission=stored(submission), text="Why?", audience=Audience.AUTHORS, by=rita)
    OutboxMail.objects.all().delete()
    answer = remark_on(
        submission=stored(submission),
        text="Because.",
        audience=Audience.AUTHORS,
        reply_to=asked,
        by=submission.submitted_by,
    )
    assert (answer.reply_to, mails()) == (asked, [("Rita", "remark")])


def test_a_reviewers_question_is_told_to_the_authors(submission, rita):
    OutboxMail.objects.all().delete()
    remark_on(submission=submission, text="Why?", audience=Audience.AUTHORS, by=rita)
    assert mails() == [("Ana", "remark")]


def test_a_private_remark_is_told_to_no_author(submission, rita):
    take_review(submission=submission, by=rita)
    OutboxMail.objects.all().delete()
    remark_on(submission=stored(submission), text="Weak.", audience=Audience.REVIEWERS, by=reviewer())
    assert mails() == [("Rita", "remark")]


@pytest.mark.parametrize("audience", list(Audience))
def test_a_stranger_says_nothing(submission, audience):
    with pytest.raises(Submission.DoesNotExist):
        remark_on(submission=submission, text="Hello", audience=audience, by=UserFactory.create())
    assert not Remark.objects.exists()


def test_authors_do_not_speak_among_reviewers(submission):
    author = reviewer(officer_of=submission.draft.organisation)
    with pytest.raises(Submission.DoesNotExist):
        remark_on(submission=submission, text="Fine", audience=Audience.REVIEWERS, by=author)
    assert not Remark.objects.exists()


def test_an_answer_to_a_private_remark_is_private(submission, rita):
    private = remark_on(submission=submission, text="Weak.", audience=Audience.REVIEWERS, by=rita)
    with pytest.raises(WrongState, match="An answer belongs to the same review"):
        remark_on(submission=submission, text="Is it?", audience=Audience.AUTHORS, reply_to=private, by=rita)
    assert Remark.objects.count() == 1
