"""PostgreSQL itself refuses every row of the catalogue that breaks a rule, whoever writes it."""

from decimal import Decimal

import pytest
from django.db.models import Model

from practices.models import Assessment, Funding, Indicator, Practice, PracticeText, Source
from tests.factories import PartnerFactory, PracticeFactory
from tests.practices.draft_rule_cases import ALLOWED_DRAFT_BESIDE_ANOTHER
from tests.practices.rule_cases import ALLOWED, BROKEN, ROWS, TAKEN, beside_another
from tests.rules import allowed, broken, faults, refused, update

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("model", "rule", "change"), broken(BROKEN))
def test_postgres_refuses(model: type[Model], rule: str, change: str):
    row = ROWS[model]()
    with refused(rule):
        update(row, change)


@pytest.mark.parametrize(("model", "rule", "change"), broken(TAKEN))
def test_postgres_refuses_what_another_row_has(model: type[Model], rule: str, change: str):
    row = beside_another(model)
    with refused(rule):
        update(row, change)


@pytest.mark.parametrize(("model", "change"), allowed(ALLOWED))
def test_postgres_accepts(model: type[Model], change: str):
    assert update(ROWS[model](), change) == 1


@pytest.mark.parametrize(("model", "change"), allowed(ALLOWED_DRAFT_BESIDE_ANOTHER))
def test_postgres_accepts_beside_another_row(model: type[Model], change: str):
    assert update(beside_another(model), change) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ongoing": True}, "An ongoing practice has no end date."),
        ({"started_on": None}, "Say how precise the date is: to the year, the month or the day."),
        ({"started_precision": "year"}, "A date known to the month or year is kept as its first day."),
        ({"finished_on": "2007-01-01"}, "The finish is before the start."),
        ({"latitude": None}, "Give both latitude and longitude, or neither."),
        ({"nuts_code": "fre11"}, "A NUTS code is two letters and up to three letters or digits, like FRE11."),
        ({"budget_years": Decimal(0)}, "Give the number of years if, and only if, the budget covers several years."),
        ({"budget_years": None}, "Give the number of years if, and only if, the budget covers several years."),
        ({"budget_currency": ""}, "An amount in another currency needs its ISO 4217 code, like SEK."),
        ({"national_programme": None}, "Name a national programme only for a practice that is part of it."),
        ({"original_title_language": ""}, "Give the original title together with the code of its language."),
        ({"eu_wide": True}, "A practice that is EU-wide has the scope “EU-wide or international”."),
    ],
)
def test_a_fact_sheet_that_breaks_a_rule_is_refused_in_words(
    practice: Practice, change: dict[str, object], sentence: str
):
    assert faults(practice, **change) == {"__all__": [sentence]}


def test_a_second_fact_sheet_of_the_number_is_refused_in_words():
    PracticeFactory(external_id="42")
    said = faults(PracticeFactory(), external_id="42")
    assert said == {"__all__": ["This collection already has a fact sheet with that number."]}


def test_a_partner_named_twice_is_refused_in_words():
    first = PartnerFactory()
    said = faults(PartnerFactory(practice=first.practice), organisation=first.organisation)
    assert said == {"__all__": ["This organisation is already a partner."]}


@pytest.mark.parametrize(
    ("model", "change", "sentence"),
    [
        (PracticeText, {"language": "en"}, "There is already a text in this language."),
        (Funding, {"share": Decimal("100.01")}, "A share lies between 0 and 100 percent."),
        (Indicator, {"value": Decimal(-1)}, "A percentage lies between 0 and 100."),
        (Indicator, {"unit": "people", "value": Decimal("1.5")}, "People and things are counted in whole numbers."),
        (Source, {"section": ""}, "Name the document, its section, or give a link."),
        (Assessment, {"score": 6}, "A score lies between 1 and 5."),
    ],
)
def test_what_belongs_to_a_fact_sheet_is_refused_in_words(
    model: type[Model], change: dict[str, object], sentence: str
):
    assert faults(ROWS[model](), **change) == {"__all__": [sentence]}
