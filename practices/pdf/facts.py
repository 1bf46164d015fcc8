"""The facts of a fact sheet as the box on its page gives them (templates/practices/facts_box.html), line by line."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from practices.enums import FundingLevel, PartnerKind
from practices.models import Funding, Practice
from practices.principles import CommonBasicPrinciple, EnarPrinciple
from practices.templatetags import catalogue as written


@dataclass(frozen=True)
class Line:
    """One line of a fact, with what stands smaller beside it.

    `language` is that of the text, "" for the reader's; a `note` is smaller as a whole.
    """

    text: str
    aside: str = ""
    doubtful: bool = False
    language: str = ""
    note: bool = False


@dataclass(frozen=True)
class Fact:
    """A fact with its name."""

    term: str
    lines: list[Line]


def facts(practice: Practice) -> list[Fact]:
    """All that is known, in the order of the box and in the language in force; needs `for_fact_sheet()`."""
    original = practice.language
    found = [
        (_("Country"), _plain(written.reach(practice))),
        (_("NUTS code"), _plain(practice.nuts_code)),
        (_("Scope"), _plain(practice.get_scope_display())),
        (_("Organiser"), _organiser(practice)),
        (_("When"), _plain(written.period(practice))),
        (_("Dimension"), _plain(practice.get_dimension_display())),
        (_("Type of project"), _plain(practice.type_of_project, original)),
        (_("Themes"), [Line(theme.label) for theme in practice.themes.all()]),
        (_("Aims"), _in_one_line(aim.label for aim in practice.aims.all())),
        (_("Target groups"), _in_one_line(group.label for group in practice.target_groups.all())),
        (_("Budget"), _budget(practice)),
        (_("Funding"), [_funding(source) for source in practice.funding.all()]),
        (_("Partners"), _partners(practice)),
        (_("Beneficiaries"), _beneficiaries(practice)),
        (_("Objectives achieved"), _plain(practice.get_objectives_achieved_display())),
        (_("Part of a national programme"), _national_programme(practice)),
        (_("Evaluation"), _plain(practice.get_evaluation_method_display())),
        (_("Others can learn from it"), _answer(practice.transferable, practice.transfer_explanation, original)),
        (_("Taken over elsewhere"), _answer(practice.replicated, practice.replication_note, original)),
        (_("Common Basic Principles"), _numbered(practice.cbp, CommonBasicPrinciple)),
        (_("ENAR principles"), _numbered(practice.enar, EnarPrinciple)),
    ]
    return [Fact(term, lines) for term, lines in found if lines]


def _plain(text: str, language: str = "") -> list[Line]:
    return [Line(str(text), language=language)] if text else []


def _note(text: str, language: str) -> list[Line]:
    return [Line(text, language=language, note=True)] if text else []


def _in_one_line(labels: Iterable[str]) -> list[Line]:
    return _plain(", ".join(labels))


def _numbered(numbers: Iterable[int], principles: type[CommonBasicPrinciple | EnarPrinciple]) -> list[Line]:
    return [Line(f"{number}. {principles(number).label}") for number in numbers]


def _organiser(practice: Practice) -> list[Line]:
    organiser = practice.organiser
    translated = organiser.name_for_reader
    name = f"{organiser.name} ({translated})" if translated else organiser.name
    return [Line(name), Line(str(organiser.get_kind_display()), note=True)]


def _budget(practice: Practice) -> list[Line]:
    amount, original = written.budget(practice), written.original_budget(practice)
    if original and practice.budget_rate is not None:
        rate = {"rate": written.number(practice.budget_rate), "currency": practice.budget_currency}
        original = f"{original} ({_('€1 = %(rate)s %(currency)s') % rate})"
    return [
        *([Line(amount, doubtful=practice.budget_doubtful)] if amount else []),
        *_note(original, ""),
        *_note(practice.budget_note, practice.language),
    ]


def _funding(source: Funding) -> Line:
    level = str(FundingLevel(source.level).label)
    details = (level, written.euro(source.amount_eur), written.share(source.share))
    return Line(source.name or level, aside=f"({', '.join(part for part in details if part)})")


def _partners(practice: Practice) -> list[Line]:
    named = [
        Line(partner.organisation.name, aside=f"({PartnerKind(partner.kind).label})")
        for partner in practice.partners.all()
    ]
    return named + _plain(practice.partners_text, practice.language)


def _beneficiaries(practice: Practice) -> list[Line]:
    if practice.beneficiaries is None:
        return []
    estimated = f"({_('estimated')})" if practice.beneficiaries_estimated else ""
    when = f"· {practice.beneficiaries_when}" if practice.beneficiaries_when else ""
    counted = Line(
        written.number(practice.beneficiaries),
        aside=" ".join(part for part in (estimated, when) if part),
        doubtful=practice.beneficiaries_doubtful,
    )
    return [counted, *_note(practice.beneficiaries_note, practice.language)]


def _national_programme(practice: Practice) -> list[Line]:
    said = _answer(practice.national_programme, "", "")
    if not said or not practice.national_programme_name:
        return said
    return [Line(f"{said[0].text}{_(':')} {practice.national_programme_name}")]


def _answer(answer: bool | None, explanation: str, language: str) -> list[Line]:  # noqa: FBT001  # a field of the model
    if answer is None:
        return []
    yes, no = _("Yes,No").split(",")
    return [Line(yes if answer else no), *_note(explanation, language)]
