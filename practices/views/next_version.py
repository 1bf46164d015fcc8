"""What the page of a fact sheet offers to those who may write its next version."""

from django.http import HttpRequest

from network.models import Organisation, User
from practices.models import Draft, Practice


def may_write_next(request: HttpRequest, practice: Practice) -> dict[str, object]:
    """To begin it, or to go on with it where it is in work; nothing is asked for a visitor."""
    user = request.user
    if not isinstance(user, User):
        return {"may_write_next": False, "next_version": None}
    drafts = Draft.objects.of(user).filter(fact_sheet_id=practice.public_id)
    mine = Organisation.objects.of(user)
    may = mine.filter(pk=practice.organiser_id).exists() or drafts.filter(organisation__in=mine).exists()
    return {"may_write_next": may, "next_version": drafts.open().first()}
