"""What was found is shown in its context: where it stands, in which language, with the words marked."""

from collections.abc import Collection
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.fulltext import Excerpt, Piece, finder, read
from practices.fulltext.marking import Marker, excerpt, marked
from practices.fulltext.matching import common_words
from practices.models import Practice
from tests.factories import OrganisationFactory, PartnerFactory, PracticeFactory, TextFactory

SENTENCE = "Nothing of the kind stands here. "
FILLED = SENTENCE * 10


def written(pieces: tuple[Piece, ...]) -> str:
    """With what is marked in brackets."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def whole(typed: str, text: str, language: str = "en", common: Collection[tuple[str, str]] = ()) -> str:
    return written(marked(text, Marker(read(typed), language, common).spans(text)))


def cut(typed: str, text: str) -> str:
    marker = Marker(read(typed), "en", ())
    return written(excerpt(text, marker.spans(text), marker.groups))


@pytest.mark.parametrize(
    ("typed", "language", "text", "expected"),
    [
        ("housing", "en", "Housing, houses; HOUSED", "[Housing], [houses]; [HOUSED]"),
        ("wohnungen", "de", "Eine Wohnung für alle", "Eine [Wohnung] für alle"),
        ("ΓΛΩΣΣΑΣ", "el", "γλώσσες;", "[γλώσσες];"),
        ("СОФИЯ", "bg", "в София.", "в [София]."),
        ("zebbug", "mt", "Ħaż-Żebbuġ", "Ħaż-[Żebbuġ]"),
        ("facade", "fr", "La fac\u0327ade", "La [fac\u0327ade]"),
        ("hous", "en", "A household", "A [household]"),
        ("hous x", "en", "A household", "A household"),
        ("hous* x", "en", "A household", "A [household]"),
        ("l'intégration", "fr", "vers l\u2019intégration", "vers l\u2019[intégration]"),
        ('"host families"', "en", "a host, a host-family, Host family", "a host, a [host-family], [Host family]"),
        ("well-being", "en", "well: well-being", "well: [well-being]"),
        ("cat OR dog", "en", "cat and dog", "[cat] and [dog]"),
        ("cat -dog", "en", "cat and dog", "[cat] and dog"),
        ('cats "cat food"', "en", "cat food", "[cat food]"),
        ("*", "en", "nothing", "nothing"),
        ("<b>", "en", "<b>bold</b> & b", "<[b]>bold</[b]> & [b]"),
    ],
)
def test_words_are_marked_as_the_database_finds_them(typed, language, text, expected):
    assert whole(typed, text, language) == expected


def test_words_that_are_not_looked_up_are_not_marked_but_stand_for_any_in_a_phrase():
    common = {("en", "the"), ("en", "of")}
    assert whole("the city x", "The city of the X", common=common) == "The [city] of the [X]"
    assert whole('"the city of prague"', "The City in Prague", common=common) == "The [City in Prague]"


def test_the_common_words_of_a_language_are_the_databases(db):
    assert common_words(["the", "der", "le", "city"]) == {
        ("en", "the"),
        ("da", "der"),
        ("de", "der"),
        ("nl", "der"),
        ("es", "le"),
        ("fr", "le"),
        ("it", "le"),
    }


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("cat", "A cat.", "A [cat]."),
        ("cat", f"A cat. {FILLED}", f"A [cat]. {SENTENCE * 5}Nothing of the kind stands …"),
        ("cat", f"{FILLED}A cat.", f"… of the kind stands here. {SENTENCE * 5}A [cat]."),
        (
            "cat",
            f"{FILLED}A cat. {FILLED}",
            f"… of the kind stands here. {SENTENCE * 2}A [cat]. {SENTENCE * 2}Nothing of the kind stands …",
        ),
        (
            "cat dog ",
            f"A cat. {FILLED}A cat, and also a dog. {FILLED}",
            f"… the kind stands here. {SENTENCE * 2}A [cat], and also a [dog]. {SENTENCE * 2}Nothing of the kind …",
        ),
        ("cat", f"{'x' * 300} cat {'y' * 300}", "… [cat] …"),
        (f'"{"cat " * 45}cat"', "cat " * 60, f"[{'cat ' * 59}cat]"),
    ],
    ids=["short", "at-the-beginning", "at-the-end", "amid", "where-most-stands", "without-a-space", "all-of-it"],
)
def test_an_excerpt_is_cut_between_words_around_the_best_place(typed, text, expected):
    assert cut(typed, text).strip() == expected


def found(practice: Practice, typed: str, reader: str = "en") -> tuple[str, str, str] | None:
    """Language, part and text of the excerpt that a reader of a language sees."""
    shown = finder(read(typed), reader).excerpt(Practice.objects.with_names().get(pk=practice.pk))
    return (shown.language, shown.part, written(shown.pieces)) if shown else None


@pytest.fixture
def flats(db: None) -> Practice:
    """A fact sheet in three languages."""
    made: Practice = PracticeFactory.create(
        title="Flats",
        language="en",
        full=True,
        countries=["FR"],
        organiser=OrganisationFactory(name="Stadt Köln", names={"en": "City of Cologne"}, place_name="Köln"),
    )
    PartnerFactory(practice=made, organisation=OrganisationFactory(name="Caritas Österreich"))
    TextFactory(
        practice=made,
        language="de",
        title="Wohnraum",
        summary="Kurz.",
        main_activities="",
        outcomes="Jede Familie hat eine Wohnung.",
    )
    TextFactory(practice=made, language="fr", title="Logements", summary="La Wohnung, courte.", main_activities="")
    return made


@pytest.mark.parametrize(
    ("typed", "reader", "expected"),
    [
        ("flat", "en", ("en", "title", "[Flats]")),
        ("advice", "en", ("en", "main_activities", "Courses and [advice].")),
        ("wohnungen", "en", ("de", "outcomes", "Jede Familie hat eine [Wohnung].")),
        ("wohnung", "en", ("de", "outcomes", "Jede Familie hat eine [Wohnung].")),
        ("wohnung", "fr", ("fr", "summary", "La [Wohnung], courte.")),
        ("familie flats", "de", ("de", "outcomes", "Jede [Familie] hat eine Wohnung.")),
        ("titre", "en", ("fr", "original_title", "Le [titre]")),
        ("koln", "en", ("", "organiser", "Stadt [Köln], [Köln]")),
        ("cologne", "fr", ("en", "organiser", "City of [Cologne]")),
        ("caritas", "fr", ("", "partners", "[Caritas] Österreich")),
        ("roubaix", "fr", ("", "place", "[Roubaix]")),
        ("courses OR logements", "de", ("en", "main_activities", "[Courses] and advice.")),
        ("-nothing", "en", None),
        ("qwxyz", "en", None),
    ],
)
def test_a_reader_sees_the_best_place_in_a_language_they_read(flats, typed, reader, expected):
    assert found(flats, typed, reader) == expected


def test_a_country_is_named_in_the_language_of_the_text_first(db):
    country = PracticeFactory(countries=["FR"]).countries.get()
    country.name_en, country.name_fr = "Germany", "Allemagne"
    country.save()
    practice = country.practices.get()
    assert found(practice, "germany", "fr") == ("en", "country", "[Germany]")
    assert found(practice, "allemagne", "en") == ("fr", "country", "[Allemagne]")


def test_a_text_that_has_it_is_shown_rather_than_a_name_that_every_language_has(db):
    practice = PracticeFactory(title="Fair", organiser=OrganisationFactory(name="София"))
    TextFactory(practice=practice, language="bg", title="Панаир в София")
    assert found(practice, "софия") == ("bg", "title", "Панаир в [София]")


def test_what_is_seen_elsewhere_is_not_sought(flats):
    shown = finder(read("flats advice"), "en")
    practice = Practice.objects.with_names().get(pk=flats.pk)
    excerpts = [shown.excerpt(practice, seen=seen) for seen in ({0}, {0, 1})]
    assert excerpts == [
        Excerpt("en", "main_activities", (Piece("Courses and ", False), Piece("advice", True), Piece(".", False))),
        None,
    ]


def index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def cards(client: Client, typed: str, **headers: Any) -> str:
    index()
    return " ".join(client.get("/practices/", {"q": typed}, **headers).content.decode().split())


def test_a_card_marks_what_it_shows(client, flats):
    page = cards(client, "flat roubaix city")
    assert "><mark>Flats</mark> </a>" in page
    assert '<p class="practice-card__facts"><mark>Roubaix</mark>, ' in page
    assert page.count('<p class="excerpt">') == 1


def test_a_card_shows_what_it_does_not_show_otherwise_with_part_and_language(client, flats):
    page = cards(client, "familie")
    expected = (
        '<p class="excerpt"><span class="excerpt__place">In German, Outcomes:</span>'
        ' <span lang="de">Jede <mark>Familie</mark> hat eine Wohnung. </span></p>'
    )
    assert page.count('<p class="excerpt">') == page.count(expected) == 1


def test_a_card_names_the_language_as_its_reader_does(client, flats):
    page = cards(client, "advice", headers={"Accept-Language": "fr"})
    assert 'lang="en">Courses and <mark>advice</mark>. </span>' in page
    assert page.count('<span class="excerpt__place">') == 1


def test_a_card_shows_no_excerpt_if_all_is_marked_on_it_or_nothing_was_searched(client, flats):
    assert cards(client, "flats").count('<p class="excerpt">') == 0
    assert " ".join(client.get("/practices/").content.decode().split()).count("<mark>") == 0


def test_what_is_written_in_a_text_is_never_taken_for_markup(client, db):
    PracticeFactory(slug="bold", title="<b>Bold</b> & more")
    page = cards(client, "bold")
    assert "&lt;b&gt;<mark>Bold</mark>&lt;/b&gt; &amp; more" in page


def test_the_api_shows_excerpts_beside_the_rows(client, flats):
    index()
    answer = client.get("/api/v1/practices/", {"q": "familien", "excerpts": "true"}).json()
    assert answer["excerpts"] == [
        {
            "id": str(flats.public_id),
            "language": "de",
            "part": "outcomes",
            "text": "Jede Familie hat eine Wohnung.",
            "words": ["Familie"],
        }
    ]
    assert [row["id"] for row in answer["results"]] == [str(flats.public_id)]


def test_the_api_says_null_for_the_language_of_a_name_and_names_each_word_once(client, flats):
    index()
    (shown,) = client.get("/api/v1/practices/", {"q": "koln", "excerpts": "true"}).json()["excerpts"]
    assert (shown["language"], shown["text"], shown["words"]) == (None, "Stadt Köln, Köln", ["Köln"])


@pytest.mark.parametrize("query", ["q=flats", "q=flats&excerpts=false", "q=flats&excerpts="])
def test_the_api_shows_no_excerpts_unless_asked(client, flats, query):
    index()
    assert sorted(client.get(f"/api/v1/practices/?{query}").json()) == ["count", "next", "previous", "results"]


def test_there_are_no_excerpts_without_words(client, flats):
    index()
    answers = [client.get(f"/api/v1/practices/?excerpts=true{more}").json() for more in ("", "&q=-nothing")]
    assert [(answer["count"], answer["excerpts"]) for answer in answers] == [(1, []), (1, [])]


@pytest.mark.parametrize("value", ["1", "True", "yes", "true,false", "x" * 300])
def test_excerpts_are_true_or_false(client, db, value):
    answer = client.get("/api/v1/practices/", {"excerpts": value})
    sentence = f"“{value[:80]}” is not on offer. Allowed: true, false."
    assert (answer.status_code, answer.json()["errors"]) == (400, {"excerpts": [sentence]})


def test_excerpts_cost_the_same_number_of_queries_for_one_row_as_for_twenty(client, flats):
    for _number in range(20):
        PartnerFactory(practice=PracticeFactory(title="Flats"))
    index()
    counts = []
    for size in (1, 20):
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v1/practices/", {"q": "flats", "excerpts": "true", "page_size": size})
        counts.append(len(queries))
    assert counts == [20, 20]
