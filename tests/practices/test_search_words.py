"""Whatever is typed into the search field gets a calm answer, on the page and in the API."""

from urllib.parse import quote_plus

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from practices.fulltext import Term, Terms, find, read
from practices.fulltext.terms import MOST_TERMS, reworded
from practices.models import Practice
from tests.factories import PracticeFactory

WORDS = st.lists(st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=12), max_size=MOST_TERMS)
SIGNS = {
    "only-signs": "?!… ()",
    "query-signs": ":*&|!()<->",
    "a-minus": "-",
    "minuses": "- -- ---",
    "a-star": "*",
    "stars": "** -*",
    "quotes": '""',
    "open-quote": '"',
    "emoji": "🤷🏽",
    "either": "OR",
    "either-or": "OR OR OR",
    "minus-nothing": '-""',
    "right-to-left-mark": "\u200f\u202e",
}
# What is typed, and whether the one fact sheet there is, on “housing for newcomers”, is found.
ODD = {
    "nonsense": ("qwxyzv", 0),
    "one-letter": ("h", 0),
    "one-letter-begins": ("h*", 1),
    "one-letter-left-out": ("-h", 1),
    "open-quote": ('"housing for', 1),
    "quotes-amid-words": ('hous"newcomers"', 1),
    "table": ("'; DROP TABLE practices_practice; --", 0),
    "table-left-out": ("housing -'; -DROP -TABLE", 1),
    "signs-around": (":*&housing|!()<->", 1),
    "backslash": ("housing\\", 1),
    "backslashes": ("\\'housing\\'' newcomers\\\\'", 1),
    "percent": ("housing %s %(value)s %%", 0),
    "markup": ("<script>alert(1)</script>", 0),
    "emoji-beside": ("housing 🤷🏽", 1),
    "arabic": ("السكن", 0),
    "hebrew-left-out": ("housing -דיור", 1),
    "line-ends": ("housing\r\nnewcomers", 1),
    "either-first": ("OR housing", 1),
    "either-last": ("housing OR", 1),
    "either-between-stars": ("* OR housing OR *", 1),
    "many-words": (" ".join(["housing"] * 25), 1),
    "weights": ("housing:A newcomers:*A", 1),
    "long-word": ("h" * 200, 0),
}


@pytest.fixture
def housing(db: None) -> Practice:
    made: Practice = PracticeFactory.create(slug="housing", title="Housing for newcomers")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return made


@pytest.mark.parametrize("typed", SIGNS.values(), ids=SIGNS)
def test_signs_alone_find_nothing(client: Client, housing, typed):
    assert read(typed) == Terms()
    answer = client.get(f"/api/v1/practices/?q={quote_plus(typed)}")
    assert answer.json() == {"count": 0, "next": None, "previous": None, "results": [], "suggestions": []}
    assert client.get(f"/practices/?q={quote_plus(typed)}").context["page"].count == 0


@pytest.mark.parametrize(("typed", "count"), ODD.values(), ids=ODD)
def test_odd_words_find_what_they_say(client: Client, housing, typed, count):
    answer = client.get(f"/api/v1/practices/?q={quote_plus(typed)}&excerpts=true&facets=all")
    assert [row["slug"] for row in answer.json()["results"]] == ["housing"] * count
    page = client.get(f"/practices/?q={quote_plus(typed)}")
    assert [practice.slug for practice in page.context["page"].rows] == ["housing"] * count


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 201, "Search for no more than 200 characters."),
        ("x" * 10_000, "Search for no more than 200 characters."),
        ("word " * 200, "Search for no more than 200 characters."),
        ("a\0b", "Null characters are not allowed."),
    ],
    ids=["a-letter-too-many", "10000-letters", "200-words", "nul"],
)
def test_too_much_and_what_is_no_text_is_refused_in_a_sentence(client: Client, db, typed, sentence):
    answers = [client.get(f"/{where}/?q={quote_plus(typed)}") for where in ("practices", "practices/suggest")]
    api = [client.get(f"/api/v1/{where}/?q={quote_plus(typed)}") for where in ("practices", "practices/suggest")]
    assert [answer.status_code for answer in [*answers, *api]] == [400] * 4
    assert [list(answer.context["errors"]) for answer in answers] == [[("q", [sentence])]] * 2
    assert [answer.json()["errors"] for answer in api] == [{"q": [sentence]}] * 2


