"""Fact sheets that were written, judged and published through the workflows, for the tests of what goes."""

from typing import Any

from practices.models import Practice, Submission
from practices.workflows import begin_version, publish, save_sheet, submit_draft
from tests.practices.reviews import SCORED, handed_in


def noted(submission: Submission, by: Any) -> Submission:
    """With all that a reviewer needs to publish it."""
    return save_sheet(submission=submission, sheet=SCORED, expected_version=submission.version, by=by)


def published(by: Any, submission: Submission | None = None) -> tuple[Practice, Any]:
    """A fact sheet called “Neighbourhood mothers” if it is none of another submission, and who handed it in."""
    held = noted(submission or handed_in(), by)
    return publish(submission=held, expected_version=held.version, by=by), held.submitted_by


def next_handed_in(practice: Practice, author: Any) -> Submission:
    """Its next version, which waits for a decision."""
    draft = begin_version(practice=practice, by=author)
    return submit_draft(draft=draft, expected_version=draft.version, by=author)
