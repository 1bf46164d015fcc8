"""The facts that are compared, in the order of the facts box and the model."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.comparison.figures import beneficiaries, budget, funding, indicators
from practices.comparison.said import Said, foreign, in_one_line, lines_of, plain
from practices.enums import PartnerKind
from practices.models import Practice
from practices.principles import CommonBasicPrinciple, EnarPrinciple
from practices.templatetags import catalogue as written


def _choice(name: str) -> Callable[[Practice], Said]:
    """A field with choices, in the words of the choice."""
    return lambda practice: in_one_line(str(getattr(practice, f"get_{name}_display")()), getattr(practice, name))


def _words(name: str) -> Callable[[Practice], Said]:
    """Entries of a vocabulary, in its order."""

    def say(practice: Practice) -> Said:
        words = getattr(practice, name).all()
        return Said([(word.label, "") for word in words], {word.pk for word in words})

    return say


def _countries(practice: Practice) -> Said:
    if practice.eu_wide:
        return in_one_line(_("EU-wide"), "eu_wide")
    countries = sorted(practice.countries.all(), key=lambda country: country.name)
    return Said([(country.name, "") for country in countries], {country.pk for country in countries})


def _place(practice: Practice) -> Said:
    return in_one_line(practice.place_name, plain(practice.place_name))


def _nuts(practice: Practice) -> Said:
    return in_one_line(practice.nuts_code, practice.nuts_code)


def _organiser(practice: Practice) -> Said:
    organiser = practice.organiser
    translated = organiser.name_for_reader
    name = f"{organiser.name} ({translated})" if translated else organiser.name
    return Said([(name, ""), (str(organiser.get_kind_display()), "")], organiser.pk)


def _period(practice: Practice) -> Said:
    return in_one_line(written.period(practice), (practice.started, practice.finished, practice.ongoing))


def _type(practice: Practice) -> Said:
    return Said(lines_of(practice.type_of_project, foreign(practice)), plain(practice.type_of_project))


def _partners(practice: Practice) -> Said:
    partners = practice.partners.all()
    named = [(f"{one.organisation.name} ({PartnerKind(one.kind).label})", "") for one in partners]
    return Said(
        named + lines_of(practice.partners_text, foreign(practice)),
        ({(one.organisation_id, one.kind) for one in partners}, plain(practice.partners_text)),
    )


def _answer(name: str, explanation: str) -> Callable[[Practice], Said]:
    """A yes or no with what is said on it."""

    def say(practice: Practice) -> Said:
        answer, said = getattr(practice, name), getattr(practice, explanation)
        yes_or_no = [] if answer is None else [(_("Yes") if answer else _("No"), "")]
        return Said(yes_or_no + lines_of(said, foreign(practice)), (answer, plain(said)))

    return say


def _evidence(practice: Practice) -> Said:
    return in_one_line(str(practice.evidence_level.label), practice.evidence_level)


def _principles(name: str, principles: type[CommonBasicPrinciple | EnarPrinciple]) -> Callable[[Practice], Said]:
    def say(practice: Practice) -> Said:
        numbers = sorted(getattr(practice, name))
        return Said([(f"{number}. {principles(number).label}", "") for number in numbers], numbers)

    return say


# Name, label, and what a fact sheet says on it.
FACTS: list[tuple[str, Any, Callable[[Practice], Said]]] = [
    ("countries", gettext_lazy("Country"), _countries),
    ("place_name", gettext_lazy("Place"), _place),
    ("nuts_code", gettext_lazy("NUTS code"), _nuts),
    ("scope", gettext_lazy("Scope"), _choice("scope")),
    ("organiser", gettext_lazy("Organiser"), _organiser),
    ("period", gettext_lazy("When"), _period),
    ("dimension", gettext_lazy("Dimension"), _choice("dimension")),
    ("themes", gettext_lazy("Themes"), _words("themes")),
    ("aims", gettext_lazy("Aims"), _words("aims")),
    ("target_groups", gettext_lazy("Target groups"), _words("target_groups")),
    ("type_of_project", gettext_lazy("Type of project"), _type),
    ("budget", gettext_lazy("Budget"), budget),
    ("funding", gettext_lazy("Funding"), funding),
    ("partners", gettext_lazy("Partners"), _partners),
    ("beneficiaries", gettext_lazy("Beneficiaries"), beneficiaries),
    ("objectives_achieved", gettext_lazy("Objectives achieved"), _choice("objectives_achieved")),
    (
        "national_programme",
        gettext_lazy("Part of a national programme"),
        _answer("national_programme", "national_programme_name"),
    ),
    ("evaluation_method", gettext_lazy("Evaluation"), _choice("evaluation_method")),
    ("transferable", gettext_lazy("Others can learn from it"), _answer("transferable", "transfer_explanation")),
    ("replicated", gettext_lazy("Taken over elsewhere"), _answer("replicated", "replication_note")),
    ("evidence_level", gettext_lazy("Evidence level"), _evidence),
    ("cbp", gettext_lazy("Common Basic Principles"), _principles("cbp", CommonBasicPrinciple)),
    ("enar", gettext_lazy("ENAR principles"), _principles("enar", EnarPrinciple)),
    ("indicators", gettext_lazy("Outcomes in figures"), indicators),
]
