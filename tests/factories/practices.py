"""Fact sheets and what belongs to them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from practices.models import (
    Aim,
    Assessment,
    Collection,
    Funding,
    Indicator,
    Partner,
    Practice,
    PracticeText,
    SavedList,
    SavedListEntry,
    Source,
    TargetGroup,
    Theme,
)
from practices.partial_dates import PartialDate
from tests.factories.network import CountryFactory, OrganisationFactory, UserFactory


class ThemeFactory(DjangoModelFactory[Theme]):
    """Employment, unless another code is given."""

    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = "employment"
    label = factory.LazyAttribute(lambda word: word.code.replace("_", " ").capitalize())
    dimension = "socio_economic"


class AimFactory(DjangoModelFactory[Aim]):
    """Training, unless another code is given."""

    class Meta:
        model = Aim
        django_get_or_create = ("code",)

    code = "training"
    label = "Training"


class TargetGroupFactory(DjangoModelFactory[TargetGroup]):
    """Women, unless another code is given."""

    class Meta:
        model = TargetGroup
        django_get_or_create = ("code",)

    code = "women"
    label = "Women"


class CollectionFactory(DjangoModelFactory[Collection]):
    """The CSES study, unless another code is given."""

    class Meta:
        model = Collection
        django_get_or_create = ("code",)

    code = "cses-2012"
    label = "CSES study"
    published = 2012


class PracticeFactory(DjangoModelFactory[Practice]):
    """A fact sheet in English of one French city; `full=True` fills in all that may be left open."""

    class Meta:
        model = Practice
        skip_postgeneration_save = True

    class Params:
        full = factory.Trait(
            original_title="Le titre",
            original_title_language="fr",
            place_name="Roubaix",
            nuts_code="FRE11",
            latitude=50.69,
            longitude=3.17,
            started_on=dt.date(2008, 3, 1),
            started_precision="month",
            finished_on=dt.date(2011, 1, 1),
            finished_precision="year",
            type_of_project="Citizenship",
            budget_eur=Decimal(12000),
            budget_period="years",
            budget_years=Decimal("1.5"),
            budget_original=Decimal(48000),
            budget_currency="PLN",
            budget_rate=Decimal(4),
            beneficiaries=180,
            beneficiaries_when="2010",
            national_programme=True,
            national_programme_name="National plan",
            transferable=True,
            evaluation_method="internal",
            objectives_achieved="partly",
            cbp=[3, 7],
            enar=[1, 15],
            origin="survey",
        )

    slug = factory.Sequence(lambda number: f"practice-{number}")
    external_id = factory.Sequence(lambda number: str(number + 1))
    language = "en"
    scope = "regional_municipal"
    dimension = "socio_economic"
    organiser = factory.SubFactory(OrganisationFactory)
    collection = factory.SubFactory(CollectionFactory)

    @factory.post_generation
    def title(self, create: bool, given: str | None, **kwargs: Any) -> None:
        """The original text, which no fact sheet is without."""
        TextFactory(practice=self, language=self.language, title=given or f"Title of {self.slug}")

    @factory.post_generation
    def countries(self, create: bool, given: list[str] | None, **kwargs: Any) -> None:
        """By code; France unless given or EU-wide."""
        codes = given if given is not None else ([] if self.eu_wide else ["FR"])
        self.countries.set([CountryFactory(code=code) for code in codes])

    @factory.post_generation
    def themes(self, create: bool, given: list[str] | None, **kwargs: Any) -> None:
        """By code."""
        self.themes.set([ThemeFactory(code=code) for code in given or ["employment"]])

    @factory.post_generation
    def aims(self, create: bool, given: list[str] | None, **kwargs: Any) -> None:
        """By code."""
        self.aims.set([AimFactory(code=code) for code in given or ["training"]])

    @factory.post_generation
    def target_groups(self, create: bool, given: list[str] | None, **kwargs: Any) -> None:
        """By code."""
        self.target_groups.set([TargetGroupFactory(code=code) for code in given or ["women"]])

    @factory.post_generation
    def dates(self, create: bool, given: tuple[str, str] | None, **kwargs: Any) -> None:
        """Start and finish as they are written, for example ("2008-03", "2011")."""
        if given:
            self.started, self.finished = (PartialDate.parse(text) if text else None for text in given)
            self.save()


class TextFactory(DjangoModelFactory[PracticeText]):
    """A text in English."""

    class Meta:
        model = PracticeText

    practice = factory.SubFactory(PracticeFactory)
    language = "en"
    title = "A title"
    summary = "What they do, for whom, and what came of it."
    main_activities = "Courses and advice."


class FundingFactory(DjangoModelFactory[Funding]):
    """Half of the money, from the city."""

    class Meta:
        model = Funding

    practice = factory.SubFactory(PracticeFactory)
    level = "local"
    name = "Ville"
    amount_eur = Decimal(6000)
    share = Decimal(50)


class PartnerFactory(DjangoModelFactory[Partner]):
    """A partner from civil society."""

    class Meta:
        model = Partner

    practice = factory.SubFactory(PracticeFactory)
    organisation = factory.SubFactory(OrganisationFactory, kind="ngo")
    kind = "civil_society"


class IndicatorFactory(DjangoModelFactory[Indicator]):
    """Satisfied clients in percent, with a baseline."""

    class Meta:
        model = Indicator

    practice = factory.SubFactory(PracticeFactory)
    position = factory.Sequence(lambda number: number)
    label = "Satisfied clients"
    value = Decimal(97)
    unit = "percent"
    year = 2012
    baseline_value = Decimal(40)
    baseline_year = 2008


class SourceFactory(DjangoModelFactory[Source]):
    """A passage."""

    class Meta:
        model = Source

    practice = factory.SubFactory(PracticeFactory)
    section = "Appendix A, case study 1"


class AssessmentFactory(DjangoModelFactory[Assessment]):
    """A judgement on relevance."""

    class Meta:
        model = Assessment

    practice = factory.SubFactory(PracticeFactory)
    criterion = "relevance"
    score = 4
    reason = "It meets a need that the city has shown."
    assessed_on = dt.date(2026, 1, 15)


class SavedListFactory(DjangoModelFactory[SavedList]):
    """A list without an entry; each of another owner."""

    class Meta:
        model = SavedList
        skip_postgeneration_save = True

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda number: f"List {number}")

    @factory.post_generation
    def practices(self, create: bool, given: list[Practice] | None, **kwargs: Any) -> None:
        """In their order."""
        for position, practice in enumerate(given or [], start=1):
            SavedListEntryFactory(saved_list=self, practice=practice, position=position)


class SavedListEntryFactory(DjangoModelFactory[SavedListEntry]):
    """The first of a list."""

    class Meta:
        model = SavedListEntry

    saved_list = factory.SubFactory(SavedListFactory)
    practice = factory.SubFactory(PracticeFactory)
    position = 1
