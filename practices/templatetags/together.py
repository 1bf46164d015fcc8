"""What the pages of a draft show of its other authors."""

from typing import Any

from django import template

from network.models import Organisation, User
from practices.forms.drafts import KEPT
from practices.models import Draft
from practices.together import comments_on, who_is_here
from practices.writing import BY_NAME

register = template.Library()


@register.inclusion_tag("practices/writing/together.html", takes_context=True)
def together(context: dict[str, Any], draft: Draft, section: str = "") -> dict[str, Any]:
    """Co-authors, invitations, comments and who is here; of one section, only its comments."""
    user: User = context["user"]
    invitations = draft.invitations.filter(accepted_at=None, closed_at=None).order_by("made_at", "pk")
    return {
        "draft": draft,
        "section": section,
        "sections": [] if section else list(BY_NAME.values()),
        "here": who_is_here(draft, user),
        "comments": [
            {"comment": comment, "section": BY_NAME[comment.section].title} for comment in comments_on(draft, section)
        ],
        "co_authors": list(draft.co_authors.filter(until=None).select_related("user").order_by("since", "pk")),
        "invitations": list(invitations),
        "its_officer": Organisation.objects.of(user).filter(pk=draft.organisation_id).exists(),
        "user": user,
        "form": "writing" if section else "overview",
        "kept": KEPT,
        "back": context["where"].address if section else draft.get_absolute_url(),
        "written_in": context["where"].language if section else "",
        "comment": context.get("comment", ""),
        "comment_section": context.get("comment_section", ""),
        "email": context.get("email", ""),
        "email_faults": context.get("email_faults", ()),
        "comment_faults": context.get("comment_faults", ()),
    }
