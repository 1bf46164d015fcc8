"""The rules of a fact sheet hold when two transactions break them together, each of them innocent by itself."""

import pytest
from django.db import transaction

from tests.factories import CountryFactory, PracticeFactory, TextFactory
from tests.practices.across_tables_cases import (
    COUNTRIES,
    DROP_COUNTRIES,
    MAKE_WIDE,
    ORIGINAL_IN_FRENCH,
    ORIGINAL_TEXT,
    PLAIN,
)
from tests.rivals import race


@pytest.fixture(autouse=True)
def _plain(transactional_db: None) -> None:
    """A fact sheet in English and French, about France and Sweden; stored, so that every connection sees it."""
    with transaction.atomic():
        TextFactory(practice=PracticeFactory(slug="plain", countries=["FR", "SE"]), language="fr")
        CountryFactory(code="IT")
        CountryFactory(code="GR")


def add_country(code: str) -> str:
    return f"INSERT INTO practices_practice_countries (practice_id, country_id) VALUES ({PLAIN}, '{code}')"


def drop_country(code: str) -> str:
    return f"DELETE FROM practices_practice_countries WHERE practice_id = {PLAIN} AND country_id = '{code}'"


IN_BOTH_ORDERS = pytest.mark.parametrize("turn", [1, -1], ids=["in order", "the other way round"])


@IN_BOTH_ORDERS
def test_of_a_country_added_and_a_practice_made_eu_wide_only_one_comes_true(turn: int):
    assert set(race(*[add_country("IT"), DROP_COUNTRIES + MAKE_WIDE][::turn])) == {None, COUNTRIES}


def test_the_last_two_countries_are_not_removed_by_one_transaction_each():
    assert set(race(drop_country("FR"), drop_country("SE"))) == {None, COUNTRIES}


def test_two_countries_are_added_by_one_transaction_each():
    assert race(add_country("IT"), add_country("GR")) == [None, None]


@IN_BOTH_ORDERS
def test_of_a_text_deleted_and_the_same_made_the_original_only_one_comes_true(turn: int):
    delete = f"DELETE FROM practices_practicetext WHERE practice_id = {PLAIN} AND language = 'fr'"
    # Both note that the fact sheet changed, and one looks at the other's text: each may come to wait for the other.
    outcomes = set(race(*[delete, ORIGINAL_IN_FRENCH][::turn]))
    assert outcomes in ({None, ORIGINAL_TEXT}, {None, "deadlock detected"})


def test_of_two_texts_in_a_language_only_the_first_is_added():
    add = f"""
        INSERT INTO practices_practicetext
        SELECT (jsonb_populate_record(text, jsonb_build_object('id', nextval(
            pg_get_serial_sequence('practices_practicetext', 'id')), 'language', 'de'))).*
        FROM practices_practicetext text WHERE practice_id = {PLAIN} AND language = 'en'
    """
    assert race(add, add) == [None, "text_unique_in_its_language"]


def test_of_two_fact_sheets_with_a_number_only_the_first_keeps_it():
    with transaction.atomic():
        PracticeFactory(slug="other")
    take = "UPDATE practices_practice SET external_id = '42' WHERE slug = '{}'"
    assert race(take.format("plain"), take.format("other")) == [None, "practice_unique_in_its_collection"]
