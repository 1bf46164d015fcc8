"""The fields of a budget that mean something only together: amount, currency, rate of exchange and value in euro."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from practices.data import Budget
from practices.errors import Unreadable
from practices.reading import doubt, in_euro, known_rate
from practices.reading.written import written_amount, written_rate
from practices.writing.understood import Problem, Understood

EURO = "EUR"
# Sources round, and convert at the rate of another day of the year.
LIKE = Decimal("0.05")


def budget_of(money: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of FactSheetData.budget; those without a value are None."""
    amount, currency = money["amount"], money["currency"]
    told = {key: money[key] for key in ("period", "years", "doubtful", "note")}
    if currency in {None, EURO}:
        return {"amount_eur": amount, **told}
    rate, euro = money["rate"], money["euro"]
    if amount is not None and euro is None:
        rate = rate or known_rate(currency)
        euro = in_euro(amount, currency, rate) if rate else None
    return {"original_amount": amount, "original_currency": currency, "rate": rate, "amount_eur": euro, **told}


def left_to_reckon(budget: Budget) -> bool:
    """Whether the value in euro follows from the amount and the rate, as `budget_of` reckons it."""
    if budget.original_amount is None or budget.amount_eur is None:
        return False
    try:
        euro = in_euro(budget.original_amount, budget.original_currency, budget.rate)
    except Unreadable:
        return False
    return budget.rate is not None and euro == budget.amount_eur


def read_together(found: Understood) -> None:
    """Says what the amount is in euro, or why that cannot be said; for the section as read so far."""
    money = found.values
    amount, currency = money["amount"], money["currency"]
    if amount is None:
        return
    if currency in {None, EURO}:
        found.read_back["amount"] = written_amount(amount, EURO)
        idle = [key for key in ("rate", "euro") if money[key] is not None]
        found.problems += [Problem("money", key, _("Leave this empty for an amount in euro.")) for key in idle]
        return
    rate = money["rate"] or known_rate(currency)
    if money["euro"] is not None:
        told = {"amount": written_amount(amount, currency), "euro": written_amount(money["euro"], EURO)}
        found.read_back["amount"] = _("%(amount)s, given as %(euro)s") % told
        if rate:
            _compare(found, amount, currency, rate)
        return
    if rate is None:
        found.read_back["amount"] = written_amount(amount, currency)
        found.doubts["rate"] = _("Without a rate or a value in euro, the budget cannot be compared with others.")
        return
    _reckon(found, amount, currency, rate)


def _compare(found: Understood, amount: Decimal, currency: str, rate: Decimal) -> None:
    """Doubts a given value in euro that is far from the one at the rate: of an amount that has changed, maybe."""
    try:
        euro = in_euro(amount, currency, rate)
    except Unreadable:
        return
    if abs(found.values["euro"] - euro) > LIKE * euro:
        said = _("At %(rate)s, the amount is %(euro)s. Check this value, or leave it empty to have it reckoned.")
        found.doubts["euro"] = said % {"rate": written_rate(rate), "euro": written_amount(euro, EURO)}


def _reckon(found: Understood, amount: Decimal, currency: str, rate: Decimal) -> None:
    try:
        euro = in_euro(amount, currency, rate)
    except ValueError as error:
        found.problems.append(Problem("money", "rate", str(error)))
        found.values["rate"] = None
        return
    told = {"amount": written_amount(amount, currency), "rate": written_rate(rate), "euro": written_amount(euro, EURO)}
    if found.values["rate"]:
        found.read_back["amount"] = _("%(amount)s at %(rate)s = %(euro)s") % told
    else:
        found.read_back["amount"] = _("%(amount)s at %(rate)s, the rate fixed by law = %(euro)s") % told
    doubtful = doubt(amount, currency, rate)
    if doubtful:
        found.doubts["rate"] = doubtful
