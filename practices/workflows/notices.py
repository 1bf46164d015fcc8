"""Who is told what, by mail, about drafts and reviews; each in the transaction of what it tells of."""

from collections.abc import Iterable

from network.enums import MailKind, Role
from network.models import User
from network.workflows import tell
from practices.enums import Audience
from practices.models import Draft, Remark, Submission


def authors_of(draft: Draft) -> list[User]:
    """Who began the draft, was invited to it, wrote in it or handed it in, as far as they may still see it."""
    sections = draft.sections.exclude(edited_by=None).values_list("edited_by", flat=True)
    invited = draft.co_authors.values_list("user", flat=True)
    submitted = draft.submissions.exclude(submitted_by=None).values_list("submitted_by", flat=True)
    numbers = [number for number in {draft.created_by_id, *sections, *invited, *submitted} if number is not None]
    people = User.objects.filter(pk__in=numbers, is_active=True)
    return [user for user in people.order_by("pk") if Draft.objects.of(user).filter(pk=draft.pk).exists()]


def tell_of_submission(submission: Submission) -> None:
    """Tells the reviewers that something waits, and the other authors that it was handed in."""
    reviewers: Iterable[User] = User.objects.filter(roles__role=Role.REVIEWER, is_active=True).order_by("pk")
    told = [submission.reviewer] if submission.reviewer else list(reviewers)
    others = [user for user in authors_of(submission.draft) if user.pk != submission.submitted_by_id]
    _tell("submission_waits", MailKind.SUBMISSION, told, submission)
    _tell("submission_handed_in", MailKind.SUBMISSION, others, submission)


def tell_of_hand_over(submission: Submission, *, reason: str, by: User) -> None:
    """Tells the reviewer who gets the review."""
    if submission.reviewer and submission.reviewer != by:
        _tell("review_handed_over", MailKind.DECISION, [submission.reviewer], submission, reason=reason, by=by)


def tell_of_decision(submission: Submission) -> None:
    """Tells every author what was decided, with the reasons."""
    remarks = submission.remarks.filter(audience=Audience.AUTHORS)
    people = authors_of(submission.draft)
    _tell(f"decision_{submission.state}", MailKind.DECISION, people, submission, remarks=list(remarks))


def tell_of_remark(remark: Remark) -> None:
    """Tells the other side that somebody said something."""
    submission = remark.submission
    authors = authors_of(submission.draft)
    by_author = remark.author in authors
    to_reviewer = remark.audience == Audience.REVIEWERS or by_author
    reviewers = [submission.reviewer] if submission.reviewer else []
    others = [user for user in (reviewers if to_reviewer else authors) if user != remark.author]
    told = {"remark": remark, "to_reviewer": to_reviewer}
    _tell("remark", MailKind.COMMENT, others, submission, distinct=str(remark.pk), **told)


def _tell(
    template: str,
    kind: MailKind,
    people: Iterable[User],
    submission: Submission,
    *,
    distinct: str = "",
    **context: object,
) -> None:
    for user in people:
        tell(
            to=user,
            kind=kind,
            template=template,
            occasion=f"{template}:{submission.pk}:{submission.version}:{distinct}",
            context={"submission": submission, "draft": submission.draft, **context},
        )
