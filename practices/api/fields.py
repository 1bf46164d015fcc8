"""Values as the API writes and describes them."""

from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import TextChoices
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field({"type": "number"})
class NumberField(serializers.Field[Decimal, Any, int | float, Any]):
    """A number as a number: whole ones without a point."""

    def to_representation(self, value: Decimal) -> int | float:
        return int(value) if value == int(value) else float(value)


class CodeField(serializers.CharField):
    """One of a fixed choice of codes; null where nothing is said."""

    def to_representation(self, value: Any) -> Any:
        return str(value) or None


@cache
def code(enum: type[TextChoices]) -> type[CodeField]:
    """A field for the codes of an enumeration, which the OpenAPI description lists under the enumeration's name.

    One class each: to the description, another would be another shape under the same name.
    """
    shape = {"type": "string", "enum": enum.values}
    field: type[CodeField] = extend_schema_field(shape, component_name=enum.__name__)(
        type(f"{enum.__name__}Field", (CodeField,), {})
    )
    return field


@extend_schema_field({"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"})
class PartialDateField(serializers.Field[Any, Any, str, Any]):
    """A date as precise as it is known."""

    def to_representation(self, value: Any) -> str:
        return str(value)


@extend_schema_field({"type": "string", "format": "uri"})
class AddressField(serializers.SerializerMethodField):
    """An address that is put together by a method of the serializer."""


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class CodesField(serializers.Field[Any, Any, list[str], Any]):
    """The primary keys of related records, in their own order."""

    def to_representation(self, value: Any) -> list[str]:
        return [entry.pk for entry in value.all()]


@extend_schema_field({"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}})
class CountriesField(CodesField):
    """ISO 3166-1 alpha-2 codes in the order of the alphabet."""

    def to_representation(self, value: Any) -> list[str]:
        return sorted(super().to_representation(value))


@extend_schema_field({"type": "array", "items": {"type": "string", "pattern": "^[a-z]{2}$"}})
class LanguagesField(serializers.Field[Any, Any, list[str], Any]):
    """The languages of a fact sheet's texts, by their ISO 639-1 codes."""

    def to_representation(self, value: Any) -> list[str]:
        return sorted(text.language for text in value.all())
