"""What the pages of a draft need to find each other."""

from django import template

from practices.models import Draft
from practices.writing import Section, places

register = template.Library()


@register.simple_tag
def section_address(draft: Draft, section: Section) -> str:
    """The page of a section; of texts in the original language."""
    return places.section_address(draft, section.name, draft.language if section.per_language else "")
