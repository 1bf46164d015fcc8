"""The catalogue's endpoints: the same rows, filters and order as the pages."""

import uuid
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from network.models import Organisation
from practices.api import serializers
from practices.api.listing import EVERY, SearchPagination, asked_excerpts, asked_facets
from practices.api.schema import CatalogueSchema
from practices.filters import OrganisationFilterSet, PracticeFilterSet
from practices.filters.strict import StrictFilterSet, unknown_parameters
from practices.models import Aim, Collection, Practice, TargetGroup, Theme
from practices.querysets import with_practice_count
from practices.search import FACETS, ask
from practices.tombstones import live_or_gone

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
        return get_object_or_404(self.get_queryset(), **self.wanted())

    def wanted(self) -> dict[str, Any]:
        """What the address names: a slug or a public id."""
        asked = self.kwargs["slug"]
        try:
            return {"public_id": uuid.UUID(asked)}
        except ValueError:
            return {"slug": asked}


WHICH_FACETS = OpenApiParameter(
    "facets",
    description=f"Facets to be counted: `{EVERY}`, or several with commas: "
    + ", ".join(f"`{name}`" for name in FACETS),
    examples=[OpenApiExample("Two facets", "country,theme")],
)
EXCERPTS = OpenApiParameter(
    "excerpts",
    bool,
    description="Whether to show, in each fact sheet of the page, where the words of `q` stand.",
    examples=[OpenApiExample("With excerpts", value=True)],
)


@extend_schema_view(
    list=extend_schema(summary="Fact sheets, filtered as on the catalogue page", parameters=[WHICH_FACETS, EXCERPTS]),
    retrieve=extend_schema(summary="A whole fact sheet, by its slug or its id", parameters=BY_SLUG_OR_ID),
)
@extend_schema(tags=["practices"])
class PracticeViewSet(SluggedViewSet):
    """Published fact sheets."""

    queryset = Practice.objects.all()
    filterset_class = PracticeFilterSet
    serializer_class = serializers.PracticeSerializer
    pagination_class = SearchPagination

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """A page of the list, with the facets and excerpts asked for, and other words where nothing is found."""
        filterset = PracticeFilterSet(request.query_params, queryset=Practice.objects.all())
        if not filterset.is_valid():
            raise ValidationError(filterset.errors)
        facets, excerpts = asked_facets(request.query_params), asked_excerpts(request.query_params)
        answer = ask(filterset, facets)
        paginator = SearchPagination()
        paginator.turn_to(answer, request)
        return paginator.response(answer, filterset, excerpts=excerpts)

    def get_queryset(self) -> QuerySet[Practice]:
        return Practice.objects.for_fact_sheet()

    def get_object(self) -> Practice:
        return live_or_gone(self.get_queryset(), **self.wanted())

    def get_serializer_class(self) -> Any:
        return serializers.PracticeDetailSerializer if self.action == "retrieve" else super().get_serializer_class()


@extend_schema_view(
    list=extend_schema(summary="Organisations that run practices or work along"),
    retrieve=extend_schema(summary="An organisation, by its slug or its id", parameters=BY_SLUG_OR_ID),
)
@extend_schema(tags=["organisations"])
class OrganisationViewSet(SluggedViewSet):
    """Organisations."""

    queryset = with_practice_count(Organisation.objects.listed().annotate(sort_key=Lower(Unaccent("name"))))
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
