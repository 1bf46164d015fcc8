"""The catalogue's endpoints: the same rows, filters and order as the pages."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.viewsets import ReadOnlyModelViewSet

from network.models import Organisation
from practices.api import serializers
from practices.filters import OrganisationFilterSet, PracticeFilterSet
from practices.models import Aim, Collection, Practice, TargetGroup, Theme
from practices.ordering import DEFAULT_SORT, sortable


@extend_schema_view(
    list=extend_schema(summary="Fact sheets, filtered as on the catalogue page"),
    retrieve=extend_schema(summary="A whole fact sheet, by its slug or its id"),
)
@extend_schema(tags=["practices"])
class PracticeViewSet(ReadOnlyModelViewSet[Practice]):
    """Published fact sheets."""

    queryset = Practice.objects.all()
    filterset_class = PracticeFilterSet
    serializer_class = serializers.PracticeSerializer
    lookup_field = "slug"
    lookup_value_regex = "[0-9A-Za-z_-]+"

    def get_queryset(self) -> QuerySet[Practice]:
        if self.action == "retrieve":
            return Practice.objects.for_fact_sheet()
        return sortable(Practice.objects.for_api_list(), self._sort())

    def get_serializer_class(self) -> Any:
        return serializers.PracticeDetailSerializer if self.action == "retrieve" else super().get_serializer_class()

    def get_object(self) -> Practice:
        asked = self.kwargs["slug"]
        try:
            return get_object_or_404(self.get_queryset(), public_id=uuid.UUID(asked))
        except ValueError:
            return get_object_or_404(self.get_queryset(), slug=asked)

    def get_order(self) -> str:
        """How the list is paged."""
        return "-sort_key" if self._sort().startswith("-") else "sort_key"

    def _sort(self) -> str:
        asked: str = self.request.query_params.get("sort", DEFAULT_SORT)
        known = dict(PracticeFilterSet.base_filters["sort"].extra["choices"])
        return asked if asked in known else DEFAULT_SORT


@extend_schema_view(
    list=extend_schema(summary="Organisations that run practices or work along"),
    retrieve=extend_schema(summary="An organisation, by its slug"),
)
@extend_schema(tags=["organisations"])
class OrganisationViewSet(ReadOnlyModelViewSet[Organisation]):
    """Organisations."""

    queryset = Organisation.objects.with_practice_count()
    filterset_class = OrganisationFilterSet
    serializer_class = serializers.OrganisationSerializer
    lookup_field = "slug"

    def get_order(self) -> str:
        """How the list is paged."""
        return "name"


class VocabularyViewSet(ReadOnlyModelViewSet[Any]):
    """What the entries of a vocabulary have in common."""

    lookup_value_regex = "[0-9A-Za-z_-]+"
    serializer_class: Any = serializers.WordSerializer

    def get_order(self) -> str:
        """In the order of the vocabulary."""
        return "position"


@extend_schema_view(list=extend_schema(summary="Themes"), retrieve=extend_schema(summary="A theme"))
@extend_schema(tags=["vocabularies"])
class ThemeViewSet(VocabularyViewSet):
    """Themes."""

    queryset = Theme.objects.all()
    serializer_class = serializers.ThemeSerializer


@extend_schema_view(list=extend_schema(summary="Aims"), retrieve=extend_schema(summary="An aim"))
@extend_schema(tags=["vocabularies"])
class AimViewSet(VocabularyViewSet):
    """Aims."""

    queryset = Aim.objects.all()


@extend_schema_view(list=extend_schema(summary="Target groups"), retrieve=extend_schema(summary="A target group"))
@extend_schema(tags=["vocabularies"])
class TargetGroupViewSet(VocabularyViewSet):
    """Target groups."""

    queryset = TargetGroup.objects.all()


@extend_schema_view(list=extend_schema(summary="Collections"), retrieve=extend_schema(summary="A collection"))
@extend_schema(tags=["vocabularies"])
class CollectionViewSet(VocabularyViewSet):
    """Collections."""

    queryset = Collection.objects.all()
    serializer_class = serializers.CollectionSerializer
