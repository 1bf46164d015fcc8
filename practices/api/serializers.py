"""Fact sheets, organisations and vocabularies as JSON."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from network.models import Organisation
from practices.enums import BudgetPeriod, EvidenceLevel, FundingLevel, PartnerKind
from practices.models import SECTIONS, Funding, Indicator, Practice, PracticeText, Source, Theme
from practices.texts import text_for


@extend_schema_field({"type": "number"})
class NumberField(serializers.Field[Decimal, Any, int | float, Any]):
    """A number as a number: whole ones without a point."""

    def to_representation(self, value: Decimal) -> int | float:
        return int(value) if value == int(value) else float(value)


class LabelledSerializer(serializers.Serializer[Any]):
    """What the fields of a vocabulary's entry are."""

    id = serializers.CharField(source="pk", help_text="Stable code, as used in filters.")
    label = serializers.CharField()  # type: ignore[assignment]  # a field of the API hides one of the framework's
    description = serializers.CharField()


class ThemeSerializer(LabelledSerializer):
    """A theme."""

    dimension = serializers.SerializerMethodField(help_text="The dimension that it belongs to, if to one.")

    def get_dimension(self, theme: Theme) -> str | None:
        return theme.dimension or None


class WordSerializer(LabelledSerializer):
    """An aim or a target group."""


class CollectionSerializer(LabelledSerializer):
    """A collection."""

    publisher = serializers.CharField()
    published = serializers.IntegerField(allow_null=True, help_text="Year of publication.")
    citation = serializers.CharField()


