"""Where a field of a draft is filled in: the addresses of its sections, and the marks within them."""

from django.urls import reverse

from practices.models import Draft
from practices.writing.understood import Problem


def mark_of(place: str) -> str:
    """The id of a field, row or cell on the page of its section: `id_partners-2-organisation`."""
    return "id_" + place.replace(".", "-")


def section_address(draft: Draft, name: str, language: str = "") -> str:
    """The page of a section; of texts in the original language if none is named."""
    named = [draft.public_id, name, language] if language else [draft.public_id, name]
    return reverse("practices:draft_section", args=named)


def field_address(draft: Draft, name: str, place: str = "", language: str = "") -> str:
    """The place on the page of a section where a field is filled in."""
    address = section_address(draft, name, language)
    return f"{address}#{mark_of(place)}" if place else address


def problem_address(draft: Draft, problem: Problem) -> str:
    """Where a problem is mended."""
    return field_address(draft, problem.section, problem.place, problem.language)


def remark_address(draft: Draft, field: str) -> str:
    """Where a field is that a remark names: `section:key` or `section:key:language`."""
    name, _colon, rest = field.partition(":")
    key, _colon, language = rest.partition(":")
    return field_address(draft, name, key, language)