def test_200_letters_are_no_more_than_allowed(client: Client, housing):
    assert client.get(f"/api/v1/practices/?q={'x' * 200}").json()["count"] == 0


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("housing", Terms([[Term("housing", beginning=True)]])),
        ("housing ", Terms([[Term("housing", beginning=True)]])),
        ("of", Terms([[Term("of")]])),
        ("2011", Terms([[Term("2011")]])),
        ("host family", Terms([[Term("host")], [Term("family", beginning=True)]])),
        ('"host family"', Terms([[Term("host family", phrase=True)]])),
        ('"host family', Terms([[Term("host family", phrase=True)]])),
        ("\u00abhost family\u00bb", Terms([[Term("host family", phrase=True)]])),
        ("\u201ehost family\u201c", Terms([[Term("host family", phrase=True)]])),
        ("hous* x", Terms([[Term("hous", beginning=True)], [Term("x")]])),
        ("a -b", Terms([[Term("a")]], [Term("b")])),
        ("-school", Terms([], [Term("school")])),
        ('a -"b c"', Terms([[Term("a")]], [Term("b c", phrase=True)])),
        ("a-b", Terms([[Term("a-b")]])),
        ("x OR y", Terms([[Term("x"), Term("y")]])),
        ("x or y", Terms([[Term("x")], [Term("or")], [Term("y")]])),
        ("w x OR y OR z", Terms([[Term("w")], [Term("x"), Term("y"), Term("z")]])),
        ('x OR "y z"', Terms([[Term("x"), Term("y z", phrase=True)]])),
        ("x OR -y z", Terms([[Term("x")], [Term("z")]], [Term("y")])),
        ("x -OR y", Terms([[Term("x")], [Term("y")]], [Term("OR")])),
        ("l'asilo d\u2019accueil", Terms([[Term("asilo")], [Term("accueil", beginning=True)]])),
        ("dell'asilo 2", Terms([[Term("asilo")], [Term("2")]])),
        ("rock'n'roll women's", Terms([[Term("rock'n'roll")], [Term("women's", beginning=True)]])),
    ],
)  # fmt: skip
def test_what_is_typed_is_taken_apart(typed, terms):
    assert read(typed) == terms


@given(st.text(max_size=200))
def test_any_text_can_be_taken_apart(typed):
    terms = read(typed)
    assert len([*terms.shown, *terms.unwanted]) <= MOST_TERMS
    assert all(term.text for term in [*terms.shown, *terms.unwanted])


@given(WORDS.filter(lambda words: "OR" not in words))
def test_words_are_read_as_they_are_written(words):
    assert [[term.text for term in group] for group in read(" ".join(words)).wanted] == [[word] for word in words]


@given(WORDS.filter(bool))
def test_a_phrase_is_read_as_it_is_written(words):
    assert read(f'"{" ".join(words)}"') == Terms([[Term(" ".join(words), phrase=True)]])


@given(WORDS.filter(bool))
def test_unwanted_words_are_read_as_they_are_written(words):
    assert read(" ".join(f"-{word}" for word in words)) == Terms([], [Term(word) for word in words])


@given(st.text(max_size=200))
def test_with_no_words_to_replace_all_stays_as_typed(typed):
    assert reworded(typed, {}) == typed


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [*SIGNS.values(), *(typed for typed, _count in ODD.values())])
def test_no_text_makes_the_database_complain(typed):
    assert list(find(read(typed)).ids) == []
