"""The sections that hold results and proof (CSES study, Appendix E, questions 2.9 to 2.15; ENAR toolkit; CBP)."""

from django.utils.translation import gettext_lazy as _

from practices.enums import EvaluationMethod, IndicatorUnit, ObjectivesAchieved
from practices.principles import CommonBasicPrinciple, EnarPrinciple
from practices.writing.fields import LONGEST_PROSE, Field, Kind, Measure, Options, Section, choices


def _numbered(kind: type[CommonBasicPrinciple] | type[EnarPrinciple]) -> Options:
    return [(str(principle.value), f"{principle.value}. {principle.label}") for principle in kind]


RESULTS = Section(
    "results",
    _("Results"),
    _("Figures and plain answers; the texts before tell the rest."),
    (
        Field("beneficiaries", Kind.WHOLE, _("People reached"), "beneficiaries.number", _("In all, so far."), "312"),
        Field("beneficiaries_estimated", Kind.TICK, _("The number is estimated"), "beneficiaries.estimated",
              follows="beneficiaries"),
        Field("beneficiaries_when", Kind.LINE, _("When they were counted"), "beneficiaries.when",
              example=_("by the end of 2011"), longest=80, follows="beneficiaries"),
        Field("beneficiaries_doubtful", Kind.TICK, _("The number is doubtful"), "beneficiaries.doubtful",
              follows="beneficiaries"),
        Field("beneficiaries_note", Kind.PROSE, _("Note on the people reached"), "beneficiaries.note",
              _("Who was counted, and how."), longest=LONGEST_PROSE, follows="beneficiaries"),
        Field("objectives_achieved", Kind.CHOICE, _("Were the objectives achieved?"), "objectives_achieved",
              _("Question 2.11 of the survey."), options=choices(ObjectivesAchieved)),
        Field(
            "indicators",
            Kind.ROWS,
            _("Outcome figures"),
            "indicators",
            _("What was measured, once at the beginning and once later if possible: one row for each figure."),
            columns=(
                Field("label", Kind.LINE, _("What is measured"), "label", example=_("Children in kindergarten"),
                      required=True),
                Field("value", Kind.NUMBER, _("Value"), "value", example="61", required=True,
                      measure=Measure.SIGNED),
                Field("unit", Kind.CHOICE, _("Unit"), "unit", required=True, options=choices(IndicatorUnit)),
                Field("year", Kind.YEAR, _("Year"), "year", example="2012"),
                Field("baseline_value", Kind.NUMBER, _("Value before"), "baseline_value", example="34",
                      measure=Measure.SIGNED),
                Field("baseline_year", Kind.YEAR, _("Year of that value"), "baseline_year", example="2010"),
                Field("doubtful", Kind.TICK, _("Doubtful"), "doubtful"),
                Field("note", Kind.LINE, _("Note"), "note", longest=2000),
            ),
            most=60,
        ),
        Field("national_programme", Kind.YES_NO, _("Is it part of a wider national programme?"),
              "national_programme.part", _("Question 2.12.")),
        Field("national_programme_name", Kind.LINE, _("Which programme?"), "national_programme.name",
              follows="national_programme"),
        Field("transferable", Kind.YES_NO, _("Can others learn from it?"), "transferable.answer", _("Question 2.13.")),
        Field("transfer_explanation", Kind.PROSE, _("What can they learn, or why not?"), "transferable.explanation",
              longest=LONGEST_PROSE, follows="transferable"),
        Field("replicated", Kind.YES_NO, _("Has it been taken over elsewhere?"), "replicated.answer"),
        Field("replication_note", Kind.PROSE, _("Where, and by whom?"), "replicated.explanation",
              longest=LONGEST_PROSE, follows="replicated"),
        Field("evaluation", Kind.CHOICE, _("Has it been evaluated?"), "evaluation",
              _("By the organiser (internal), by somebody independent (external), or both."),
              options=choices(EvaluationMethod)),
    ),
)  # fmt: skip

PRINCIPLES = Section(
    "principles",
    _("Principles"),
    _("Tick what the practice puts into effect; leave out what it only agrees with."),
    (
        Field("cbp", Kind.SEVERAL, _("Common Basic Principles for integration policy"), "principles.cbp",
              _("Agreed by the Council of the European Union in 2004."),
              options=lambda: _numbered(CommonBasicPrinciple)),
        Field("enar", Kind.SEVERAL, _("Principles of the European Network Against Racism"), "principles.enar",
              options=lambda: _numbered(EnarPrinciple)),
    ),
)  # fmt: skip

SOURCES = Section(
    "sources",
    _("Sources and files"),
    _("Where a reader can check what you wrote. No names or addresses of private persons, please."),
    (
        Field(
            "sources",
            Kind.ROWS,
            _("Sources"),
            "sources",
            _("A website, a report, a decision of the council: at least one."),
            required=True,
            columns=(
                Field("title", Kind.LINE, _("Document"), "title", example=_("Final report 2012"), longest=300),
                Field("section", Kind.LINE, _("Passage"), "section", example=_("Chapter 3"), longest=300),
                Field("url", Kind.LINE, _("Link"), "url", example="https://www.example.org/report", longest=500),
            ),
            most=60,
        ),
        Field(
            "attachments",
            Kind.ROWS,
            _("Images and documents"),
            "attachments",
            _("Say for each what it shows: that is read to those who cannot see it."),
            columns=(
                Field("id", Kind.FILE, _("File"), "id"),
                Field("description", Kind.LINE, _("What it shows"), "description", required=True,
                      example=_("Two women at a kitchen table with a folder"), longest=300),
            ),
            most=20,
        ),
        Field("note", Kind.PROSE, _("Note on the sources"), "note",
              _("What they contradict each other in, or do not say."), longest=LONGEST_PROSE),
    ),
)  # fmt: skip
