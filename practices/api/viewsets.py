"""The catalogue's endpoints: the same rows, filters and order as the pages."""

import uuid
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from network.models import Organisation
from practices.api import serializers
from practices.api.schema import CatalogueSchema
from practices.filters import OrganisationFilterSet, PracticeFilterSet
from practices.filters.strict import StrictFilterSet, unknown_parameters
from practices.models import Aim, Collection, Practice, TargetGroup, Theme
from practices.ordering import DEFAULT_SORT, order_of, sortable
from practices.querysets import with_practice_count

BY_SLUG_OR_ID = [OpenApiParameter("slug", str, OpenApiParameter.PATH, description="Its slug, or its id.")]


class StrictViewSet(ReadOnlyModelViewSet[Any]):
    """A list and its records, which refuse what they do not know."""

    schema = CatalogueSchema()
    filterset_class: Any = StrictFilterSet
    lookup_value_regex = "[0-9A-Za-z_-]+"

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One record; the filters of the list do not apply."""
        if mistakes := unknown_parameters(request.query_params, ()):
            raise ValidationError(mistakes)
        return super().retrieve(request, *args, **kwargs)


class SluggedViewSet(StrictViewSet):
    """Records that are found by their slug and by their public id."""

    lookup_field = "slug"

    def get_object(self) -> Any:
        asked = self.kwargs["slug"]
        try:
            wanted: dict[str, Any] = {"public_id": uuid.UUID(asked)}
        except ValueError:
            wanted = {"slug": asked}
        return get_object_or_404(self.get_queryset(), **wanted)


@extend_schema_view(
    list=extend_schema(summary="Fact sheets, filtered as on the catalogue page"),
    retrieve=extend_schema(summary="A whole fact sheet, by its slug or its id", parameters=BY_SLUG_OR_ID),
)
@extend_schema(tags=["practices"])
class PracticeViewSet(SluggedViewSet):
    """Published fact sheets."""

    queryset = Practice.objects.all()
    filterset_class = PracticeFilterSet
    serializer_class = serializers.PracticeSerializer

    def get_queryset(self) -> QuerySet[Practice]:
        if self.action == "retrieve":
            return Practice.objects.for_fact_sheet()
        return sortable(Practice.objects.for_api_list(get_language() or "en"), self._sort())

    def get_serializer_class(self) -> Any:
        return serializers.PracticeDetailSerializer if self.action == "retrieve" else super().get_serializer_class()

    def get_order(self) -> str:
        """How the list is paged."""
        return order_of(self._sort())

    def _sort(self) -> str:
        asked: str = self.request.query_params.get("sort", DEFAULT_SORT)
        known = dict(PracticeFilterSet.base_filters["sort"].extra["choices"])
        return asked if asked in known else DEFAULT_SORT


@extend_schema_view(
    list=extend_schema(summary="Organisations that run practices or work along"),
    retrieve=extend_schema(summary="An organisation, by its slug or its id", parameters=BY_SLUG_OR_ID),
)
@extend_schema(tags=["organisations"])
class OrganisationViewSet(SluggedViewSet):
    """Organisations."""

    queryset = with_practice_count(Organisation.objects.annotate(sort_key=Lower(Unaccent("name"))))
    filterset_class = OrganisationFilterSet
    serializer_class = serializers.OrganisationSerializer

    def get_order(self) -> str:
        """How the list is paged."""
        return "sort_key"


class VocabularyViewSet(StrictViewSet):
    """What the entries of a vocabulary have in common."""

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
