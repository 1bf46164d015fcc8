"""Fact sheets side by side as a document: a head on every page, differences marked by more than colour."""

from typing import Any

import pytest

from practices.comparison import Comparison, ComparisonRow, compare
from practices.models import Practice
from practices.pdf import comparison_pdf
from tests.factories import PracticeFactory, TextFactory
from tests.pdfs import Pdf

SIGN = "≠different"


def row(values: list[list[str]], **said: Any) -> ComparisonRow:
    known = {"name": "budget", "label": "Budget", "differs": False, "languages": [[""] * len(one) for one in values]}
    return ComparisonRow(values=values, **{**known, **said})


def comparison(*rows: ComparisonRow, titles: tuple[str, ...] = ("One title", "Another title")) -> Comparison:
    addresses = [f"/practices/number-{number}/" for number in range(1, len(titles) + 1)]
    return Comparison(titles=list(titles), addresses=addresses, rows=list(rows), languages=[""] * len(titles))


def made(*rows: ComparisonRow, language: str = "en", **said: Any) -> Pdf:
    return Pdf(comparison_pdf(comparison(*rows, **said), language))


def test_it_is_accessible_and_says_what_it_compares():
    document = made(row([["€8"], ["€9"]]))
    assert [document.metadata(name) for name in ("pdfuaid:part", "dc:title", "dc:language")] == [
        ["1"],
        ["Comparison: One title · Another title"],
        ["en"],
    ]


@pytest.mark.parametrize("number", [2, 3, 4])
def test_every_fact_sheet_has_a_headed_column(number):
    titles = ("First", "Second", "Third", "Fourth")[:number]
    tags = made(row([["€8"]] * number), titles=titles).tags
    counted = {tag: tags.count(tag) for tag in ("H1", "Table", "TH", "TD", "LI")}
    assert counted == {"H1": 1, "Table": 1, "TH": number + 1, "TD": number + 1, "LI": number}


def test_the_head_of_the_table_is_on_every_page():
    document = made(*(row([[f"line {number}"] * 3, ["other"]]) for number in range(60)))
    heads = [text.count("FactOnetitleAnothertitle") for text in document.everything]
    assert len(heads) > 3
    assert heads == [1] * len(heads)


def test_a_row_that_differs_has_a_sign_and_a_word():
    text = made(row([["€8"], ["€9"]], differs=True), row([["Yes"], ["Yes"]], label="Scope")).text
    assert text.partition("Anothertitle")[2].rpartition("Anothertitle")[2] == f"Budget{SIGN}€8€9ScopeYesYes"


def test_a_row_that_differs_has_a_ground_of_its_own():
    same, different = (made(row([["Yes"], ["No"]], differs=differs)).grounds for differs in (False, True))
    assert (different - same, same - different) == ({"#fff4ea"}, set())


def test_where_a_fact_sheet_says_nothing_the_cell_says_so():
    assert made(row([["€8"], []])).text.endswith("Budget€8nothingsaid")


def test_a_comparison_without_rows_is_still_a_document():
    assert made().text.endswith("FactOnetitleAnothertitle")


def test_it_is_in_the_language_of_the_reader():
    assert made(row([["€8"], ["€9"]]), language="fr").language == "fr"


def test_every_title_and_line_is_in_its_own_language():
    sheets = Comparison(
        titles=["Τίτλος", "Title"],
        addresses=["/practices/one/", "/practices/two/"],
        rows=[row([["Хайде"], ["Yes"]], languages=[["bg"], [""]])],
        languages=["el", ""],
    )
    assert Pdf(comparison_pdf(sheets, "en")).languages == {"en", "el", "bg"}


def test_its_links_lead_to_the_fact_sheets():
    assert made().links == ["http://testserver/practices/number-1/", "http://testserver/practices/number-2/"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('#panic("no")', '#panic("no")'),
        ("$x$ *bold* <script>", "$x$*bold*<script>"),
        ("0" * 300, "0" * 300),
        ("a\0b 漢字", "a�b��"),
    ],
)
def test_a_hostile_text_is_shown_and_not_run(text, shown):
    document = made(row([[text], ["fine"]]), titles=(text, "Another title"))
    assert document.text.count(shown) == 3  # in the list of titles, at the head of its column, in the cell


def test_all_that_is_compared_is_in_it(db):
    for slug in ("one", "two"):
        TextFactory(practice=PracticeFactory(full=True, slug=slug), language="fr", title=f"Titre {slug}")
    sheets = compare(list(Practice.objects.for_fact_sheet("en").order_by("slug")), "en")
    text = Pdf(comparison_pdf(sheets, "en")).text
    said = [line for one in sheets.rows for lines in one.values for line in lines]
    assert len(said) > 40
    assert [line for line in said if "".join(line.split()) not in text] == []
