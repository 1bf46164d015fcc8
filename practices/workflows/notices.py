"""Who is told what, by mail, about drafts and reviews; each in the transaction of what it tells of."""

from collections.abc import Iterable

from network.enums import MailKind, Role
from network.models import Affiliation, Organisation, User
from network.workflows import tell
from practices.enums import Audience
from practices.models import Draft, Remark, Submission, Tombstone
from practices.workflows.reviewers import holder_of, reviewers_of


def authors_of(draft: Draft) -> list[User]:
    """Who began the draft, was invited to it, wrote in it or handed it in, as far as they may still see it."""
    sections = draft.sections.exclude(edited_by=None).values_list("edited_by", flat=True)
    invited = draft.co_authors.filter(until=None).values_list("user", flat=True)
    submitted = draft.submissions.exclude(submitted_by=None).values_list("submitted_by", flat=True)
    numbers = [number for number in {draft.created_by_id, *sections, *invited, *submitted} if number is not None]
    people = User.objects.filter(pk__in=numbers, is_active=True)
    return [user for user in people.order_by("pk") if Draft.objects.of(user).filter(pk=draft.pk).exists()]


def tell_of_submission(submission: Submission) -> None:
    """Tells the reviewers that something waits, and the other authors that it was handed in."""
    others = [user for user in authors_of(submission.draft) if user.pk != submission.submitted_by_id]
    _tell("submission_waits", MailKind.SUBMISSION, reviewers_of(submission), submission)
    _tell("submission_handed_in", MailKind.SUBMISSION, others, submission)


def tell_of_withdrawal(submission: Submission) -> None:
    """Tells the reviewer who has it that there is nothing to judge for now."""
    holder = holder_of(submission)
    _tell("submission_withdrawn", MailKind.SUBMISSION, [holder] if holder else [], submission)


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
    holder = holder_of(submission)
    reviewers = [holder] if holder else []
    others = [user for user in (reviewers if to_reviewer else authors) if user != remark.author]
    told = {"remark": remark, "to_reviewer": to_reviewer}
    _tell("remark", MailKind.COMMENT, others, submission, distinct=str(remark.pk), **told)


def tell_of_take_down(tombstone: Tombstone, *, title: str, organiser: Organisation | None, by: User) -> None:
    """Tells the officers of its organiser and the authors of its drafts why a fact sheet is gone.

    Who did it is not told. An officer is named to the others, the secretariat and reviewers are not.
    """
    places = Affiliation.objects.confirmed().filter(organisation=organiser).select_related("user")
    officers = {place.user for place in places}
    drafts = Draft.objects.filter(fact_sheet_id=tombstone.fact_sheet_id)
    authors = {author for draft in drafts for author in authors_of(draft)}
    for user in sorted((officers | authors) - {by}, key=lambda one: one.pk):
        tell(
            to=user,
            kind=MailKind.DECISION,
            template=f"taken_down_{tombstone.kind}",
            occasion=f"taken_down_{tombstone.kind}:{tombstone.pk}",
            context={
                "tombstone": tombstone,
                "title": title,
                "officer": by if by in officers else None,
                "by_secretariat": by.has_role(Role.SECRETARIAT),
            },
        )


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
