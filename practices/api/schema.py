"""What the OpenAPI description says that cannot be read off the code: the values of filters, and the refusals."""

from typing import Any

from drf_spectacular.extensions import OpenApiFilterExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from practices.api.draft_serializers import DraftReceiptSerializer, DraftSerializer
from practices.api.examples import NO_SUCH_RECORD, UNKNOWN_VALUE
from practices.api.serializers import ProblemSerializer
from practices.filters.strict import EARLIEST_YEAR, LATEST_YEAR, BooleanFacetFilter, FacetFilter, NumberedFacetFilter
from practices.filters.words import LONGEST, TextFilter

PROBLEM = "application/problem+json"


class CatalogueSchema(AutoSchema):
    """Describes the problem documents beside the answers."""

    def get_response_serializers(self) -> Any:
        """By status and, for problems, media type."""
        answers: dict[Any, Any] = {
            200: super().get_response_serializers(),
            (400, PROBLEM): OpenApiResponse(
                ProblemSerializer,
                "A parameter or value that is not on offer; `errors` says what is.",
                [OpenApiExample("An unknown value", UNKNOWN_VALUE)],
            ),
        }
        view: Any = self.view
        if view.action == "retrieve":
            answers[404, PROBLEM] = OpenApiResponse(
                ProblemSerializer, "There is no such record.", [OpenApiExample("No such record", NO_SUCH_RECORD)]
            )
        return answers


class FilterDescriptions(OpenApiFilterExtension):  # type: ignore[no-untyped-call]  # registers itself
    """Each filter with the values that it allows."""

    target_class = "django_filters.rest_framework.DjangoFilterBackend"
    match_subclasses = True
    priority = 1  # before the one of the library, which cannot tell the values

    def get_schema_operation_parameters(self, auto_schema: AutoSchema, *args: Any, **kwargs: Any) -> list[Any]:
        """One parameter for each filter."""
        view: Any = auto_schema.view
        return [_parameter(name, each) for name, each in view.filterset_class.base_filters.items()]


class AnswerToAChange(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # registers itself
    """As much of a draft as the token may read."""

    target_class = "practices.api.draft_serializers.DraftAnswerSerializer"

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """One of two shapes; a whole draft is both."""
        shapes = (DraftSerializer, DraftReceiptSerializer)
        return {"anyOf": [auto_schema.resolve_serializer(each, direction).ref for each in shapes]}


def _parameter(name: str, each: Any) -> dict[str, Any]:
    parameter: dict[str, Any] = {"name": name, "in": "query", "required": False, "description": str(each.label)}
    if isinstance(each, FacetFilter):
        choices = list(each.options())
        codes = [_typed(each, value) for value, _label in choices]
        item: dict[str, Any] = {"type": _type(each)} | ({"enum": codes} if codes else {})
        parameter |= {"schema": {"type": "array", "items": item}, "style": "form", "explode": True}
        parameter["example"] = codes[:2]
    elif "choices" in each.extra:
        choices = list(each.extra["choices"])
        parameter["schema"] = {"type": "string", "enum": [value for value, _label in choices]}
        parameter["example"] = choices[1][0]
    elif isinstance(each, TextFilter):
        choices = []
        parameter |= {"schema": {"type": "string", "maxLength": LONGEST}, "example": "housing"}
    else:
        choices = []
        parameter["schema"] = {"type": "integer", "minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR}
        parameter["example"] = 2008
    if choices:
        parameter["description"] += "\n\n" + "\n".join(f"* `{value}` - {label}" for value, label in choices)
    return parameter


def _type(each: FacetFilter) -> str:
    if isinstance(each, BooleanFacetFilter):
        return "boolean"
    return "integer" if isinstance(each, NumberedFacetFilter) else "string"


def _typed(each: FacetFilter, value: str) -> Any:
    if isinstance(each, BooleanFacetFilter):
        return value == "true"
    return int(value) if isinstance(each, NumberedFacetFilter) else value
