"""Reviewers, submissions, and what the page of a review sends, for the tests of reviews."""

from typing import Any

from network.models import OutboxMail
from practices.enums import Criterion
from practices.models import Submission
from practices.workflows import submit_draft
from tests.factories import DraftFactory, SubmissionFactory, UserFactory

QUEUE = "/practices/review/"
# Notes with which a fact sheet may be published.
SCORED: dict[str, Any] = {
    "scores": {criterion.value: {"score": "4", "reason": f"Good {criterion.value}."} for criterion in Criterion}
}


def reviewer(**fields: Any) -> Any:
    """Somebody who reviews."""
    return UserFactory.create(reviewer=True, **fields)


def handed_in() -> Submission:
    """Handed in by Ana, an officer of its organisation, through the workflow."""
    draft = DraftFactory.create(complete=True)
    ana = UserFactory.create(name="Ana", officer_of=draft.organisation)
    return submit_draft(draft=draft, expected_version=draft.version, by=ana)


def waiting(title: str, **fields: Any) -> Submission:
    """A row of the queue."""
    draft = DraftFactory.create(complete=True, state="submitted", typed={"story": {"title": title}})
    made: Submission = SubmissionFactory.create(draft=draft, **fields)
    return made


def address(submission: Submission) -> str:
    """Of its page."""
    return f"{QUEUE}{submission.pk}/"


def typed(submission: Submission, do: str = "save", **fields: str) -> dict[str, str]:
    """What the form of its page sends."""
    return {"version": str(submission.version), "do": do, **fields}


def scores() -> dict[str, str]:
    """The same as `SCORED`, as the form sends it."""
    return {f"score_{one}": "4" for one in Criterion} | {f"reason_{one}": f"Good {one}." for one in Criterion}


def mails() -> list[tuple[str, str]]:
    """Whom the outbox tells of what: name and template, in the order of names."""
    told = OutboxMail.objects.values_list("recipient__name", "occasion")
    return sorted((str(name), occasion.partition(":")[0]) for name, occasion in told)
