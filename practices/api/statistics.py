"""The statistics as JSON: the figures of the page for the same search."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from practices.api.examples import STATISTICS
from practices.api.fields import NumberField
from practices.api.schema import CatalogueSchema
from practices.enums import BudgetPeriod, Scope
from practices.filters import PracticeFilterSet
from practices.models import Practice
from practices.statistics import Row, Search, Statistics, Table


class CellsField(serializers.Field[Row, Any, dict[str, int], Any]):
    """The numbers of a line's columns, by the codes of the columns."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, value: Row) -> dict[str, int]:
        return {cell.value: cell.n for cell in value.cells}


def _cells(codes: list[str]) -> Any:
    """What the OpenAPI description says of columns that are always there."""
    numbers = {code: {"type": "integer"} for code in codes}
    return extend_schema_field({"type": "object", "properties": numbers, "required": codes})


@_cells(Scope.values)
class ScopesField(CellsField):
    """A column for each scope."""


@_cells(BudgetPeriod.values)
class PeriodsField(CellsField):
    """A column for each period."""


@extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
class CountriesField(CellsField):
    """A column for each country in which there is something to count."""


class StatisticsRowSerializer(serializers.Serializer[Row]):
    """A line of a table."""

    value = serializers.CharField(help_text="Code of the line, as in the filters; a year; `continuing`; `none`.")
    label = serializers.CharField()  # type: ignore[assignment]  # a field of the API hides one of the framework's
    n = serializers.IntegerField(help_text="Fact sheets.")
    percent = NumberField(help_text="Their share of the base, to one decimal; a half is rounded up.")


class CountryAndScopeRowSerializer(StatisticsRowSerializer):
    """A country, or `none` for EU-wide, with its scopes."""

    scopes = ScopesField(help_text="Fact sheets of each scope; together they are `n`.")


class ThemeAndCountryRowSerializer(StatisticsRowSerializer):
    """A theme with its countries."""

    countries = CountriesField(
        help_text="Fact sheets by country (`none` for EU-wide); together they may be more than `n`, since one fact"
        " sheet may name several. Every line of the table has the same countries."
    )


class BudgetRowSerializer(StatisticsRowSerializer):
    """A band of budgets with the periods that the amounts cover."""

    periods = PeriodsField(
        help_text="Fact sheets by what the amount covers; amounts are not converted from one period to another."
    )


class StatisticsTableSerializer(serializers.Serializer[Table]):
    """A table."""

    base = serializers.IntegerField(help_text="Fact sheets that the search found; what every share is of.")
    rows = StatisticsRowSerializer(many=True, help_text="Empty where nothing was found.")


class CountryAndScopeTableSerializer(StatisticsTableSerializer):
    """A table of countries."""

    rows = CountryAndScopeRowSerializer(many=True)


class ThemeAndCountryTableSerializer(StatisticsTableSerializer):
    """A table of themes."""

    rows = ThemeAndCountryRowSerializer(many=True)


class BudgetTableSerializer(StatisticsTableSerializer):
    """A table of budgets."""

    rows = BudgetRowSerializer(many=True)


_SEVERAL = "Several are possible: shares together may exceed 100. Only those that the search names, if it names some."


@extend_schema_serializer(many=False, examples=[OpenApiExample("Statistics of one fact sheet", STATISTICS)])
class StatisticsSerializer(serializers.Serializer[Any]):
    """The study's tables, and some more, over the fact sheets that a search finds."""

    by_scope = StatisticsTableSerializer(help_text="CSES study, table 3.7.")
    by_country_and_scope = CountryAndScopeTableSerializer(help_text=f"CSES study, table 3.8. {_SEVERAL}")
    by_end = StatisticsTableSerializer(
        help_text="CSES study, table 3.9: `continuing`, years, `none` where no end is given."
    )
    by_start = StatisticsTableSerializer(help_text="Years, and `none` where no start is given.")
    by_aim = StatisticsTableSerializer(help_text=f"CSES study, table 3.10. {_SEVERAL}")
    by_funding = StatisticsTableSerializer(help_text=f"CSES study, table 3.11. {_SEVERAL}")
    by_theme_and_country = ThemeAndCountryTableSerializer(help_text=_SEVERAL)
    by_budget = BudgetTableSerializer(help_text="Bands of the amounts as stated, in euro.")
    by_evidence_level = StatisticsTableSerializer(help_text="What the claims rest on, weakest first.")


@extend_schema(tags=["practices"])
class StatisticsViewSet(GenericViewSet[Practice]):
    """Fact sheets in numbers."""

    schema = CatalogueSchema()
    queryset = Practice.objects.all()
    filterset_class = PracticeFilterSet
    serializer_class = StatisticsSerializer
    pagination_class = None

    @extend_schema(summary="Fact sheets in numbers: the tables of the statistics page, for the same search")
    def list(self, request: Request) -> Response:
        """Every table, with its base."""
        filterset = PracticeFilterSet(request.query_params, queryset=self.get_queryset())
        if not filterset.is_valid():
            raise ValidationError(filterset.errors)
        found = Statistics(Search(filterset, request.query_params))
        return Response(self.get_serializer({table.subject.name: table for table in found.tables}).data)
