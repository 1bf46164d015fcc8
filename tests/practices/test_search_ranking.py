"""What readers look for in the project's own catalogue comes first: a written list (search_cases.yaml)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection, transaction
from django.test import Client

from practices.fulltext import find, read
from practices.fulltext.matching import FEW
from practices.models import Practice
from practices.resources import load_catalogue
from tests.factories import OrganisationFactory, PracticeFactory, TextFactory

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "search_cases.yaml").read_text(encoding="utf-8"))
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture(scope="module")
def slugs(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[int, str]]:
    """The catalogue, loaded once: the slug of each fact sheet by its primary key."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(FIXTURES)
        index()
        yield dict(Practice.objects.values_list("pk", "slug"))
        transaction.set_rollback(True)


def index() -> None:
    """Lets the words be indexed now, which happens at the end of a transaction otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def found(typed: str, slugs: dict[int, str]) -> list[str]:
    return [slugs[pk] for pk in find(read(typed)).ids]


@pytest.mark.parametrize("case", CASES, ids=["-".join([*case, case["search"]]) for case in CASES])
def test_what_is_looked_for_comes_first(slugs, case):
    results = found(case["search"], slugs)
    if "all" in case:
        assert results == case["all"]
    elif "first" in case:
        assert results[: len(case["first"])] == case["first"]
    else:
        assert sorted(results[: len(case["either"])]) == sorted(case["either"])


def test_the_list_is_long_and_names_fact_sheets_that_there_are(slugs):
    named = {
        slug for case in CASES for slug in [*case.get("all", ()), *case.get("first", ()), *case.get("either", ())]
    }
    assert len(CASES) >= 40
    assert named - {*slugs.values()} == set()


@pytest.fixture
def made(db: None) -> dict[str, Practice]:
    """Fact sheets with one word in one part each."""
    parts = {
        "section": {"title": "One", "summary": "Nothing.", "outcomes": "The zebra came back."},
        "often": {"title": "Two", "summary": "Nothing.", "outcomes": "A zebra, a second zebra, zebras everywhere."},
        "summary": {"title": "Three", "summary": "A zebra, a second zebra, zebras everywhere."},
        "title": {"title": "The zebra crossing", "summary": "Nothing."},
    }
    made = {}
    for name, texts in parts.items():
        made[name] = PracticeFactory.create(slug=name, language="fr")
        TextFactory(practice=made[name], main_activities="", **texts)
    made["names"] = PracticeFactory.create(slug="names", organiser=OrganisationFactory(name="Zebra and Sons"))
    index()
    return made


@pytest.mark.parametrize("typed", ["zebra", "zebras", "ZEBRA", "zebr", "zeb*", '"zebra"'])
def test_titles_come_before_summaries_before_names_before_sections(made, typed):
    slugs = {practice.pk: name for name, practice in made.items()}
    results = found(typed, slugs)
    assert (results[:3], sorted(results[3:])) == (["title", "summary", "names"], ["often", "section"])


@pytest.mark.parametrize("typed", ["zebra", '"zebras"'])
def test_of_sections_the_one_that_has_it_more_often_comes_first(made, typed):
    assert found(typed, {practice.pk: name for name, practice in made.items()})[3:] == ["often", "section"]


def test_a_phrase_in_a_title_comes_before_one_that_a_summary_repeats(db):
    often = PracticeFactory(language="fr")
    TextFactory(practice=often, title="One", summary="Nationals of third countries, " * 9)
    once = PracticeFactory(title="Nationals of third countries")
    index()
    assert list(find(read('"nationals of third countries"')).ids) == [once.pk, often.pk]


def test_many_matches_have_the_same_order_but_within_sections(made):
    slugs = {practice.pk: name for name, practice in made.items()}
    for _number in range(FEW):
        TextFactory(practice=PracticeFactory(language="fr"), title="Last", summary="No.", outcomes="A zebra.")
    index()
    assert [slugs[pk] for pk in find(read("zebra")).ids[:3]] == ["title", "summary", "names"]


@pytest.mark.parametrize("typed", ["İSTANBUL", "ISTANBUL", "\u0131stanbul", "istanbul", "İstanbul"])
def test_a_turkish_i_is_found_with_and_without_its_dot(db, typed):
    one, other = PracticeFactory(title="İstanbul'da yaşam"), PracticeFactory(title="ISTANBUL")
    index()
    assert sorted(find(read(typed)).ids) == sorted([one.pk, other.pk])


@pytest.mark.parametrize("typed", ["ĦAŻ-ŻEBBUĠ", "Ħaż-Żebbuġ", "haz-zebbug", "Żebbuġ", "zebb"])
def test_maltese_letters_are_found_with_and_without_their_marks(db, typed):
    practice = PracticeFactory(title="Merħba f'Ħaż-Żebbuġ")
    PracticeFactory()
    index()
    assert list(find(read(typed)).ids) == [practice.pk]


@pytest.mark.parametrize("typed", ["façade", "fac\u0327ade", "FAÇADE", "facade"])
def test_an_accent_may_be_part_of_its_letter_or_follow_it(db, typed):
    one, other = PracticeFactory(title="La façade"), PracticeFactory(title="La fac\u0327ade")
    index()
    assert sorted(find(read(typed)).ids) == sorted([one.pk, other.pk])


@pytest.mark.parametrize("typed", ["ştiinţă", "știință", "STIINTA"])
def test_romanian_letters_are_found_with_cedilla_and_with_comma(db, typed):
    one, other = PracticeFactory(title="Știință"), PracticeFactory(title="Ştiinţă")
    index()
    assert sorted(find(read(typed)).ids) == sorted([one.pk, other.pk])


def test_a_fact_sheet_is_out_if_any_of_its_texts_has_an_unwanted_word(db):
    both, french = PracticeFactory(title="Housing"), PracticeFactory(title="Housing")
    TextFactory(practice=both, language="fr", title="Logement")
    TextFactory(practice=french, language="fr", title="Maisons")
    index()
    assert list(find(read("housing -logements")).ids) == [french.pk]


def test_all_wanted_words_stand_in_one_text(db):
    apart, together = PracticeFactory(title="Housing"), PracticeFactory(title="Housing")
    TextFactory(practice=apart, language="fr", title="Logement")
    TextFactory(practice=together, language="fr", title="Logement (housing)")
    index()
    assert list(find(read("housing logement")).ids) == [together.pk]


def test_the_page_and_the_api_show_the_same_order(client: Client, made):
    results = client.get("/api/v1/practices/?q=zebra").json()["results"]
    page = client.get("/practices/?q=zebra").context["page"].rows
    names = ["title", "summary", "names", "often", "section"]
    assert ([row["slug"] for row in results], [practice.slug for practice in page]) == (names, names)
