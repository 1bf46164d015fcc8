"""The sections that hold texts, in the order of the Model Fact Sheet (CSES study, layout of Appendix A)."""

from django.utils.translation import gettext_lazy as _

from practices.writing.fields import LONGEST_PROSE, Field, Kind, Section


def _prose(key: str, label: object, guidance: object, example: object, *, required: bool = False) -> Field:
    return Field(key, Kind.PROSE, label, f"texts.{key}", guidance, example, required=required, longest=LONGEST_PROSE)


STORY = Section(
    "story",
    _("The story"),
    _("Write for a colleague in another country who has never heard of your town."),
    (
        Field(
            "title",
            Kind.LINE,
            _("Title"),
            "texts.title",
            _("What the practice is called; short enough to stand in a list."),
            _("Neighbourhood mothers as guides to local services"),
            required=True,
            longest=300,
        ),
        _prose(
            "summary",
            _("Summary"),
            _("Two or three sentences: who does what for whom, and what came of it."),
            _(
                "The city trains women of migrant origin to visit newly arrived families and to show them the way to"
                " schools, doctors and courses. Since 2010 they have reached 400 families."
            ),
            required=True,
        ),
        _prose(
            "introduction",
            _("Introduction and context"),
            _("The place and the moment: who lives there, why the work began, what had been tried before."),
            _(
                "One in five inhabitants was born outside the EU. Before the project, newcomers heard of services only"
                " by chance."
            ),
        ),
        _prose(
            "policy_challenges",
            _("Policy challenges"),
            _("Which problems it tackles (question 2.4 of the survey)."),
            _("Young mothers rarely use health checks and kindergartens, because nobody explained them."),
        ),
        _prose(
            "specific_objectives",
            _("Specific objectives"),
            _("What should be different in the end, if possible in figures (question 2.3)."),
            _("Reach 500 families in three years; half of their children in kindergarten by the age of four."),
        ),
        _prose(
            "target_groups",
            _("Target groups"),
            _("Whom it is for, and how people are found or chosen."),
            _("Families from outside the EU in their first two years in the city, found through the registry office."),
        ),
    ),
    per_language=True,
)

WORK = Section(
    "work",
    _("The work"),
    _("What is done, by whom, and with whose help."),
    (
        _prose(
            "type_of_assistance",
            _("Type of assistance"),
            _("What people get: advice, courses, money, housing, contacts (question 2.5)."),
            _("Ten home visits, a folder in the family's language, company to the first appointments."),
        ),
        _prose(
            "main_activities",
            _("Main activities"),
            _("The steps in the order in which they happen, so that others can follow them."),
            _(
                "1. Recruit and train guides (six weeks). 2. Visit families weekly. 3. Meet each month with the"
                " services to report what does not work."
            ),
        ),
        _prose(
            "relations",
            _("Relations with other initiatives"),
            _("Programmes, networks and policies that it belongs to or builds on."),
            _("Part of the city's integration plan; exchanges with two neighbouring towns."),
        ),
        _prose(
            "staff_training",
            _("Staff training"),
            _("What those who do the work have learned for it (question 2.8)."),
            _("120 hours on health, school and family law, refreshed each year."),
        ),
    ),
    per_language=True,
)

LESSONS = Section(
    "lessons",
    _("What came of it"),
    _("What changed, how you know, and what others should do the same way or another. What did not work is welcome."),
    (
        _prose(
            "outcomes",
            _("Outcomes"),
            _("What changed for people and for the services. Figures go into the section “Results” as well."),
            _("312 families visited; kindergarten attendance among them rose from 34 to 61 percent in two years."),
        ),
        _prose(
            "scope_for_replication",
            _("Scope for replication"),
            _("What another place needs to do it: people, money, law, partners; and what it should avoid."),
            _("Works where a coordinator is paid; volunteers alone stopped after some months."),
        ),
        _prose(
            "evaluation",
            _("Evaluation"),
            _("Who looked at it, by which method, and what they found."),
            _("The university interviewed 60 families in 2012: trust in services had grown, income had not."),
        ),
        _prose(
            "other_information",
            _("Other information"),
            _("Whatever a reader should know and found no place above."),
            _("A film about the project was shown at the city festival."),
        ),
    ),
    per_language=True,
)
