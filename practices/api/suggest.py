"""What somebody may be about to type, as JSON: what the page offers below its search field."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from practices.api.examples import COMPLETIONS
from practices.api.fields import AddressField, code
from practices.api.schema import CatalogueSchema
from practices.enums import Language
from practices.filters import CompletionFilterSet
from practices.models import Practice
from practices.search import completions
from practices.search.completions import Completion, Completions


class CompletionSerializer(serializers.Serializer[Completion]):
    """A fact sheet in short."""

    id = serializers.UUIDField(source="practice.public_id", help_text="Stable: the same on every installation.")
    slug = serializers.CharField(source="practice.slug")
    url = AddressField(help_text="Its page.")
    title = serializers.CharField()
    language = code(Language)(help_text="Language of the title (ISO 639-1).")
    organiser = serializers.CharField(source="practice.organiser.name")
    place = serializers.CharField(source="practice.place_name")

    def get_url(self, offer: Completion) -> str:
        return settings.SITE_URL + offer.practice.get_absolute_url()


@extend_schema_serializer(many=False, examples=[OpenApiExample("After “cour”", COMPLETIONS)])
class CompletionsSerializer(serializers.Serializer[Completions]):
    """What to offer while somebody types; nothing before the third letter of a word."""

    fact_sheets = CompletionSerializer(
        many=True, help_text="Up to 8 whose title, organiser or place have words that begin as typed."
    )
    searches = serializers.ListField(
        child=serializers.CharField(), help_text="Up to 5: what was typed with its last word completed."
    )


@extend_schema(tags=["practices"])
class SuggestViewSet(GenericViewSet[Practice]):
    """What somebody may be about to type."""

    schema = CatalogueSchema()
    queryset = Practice.objects.none()
    filterset_class = CompletionFilterSet
    serializer_class: Any = CompletionsSerializer
    pagination_class = None

    @extend_schema(summary="Fact sheets and words while somebody types")
    def list(self, request: Request) -> Response:
        """Fact sheets and searches."""
        filterset = CompletionFilterSet(request.query_params, queryset=self.get_queryset())
        if not filterset.is_valid():
            raise ValidationError(filterset.errors)
        return Response(self.get_serializer(completions(filterset.chosen("q") or "")).data)
