"""A value in euro that follows from the amount goes on following it in the next version; one that was given stays."""

from decimal import Decimal
from typing import Any

import pytest

from practices.data import Budget, FactSheetData
from practices.differences import differences
from practices.models import Draft, Practice
from practices.workflows import begin_version, publish, save_section, save_sheet, submit_draft
from practices.writing import BY_NAME
from practices.writing.assemble import read_draft
from practices.writing.interpret import understand
from practices.writing.money import budget_of
from practices.writing.typed import typed_out
from tests.factories import DraftFactory
from tests.practices.reviews import SCORED, reviewer

pytestmark = pytest.mark.django_db

MONEY = BY_NAME["money"]


def content_with(**budget: Any) -> FactSheetData:
    content = read_draft(DraftFactory.create(complete=True)).content
    assert content is not None
    return content.model_copy(update={"budget": Budget.model_validate(budget)})


def published(draft: Draft, by: Any, rita: Any) -> Practice:
    submission = submit_draft(draft=draft, expected_version=draft.version, by=by)
    held = save_sheet(submission=submission, sheet=SCORED, expected_version=1, by=rita)
    practice = publish(submission=held, expected_version=held.version, by=rita)
    practice.refresh_from_db()
    return practice


def test_the_next_version_reckons_the_value_in_euro_of_another_amount(city, officer):
    rita = reviewer()
    money = {"amount": "1000000", "currency": "SEK", "rate": "9.50", "period": "total"}
    draft = DraftFactory.create(complete=True, organisation=city, typed={"money": money})
    practice = published(draft, officer, rita)
    before = practice.budget_eur
    version = begin_version(practice=practice, by=officer)
    save_section(draft=version, name="money", data={"amount": "2000000"}, expected_version=1, by=officer)
    version.refresh_from_db()
    after = published(version, officer, rita).budget_eur
    assert (before, after) == (Decimal("105263.16"), Decimal("210526.32"))


@pytest.mark.parametrize(
    ("amount", "currency", "rate", "euro", "typed"),
    [
        pytest.param("1000000", "SEK", "9.5", "105263.16", ("9.5", ""), id="reckoned from a rate"),
        pytest.param("48000", "DEM", "1.95583", "24542.01", ("", ""), id="reckoned from the rate fixed by law"),
        pytest.param("1000000", "SEK", "9.5", "105000", ("9.5", "105000"), id="known better than the rate does"),
        pytest.param("80000", "GBP", None, "99000", ("", "99000"), id="without a rate"),
        pytest.param("48000", "DEM", None, "24542.01", ("", "24542.01"), id="without the rate fixed by law"),
        pytest.param("48000", "DEM", "2", "24000", ("2", "24000"), id="at another rate than the law's"),
        pytest.param("270000", "GBP", None, None, ("", ""), id="in pounds alone"),
    ],
)
def test_only_what_is_not_reckoned_is_typed_out_for_the_next_version(amount, currency, rate, euro, typed):
    content = content_with(original_amount=amount, original_currency=currency, rate=rate, amount_eur=euro)
    money = typed_out(content, reckoned=False)["money", ""]
    read_again = Budget.model_validate(budget_of(understand(MONEY, money, "en").values | {"note": "", "period": None}))
    assert ((money["rate"], money["euro"]), read_again) == (typed, content.budget)


def test_a_comparison_shows_the_value_in_euro_that_follows():
    before = content_with(original_amount="95", original_currency="SEK", rate="9.5", amount_eur="10")
    after = before.model_copy(
        update={
            "budget": before.budget.model_copy(update={"original_amount": Decimal(190), "amount_eur": Decimal(20)})
        }
    )
    assert [one.field for one in differences(before, after)] == ["money:amount", "money:euro"]


@pytest.mark.parametrize(
    ("euro", "doubt"),
    [
        ("", ""),
        ("105,000", ""),
        ("52,600", "At 9.50, the amount is €105,263.16. Check this value, or leave it empty to have it reckoned."),
    ],
)
def test_a_value_in_euro_far_from_the_rate_is_doubted(euro, doubt):
    typed = MONEY.blank | {"amount": "1,000,000", "currency": "SEK", "rate": "9.50", "euro": euro}
    assert understand(MONEY, typed, "en").doubts.get("euro", "") == doubt
