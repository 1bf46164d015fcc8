"""Fact sheets, organisations and vocabularies as JSON."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.reverse import reverse

from network.enums import OrganisationKind, PopulationBand
from network.models import Organisation
from practices.api.examples import COLLECTION, ORGANISATION, PRACTICE, PRACTICE_DETAIL, THEME, WORD
from practices.api.fields import (
    AddressField,
    CodesField,
    CountriesField,
    LanguagesField,
    NumberField,
    PartialDateField,
    code,
)
from practices.enums import (
    BudgetPeriod,
    Criterion,
    Dimension,
    EvaluationMethod,
    EvidenceLevel,
    FundingLevel,
    IndicatorUnit,
    Language,
    ObjectivesAchieved,
    Origin,
    PartnerKind,
    Scope,
)
from practices.models import SECTIONS, Practice, PracticeText
from practices.texts import text_for


class LabelledSerializer(serializers.Serializer[Any]):
    """What the fields of a vocabulary's entry are."""

    id = serializers.CharField(source="pk", help_text="Stable code, as used in filters.")
    label = serializers.CharField()  # type: ignore[assignment]  # a field of the API hides one of the framework's
    description = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("A theme", THEME)])
class ThemeSerializer(LabelledSerializer):
    """A theme."""

    dimension = code(Dimension)(allow_null=True, help_text="The dimension that it belongs to, if to one.")


@extend_schema_serializer(examples=[OpenApiExample("An entry", WORD)])
class WordSerializer(LabelledSerializer):
    """An aim or a target group."""


@extend_schema_serializer(examples=[OpenApiExample("A collection", COLLECTION)])
class CollectionSerializer(LabelledSerializer):
    """A collection."""

    publisher = serializers.CharField()
    published = serializers.IntegerField(allow_null=True, help_text="Year of publication.")
    citation = serializers.CharField()


class OrganiserSerializer(serializers.Serializer[Organisation]):
    """Who runs a practice, in short; more stands under `/organisations/{id}/`."""

    id = serializers.UUIDField(source="public_id", help_text="Stable: the same on every installation.")
    name = serializers.CharField()
    kind = code(OrganisationKind)()


@extend_schema_serializer(examples=[OpenApiExample("An organisation", ORGANISATION)])
class OrganisationSerializer(OrganiserSerializer):
    """An organisation."""

    slug = serializers.CharField()
    url = AddressField(help_text="Its page.")
    names = serializers.DictField(child=serializers.CharField(), help_text="Names by language code.")
    country = serializers.CharField(source="country_id", allow_null=True, help_text="ISO 3166-1 alpha-2.")
    place = serializers.CharField(source="place_name")
    nuts_code = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    population = code(PopulationBand)(source="population_band", allow_null=True, help_text="Of its territory.")
    website = serializers.CharField()
    practice_count = serializers.IntegerField(help_text="Fact sheets that name it as organiser or partner.")
    updated = serializers.DateTimeField(source="updated_at")

    def get_url(self, organisation: Organisation) -> str:
        return settings.SITE_URL + reverse("practices:organisation", args=[organisation.slug])


class BudgetSerializer(serializers.Serializer[Practice]):
    """Money."""

    amount_eur = NumberField(source="budget_eur", allow_null=True)
    period = code(BudgetPeriod)(source="budget_period", allow_null=True, help_text="What the amount covers.")
    years = NumberField(source="budget_years", allow_null=True, help_text="How many years, where period is `years`.")
    original_amount = NumberField(source="budget_original", allow_null=True)
    original_currency = serializers.SerializerMethodField(help_text="ISO 4217.")
    rate = NumberField(
        source="budget_rate", allow_null=True, help_text="Units of the original currency for one euro, where given."
    )
    note = serializers.CharField(source="budget_note")
    doubtful = serializers.BooleanField(source="budget_doubtful", help_text="The figure is damaged in the source.")

    def get_original_currency(self, practice: Practice) -> str | None:
        return practice.budget_currency or None


class FundingSerializer(serializers.Serializer[Any]):
    """A source of funding."""

    level = code(FundingLevel)()
    name = serializers.CharField()
    amount_eur = NumberField(allow_null=True)
    share = NumberField(allow_null=True, help_text="Percent.")


class PartnerSerializer(serializers.Serializer[Any]):
    """An organisation that works along."""

    id = serializers.UUIDField(source="organisation.public_id", help_text="Under which it stands in organisations.")
    name = serializers.CharField(source="organisation.name")
    kind = code(PartnerKind)()


class IndicatorSerializer(serializers.Serializer[Any]):
    """An outcome figure."""

    label = serializers.CharField(help_text="What is measured.")  # type: ignore[assignment]  # as above
    value = NumberField()
    unit = code(IndicatorUnit)()
    year = serializers.IntegerField(allow_null=True)
    baseline_value = NumberField(allow_null=True, help_text="What it was before.")
    baseline_year = serializers.IntegerField(allow_null=True)
    doubtful = serializers.BooleanField(help_text="The figure is damaged in the source.")
    note = serializers.CharField()


class AssessmentSerializer(serializers.Serializer[Any]):
    """What reviewers think of it, on one criterion."""

    criterion = code(Criterion)()
    score = serializers.IntegerField(min_value=1, max_value=5, help_text="From 1 (weak) to 5 (strong).")
    reason = serializers.CharField()
    date = serializers.DateField(source="assessed_on")


class SourceSerializer(serializers.Serializer[Any]):
    """Where the facts can be checked."""

    title = serializers.CharField()
    section = serializers.CharField()
    url = serializers.CharField()


