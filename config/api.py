"""The API, version 1: the routers of the apps, its index, its description and its documentation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from config.problems import not_found, problem_types
from practices.api.router import router as practices

# The fields and codes of the API are English, and so is their description.
DESCRIBED_IN = "en"


class IndexView(APIView):
    """What the API offers, by name and address."""

    @extend_schema(exclude=True)
    def get(self, request: Any) -> Response:
        lists = {
            prefix: reverse(f"api:{basename}-list", request=request) for prefix, _view, basename in practices.registry
        }
        extra = {name: reverse(f"api:{name}", request=request) for name in ("schema", "docs")}
        return Response(lists | extra)


class SchemaView(SpectacularJSONAPIView):
    """The OpenAPI description, in English whatever the reader's language."""

    @extend_schema(exclude=True)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        with translation.override(DESCRIBED_IN):
            response: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]  # has no types
        return response


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The API's documentation as a page, made from its own description."""
    with translation.override(DESCRIBED_IN):
        schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # has no types
    return render(request, "api/docs.html", {"api": ApiDescription(schema), "problems": problem_types()})


class ApiDescription:
    """An OpenAPI description as the documentation page shows it."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.title = schema["info"]["title"]
        self.schemas = schema["components"]["schemas"]
        self.operations = [
            self._operation(f"{method.upper()} {address}", operation)
            for address, methods in schema["paths"].items()
            for method, operation in methods.items()
        ]

    @property
    def shapes(self) -> list[dict[str, Any]]:
        """The records, each with its fields; enumerations are shown with the field that uses them."""
        return [
            {"name": name, "description": shape.get("description", ""), "fields": self._fields(shape)}
            for name, shape in self.schemas.items()
            if "properties" in shape and not name.startswith("Paginated")
        ]

    def _operation(self, asked: str, operation: dict[str, Any]) -> dict[str, Any]:
        parameters = [
            {
                "name": parameter["name"],
                # What follows the first paragraph lists the values with their labels; the page shows them its own way.
                "description": parameter.get("description", "").partition("\n\n")[0],
                "type": self._type(parameter["schema"]),
                "values": self._values(parameter["schema"]),
                "required": parameter.get("required", False),
            }
            for parameter in operation.get("parameters", [])
        ]
        return {
            "asked": asked,
            "id": operation["operationId"],
            "summary": operation.get("summary", ""),
            "parameters": parameters,
        }

    def _fields(self, shape: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "type": self._type(field),
                "description": field.get("description", ""),
                "values": self._values(field),
            }
            for name, field in shape["properties"].items()
        ]

    def _type(self, schema: dict[str, Any]) -> str:
        for several in ("oneOf", "anyOf", "allOf"):
            if several in schema:
                return " | ".join(dict.fromkeys(self._type(one) for one in schema[several]))
        if "$ref" in schema:
            name: str = schema["$ref"].rsplit("/", 1)[-1]
            referred = self.schemas.get(name, {})
            return name if "properties" in referred else self._type(referred)
        kind = schema.get("type", "any")
        text = " | ".join(kind) if isinstance(kind, list) else str(kind)
        if text == "array":
            return f"array of {self._type(schema['items'])}"
        return text

    def _values(self, schema: dict[str, Any]) -> list[str]:
        if "oneOf" in schema:
            return [value for one in schema["oneOf"] for value in self._values(one)]
        if "$ref" in schema:
            return self._values(self.schemas.get(schema["$ref"].rsplit("/", 1)[-1], {}))
        if "enum" in schema:
            return [str(value) for value in schema["enum"] if value not in ("", None)]
        return self._values(schema["items"]) if "items" in schema else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("", IndexView.as_view(), name="index"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("", include(practices.urls)),
    # Only what ends in a slash (or has nothing before it): Django adds a missing one, so that /api/v1/practices works.
    re_path(r"^(?:[\s\S]*/)?$", not_found),
]
