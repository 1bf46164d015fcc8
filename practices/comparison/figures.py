"""Money, people and outcomes of a fact sheet, to set beside those of another."""

from django.utils.translation import gettext as _

from practices.comparison.said import Said, foreign, lines_of, plain, together
from practices.enums import FundingLevel
from practices.models import Funding, Indicator, Practice
from practices.templatetags import catalogue as written


def budget(practice: Practice) -> Said:
    """The amount, what it was before its conversion, and the note; compared in euro where they are known."""
    doubt = _("doubtful") if practice.budget_doubtful else ""
    lines = [together(written.budget(practice), doubt), _converted(practice)]
    amount = practice.budget_eur
    compared = amount if amount is not None else (practice.budget_original, practice.budget_currency)
    covers = (practice.budget_period, practice.budget_years)
    return Said(
        [(line, "") for line in lines if line] + lines_of(practice.budget_note, foreign(practice)),
        (compared, covers, practice.budget_doubtful, plain(practice.budget_note)),
    )


def _converted(practice: Practice) -> str:
    """What a budget was before it became euro, and at which rate."""
    original, rate = written.original_budget(practice), practice.budget_rate
    if not original or rate is None:
        return original
    at = _("€1 = %(rate)s %(currency)s") % {"rate": written.number(rate), "currency": practice.budget_currency}
    return f"{original} ({at})"


def funding(practice: Practice) -> Said:
    """Each source of money with its level, amount and share."""
    sources = practice.funding.all()
    compared = {(one.level, plain(one.name), one.amount_eur, one.share) for one in sources}
    return Said([(_funder(one), "") for one in sources], compared)


def _funder(source: Funding) -> str:
    level = str(FundingLevel(source.level).label)
    parts = (level if source.name else "", written.euro(source.amount_eur), written.share(source.share))
    details = ", ".join(part for part in parts if part)
    name = source.name or level
    return f"{name} ({details})" if details else name


def beneficiaries(practice: Practice) -> Said:
    """How many, how well known, and the note."""
    number = together(
        written.number(practice.beneficiaries),
        _("estimated") if practice.beneficiaries_estimated else "",
        practice.beneficiaries_when,
        _("doubtful") if practice.beneficiaries_doubtful else "",
    )
    compared = (
        practice.beneficiaries,
        practice.beneficiaries_estimated,
        plain(practice.beneficiaries_when),
        practice.beneficiaries_doubtful,
        plain(practice.beneficiaries_note),
    )
    return Said(
        ([(number, "")] if number else []) + lines_of(practice.beneficiaries_note, foreign(practice)), compared
    )


def indicators(practice: Practice) -> Said:
    """Each outcome figure with what it is compared with."""
    figures = practice.indicators.all()
    compared = {
        (
            plain(one.label),
            one.value,
            one.unit,
            one.year,
            one.baseline_value,
            one.baseline_year,
            one.doubtful,
            plain(one.note),
        )
        for one in figures
    }
    return Said([(_figure(one), foreign(practice)) for one in figures], compared)


def _figure(indicator: Indicator) -> str:
    said = {"label": indicator.label, "value": written.indicator_value(indicator), "year": indicator.year}
    before = {"value": written.baseline_value(indicator), "year": indicator.baseline_year}
    baseline = _("before: %(value)s in %(year)s") if indicator.baseline_year else _("before: %(value)s")
    return together(
        (_("%(label)s: %(value)s (%(year)s)") if indicator.year else _("%(label)s: %(value)s")) % said,
        baseline % before if before["value"] else "",
        _("doubtful") if indicator.doubtful else "",
        indicator.note,
    )
