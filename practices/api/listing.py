"""The list of fact sheets as JSON: rows from their documents, facets from the answer."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.settings import api_settings

from practices import search
from practices.api import examples
from practices.api.documents import stored, written_out
from practices.api.serializers import PracticeSerializer
from practices.facets import Facet
from practices.filters import PracticeFilterSet
from practices.fulltext import PARTS, Excerpt
from practices.models import Practice
from practices.search import FACETS, Answer, Hit
from practices.search.snapshot import snapshot

EVERY = "all"
# The shape of an excerpt, for the OpenAPI description.
EXCERPT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "language", "part", "text", "words"],
    "properties": {
        "id": {"type": "string", "format": "uuid", "description": "The fact sheet's."},
        "language": {"type": ["string", "null"], "description": "Of the text (ISO 639); null for a name of any."},
        "part": {"type": "string", "enum": list(PARTS)},
        "text": {"type": "string", "description": "As it is written there; “…” where it is cut."},
        "words": {"type": "array", "items": {"type": "string"}, "description": "What to mark in it."},
    },
}


def asked_facets(query: QueryDict) -> Collection[str]:
    """The facets that `facets` names: all of them, or several with commas between them.

    Raises:
        ValidationError: there is no such facet.
    """
    asked = [name for name in query.get("facets", "").split(",") if name]
    if EVERY in asked:
        return list(FACETS)
    if unknown := [name for name in asked if name not in FACETS]:
        message = _("“%(name)s” is no facet. Allowed: %(allowed)s.")
        raise ValidationError(
            {"facets": [message % {"name": unknown[0][:80], "allowed": ", ".join([EVERY, *FACETS])}]}
        )
    return dict.fromkeys(asked)


def asked_excerpts(query: QueryDict) -> bool:
    """Whether `excerpts` asks for them.

    Raises:
        ValidationError: it is neither `true` nor `false`.
    """
    asked = query.get("excerpts") or "false"
    if asked not in ("true", "false"):
        message = _("“%(value)s” is not on offer. Allowed: %(allowed)s.")
        raise ValidationError({"excerpts": [message % {"value": asked[:80], "allowed": "true, false"}]})
    return asked == "true"


class SearchPagination(api_settings.DEFAULT_PAGINATION_CLASS):  # type: ignore[name-defined,misc]  # named by settings
    """The project's paging of an answer: `{"count", "next", "previous", "results"}`, and what else is asked for."""

    def response(self, answer: Answer, filterset: PracticeFilterSet, *, excerpts: bool = False) -> HttpResponse:
        """The page that `turn_to` turned to. Its rows are put together as text: they were written out before."""
        parts = {
            "count": written_out(self.page.count),
            "next": written_out(self.link(self.page.next)),
            "previous": written_out(self.link(self.page.previous)),
            "results": f"[{','.join(rows(self.page.rows))}]",
        }
        if answer.facets:
            parts["facets"] = written_out({facet.name: _values(facet) for facet in answer.facets})
        if excerpts:
            parts["excerpts"] = written_out([_shown(*each) for each in search.excerpts(filterset, self.page.rows)])
        if not self.page.count and filterset.chosen("q") is not None:
            parts["suggestions"] = written_out(search.other_words(filterset, 0))
        body = ",".join(f'"{name}":{value}' for name, value in parts.items())
        return HttpResponse(f"{{{body}}}", content_type="application/json")

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a list, for the OpenAPI description."""
        shape: dict[str, Any] = super().get_paginated_response_schema(schema)
        value = {
            "type": "object",
            "required": ["value", "label", "count"],
            "properties": {
                "value": {"type": "string", "description": "As the filter of the facet's name takes it."},
                "label": {"type": "string", "description": "In the language of Accept-Language."},
                "count": {
                    "type": "integer",
                    "description": "Fact sheets shown with this value alone chosen in the facet, beside all others.",
                },
            },
        }
        shape["properties"]["facets"] = {
            "type": "object",
            "description": "With `facets` only: values that some fact sheet has, by the name of the facet.",
            "properties": {
                name: {"type": "array", "items": value, "example": examples.FACETS.get(name, [])} for name in FACETS
            },
        }
        shape["properties"]["excerpts"] = {
            "type": "array",
            "description": "With `excerpts=true` only: for each row in which words of `q` stand, the best place.",
            "items": EXCERPT,
            "example": [examples.EXCERPT],
        }
        shape["properties"]["suggestions"] = {
            "type": "array",
            "description": "With `q`, and only where nothing is found: the same search with mistyped words corrected.",
            "items": {"type": "string"},
            "example": ["housing"],
        }
        return shape


def rows(hits: Collection[Hit]) -> list[str]:
    """The rows of a page; a fact sheet without a document is read and written out, a deleted one left out."""
    language = get_language() or "en"
    keys = [hit.pk for hit in hits]
    bodies = stored(keys, language)
    missing = [key for key in keys if key not in bodies]
    if missing:
        with snapshot():  # none is deleted between the statements that read it
            found = list(Practice.objects.for_api_list(language).filter(pk__in=missing))
        bodies |= {practice.pk: written_out(PracticeSerializer(practice).data) for practice in found}
    return [bodies[key] for key in keys if key in bodies]


def _values(facet: Facet) -> list[dict[str, Any]]:
    return [{"value": value.value, "label": str(value.label), "count": value.count} for value in facet.values]


def _shown(practice: Practice, excerpt: Excerpt) -> dict[str, Any]:
    return {
        "id": str(practice.public_id),
        "language": excerpt.language or None,
        "part": excerpt.part,
        "text": excerpt.text,
        "words": excerpt.words,
    }
