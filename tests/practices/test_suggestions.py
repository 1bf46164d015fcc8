"""Other words for mistyped ones, and what may be meant while somebody types."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from practices.fulltext import find, read, suggestions
from practices.fulltext.suggestions import changes
from practices.search import completions
from tests.factories import OrganisationFactory, PracticeFactory, TextFactory


def index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def finds(typed: str) -> int:
    return len(find(read(typed)).ids)


@pytest.fixture
def sheets(db: None) -> None:
    """Fact sheets in several scripts."""
    housing = PracticeFactory.create(
        slug="housing",
        title="Housing with integration",
        organiser=OrganisationFactory(name="Stadt Köln", place_name="Köln"),
        place_name="Nantes",
    )
    TextFactory(practice=housing, language="fr", title="Logement", summary="Des communautés accueillantes.")
    TextFactory(practice=housing, language="el", title="Στέγαση και μετανάστριες", summary="Στην Αθήνα.")
    TextFactory(practice=housing, language="bg", title="Жилища в София", summary="Солидарност.")
    school = PracticeFactory.create(slug="school", title="School for migrant women")
    TextFactory(practice=school, language="it", title="Scuola", summary="Lessons.")
    index()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hosuing", ["housing"]),
        ("inegration", ["integration"]),
        ("INEGRATION", ["integration"]),
        ("scohol", ["school"]),
        ("shcool", ["school"]),
        ("schools", []),
        ("comunautés", ["communautés"]),
        ("logemants", ["logement"]),
        ("μετανάστρειες", ["μετανάστριες"]),
        ("ΣΤΗΓΑΣΗ", ["στέγαση"]),
        ("солидарнст", ["солидарност"]),
        ("housing inegration", ["housing integration"]),
        ("hosuing inegration", ["housing integration"]),
        ("housing -scohol inegration", ["housing -scohol integration"]),
        ('"migrant wmoen"', ['"migrant women"']),
        ("scohol OR hosuing", ["school OR housing"]),
        ("housng*", ["housing*"]),
        ("hosuing wmoen", []),
        ("housing school", []),
        ("the wiht", []),
        ("wmn", []),
        ("2o11", []),
        ("qwxyzv", []),
        ("-hosuing", []),
        ("?!", []),
        ("'; DROP TABLE hosuing", []),
        ("%hosuing_", ["%housing_"]),
        ("h" * 200, []),
    ],
)
def test_mistyped_words_are_told_from_others(sheets, typed, expected):
    assert suggestions(typed, finds) == expected


def test_a_word_is_suggested_only_if_it_finds_more(sheets):
    assert suggestions("hosuing", finds, found=1) == []
    assert suggestions("hosuing", lambda _typed: 0) == []


def test_words_that_every_text_has_are_not_suggested(db):
    PracticeFactory(title="With whom")
    index()
    assert suggestions("wiith", finds) == []


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xbc", 1), ("abcd", "badc", 2)],
)
def test_changed_letters_are_counted(one, other, number):
    assert (changes(one, other), changes(other, one)) == (number, number)


def test_the_page_links_to_the_same_search_with_other_words(client: Client, sheets):
    page = client.get("/practices/?q=hosuing&scope=regional_municipal&sort=title").content.decode()
    (offers,) = re.findall(r'<div class="did-you-mean">.*?</div>', page, re.DOTALL)
    assert re.findall(r'<a [^>]*href="([^"]+)">([^<]+)</a>', offers) == [
        ("?q=housing&amp;scope=regional_municipal&amp;sort=title", "housing")
    ]


def test_the_page_suggests_nothing_that_the_other_filters_leave_out(client: Client, sheets):
    assert client.get("/practices/?q=hosuing&scope=national").context["other_words"] == []


def test_the_page_of_a_search_that_finds_enough_suggests_nothing(client: Client, sheets):
    for number in range(3):
        PracticeFactory(slug=f"hosuing-{number}", title="Hosuing")
    index()
    page = client.get("/practices/?q=hosuing")
    assert (page.context["page"].count, page.context["other_words"]) == (3, [])


def test_the_api_suggests_only_where_nothing_is_found(client: Client, sheets):
    nothing = client.get("/api/v1/practices/?q=hosuing").json()
    assert nothing == {"count": 0, "next": None, "previous": None, "results": [], "suggestions": ["housing"]}
    for query in ("q=housing", "scope=national"):
        assert sorted(client.get(f"/api/v1/practices/?{query}").json()) == ["count", "next", "previous", "results"]


@pytest.mark.parametrize(
    ("typed", "slugs", "searches"),
    [
        ("hous", ["housing"], ["housing"]),
        ("HOUS", ["housing"], ["housing"]),
        ("housing", ["housing"], []),
        ("housing int", ["housing"], ["housing integration"]),
        ("int hous", ["housing"], ["int housing"]),
        ("koln", ["housing"], []),
        ("kol", ["housing"], ["köln"]),
        ("nant", ["housing"], ["nantes"]),
        ("logem", ["housing"], ["logement"]),
        ("στεγ", ["housing"], ["στέγαση"]),
        ("ΣΤΕΓ", ["housing"], ["στέγαση"]),
        ("соф", ["housing"], ["софия"]),
        ("lesso", [], ["lessons"]),
        ("wom", ["school"], ["women"]),
        ("hous wom", [], []),
        ("wit", ["housing"], []),
        ("ho", [], []),
        ("", [], []),
        ("?!", [], []),
        ("'; DROP TABLE hous", [], []),
        ("hous%", ["housing"], ["housing%"]),
    ],
)
def test_what_may_be_meant_is_offered_while_somebody_types(sheets, typed, slugs, searches):
    offers = completions(typed)
    assert [offer.practice.slug for offer in offers.fact_sheets] == slugs
    assert list(offers.searches) == searches


def test_titles_come_first_and_no_more_than_eight_fact_sheets_and_five_words(db):
    for number in range(9):
        PracticeFactory(
            slug=f"b-{number}", title=f"Title {number}", organiser=OrganisationFactory(name=f"Alphabet {number}")
        )
    for word in ("alpha", "alphas", "alphorn", "alphonse", "alphanumeric", "alphabetical"):
        PracticeFactory(slug=word, title=word)
    index()
    offers = completions("alph")
    assert [offer.practice.slug for offer in offers.fact_sheets] == [
        "alpha", "alphabetical", "alphanumeric", "alphas", "alphonse", "alphorn", "b-0", "b-1"
    ]  # fmt: skip
    assert offers.searches == ["alphabet", "alpha", "alphas", "alphorn", "alphonse"]


def test_the_api_offers_the_same(client: Client, sheets):
    answer = client.get("/api/v1/practices/suggest/?q=hous", headers={"Accept-Language": "fr"}).json()
    (sheet,) = answer["fact_sheets"]
    del sheet["id"]
    assert answer == {
        "fact_sheets": [
            {
                "slug": "housing",
                "url": "http://testserver/practices/housing/",
                "title": "Logement",
                "language": "fr",
                "organiser": "Stadt Köln",
                "place": "Nantes",
            }
        ],
        "searches": ["housing"],
    }


def links(answer: Any) -> list[str]:
    return re.findall(r'class="ecl-link" href="([^"]+)"', answer.content.decode())


def test_htmx_gets_the_bare_offers_and_a_reader_without_scripts_a_page(client: Client, sheets):
    bare = client.get("/practices/suggest/?q=hous", headers={"HX-Request": "true"})
    assert (links(bare), bare.headers["Vary"]) == (
        ["/practices/?q=housing", "/practices/housing/"],
        "HX-Request, Accept-Language",
    )
    page = client.get("/practices/suggest/?q=hous")
    assert [template.name for template in page.templates][:2] == ["practices/suggest.html", "base.html"]


def test_the_words_offered_are_written_into_the_address(client: Client, sheets):
    answer = client.get("/practices/suggest/", {"q": 'a&b "c" hous'}, headers={"HX-Request": "true"})
    assert links(answer) == []
    PracticeFactory(slug="strange", title="Aa bb cc housing")
    index()
    answer = client.get("/practices/suggest/", {"q": 'a&b "c" hous'}, headers={"HX-Request": "true"})
    assert links(answer) == ["/practices/?q=a%26b%20%22c%22%20housing", "/practices/strange/"]


@pytest.mark.parametrize("address", ["/practices/suggest/", "/api/v1/practices/suggest/"])
def test_other_parameters_are_refused(client: Client, db, address):
    assert client.get(f"{address}?q=x&scope=national").status_code == 400


@pytest.mark.parametrize("address", ["/", "/practices/?scope=national", "/practices/?colour=blue"])
def test_the_search_field_stands_on_the_page(client: Client, db, address):
    assert client.get(address).content.decode().count('<form class="search" role="search"') == 1


def box(page: Any) -> tuple[str, list[tuple[str, str]]]:
    """What stands in the search field, and what goes along."""
    (form,) = re.findall(r'<form class="search".*?</form>', page.content.decode(), re.DOTALL)
    (typed,) = re.findall(r'type="search" id="search" name="q" value="([^"]*)"', form)
    return typed, re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)


@pytest.mark.parametrize(
    ("query", "typed", "kept"),
    [
        ("q=qwxyz", "qwxyz", []),
        ("q=%3Cscript%3E%22", "&lt;script&gt;&quot;", []),
        ("q=a&scope=national&scope=eu_international", "a", [("scope", "national"), ("scope", "eu_international")]),
        ("q=a&view=table&picked=x", "a", [("view", "table"), ("picked", "x")]),
        ("q=a&sort=title", "a", [("sort", "title")]),
        ("q=a&sort=relevance", "a", []),
        ("sort=title", "", []),
        ("q=a&theme=nonsense&scope=national", "a", [("scope", "national")]),
        ("q=a%00b&scope=national", "ab", [("scope", "national")]),
    ],
)  # fmt: skip
def test_what_was_typed_stays_and_the_other_parameters_go_along(client: Client, db, query, typed, kept):
    assert box(client.get(f"/practices/?{query}")) == (typed, kept)


def test_what_was_typed_too_long_stays_to_be_shortened(client: Client, db):
    assert box(client.get(f"/practices/?q={'x' * 10_000}")) == ("x" * 10_000, [])


def test_the_filters_keep_the_words(client: Client, db):
    page = client.get("/practices/?q=housing").content.decode()
    (form,) = re.findall(r'<form class="browse__filters".*?</form>', page, re.DOTALL)
    assert form.count('<input type="hidden" name="q" value="housing">') == 1
