"""The files of a draft on its pages."""

import uuid
from typing import Any

from django import template
from django.urls import reverse

from practices.models import Attachment, Draft

register = template.Library()


@register.inclusion_tag("practices/writing/file_shown.html")
def file_shown(draft: Draft, public_id: Any) -> dict[str, Any]:
    """The file of that id, if the fact sheet has it."""
    try:
        wanted = uuid.UUID(str(public_id))
    except ValueError:
        return {"attachment": None}
    attachment = Attachment.objects.filter(fact_sheet_id=draft.fact_sheet_id, public_id=wanted).first()
    return {"attachment": attachment, "address": reverse("practices:draft_file", args=[draft.public_id, wanted])}
