"""What the catalogue keeps of a person, and how they leave it."""

from typing import Any

from django.db.models.functions import Lower

from network.models import User
from network.workflows import addresses_of, erase_account, recorded
from network.workflows import personal_data as of_the_network
from practices.models import Comment, Draft, Invitation, PublishedVersion, Remark, Submission


def personal_data(user: User) -> dict[str, Any]:
    """All that is kept of somebody, by subject, as JSON can hold it; reads only."""
    lists = [
        {"name": kept.name, "fact_sheets": list(kept.slugs), "updated_at": kept.updated_at}
        for kept in user.saved_lists.with_slugs().order_by("pk")
    ]
    return of_the_network(user) | {
        "saved_lists": lists,
        "drafts": _rows(Draft.objects.filter(created_by=user), "public_id", "title", "state", "created_at"),
        "sections": _rows(user.sections_edited.all(), "draft__public_id", "name", "language", "edited_at"),
        "co_authored": _rows(user.co_authored.all(), "draft__public_id", "draft__title", "since", "until"),
        "invitations": _rows(
            Invitation.objects.filter(email__iexact=user.email), "draft__title", "made_at", "accepted_at", "closed_at"
        ),
        "invitations_sent": _rows(Invitation.objects.filter(invited_by=user), "email", "draft__title", "made_at"),
        "comments": _rows(Comment.objects.filter(author=user), "draft__title", "section", "text", "written_at"),
        "submissions": _rows(Submission.objects.filter(submitted_by=user), "draft__title", "note", "submitted_at"),
        "reviews": _rows(Submission.objects.filter(reviewer=user), "draft__title", "state", "closed_at"),
        "remarks": _rows(Remark.objects.filter(author=user), "submission__draft__title", "text", "written_at"),
        "published": _rows(PublishedVersion.objects.filter(published_by=user), "slug", "number", "published_at"),
        "files": _rows(user.attachments_added.all(), "name", "added_at"),
    }


@recorded
def erase_person(*, user: User, by: User) -> None:
    """Erases an account and whatever says who was behind it; drafts and fact sheets stay with their organisation.

    Raises:
        LastOfTheSecretariat: nobody would be left to grant roles.
    """
    invited = Invitation.objects.annotate(lowered=Lower("email")).filter(lowered__in=addresses_of(user))
    Invitation.objects.filter(pk__in=invited.values("pk")).delete()
    erase_account(user=user, by=by)


def _rows(rows: Any, *columns: str) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values(*columns))
