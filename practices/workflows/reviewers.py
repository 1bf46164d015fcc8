"""Who reviews a fact sheet: whoever has the role, and has no hand in what it says."""

from network.enums import Role
from network.models import User
from practices.dialogue import hands_in
from practices.models import Draft, Submission


def may_review(user: User, draft: Draft) -> bool:
    """Whether somebody may judge what is handed in from a draft."""
    return user.has_role(Role.REVIEWER) and user.pk not in hands_in(draft)


def holder_of(submission: Submission) -> User | None:
    """Whose review it is: nobody's once its reviewer lost the role, closed the account or writes it along."""
    reviewer = submission.reviewer
    return reviewer if reviewer and may_review(reviewer, submission.draft) else None


def reviewers_of(submission: Submission) -> list[User]:
    """Whose review it is, or else all who may take it."""
    holder = holder_of(submission)
    if holder:
        return [holder]
    everybody = User.objects.filter(roles__role=Role.REVIEWER, is_active=True)
    return list(everybody.exclude(pk__in=hands_in(submission.draft)).order_by("pk"))
