"""Whatever a text says, the document shows it: every letter of the Union, code, noise, and very much of it."""

import re

import pytest
import typst

from practices.enums import Language
from practices.models import Practice, PracticeText
from practices.pdf import fact_sheet_pdf
from practices.pdf.typeset import typeset
from tests.factories import PracticeFactory
from tests.pdfs import Pdf, squeezed

# Every letter of each official language that the English alphabet lacks.
LETTERS = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ ѝ №",
    "cs": "áčďéěíňóřšťúůýž ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",
    "da": "æøå ÆØÅ",
    "de": "äöüß ÄÖÜẞ „“",
    "et": "äõöüšž ÄÕÖÜŠŽ",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψω ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ άέήίόύώϊϋΐΰ ΆΈΉΊΌΎΏΪΫ ·",
    "en": "£ \u2013 “quoted” \u2018thus\u2019 …",
    "es": "áéíóúüñ ÁÉÍÓÚÜÑ ¿¡ ºª",
    "fr": "àâæçéèêëîïôœùûüÿ ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ «\u202f»",
    "ga": "áéíóú ÁÉÍÓÚ ḃċḋḟġṁṗṡṫ",
    "hr": "čćđšž ČĆĐŠŽ",
    "it": "àèéìíîòóùú ÀÈÉÌÍÎÒÓÙÚ",
    "lv": "āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ",
    "lt": "ąčęėįšųūž ĄČĘĖĮŠŲŪŽ",
    "hu": "áéíóöőúüű ÁÉÍÓÖŐÚÜŰ",
    "mt": "ċġħżàèìòù ĊĠĦŻÀÈÌÒÙ",
    "nl": "áéëïóöü ÁÉËÏÓÖÜ ĳĲ",
    "pl": "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ",
    "pt": "ãáàâçéêíõóôúü ÃÁÀÂÇÉÊÍÕÓÔÚÜ",
    "ro": "ăâîșț ĂÂÎȘȚ şţ",
    "sk": "áäčďéíĺľňóôŕšťúýž ÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ",
    "sl": "čšž ČŠŽ",
    "fi": "åäöšž ÅÄÖŠŽ",
    "sv": "åäö ÅÄÖ",
}
HOSTILE = [
    pytest.param('#import "@preview/cetz:0.3.0"', id="import"),
    pytest.param('#read("/etc/passwd") #sys.inputs', id="read"),
    pytest.param("$x^2$ *bold* _it_ = Heading @label <label> `raw` \\u{41} // comment", id="markup"),
    pytest.param('"}]} #panic("out of the string")', id="end of a string"),
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("(((((((((((", id="brackets"),
    pytest.param('=HYPERLINK("http://example.org")', id="formula"),
]


def with_text(**said: str) -> Pdf:
    """The document of a fact sheet with a text that no database would take."""
    practice = Practice.objects.for_fact_sheet("en").get(pk=PracticeFactory().pk)
    text = PracticeText(**{"language": "en", "title": "A title", "summary": "A summary.", **said})
    return Pdf(fact_sheet_pdf(practice, text, "en"))


@pytest.mark.parametrize("language", sorted(LETTERS))
def test_every_letter_of_an_official_language_is_shown(db, language):
    text = with_text(language=language, title=LETTERS[language], introduction=LETTERS[language]).text
    assert (text.count(squeezed(LETTERS[language])), "\ufffd" in text) == (2, False)


def test_every_official_language_has_its_letters_tried():
    assert sorted(LETTERS) == sorted(Language.values)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_code_is_shown_and_not_run(db, text):
    document = with_text(title=text, introduction=text)
    assert (document.text.count(squeezed(text)), document.metadata("dc:title")) == (2, [text])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("before\0after \x07 \x9f", "before�after��", id="control characters"),
        pytest.param("漢字 and 😀", "��and�", id="letters that no font has"),
        pytest.param("a\u20dd cat, 1\ufe0f\u20e3 day", "a�cat,1�day", id="what surrounds a letter"),
        pytest.param("\ud800 half", "�half", id="half a character"),
    ],
)
def test_what_cannot_be_shown_is_marked_and_said(db, text, shown):
    document = with_text(title="Title", introduction=text).text
    note = squeezed("This document cannot show some letters, and has � instead; the page has them all.")
    assert (document.count(shown), document.count(note)) == (1, 1)


def test_a_title_of_nothing_that_can_be_shown_is_still_a_title(db):
    assert with_text(title="\0\x01").metadata("dc:title") == ["��"]


@pytest.mark.parametrize("text", ["word " * 40_000, "x" * 200_000], ids=["of words", "of one word"])
def test_a_huge_text_is_all_there(db, text):
    document = with_text(introduction=text).text.replace("\u200b", "")
    assert [len(run) for run in re.findall(r"(?:word){9,}|x{9,}", document)] == [len(squeezed(text))]


def test_a_document_that_cannot_be_made_is_refused_whole():
    with pytest.raises(typst.TypstError, match="dictionary does not contain key"):
        typeset("fact_sheet.typ", {})