class OrganiserSerializer(serializers.Serializer[Organisation]):
    """Who runs a practice, in short."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    kind = serializers.CharField()


class OrganisationSerializer(OrganiserSerializer):
    """An organisation."""

    slug = serializers.CharField()
    url = serializers.SerializerMethodField(help_text="Its page.")
    names = serializers.DictField(child=serializers.CharField(), help_text="Names by language code.")
    country = serializers.CharField(source="country_id", allow_null=True, help_text="ISO 3166-1 alpha-2.")
    place = serializers.CharField(source="place_name")
    nuts_code = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    website = serializers.CharField()
    practice_count = serializers.IntegerField(help_text="Fact sheets that name it as organiser or partner.")
    updated = serializers.DateTimeField(source="updated_at")

    def get_url(self, organisation: Organisation) -> str:
        return settings.SITE_URL + reverse("practices:organisation", args=[organisation.slug])


class BudgetSerializer(serializers.Serializer[Practice]):
    """Money."""

    amount_eur = NumberField(source="budget_eur", allow_null=True)
    period = serializers.ChoiceField(choices=BudgetPeriod.choices, source="budget_period", allow_null=True)
    years = NumberField(source="budget_years", allow_null=True, help_text="How many years, where period is `years`.")
    original_amount = NumberField(source="budget_original", allow_null=True)
    original_currency = serializers.CharField(source="budget_currency", allow_null=True, help_text="ISO 4217.")
    note = serializers.CharField(source="budget_note")
    doubtful = serializers.BooleanField(source="budget_doubtful", help_text="The figure is damaged in the source.")

    def to_representation(self, instance: Practice) -> dict[str, Any]:
        shown = super().to_representation(instance)
        return shown | {name: shown[name] or None for name in ("period", "original_currency")}


class FundingSerializer(serializers.ModelSerializer[Funding]):
    """A source of funding."""

    level = serializers.ChoiceField(choices=FundingLevel.choices)
    amount_eur = NumberField(allow_null=True)
    share = NumberField(allow_null=True, help_text="Percent.")

    class Meta:
        model = Funding
        fields = ("level", "name", "amount_eur", "share")


class PartnerSerializer(serializers.Serializer[Any]):
    """An organisation that works along."""

    name = serializers.CharField(source="organisation.name")
    kind = serializers.ChoiceField(choices=PartnerKind.choices)


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    """An outcome figure."""

    value = NumberField()
    baseline_value = NumberField(allow_null=True)

    class Meta:
        model = Indicator
        fields = ("label", "value", "unit", "year", "baseline_value", "baseline_year", "doubtful", "note")


class SourceSerializer(serializers.ModelSerializer[Source]):
    """Where the facts can be checked."""

    class Meta:
        model = Source
        fields = ("title", "section", "url")


class PrinciplesSerializer(serializers.Serializer[Practice]):
    """Numbers of the principles that the source links it to."""

    cbp = serializers.ListField(child=serializers.IntegerField(), help_text="Common Basic Principles, 1 to 11.")
    enar = serializers.ListField(child=serializers.IntegerField(), help_text="ENAR principles, 1 to 15.")


class PracticeSerializer(serializers.Serializer[Practice]):
    """A fact sheet without its sections."""

    id = serializers.UUIDField(source="public_id", help_text="Stable: the same on every installation.")
    slug = serializers.CharField()
    url = serializers.SerializerMethodField(help_text="Its page, to be cited.")
    api_url = serializers.SerializerMethodField(help_text="Its detail in this API.")
    title = serializers.SerializerMethodField(help_text="In English if there is an English text, else the original.")
    original_title = serializers.CharField(help_text="In the organiser's language; empty if the same.")
    language = serializers.CharField(help_text="Language of the original text (ISO 639-1).")
    languages = serializers.SerializerMethodField(help_text="Languages of all texts.")
    summary = serializers.SerializerMethodField()
    countries = serializers.SerializerMethodField(help_text="ISO 3166-1 alpha-2; empty for EU-wide.")
    scope = serializers.CharField()
    place = serializers.CharField(source="place_name")
    nuts_code = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    organiser = OrganiserSerializer()
    started = serializers.SerializerMethodField(help_text='As precise as known: "2011", "2008-03", "2008-12-01".')
    finished = serializers.SerializerMethodField(help_text="As precise as known.")
    ongoing = serializers.BooleanField()
    dimension = serializers.CharField()
    themes = serializers.SerializerMethodField()
    aims = serializers.SerializerMethodField()
    target_groups = serializers.SerializerMethodField()
    type_of_project = serializers.CharField()
    budget = serializers.SerializerMethodField()
    funding = FundingSerializer(many=True)
    partners = PartnerSerializer(many=True)
    partners_text = serializers.CharField(help_text="Partners that the source does not name.")
    beneficiaries = serializers.IntegerField(allow_null=True, help_text="People reached.")
    beneficiaries_estimated = serializers.BooleanField()
    beneficiaries_when = serializers.CharField()
    indicators = IndicatorSerializer(many=True)
    objectives_achieved = serializers.SerializerMethodField()
    national_programme = serializers.BooleanField(allow_null=True)
    transferable = serializers.BooleanField(allow_null=True, help_text="Whether others can learn from it.")
    evaluation = serializers.SerializerMethodField()
    evidence_level = serializers.ChoiceField(choices=EvidenceLevel.choices)
    principles = PrinciplesSerializer(source="*")
    collection = serializers.CharField(source="collection_id")
    external_id = serializers.CharField(help_text="Its number in the collection.")
    sources = SourceSerializer(many=True)
    note = serializers.CharField(help_text="Contradictions and doubts in the sources.")
    last_confirmed = serializers.DateField(source="last_confirmed_on", allow_null=True)
    updated = serializers.DateTimeField(source="updated_at")

    def get_url(self, practice: Practice) -> str:
        return settings.SITE_URL + practice.get_absolute_url()

    def get_api_url(self, practice: Practice) -> str:
        return settings.SITE_URL + reverse("api:practices-detail", args=[practice.slug])

    def get_title(self, practice: Practice) -> str:
        return text_for(practice, "en").title

    def get_summary(self, practice: Practice) -> str:
        return text_for(practice, "en").summary

    def get_languages(self, practice: Practice) -> list[str]:
        return sorted(text.language for text in practice.texts.all())

    def get_countries(self, practice: Practice) -> list[str]:
        return sorted(country.pk for country in practice.countries.all())

    def get_started(self, practice: Practice) -> str | None:
        return str(practice.started) if practice.started else None

    def get_finished(self, practice: Practice) -> str | None:
        return str(practice.finished) if practice.finished else None

    def get_themes(self, practice: Practice) -> list[str]:
        return _codes(practice.themes.all())

    def get_aims(self, practice: Practice) -> list[str]:
        return _codes(practice.aims.all())

    def get_target_groups(self, practice: Practice) -> list[str]:
        return _codes(practice.target_groups.all())

    @extend_schema_field(BudgetSerializer(allow_null=True))
    def get_budget(self, practice: Practice) -> dict[str, Any] | None:
        if not practice.budget_period and not practice.budget_note:
            return None
        return BudgetSerializer(practice).data

    def get_objectives_achieved(self, practice: Practice) -> str | None:
        return practice.objectives_achieved or None

    def get_evaluation(self, practice: Practice) -> str | None:
        return practice.evaluation_method or None


class TextSerializer(serializers.ModelSerializer[PracticeText]):
    """A text in one language, by the sections of the Model Fact Sheet."""

    class Meta:
        model = PracticeText
        fields = ("title", "summary", *SECTIONS)


class PracticeDetailSerializer(PracticeSerializer):
    """A whole fact sheet."""

    texts = serializers.SerializerMethodField(help_text="One object per language code.")

    @extend_schema_field({"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Text"}})
    def get_texts(self, practice: Practice) -> dict[str, Any]:
        return {text.language: TextSerializer(text).data for text in practice.texts.all()}


def _codes(entries: Any) -> list[str]:
    return [entry.pk for entry in entries]