class PrinciplesSerializer(serializers.Serializer[Practice]):
    """Numbers of the principles that the source links it to."""

    cbp = serializers.ListField(child=serializers.IntegerField(), help_text="Common Basic Principles, 1 to 11.")
    enar = serializers.ListField(child=serializers.IntegerField(), help_text="ENAR principles, 1 to 15.")


@extend_schema_serializer(examples=[OpenApiExample("A fact sheet", PRACTICE)])
class PracticeSerializer(serializers.Serializer[Practice]):
    """A fact sheet without its sections."""

    id = serializers.UUIDField(source="public_id", help_text="Stable: the same on every installation.")
    slug = serializers.CharField()
    url = AddressField(help_text="Its page, to be cited.")
    api_url = AddressField(help_text="Its detail in this API.")
    title = serializers.SerializerMethodField(
        help_text="In the language of Accept-Language if there is a text in it, else in English, else the original."
    )
    original_title = serializers.CharField(help_text="In the organiser's language; empty if the same.")
    original_title_language = serializers.CharField(help_text="ISO 639; empty if there is no original title.")
    language = code(Language)(help_text="Language of the original text (ISO 639-1).")
    languages = LanguagesField(source="texts", help_text="Languages of all texts (ISO 639-1).")
    summary = serializers.SerializerMethodField(help_text="In the language of the title.")
    countries = CountriesField(help_text="ISO 3166-1 alpha-2; empty for EU-wide.")
    scope = code(Scope)()
    place = serializers.CharField(source="place_name")
    nuts_code = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    organiser = OrganiserSerializer()
    started = PartialDateField(allow_null=True, help_text='As precise as known: "2011", "2008-03", "2008-12-01".')
    finished = PartialDateField(allow_null=True, help_text="As precise as known.")
    ongoing = serializers.BooleanField()
    dimension = code(Dimension)()
    themes = CodesField()
    aims = CodesField()
    target_groups = CodesField()
    type_of_project = serializers.CharField(help_text="As its organiser words it.")
    budget = serializers.SerializerMethodField()
    funding = FundingSerializer(many=True)
    partners = PartnerSerializer(many=True)
    partners_text = serializers.CharField(help_text="Partners that the source does not name.")
    beneficiaries = serializers.IntegerField(allow_null=True, help_text="People reached.")
    beneficiaries_estimated = serializers.BooleanField()
    beneficiaries_doubtful = serializers.BooleanField(help_text="The figure is damaged in the source.")
    beneficiaries_when = serializers.CharField()
    beneficiaries_note = serializers.CharField()
    indicators = IndicatorSerializer(many=True)
    objectives_achieved = code(ObjectivesAchieved)(allow_null=True)
    national_programme = serializers.BooleanField(allow_null=True, help_text="Whether it is part of one.")
    national_programme_name = serializers.CharField()
    transferable = serializers.BooleanField(allow_null=True, help_text="Whether others can learn from it.")
    transfer_explanation = serializers.CharField(help_text="What others can learn, or why not.")
    replicated = serializers.BooleanField(allow_null=True, help_text="Whether it was taken over elsewhere.")
    replication_note = serializers.CharField()
    evaluation = code(EvaluationMethod)(source="evaluation_method", allow_null=True)
    evidence_level = code(EvidenceLevel)(help_text="What the claims rest on, derived from the other fields.")
    principles = PrinciplesSerializer(source="*")
    collection = serializers.CharField(source="collection_id")
    external_id = serializers.CharField(help_text="Its number in the collection.")
    origin = code(Origin)(allow_null=True, help_text="How the CSES study came by it.")
    sources = SourceSerializer(many=True)
    note = serializers.CharField(help_text="Contradictions and doubts in the sources.")
    last_confirmed = serializers.DateField(source="last_confirmed_on", allow_null=True)
    updated = serializers.DateTimeField(source="updated_at")

    def get_url(self, practice: Practice) -> str:
        return settings.SITE_URL + practice.get_absolute_url()

    def get_api_url(self, practice: Practice) -> str:
        return settings.SITE_URL + reverse("api:practices-detail", args=[practice.slug])

    def get_title(self, practice: Practice) -> str:
        return text_for(practice, get_language() or "en").title

    def get_summary(self, practice: Practice) -> str:
        return text_for(practice, get_language() or "en").summary

    @extend_schema_field(BudgetSerializer(allow_null=True))
    def get_budget(self, practice: Practice) -> dict[str, Any] | None:
        if not practice.budget_period and not practice.budget_note:
            return None
        return BudgetSerializer(practice).data


class TextSerializer(serializers.ModelSerializer[PracticeText]):
    """A text in one language, by the sections of the Model Fact Sheet; empty where it says nothing."""

    class Meta:
        model = PracticeText
        fields = ("title", "summary", *SECTIONS)
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("A whole fact sheet", PRACTICE_DETAIL)])
class PracticeDetailSerializer(PracticeSerializer):
    """A whole fact sheet."""

    assessments = AssessmentSerializer(many=True)
    texts = serializers.SerializerMethodField(help_text="One object per language code.")

    @extend_schema_field(serializers.DictField(child=TextSerializer()))
    def get_texts(self, practice: Practice) -> dict[str, Any]:
        return {text.language: TextSerializer(text).data for text in practice.texts.all()}


class ProblemSerializer(serializers.Serializer[Any]):
    """Why there is no answer: a problem document (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField(help_text="What the status means.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="A sentence on this very request.")
    errors = serializers.DictField(  # type: ignore[assignment]  # as above
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="With status 400: what is wrong with each parameter, and what is allowed.",
    )
