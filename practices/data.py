"""The shape in which a fact sheet reaches the workflows, whoever sends it: fixture, form, API or import.

The keys are those of the files in `fixtures/practices/`; docs/fixtures.md describes them for people who edit.
"""

import uuid
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from network.workflows import Entry, Place, Translated
from practices.enums import (
    BudgetPeriod,
    Dimension,
    EvaluationMethod,
    FundingLevel,
    IndicatorUnit,
    Language,
    ObjectivesAchieved,
    Origin,
    PartnerKind,
    Scope,
)
from practices.partial_dates import PartialDate
from practices.principles import CommonBasicPrinciple, EnarPrinciple


def _partial_date(value: Any) -> Any:
    if value is None or isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise ValueError(_('Put the date in quotes: "%(value)s".') % {"value": value})  # noqa: TRY004  # pydantic listens for ValueError
    return PartialDate.parse(value)


def _decimal(value: Any) -> Any:
    # YAML reads 39420.68 as a float; its shortest text is what was typed.
    return Decimal(str(value)) if isinstance(value, float) else value


def _number_in_collection(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(_("Write a number or a short text, not %(value)s.") % {"value": value})  # noqa: TRY004  # as above
    return value


# JSON holds it as it is written, so that what was kept can be read again.
Date = Annotated[PartialDate, BeforeValidator(_partial_date), PlainSerializer(str, return_type=str, when_used="json")]
Number = Annotated[Decimal, BeforeValidator(_decimal)]


class WordData(Entry):
    """An entry of a vocabulary."""

    code: str
    label: Translated
    description: Translated


class ThemeData(WordData):
    """A theme, under its dimension if it has one."""

    dimension: Dimension | None = None


class CollectionData(WordData):
    """A collection of fact sheets."""

    publisher: str = ""
    published: int | None = None
    citation: str = ""


class OriginalTitle(Entry):
    """The title in its own language."""

    text: str
    language: str


class Budget(Entry):
    """Money: the amount in euro, or in another currency, and what it covers."""

    amount_eur: Number | None = None
    period: BudgetPeriod | None = None
    years: Number | None = None
    original_amount: Number | None = None
    original_currency: str = ""
    rate: Number | None = None
    doubtful: bool = False
    note: str = ""


class FundingData(Entry):
    """A source of money."""

    level: FundingLevel
    name: str = ""
    amount_eur: Number | None = None
    share: Number | None = None


class PartnerData(Entry):
    """A named partner; the name is that of an organisation."""

    name: str
    kind: PartnerKind


class Beneficiaries(Entry):
    """People reached."""

    number: int
    estimated: bool = False
    when: str = ""
    doubtful: bool = False
    note: str = ""


class IndicatorData(Entry):
    """An outcome figure."""

    label: str
    value: Number
    unit: IndicatorUnit
    year: int | None = None
    baseline_value: Number | None = None
    baseline_year: int | None = None
    doubtful: bool = False
    note: str = ""


class NationalProgramme(Entry):
    """Whether it is part of a wider national programme, and which."""

    part: bool
    name: str = ""


class Answer(Entry):
    """A yes or no with its explanation."""

    answer: bool
    explanation: str = ""


class Principles(Entry):
    """Numbers of principles that the source links it to."""

    cbp: list[CommonBasicPrinciple] = Field(default_factory=list)
    enar: list[EnarPrinciple] = Field(default_factory=list)


class SourceData(Entry):
    """A passage or a link."""

    section: str = ""
    title: str = ""
    url: str = ""


class AttachmentData(Entry):
    """An image or document of the fact sheet: which (Attachment.public_id) and what it shows."""

    id: uuid.UUID
    description: str


class TextData(Entry):
    """A fact sheet's text in one language."""

    title: str
    summary: str
    introduction: str = ""
    policy_challenges: str = ""
    specific_objectives: str = ""
    target_groups: str = ""
    type_of_assistance: str = ""
    main_activities: str = ""
    relations: str = ""
    staff_training: str = ""
    outcomes: str = ""
    scope_for_replication: str = ""
    evaluation: str = ""
    other_information: str = ""


class FactSheetData(Entry):
    """A whole fact sheet. Themes, aims, groups and countries are codes; organisations are names."""

    id: Annotated[int | str, BeforeValidator(_number_in_collection)]
    title: str
    language: Language = Language.EN
    original_title: OriginalTitle | None = None
    countries: list[str]
    scope: Scope
    eu_wide: bool = False
    place: Place | None = None
    organiser: str
    started: Date | None = None
    finished: Date | None = None
    ongoing: bool = False
    dimension: Dimension
    themes: list[str] = Field(min_length=1)
    aims: list[str] = Field(min_length=1)
    target_groups: list[str] = Field(min_length=1)
    type_of_project: str = ""
    budget: Budget = Budget()
    funding: list[FundingData] = Field(default_factory=list)
    partners: list[PartnerData] = Field(default_factory=list)
    partners_text: str = ""
    beneficiaries: Beneficiaries | None = None
    objectives_achieved: ObjectivesAchieved | None = None
    indicators: list[IndicatorData] = Field(default_factory=list)
    national_programme: NationalProgramme | None = None
    transferable: Answer | None = None
    replicated: Answer | None = None
    evaluation: EvaluationMethod | None = None
    principles: Principles = Principles()
    origin: Origin | None = None
    sources: list[SourceData] = Field(min_length=1)
    attachments: list[AttachmentData] = Field(default_factory=list)
    note: str = ""
    texts: dict[Language, TextData]

    @model_validator(mode="after")
    def _original_text_is_there(self) -> "FactSheetData":
        original = self.texts.get(self.language)
        if original is None:
            missing = _("The original text (%(language)s) is missing.") % {"language": self.language.value}
            raise ValueError(f"texts: {missing}")
        if original.title != self.title:
            differs = _("It differs from the one in texts.%(language)s.") % {"language": self.language.value}
            raise ValueError(f"title: {differs}")
        return self

    @model_validator(mode="after")
    def _countries_fit_reach(self) -> "FactSheetData":
        if self.eu_wide == bool(self.countries):
            excluded, wanted = _("A practice for the whole EU names none."), _("Name one, or write eu_wide: true.")
            rule = excluded if self.eu_wide else wanted
            raise ValueError(f"countries: {rule}")
        return self
