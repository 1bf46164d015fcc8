"""The columns of an exported fact sheet: the fields of the API, flattened into one row (docs/exports.md)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from import_export.fields import Field
from import_export.resources import ModelResource, Resource
from import_export.widgets import Widget

from practices.models import Practice
from practices.resources.cells import Value, codes, records
from practices.texts import text_for


class _AsItIs(Widget):
    """Leaves a value what it is: how it looks is for the kind of file to say."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


def _field(attribute: str) -> Field:
    """An attribute of the fact sheet; `__` leads on to what it names."""
    return Field(attribute=attribute, widget=_AsItIs(), readonly=True)


def _made(make: Callable[[Practice], Value]) -> Field:
    """What has to be put together."""
    return Field(readonly=True, dehydrate_method=make)


def _entries(name: str) -> Field:
    """The codes of a vocabulary's entries, in its order."""
    return _made(lambda practice: codes(entry.pk for entry in getattr(practice, name).all()))


def _records(related: str, *parts: str, **renamed: str) -> Field:
    """What has several parts; `renamed` says which attribute a part is, where it has another name."""
    paths = {part: part for part in parts} | renamed
    readers = {part: Field(attribute=path).get_value for part, path in paths.items()}
    return _made(
        lambda practice: records(
            {part: read(entry) for part, read in readers.items()} for entry in getattr(practice, related).all()
        )
    )


def _of_budget(attribute: str) -> Field:
    """A part of the budget; nothing where the API has no budget."""
    return _made(
        lambda practice: getattr(practice, attribute) if practice.budget_period or practice.budget_note else None
    )


def _date(name: str) -> Field:
    """A partial date, as it is written."""
    return _made(lambda practice: str(getattr(practice, name) or ""))


class _Columns(Resource):
    """In their order; those of `text__` are in the reader's language."""

    id = _made(lambda practice: str(practice.public_id))
    slug = _field("slug")
    url = _made(lambda practice: settings.SITE_URL + practice.get_absolute_url())
    title = _field("text__title")
    original_title = _field("original_title")
    original_title_language = _field("original_title_language")
    language = _field("language")
    languages = _made(lambda practice: codes(sorted(text.language for text in practice.texts.all())))
    text_language = _field("text__language")
    summary = _field("text__summary")
    countries = _made(lambda practice: codes(sorted(country.pk for country in practice.countries.all())))
    scope = _field("scope")
    place = _field("place_name")
    nuts_code = _field("nuts_code")
    latitude = _field("latitude")
    longitude = _field("longitude")
    organiser_id = _made(lambda practice: str(practice.organiser.public_id))
    organiser_name = _field("organiser__name")
    organiser_kind = _field("organiser__kind")
    started = _date("started")
    finished = _date("finished")
    ongoing = _field("ongoing")
    dimension = _field("dimension")
    themes = _entries("themes")
    aims = _entries("aims")
    target_groups = _entries("target_groups")
    type_of_project = _field("type_of_project")
    budget_amount_eur = _of_budget("budget_eur")
    budget_period = _of_budget("budget_period")
    budget_years = _of_budget("budget_years")
    budget_original_amount = _of_budget("budget_original")
    budget_original_currency = _of_budget("budget_currency")
    budget_rate = _of_budget("budget_rate")
    budget_note = _of_budget("budget_note")
    budget_doubtful = _of_budget("budget_doubtful")
    funding = _records("funding", "level", "name", "amount_eur", "share")
    partners = _records("partners", id="organisation__public_id", name="organisation__name", kind="kind")
    partners_text = _field("partners_text")
    beneficiaries = _field("beneficiaries")
    beneficiaries_estimated = _field("beneficiaries_estimated")
    beneficiaries_doubtful = _field("beneficiaries_doubtful")
    beneficiaries_when = _field("beneficiaries_when")
    beneficiaries_note = _field("beneficiaries_note")
    indicators = _records(
        "indicators", "label", "value", "unit", "year", "baseline_value", "baseline_year", "doubtful", "note"
    )
    objectives_achieved = _field("objectives_achieved")
    national_programme = _field("national_programme")
    national_programme_name = _field("national_programme_name")
    transferable = _field("transferable")
    transfer_explanation = _field("transfer_explanation")
    replicated = _field("replicated")
    replication_note = _field("replication_note")
    evaluation = _field("evaluation_method")
    evidence_level = _field("evidence_level")
    cbp = _made(lambda practice: codes(practice.cbp))
    enar = _made(lambda practice: codes(practice.enar))
    collection = _field("collection_id")
    external_id = _field("external_id")
    origin = _field("origin")
    sources = _records("sources", "title", "section", "url")
    assessments = _records("assessments", "criterion", "score", "reason", date="assessed_on")
    note = _field("note")
    last_confirmed = _field("last_confirmed_on")
    updated = _field("updated_at")
    # The sections, named apart from the facts: two are called like one.
    text_introduction = _field("text__introduction")
    text_policy_challenges = _field("text__policy_challenges")
    text_specific_objectives = _field("text__specific_objectives")
    text_target_groups = _field("text__target_groups")
    text_type_of_assistance = _field("text__type_of_assistance")
    text_main_activities = _field("text__main_activities")
    text_relations = _field("text__relations")
    text_staff_training = _field("text__staff_training")
    text_outcomes = _field("text__outcomes")
    text_scope_for_replication = _field("text__scope_for_replication")
    text_evaluation = _field("text__evaluation")
    text_other_information = _field("text__other_information")


COLUMNS = tuple(_Columns.fields)


class PracticeResource(_Columns, ModelResource):
    """Fact sheets of `for_fact_sheet()`, each a row of values with its texts in one language.

    Args:
        language: the reader's; a fact sheet without a text in it gives the English one, else the original.
    """

    class Meta:
        model = Practice
        fields = export_order = COLUMNS

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        # The library looks each up anew for each row, among all others.
        self._readers = [field.dehydrate_method or field.export for field in self.get_export_fields()]

    def export_resource(self, instance: Any, selected_fields: Any = None, **kwargs: Any) -> list[Value]:
        """The values of one fact sheet, in the order of the headers."""
        instance.text = text_for(instance, self.language)
        return [read(instance) for read in self._readers]
