"""What the API says of a fact sheet where its source says only a part."""

from decimal import Decimal

import pytest

from tests.factories import PracticeFactory

pytestmark = pytest.mark.django_db


def test_a_fact_sheet_without_an_english_text_has_its_original_title(client):
    PracticeFactory(language="fr", title="En français")
    (row,) = client.get("/api/v1/practices/").json()["results"]
    assert (row["title"], row["languages"]) == ("En français", ["fr"])


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"budget_note": "Not disclosed."}, {"amount_eur": None, "period": None, "note": "Not disclosed."}),
        ({"budget_eur": 0, "budget_period": "per_year"}, {"amount_eur": 0, "period": "per_year", "note": ""}),
        (
            {"budget_original": Decimal("1500.75"), "budget_currency": "SEK", "budget_period": "total"},
            {"original_amount": 1500.75, "original_currency": "SEK", "period": "total"},
        ),
    ],
    ids=["only-a-note", "nothing-a-year", "only-another-currency"],
)
def test_a_budget_that_is_known_in_part(client, given, shown):
    PracticeFactory(**given)
    blank = {
        "amount_eur": None,
        "years": None,
        "original_amount": None,
        "original_currency": None,
        "rate": None,
        "note": "",
        "doubtful": False,
    }
    assert client.get("/api/v1/practices/").json()["results"][0]["budget"] == blank | shown
