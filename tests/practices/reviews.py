"""Reviewers, submissions and notes for the tests of reviews."""

from typing import Any

from network.models import OutboxMail
from practices.enums import Criterion
from practices.models import Submission
from tests.factories import UserFactory

# Notes with which a fact sheet may be published.
SCORED: dict[str, Any] = {
    "scores": {criterion.value: {"score": "4", "reason": f"Good {criterion.value}."} for criterion in Criterion}
}


def reviewer(**fields: Any) -> Any:
    """Somebody who reviews."""
    return UserFactory.create(reviewer=True, **fields)


def mails(submission: Submission | None = None) -> list[tuple[str, str]]:
    """Whom the outbox tells of what: name and template, in the order of names."""
    return sorted((mail.recipient.name, mail.occasion.partition(":")[0]) for mail in OutboxMail.objects.all())
