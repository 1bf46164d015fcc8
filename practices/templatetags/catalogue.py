"""How the catalogue's facts are written out for a reader, in their language."""

from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal, format_percent
from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from practices.enums import BudgetPeriod, EvidenceLevel, IndicatorUnit, Language
from practices.models import Indicator, Practice, PracticeText
from practices.reading.written import written_amount
from practices.texts import text_for

register = template.Library()


@register.simple_tag
def text_for_reader(practice: Practice) -> PracticeText:
    """The text in the reader's language, else in English, else the original."""
    return text_for(practice, _locale())


@register.simple_tag
def reach(practice: Practice) -> str:
    """Where it works: "Nantes, France", "Italy, Portugal, Spain", "EU-wide"."""
    if practice.eu_wide:
        return _("EU-wide")
    countries = ", ".join(sorted(country.name for country in practice.countries.all()))
    return f"{practice.place_name}, {countries}" if practice.place_name else countries


@register.simple_tag
def period(practice: Practice) -> str:
    """When it ran: "2011 to 2013", "since March 2008", "2011, ongoing"."""
    start = practice.started.for_reader if practice.started else ""
    finish = practice.finished.for_reader if practice.finished else ""
    if practice.ongoing:
        return _("since %(start)s, ongoing") % {"start": start} if start else _("ongoing")
    if start and finish:
        return start if start == finish else _("%(start)s to %(finish)s") % {"start": start, "finish": finish}
    if finish:
        return _("until %(finish)s") % {"finish": finish}
    return _("from %(start)s") % {"start": start} if start else ""


@register.filter
def euro(amount: Decimal | None) -> str:
    """An amount in euro: "€188,000", "39 420,68 €"."""
    return "" if amount is None else written_amount(amount, "EUR")


@register.simple_tag
def budget(practice: Practice) -> str:
    """The budget with what it covers: "€8,000 per year", "SEK 1,500,000 in total"."""
    if practice.budget_eur is not None:
        amount = written_amount(practice.budget_eur, "EUR")
    elif practice.budget_original is not None:
        amount = written_amount(practice.budget_original, practice.budget_currency)
    else:
        return ""
    if practice.budget_period == BudgetPeriod.YEARS and practice.budget_years is not None:
        years = practice.budget_years
        said = ngettext("over %(years)s year", "over %(years)s years", 1 if years == 1 else 2) % {
            "years": _number(years)
        }
    else:
        said = (
            str(BudgetPeriod(practice.budget_period).label) if practice.budget_period else ""
        )  # not yet, in a preview
    return f"{amount} {said}".strip()


@register.simple_tag
def original_budget(practice: Practice) -> str:
    """The budget in the currency of the source where it was converted: "PLN 4,344,743"."""
    if practice.budget_eur is None or practice.budget_original is None:
        return ""
    return written_amount(practice.budget_original, practice.budget_currency)


@register.filter
def share(percent: Decimal | None) -> str:
    """A share: "50%", "6,25 %"."""
    return "" if percent is None else _percent(percent)


@register.filter
def number(value: Any) -> str:
    """A number with the separators of the reader's language."""
    return "" if value is None else _number(Decimal(value))


@register.filter
def language_name(code: str) -> str:
    """A language by its own name, or its code where it is not an official language of the Union."""
    return str(Language(code).label) if code in Language.values else code


@register.filter
def evidence_meaning(level: EvidenceLevel) -> str:
    """What a level of evidence says of a fact sheet, in a sentence."""
    return {
        EvidenceLevel.CLAIMED: _(
            "Its organiser or the source describes its outcomes; neither figures nor an evaluation are known."
        ),
        EvidenceLevel.MONITORED: _("Its outcomes are given in figures; no evaluation is known."),
        EvidenceLevel.EVALUATED: _("The organisation itself evaluated it."),
        EvidenceLevel.INDEPENDENTLY_EVALUATED: _("Somebody outside the organisation evaluated it."),
        EvidenceLevel.REPLICATED: _("It was taken over elsewhere, the strongest sign that it works in another place."),
    }[level]


@register.filter
def indicator_value(indicator: Indicator) -> str:
    """The value of a figure with its unit."""
    return _measured(indicator.value, indicator.unit)


@register.filter
def baseline_value(indicator: Indicator) -> str:
    """What the figure was before, with its unit."""
    return "" if indicator.baseline_value is None else _measured(indicator.baseline_value, indicator.unit)


def _measured(value: Decimal, unit: str) -> str:
    if unit in (IndicatorUnit.PEOPLE, IndicatorUnit.ITEMS):
        return _number(value)
    if unit == IndicatorUnit.PERCENT:
        return _percent(value)
    if unit == IndicatorUnit.PERCENT_CHANGE:
        return ("+" if value > 0 else "") + _percent(value)
    if unit == IndicatorUnit.EURO:
        return written_amount(value, "EUR")
    return f"{_number(value)} {IndicatorUnit(unit).label}"


def _number(value: Decimal) -> str:
    return str(format_decimal(value, locale=_locale()))


def _percent(value: Decimal) -> str:
    return str(format_percent(value / 100, format=None, locale=_locale(), decimal_quantization=False))


def _locale() -> str:
    return (get_language() or "en").split("-")[0]
