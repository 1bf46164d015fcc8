"""A list as Django REST Framework and django-filter make it, written with care and nothing clever.

It shows the rows of the site's API in the same order, and counts nine facets by one query each over what was found
(not drill-sideways, which would cost more).
"""

from typing import Any

import django_filters
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, Count, F, Max, OuterRef, Q, QuerySet, Subquery, When
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from benchmarks.plain.serializers import PracticeSerializer
from network.models import Country
from practices.enums import Dimension, Scope
from practices.models import Aim, Practice, TargetGroup, Theme
from practices.models.search import SearchText

# The languages that the catalogue has texts in (benchmarks/reality.py), each with PostgreSQL's stemmer.
LANGUAGES = {
    "bg": "simple", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "it": "italian", "ro": "romanian",
}  # fmt: skip
NINE_FACETS = (
    "countries", "themes", "target_groups", "dimension", "aims", "scope", "organiser__kind", "funding__level",
    "ongoing",
)  # fmt: skip
RELATIONS = ("countries", "themes", "aims", "target_groups", "texts", "funding", "indicators", "sources")


class PracticeFilterSet(django_filters.FilterSet):
    """The filters that the benchmark asks for."""

    q = django_filters.CharFilter(method="search")
    country = django_filters.ModelMultipleChoiceFilter(field_name="countries", queryset=Country.objects.all())
    theme = django_filters.ModelMultipleChoiceFilter(field_name="themes", queryset=Theme.objects.all())
    target_group = django_filters.ModelMultipleChoiceFilter(
        field_name="target_groups", queryset=TargetGroup.objects.all()
    )
    aim = django_filters.ModelMultipleChoiceFilter(field_name="aims", queryset=Aim.objects.all())
    dimension = django_filters.MultipleChoiceFilter(choices=Dimension)
    scope = django_filters.MultipleChoiceFilter(choices=Scope)
    ongoing = django_filters.BooleanFilter()

    class Meta:
        model = Practice
        fields: tuple[str, ...] = ()

    def search(self, rows: QuerySet[Practice], _name: str, word: str) -> QuerySet[Practice]:
        """Rows that have the word in a text, best first or by title, by the index that the site has for words."""
        queries = {language: _query(configuration, word) for language, configuration in LANGUAGES.items()}
        found = Q()
        for language, query in queries.items():
            found |= Q(language=language, words=query)
        ranks = [
            When(language=language, then=SearchRank(F("head"), query, weights=[0, 0.1, 0.2, 1]))
            for language, query in queries.items()
        ]
        texts = SearchText.objects.filter(found)
        worth = (
            texts.filter(practice=OuterRef("pk")).values("practice").annotate(best=Max(Case(*ranks))).values("best")
        )
        matching = rows.filter(pk__in=texts.values("practice"))
        if self.data.get("sort") == "title":
            return matching
        return matching.annotate(worth=Subquery(worth)).order_by("-worth", "pk")


class PracticeList(ListAPIView[Practice]):
    """`/practices/`, with `facets=1` also the counts of nine facets."""

    queryset = (
        Practice.objects.select_related("organiser")
        .prefetch_related(*RELATIONS, "partners__organisation")
        .with_evidence_level()
        .order_by("entry__title_en", "pk")
    )
    serializer_class = PracticeSerializer
    filterset_class = PracticeFilterSet

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page, and the facets where they are asked for."""
        response = super().list(request, *args, **kwargs)
        if request.query_params.get("facets"):
            found = self.filter_queryset(self.get_queryset())
            response.data["facets"] = {name: _counts(found, name) for name in NINE_FACETS}
        return response


def _counts(found: QuerySet[Practice], name: str) -> dict[str, int]:
    counted = found.order_by().values_list(name).annotate(Count("pk", distinct=True))
    return {str(value): count for value, count in counted if value is not None}


def _query(configuration: str, word: str) -> Any:
    """The word's stem, or longer words that begin with it."""
    return SearchQuery(word, config=configuration) | SearchQuery(f"{word}:*", config="simple", search_type="raw")
