"""A fact sheet can be cited: in APA style, and as files that the programs of readers take in without a loss."""

import datetime as dt
import json

import pytest

from practices.citations import Citation, apa, bibtex, citation_of, csl_json, ris
from practices.models import Practice, PracticeText
from tests.factories import CollectionFactory, OrganisationFactory, PracticeFactory
from tests.practices.reference_readers import read_bibtex, read_ris, untex

STUDY = "Centre for Strategy & Evaluation Services (2012), Study, final report, Committee of the Regions"
URL = "http://testserver/practices/courses/"
NOTE = f"Last change: 3 March 2026. Based on: {STUDY}"
TITLES = {
    "quotes": "The \"best\" of 'both' \u201cworlds\u201d",
    "Greek": "Διδασκαλία ελληνικής γλώσσας σε μητέρες μετανάστριες",
    "Bulgarian": "Фестивал на солидарността в София",
    "Maltese": "Il-Ġabra ta\u2019 Ħaż-Żebbuġ għall-integrazzjoni",
    "script": "<script>alert('x')</script> & <!-- more",
    "TeX": r"50% of {all} #1 \input{secret} $x_1^2$ ~ a|b \& c",
    "lonely braces": "}{ }} @misc{evil, title = {x}}",
    "formula": '=HYPERLINK("https://example.org")',
    "long": "a" * 299 + "é",
}
BREAKS = ["\n", "\r\n", "\r", "\t", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", " \n \n "]


def sheet(title: str = "Courses", *, source: str = STUDY, organiser: str = "Ville de Roubaix") -> Practice:
    """A fact sheet of a city, changed late on 3 March 2026, from a study that says how to cite it."""
    practice = PracticeFactory.create(
        slug="courses",
        title=title,
        collection=CollectionFactory.create(citation=source),
        organiser=OrganisationFactory.create(name=organiser),
    )
    Practice.objects.update(updated_at=dt.datetime(2026, 3, 3, 23, 30, tzinfo=dt.UTC))
    return Practice.objects.for_fact_sheet().get(pk=practice.pk)


def cited(practice: Practice) -> Citation:
    """The citation of the original text."""
    return citation_of(practice, practice.texts.get(language=practice.language))


def every_text() -> list[tuple[Practice, PracticeText]]:
    return [(practice, text) for practice in Practice.objects.for_fact_sheet() for text in practice.texts.all()]


def test_apa_names_organiser_date_title_site_address_and_source(db):
    assert str(apa(cited(sheet()))) == (
        f"Ville de Roubaix. (2026, March 3). Courses. Integration Practices. {URL} (Based on: {STUDY})"
    )


def test_apa_sets_the_title_apart_for_italics(db):
    assert apa(cited(sheet(source=""))) == (
        "Ville de Roubaix. (2026, March 3). ",
        "Courses",
        f". Integration Practices. {URL}",
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Who is at home here?", "Who is at home here?"),
        ("Welcome!", "Welcome!"),
        ("\u201cWho are we?\u201d", "\u201cWho are we?\u201d"),
        ("Ποιοι είμαστε;", "Ποιοι είμαστε;"),
        ("Courses e.V.", "Courses e.V."),
        ("Courses (all)", "Courses (all)."),
        ("\u201c\u201d", "\u201c\u201d."),
    ],
)
def test_apa_ends_a_title_once(db, title, said):
    reference = apa(cited(sheet(title, source="")))
    assert reference.title + reference.after == f"{said} Integration Practices. {URL}"


def test_apa_ends_the_name_of_the_organiser_once(db):
    assert apa(cited(sheet(organiser="GLE o.p.s."))).before == "GLE o.p.s. (2026, March 3). "


def test_a_file_for_latex(db):
    assert bibtex(cited(sheet("Courses & more"))) == (
        "@misc{courses,\n"
        "  author = {{Ville de Roubaix}},\n"
        "  title = {{Courses \\& more}},\n"
        "  year = {2026},\n"
        "  month = mar,\n"
        "  howpublished = {Integration Practices},\n"
        "  url = {http://testserver/practices/courses/},\n"
        "  language = {en},\n"
        "  note = {Last change: 3 March 2026. Based on: Centre for Strategy \\& Evaluation Services (2012), Study,"
        " final report, Committee of the Regions},\n"
        "}\n"
    )


