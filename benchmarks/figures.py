"""The figures, dates and answers of a made-up fact sheet, as its rules allow them."""

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from practices.enums import (
    WHOLE_UNITS,
    BudgetPeriod,
    Criterion,
    DatePrecision,
    EvaluationMethod,
    IndicatorUnit,
    ObjectivesAchieved,
)

COLUMNS = (
    "started_on", "started_precision", "finished_on", "finished_precision", "ongoing", "budget_eur", "budget_period",
    "budget_years", "budget_original", "budget_currency", "budget_rate", "budget_doubtful", "budget_note",
    "beneficiaries", "beneficiaries_estimated", "beneficiaries_doubtful", "beneficiaries_when", "beneficiaries_note",
    "objectives_achieved", "national_programme", "national_programme_name", "transferable", "transfer_explanation",
    "replicated", "replication_note", "evaluation_method",
)  # fmt: skip
CRITERIA = Criterion.values
FIRST_YEAR, LAST_YEAR = 1992, 2025
# The real fact sheets come from studies that left most of the questionnaire's answers out; half are given here, so
# that there is something to count.
ANSWERED = 0.5


@dataclass(frozen=True)
class Dates:
    """Start and finish, each the first day meant with its precision, or none."""

    started: dt.date | None
    started_precision: str
    finished: dt.date | None
    finished_precision: str
    ongoing: bool


def dates(chance: Random) -> Dates:
    """Four in five starts are known, most to the year; a third goes on."""
    ongoing = chance.random() < 0.35
    # Recent years more often.
    year = LAST_YEAR - int((LAST_YEAR - FIRST_YEAR) * chance.random() ** 1.7)
    started, precision = _partial(chance, year) if chance.random() < 0.8 else (None, "")
    if ongoing or chance.random() < 0.3:
        return Dates(started, precision, None, "", ongoing)
    finished, finished_precision = _partial(chance, year + chance.randint(1, 6))
    return Dates(started, precision, finished, finished_precision, ongoing)


def day(chance: Random, first_year: int, last_year: int) -> dt.date:
    """Any day of these years."""
    year, month = chance.randint(first_year, last_year), chance.randint(1, 12)
    return dt.date(year, month, chance.randint(1, calendar.monthrange(year, month)[1]))


def amount(chance: Random) -> int:
    """Euro: half of them under 60,000, few over a million."""
    return int(chance.lognormvariate(11, 1.5))


def measured(chance: Random, unit: str) -> tuple[Any, ...]:
    """Value, year, value and year of the baseline of an outcome figure; `unit` stands between value and year."""
    if unit == IndicatorUnit.PERCENT:
        value, before = chance.randint(0, 100), chance.randint(0, 100)
    elif unit in WHOLE_UNITS:
        value, before = int(chance.lognormvariate(5, 1.5)), int(chance.lognormvariate(5, 1.5))
    else:
        value, before = chance.randint(1, 500), chance.randint(1, 500)
    year = chance.randint(FIRST_YEAR, LAST_YEAR) if chance.random() < 0.5 else None
    return (value, unit, year, before, year) if chance.random() < 0.1 else (value, unit, year, None, None)


def columns(chance: Random, like: Mapping[str, Any], when: Dates, said: Callable[[int], str]) -> tuple[Any, ...]:
    """The values of COLUMNS.

    Args:
        like: the real fact sheet that is followed: budget and beneficiaries are given where it gives them.
        said: makes a text of so many words.
    """
    return (
        when.started, when.started_precision, when.finished, when.finished_precision, when.ongoing,
        *_budget(chance, said, given="amount_eur" in like.get("budget", {})),
        *_beneficiaries(chance, given="beneficiaries" in like), *_answers(chance, said),
    )  # fmt: skip


def _budget(chance: Random, said: Callable[[int], str], *, given: bool) -> tuple[Any, ...]:
    if not given:
        return (None, "", None, None, "", None, False, "")
    period = chance.choice(BudgetPeriod.values)
    years = chance.randint(2, 6) if period == BudgetPeriod.YEARS else None
    note = said(15) if chance.random() < 0.3 else ""
    euro = amount(chance)
    if chance.random() < 0.1:
        return (euro, period, years, euro * 9, "SEK", 9, False, note)
    return (euro, period, years, None, "", None, chance.random() < 0.03, note)


def _beneficiaries(chance: Random, *, given: bool) -> tuple[Any, ...]:
    if not given:
        return (None, False, False, "", "")
    when = str(chance.randint(FIRST_YEAR, LAST_YEAR)) if chance.random() < 0.4 else ""
    return (int(chance.lognormvariate(5, 1.6)), chance.random() < 0.4, chance.random() < 0.03, when, "")


def _answers(chance: Random, said: Callable[[int], str]) -> tuple[Any, ...]:
    national = _answer(chance, 0.3)
    learn = _answer(chance, 0.9)
    replicated = _answer(chance, 0.2)
    return (
        chance.choice(ObjectivesAchieved.values) if chance.random() < ANSWERED else "",
        national, "National programme" if national else "", learn, said(27) if learn is not None else "",
        replicated, said(20) if replicated else "",
        chance.choice(EvaluationMethod.values) if chance.random() < ANSWERED else "",
    )  # fmt: skip


def _answer(chance: Random, share_of_yes: float) -> bool | None:
    return chance.random() < share_of_yes if chance.random() < ANSWERED else None


def _partial(chance: Random, year: int) -> tuple[dt.date, str]:
    known = chance.random()
    if known < 0.6:
        return dt.date(year, 1, 1), DatePrecision.YEAR
    if known < 0.85:
        return dt.date(year, chance.randint(1, 12), 1), DatePrecision.MONTH
    return day(chance, year, year), DatePrecision.DAY
