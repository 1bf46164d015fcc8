"""PostgreSQL itself refuses every row of the network that breaks a rule, whoever writes it."""

import pytest
from django.db.models import Model

from tests.factories import CountryFactory, OrganisationFactory, UserFactory
from tests.network.rule_cases import ALLOWED, ALLOWED_BESIDE_ANOTHER, BROKEN, ROWS, TAKEN, beside_another
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


@pytest.mark.parametrize(("model", "change"), allowed(ALLOWED_BESIDE_ANOTHER))
def test_postgres_accepts_beside_another_row(model: type[Model], change: str):
    assert update(beside_another(model), change) == 1


def test_a_country_by_its_nuts_prefix_is_refused_in_words():
    said = faults(CountryFactory.build(), code="EL")
    assert said == {"__all__": ["Use the ISO 3166-1 alpha-2 code: GR for Greece, GB for the United Kingdom."]}


def test_half_a_pair_of_coordinates_is_refused_in_words():
    said = faults(OrganisationFactory(), longitude=None)
    assert said == {"__all__": ["Give both latitude and longitude, or neither."]}


def test_a_second_organisation_of_the_name_is_refused_in_words():
    OrganisationFactory(name="Lyon")
    said = faults(OrganisationFactory(), name="LYON")
    assert said == {"__all__": ["This country already has an organisation of that name."]}


def test_a_second_account_of_the_address_is_refused_in_words():
    UserFactory(email="ana@example.org")
    said = faults(UserFactory(), email="ANA@example.org")
    assert said == {"__all__": ["There is already an account with this e-mail address."]}
