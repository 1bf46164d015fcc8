"""The rows of the site's API, by serializers as the framework's tutorial teaches them."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from network.models import Organisation
from practices.models import Funding, Indicator, Partner, Practice, Source
from practices.texts import text_for


class OrganiserSerializer(serializers.ModelSerializer[Organisation]):
    """Who runs a practice."""

    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = Organisation
        fields = ("id", "name", "kind")


class FundingSerializer(serializers.ModelSerializer[Funding]):
    """A source of funding."""

    class Meta:
        model = Funding
        fields = ("level", "name", "amount_eur", "share")


class PartnerSerializer(serializers.ModelSerializer[Partner]):
    """A partner."""

    id = serializers.UUIDField(source="organisation.public_id")
    name = serializers.CharField(source="organisation.name")

    class Meta:
        model = Partner
        fields = ("id", "name", "kind")


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    """An outcome figure."""

    class Meta:
        model = Indicator
        fields = ("label", "value", "unit", "year", "baseline_value", "baseline_year", "doubtful", "note")


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A source."""

    class Meta:
        model = Source
        fields = ("title", "section", "url")


class PracticeSerializer(serializers.ModelSerializer[Practice]):
    """A fact sheet without its sections."""

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField()
    api_url = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    summary = serializers.SerializerMethodField()
    languages: Any = serializers.SlugRelatedField(source="texts", many=True, read_only=True, slug_field="language")
    place = serializers.CharField(source="place_name")
    organiser = OrganiserSerializer()
    started = serializers.CharField(allow_null=True)
    finished = serializers.CharField(allow_null=True)
    budget = serializers.SerializerMethodField()
    funding = FundingSerializer(many=True)
    partners = PartnerSerializer(many=True)
    indicators = IndicatorSerializer(many=True)
    evaluation = serializers.CharField(source="evaluation_method")
    evidence_level = serializers.CharField(source="evidence")
    principles = serializers.SerializerMethodField()
    collection = serializers.CharField(source="collection_id")
    sources = SourceSerializer(many=True)
    last_confirmed = serializers.DateField(source="last_confirmed_on")
    updated = serializers.DateTimeField(source="updated_at")

    class Meta:
        model = Practice
        fields = (
            "id", "slug", "url", "api_url", "title", "original_title", "original_title_language", "language",
            "languages", "summary", "countries", "scope", "place", "nuts_code", "latitude", "longitude", "organiser",
            "started", "finished", "ongoing", "dimension", "themes", "aims", "target_groups", "type_of_project",
            "budget", "funding", "partners", "partners_text", "beneficiaries", "beneficiaries_estimated",
            "beneficiaries_doubtful", "beneficiaries_when", "beneficiaries_note", "indicators", "objectives_achieved",
            "national_programme", "national_programme_name", "transferable", "transfer_explanation", "replicated",
            "replication_note", "evaluation", "evidence_level", "principles", "collection", "external_id", "origin",
            "sources", "note", "last_confirmed", "updated",
        )  # fmt: skip

    def get_url(self, practice: Practice) -> str:
        return f"{settings.SITE_URL}/practices/{practice.slug}/"

    def get_api_url(self, practice: Practice) -> str:
        return f"{settings.SITE_URL}/api/v1/practices/{practice.slug}/"

    def get_title(self, practice: Practice) -> str:
        return text_for(practice, "en").title

    def get_summary(self, practice: Practice) -> str:
        return text_for(practice, "en").summary

    def get_budget(self, practice: Practice) -> dict[str, Any]:
        return {
            "amount_eur": practice.budget_eur,
            "period": practice.budget_period,
            "years": practice.budget_years,
            "original_amount": practice.budget_original,
            "original_currency": practice.budget_currency,
            "rate": practice.budget_rate,
            "note": practice.budget_note,
            "doubtful": practice.budget_doubtful,
        }

    def get_principles(self, practice: Practice) -> dict[str, list[int]]:
        return {"cbp": practice.cbp, "enar": practice.enar}
