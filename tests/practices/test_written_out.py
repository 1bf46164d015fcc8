"""Facts are written out as the reader's language writes them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from practices.models import Indicator, Practice
from practices.templatetags.catalogue import budget, euro, indicator_value, original_budget, period


@pytest.mark.parametrize(
    ("amount", "english", "french"),
    [
        ("188000", "€188,000", "188\u202f000\xa0€"),
        ("39420.68", "€39,420.68", "39\u202f420,68\xa0€"),
        ("0", "€0", "0\xa0€"),
    ],
)
def test_an_amount_in_euro(amount, english, french):
    written = [euro(Decimal(amount))]
    with translation.override("fr"):
        written.append(euro(Decimal(amount)))
    assert written == [english, french]


def test_another_currency_keeps_its_distance_from_the_figures():
    practice = Practice(budget_eur=Decimal("39420.68"), budget_original=Decimal("987488.01"), budget_currency="CZK")
    assert original_budget(practice) == "CZK\xa0987,488.01"


@pytest.mark.parametrize(
    ("facts", "written"),
    [
        ({"budget_eur": Decimal(8000), "budget_period": "per_year"}, "€8,000 per year"),
        ({"budget_eur": Decimal(8000), "budget_period": "years", "budget_years": Decimal(1)}, "€8,000 over 1 year"),
        (
            {"budget_eur": Decimal(8000), "budget_period": "years", "budget_years": Decimal("1.5")},
            "€8,000 over 1.5 years",
        ),
        ({"budget_original": Decimal(80), "budget_currency": "GBP", "budget_period": "total"}, "£80 in total"),
        ({}, ""),
    ],
)
def test_a_budget_with_what_it_covers(facts, written):
    assert budget(Practice(**facts)) == written


@pytest.mark.parametrize(
    ("unit", "value", "written"),
    [
        ("people", "35881", "35,881"),
        ("percent", "6.25", "6.25%"),
        ("percent_change", "12", "+12%"),
        ("percent_change", "-12", "-12%"),
        ("euro", "1204.5", "€1,204.50"),
        ("hours", "1.5", "1.5 hours"),
    ],
)
def test_a_figure_with_its_unit(unit, value, written):
    assert indicator_value(Indicator(unit=unit, value=Decimal(value))) == written


@pytest.mark.parametrize(
    ("started", "finished", "ongoing", "written"),
    [
        ("2008-03-01 month", "2011-01-01 year", False, "March 2008 to 2011"),
        ("2011-01-01 year", "2011-01-01 year", False, "2011"),
        ("2008-12-01 day", "", True, "since 1 December 2008, ongoing"),
        ("", "", True, "ongoing"),
        ("", "2011-01-01 year", False, "until 2011"),
        ("2011-01-01 year", "", False, "from 2011"),
        ("", "", False, ""),
    ],
)
def test_when_it_ran(started, finished, ongoing, written):
    practice = Practice(ongoing=ongoing)
    for name, text in (("started", started), ("finished", finished)):
        if text:
            day, precision = text.split()
            setattr(practice, f"{name}_on", dt.date.fromisoformat(day))
            setattr(practice, f"{name}_precision", precision)
    assert period(practice) == written
