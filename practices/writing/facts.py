"""The sections that hold facts (CSES study, Appendix E, questions 2.1 to 2.8, and tables 3.7 to 3.11)."""

from django.utils.translation import gettext_lazy as _

from practices.enums import BudgetPeriod, Dimension, FundingLevel, Language, PartnerKind, Scope
from practices.writing import options
from practices.writing.fields import LONGEST_PROSE, Field, Kind, Measure, Section, choices

BASICS = Section(
    "basics",
    _("Who"),
    _("Who runs the practice, with whom, and in which language you tell of it."),
    (
        Field(
            "organiser",
            Kind.ORGANISATION,
            _("Organiser"),
            "organiser",
            _("The authority or organisation that answers for it. Pick it from the directory, or propose it."),
            _("Stadt Wien"),
            required=True,
        ),
        Field(
            "partners",
            Kind.ROWS,
            _("Partners"),
            "partners",
            _("Organisations that work along (question 2.7)."),
            columns=(
                Field("organisation", Kind.ORGANISATION, _("Organisation"), "name", required=True),
                Field("kind", Kind.CHOICE, _("Kind of partner"), "kind", required=True, options=choices(PartnerKind)),
            ),
            most=60,
        ),
        Field(
            "partners_text",
            Kind.PROSE,
            _("Other partners"),
            "partners_text",
            _("Partners that are no organisation of the directory, in your own words."),
            _("About twenty sports clubs of the district."),
            longest=LONGEST_PROSE,
        ),
        Field(
            "original_title",
            Kind.LINE,
            _("Title in the original language"),
            "original_title.text",
            _("If it has a name in another language than that of the texts."),
            _("Stadtteilmütter"),
            longest=300,
        ),
        Field(
            "original_title_language",
            Kind.LINE,
            _("Language of that title"),
            "original_title.language",
            _("Its code of two or three letters."),
            _("de"),
            longest=3,
            follows="original_title",
        ),
        Field(
            "type_of_project",
            Kind.LINE,
            _("Type of project"),
            "type_of_project",
            _("In your own words."),
            _("Mentoring scheme"),
        ),
    ),
)

PLACE = Section(
    "place",
    _("Where and when"),
    _("Readers look for places like theirs, and for what still runs."),
    (
        Field(
            "scope", Kind.CHOICE, _("Scope"), "scope", _("How far it reaches."), required=True, options=choices(Scope)
        ),
        Field(
            "countries",
            Kind.SEVERAL,
            _("Countries"),
            "countries",
            _("Where it takes place. Leave it empty only if it is EU-wide."),
            required=True,
            options=options.countries,
            follows="eu_wide",
        ),
        Field("eu_wide", Kind.TICK, _("It covers the whole European Union"), "eu_wide"),
        Field("place_name", Kind.LINE, _("Place"), "place.name", _("The town, district or region."), _("Ghent"),
              longest=120),
        Field("nuts_code", Kind.LINE, _("NUTS code"), "place.nuts",
              _("The statistical code of the region, if you know it."), _("BE234"), longest=5,
              follows="place_name"),
        Field("latitude", Kind.NUMBER, _("Latitude"), "place.latitude", _("In degrees, north is positive."), "51.05",
              follows="place_name", measure=Measure.DEGREES),
        Field("longitude", Kind.NUMBER, _("Longitude"), "place.longitude", _("In degrees, east is positive."), "3.72",
              follows="place_name", measure=Measure.DEGREES),
        Field("started", Kind.DATE, _("Start"), "started",
              _("As precisely as you know it: a year, a month or a day (question 2.2)."), _("March 2008")),
        Field("ongoing", Kind.TICK, _("It is still running"), "ongoing"),
        Field("finished", Kind.DATE, _("End"), "finished", _("Leave it empty if it is still running."), "1.12.2011"),
    ),
)  # fmt: skip

SUBJECT = Section(
    "subject",
    _("What it is about"),
    _("This is how the catalogue finds and counts it."),
    (
        Field("dimension", Kind.CHOICE, _("Dimension of integration"), "dimension",
              _("The one that best summarises it."), required=True, options=choices(Dimension)),
        Field("themes", Kind.SEVERAL, _("Themes"), "themes", _("One to three say more than ten."), required=True,
              options=options.themes),
        Field("aims", Kind.SEVERAL, _("Aims"), "aims", _("What it is meant to change."), required=True,
              options=options.aims),
        Field("target_groups", Kind.SEVERAL, _("Target groups"), "target_groups",
              _("Choose “third-country nationals” only if it is for all of them."), required=True,
              options=options.target_groups),
    ),
)  # fmt: skip

MONEY = Section(
    "money",
    _("Money"),
    _("A rough figure helps more than none: say in the note how it was reckoned (question 2.6)."),
    (
        Field("amount", Kind.NUMBER, _("Budget"), "budget.amount_eur", _("In the currency in which it was spent."),
              "120 000", measure=Measure.MONEY),
        Field("currency", Kind.CHOICE, _("Currency"), "budget.original_currency", options=options.currencies,
              follows="amount"),
        Field("rate", Kind.NUMBER, _("Rate of exchange"), "budget.rate",
              _("How many units of the currency one euro was worth. The euro value is reckoned from it."), "9.50",
              follows="currency", measure=Measure.RATE),
        Field("euro", Kind.NUMBER, _("Value in euro"), "budget.amount_eur",
              _("Only if you know it better than the rate does."), follows="currency", measure=Measure.EURO),
        Field("period", Kind.CHOICE, _("What it covers"), "budget.period", options=choices(BudgetPeriod),
              follows="amount"),
        Field("years", Kind.NUMBER, _("Years covered"), "budget.years", _("If it covers several years."), "3",
              follows="period"),
        Field("doubtful", Kind.TICK, _("The figure is doubtful"), "budget.doubtful", follows="amount"),
        Field("note", Kind.PROSE, _("Note on the budget"), "budget.note", _("What it includes and what not."),
              _("Without the salaries of city staff."), longest=LONGEST_PROSE),
        Field(
            "funding",
            Kind.ROWS,
            _("Funding"),
            "funding",
            _("Where the money comes from: one row for each source."),
            columns=(
                Field("level", Kind.CHOICE, _("Level"), "level", required=True, options=choices(FundingLevel)),
                Field("name", Kind.LINE, _("Funder"), "name", example=_("European Integration Fund")),
                Field("amount_eur", Kind.NUMBER, _("Amount in euro"), "amount_eur", example="40 000",
                      measure=Measure.EURO),
                Field("share", Kind.NUMBER, _("Share in percent"), "share", example="33",
                      measure=Measure.PERCENT),
            ),
            most=40,
        ),
    ),
)  # fmt: skip

LANGUAGES = choices(Language)