def test_a_file_for_reference_managers(db):
    assert ris(cited(sheet("Courses & more"))) == (
        "TY  - ELEC\r\n"
        "ID  - courses\r\n"
        "AU  - Ville de Roubaix\r\n"
        "TI  - Courses & more\r\n"
        "T2  - Integration Practices\r\n"
        "PY  - 2026\r\n"
        "DA  - 2026/03/03/\r\n"
        "UR  - http://testserver/practices/courses/\r\n"
        "LA  - en\r\n"
        "N1  - Last change: 3 March 2026. Based on: Centre for Strategy & Evaluation Services (2012), Study, final"
        " report, Committee of the Regions\r\n"
        "ER  - \r\n"
    )


def test_a_file_for_the_citation_style_language(db):
    assert json.loads(csl_json(cited(sheet("Courses & more")))) == [
        {
            "id": "courses",
            "type": "webpage",
            "author": [{"literal": "Ville de Roubaix"}],
            "title": "Courses & more",
            "container-title": "Integration Practices",
            "issued": {"date-parts": [[2026, 3, 3]]},
            "URL": URL,
            "language": "en",
            "note": NOTE,
        }
    ]


def test_a_fact_sheet_without_a_source_document_notes_only_its_last_change(db):
    assert cited(sheet(source="")).note == "Last change: 3 March 2026."


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_latex_prints_a_title_as_it_was_typed(db, title):
    kind, key, fields = read_bibtex(bibtex(cited(sheet(title, organiser=f"{title[:200]} and others"))))
    assert (kind, key, untex(fields["title"]), untex(fields["author"]), untex(fields["note"])) == (
        "misc",
        "courses",
        title,
        f"{title[:200]} and others",
        NOTE,
    )


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_reference_managers_read_a_title_as_it_was_typed(db, title):
    assert dict(read_ris(ris(cited(sheet(title)))))["TI"] == title


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_json_keeps_a_title_as_it_was_typed(db, title):
    assert json.loads(csl_json(cited(sheet(title))))[0]["title"] == title


@pytest.mark.parametrize("line_break", BREAKS, ids=map(ascii, BREAKS))
def test_no_text_begins_a_line_of_its_own(db, line_break):
    evil = f"Courses{line_break}ER  - {line_break}TY  - JOUR"
    citation = cited(sheet(evil, organiser=evil, source=evil))
    fields = dict(read_ris(ris(citation)))
    said = "Courses ER - TY - JOUR"
    assert (fields["AU"], fields["TI"], fields["N1"]) == (said, said, f"Last change: 3 March 2026. Based on: {said}")
    assert untex(read_bibtex(bibtex(citation))[2]["title"]) == said
    assert apa(citation).title == said


def test_a_comma_in_the_name_of_a_body_does_not_make_it_a_person(db):
    citation = cited(sheet(organiser="KISA - Action for Equality, Support , Antiracism*"))
    assert dict(read_ris(ris(citation)))["AU"] == "KISA - Action for Equality Support Antiracism"


def test_every_text_of_the_catalogue_is_read_back_from_bibtex(catalogue):
    entries = [(practice, text, read_bibtex(bibtex(citation_of(practice, text)))) for practice, text in every_text()]
    read = [
        (key, untex(fields["author"]), untex(fields["title"]), fields["url"]) for _, _, (_, key, fields) in entries
    ]
    assert read == [
        (practice.slug, practice.organiser.name, text.title, f"http://testserver/practices/{practice.slug}/")
        for practice, text, _entry in entries
    ]
    assert len({key.lower() for key, *_rest in read}) == Practice.objects.count()


def test_every_text_of_the_catalogue_is_read_back_from_ris(catalogue):
    entries = [(practice, text, dict(read_ris(ris(citation_of(practice, text))))) for practice, text in every_text()]
    assert [(fields["AU"], fields["TI"], fields["LA"]) for _, _, fields in entries] == [
        (practice.organiser.name.replace(",", ""), text.title, text.language) for practice, text, _ in entries
    ]
