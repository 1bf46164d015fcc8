"""The fact sheet as a document: whole, tagged, in its languages."""

import datetime as dt
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from practices.models import SECTIONS, Practice
from practices.pdf import fact_sheet_pdf
from practices.principles import CommonBasicPrinciple, EnarPrinciple
from practices.texts import text_for
from tests.factories import (
    AssessmentFactory,
    FundingFactory,
    IndicatorFactory,
    PartnerFactory,
    PracticeFactory,
    SourceFactory,
    TextFactory,
)
from tests.pdfs import Pdf, squeezed


def page_of(practice: Practice, language: str = "en", wanted: str = "") -> Pdf:
    """The document of a fact sheet, loaded as the page loads it."""
    loaded = Practice.objects.for_fact_sheet(language).get(pk=practice.pk)
    return Pdf(fact_sheet_pdf(loaded, text_for(loaded, wanted or language), language))


class _Words(HTMLParser):
    """Collects the texts of a page's part, each without its white space."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found += [squeezed(data)] if data.strip() else []


def facts_box(practice: Practice) -> list[str]:
    """What the box on the page of the fact sheet says, text by text."""
    words = _Words()
    words.feed(
        render_to_string(
            "practices/facts_box.html",
            {
                "practice": practice,
                "cbp": [CommonBasicPrinciple(number) for number in practice.cbp],
                "enar": [EnarPrinciple(number) for number in practice.enar],
            },
        )
    )
    return words.found


@pytest.fixture
def full(practice: Practice) -> Practice:
    """Everything that a fact sheet can say."""
    for field, value in {
        "budget_doubtful": True,
        "budget_note": "As printed.",
        "beneficiaries_estimated": True,
        "beneficiaries_doubtful": True,
        "beneficiaries_note": "Both years together.",
        "partners_text": "Schools of the city.",
        "transfer_explanation": "Begin with the schools.",
        "replicated": True,
        "replication_note": "In Lille.",
        "note": "Two budgets are printed.",
        "last_confirmed_on": dt.date(2026, 2, 3),
    }.items():
        setattr(practice, field, value)
    practice.organiser.names = {"en": "City of Roubaix"}
    practice.organiser.save()
    practice.save()
    FundingFactory(practice=practice)
    PartnerFactory(practice=practice)
    IndicatorFactory(practice=practice, doubtful=True, note="Own survey.")
    AssessmentFactory(practice=practice)
    SourceFactory(practice=practice, title="Report", url="https://example.org/report")
    return practice


def test_the_address_gives_a_document_to_be_shown_under_a_name_of_its_own(client, full):
    answer = client.get(f"/practices/{full.slug}/fact-sheet.pdf")
    assert (answer.status_code, answer["Content-Type"], answer["Content-Disposition"], answer.content[:5]) == (
        200,
        "application/pdf",
        f'inline; filename="{full.slug}.pdf"',
        b"%PDF-",
    )


def test_there_is_no_document_of_what_is_not_there(client, db):
    assert client.get("/practices/nothing/fact-sheet.pdf").status_code == 404


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "The title"),
        ("?text=fr", "Le titre"),
        ("?text=xx", "The title"),
        ("?text=%00", "The title"),
    ],
)
def test_the_address_asks_for_a_text_as_the_page_does(client, db, query, title):
    practice = PracticeFactory(title="The title")
    TextFactory(practice=practice, language="fr", title="Le titre")
    answer = client.get(f"/practices/{practice.slug}/fact-sheet.pdf{query}")
    assert Pdf(answer.content).metadata("dc:title") == [title]


def test_the_labels_are_in_the_language_of_the_reader(client, full):
    answer = client.get(f"/practices/{full.slug}/fact-sheet.pdf", headers={"Accept-Language": "fr"})
    document = Pdf(answer.content)
    assert (document.language, document.bookmarks.count("Données clés")) == ("fr", 1)


def test_it_is_marked_as_accessible_and_says_what_it_is(full):
    document = page_of(full)
    wanted = {
        "pdfuaid:part": ["1"],
        "dc:title": [f"Title of {full.slug}"],
        "dc:creator": [full.organiser.name],
        "dc:language": ["en"],
        "xmp:CreateDate": [f"{full.updated_at:%Y-%m-%d}T00:00:00Z"],
        "xmp:ModifyDate": [f"{full.updated_at:%Y-%m-%d}T00:00:00Z"],
    }
    assert {name: document.metadata(name) for name in wanted} == wanted


def test_it_is_tagged_as_headings_tables_lists_and_a_figure(full):
    tags = page_of(full).tags
    counted = {tag: tags.count(tag) for tag in ("H1", "H2", "H3", "Table", "TH", "L", "Figure")}
    # Facts, outcomes, one section, evidence, sources, address; two columns of facts and three of the assessment.
    assert counted == {"H1": 1, "H2": 6, "H3": 1, "Table": 2, "TH": 5, "L": 1, "Figure": 1}


def test_what_a_figure_shows_is_said_in_words(full):
    assert page_of(full).alternatives == ["Evidence: Replicated, step 5 of 5"]


def test_its_headings_are_bookmarks(full):
    assert sorted(page_of(full).bookmarks) == sorted(
        [
            f"Title of {full.slug}",
            "Facts",
            "Outcomes in figures",
            "Main activities",
            "Evidence",
            "Sources",
            "Contradictions and doubts in the sources",
            "Address of this fact sheet",
        ]
    )


def test_every_text_is_in_its_own_language(db):
    practice = PracticeFactory(language="el", title="Τίτλος", original_title="Titlu", original_title_language="ro")
    assert (page_of(practice).language, page_of(practice).languages) == ("en", {"en", "el", "ro"})


def test_every_page_has_its_number_the_address_and_the_day_of_the_last_change(full):
    full.texts.update(main_activities="They do much. " * 600)
    around = page_of(full).around
    said = squeezed(f"http://testserver/practices/{full.slug}/ Last change: {full.updated_at:%-d %B %Y}.")
    assert len(around) > 2
    assert around == [f"IntegrationPractices{said}{number}/{len(around)}" for number in range(1, len(around) + 1)]


def test_its_links_lead_to_the_sources_and_to_the_page(full):
    assert page_of(full).links == [
        "https://example.org/report",
        "https://example.org/report",
        f"http://testserver/practices/{full.slug}/",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_has_every_fact_of_the_box_on_the_page(full, language):
    with translation.override(language):
        practice = Practice.objects.for_fact_sheet(language).get(pk=full.pk)
        said = facts_box(practice)
    text = page_of(full, language).text
    assert len(said) > 50
    assert [fact for fact in said if fact not in text] == []


def test_it_has_the_figures_the_assessment_the_sources_and_the_doubts(full):
    text = page_of(full).text
    wanted = [
        "97% doubtful",
        "Satisfied clients (2012)",
        "before: 40% in 2008",
        "Own survey.",
        "It was taken over elsewhere",
        "Relevance 4 of 5 It meets a need that the city has shown.",
        "Appendix A, case study 1",
        "https://example.org/report",
        "Contradictions and doubts in the sources Two budgets are printed.",
        "Last confirmed by its organiser: 3 February 2026.",
        "Le titre",
    ]
    assert [said for said in wanted if squeezed(said) not in text] == []


def test_it_says_how_to_cite_it_with_the_address_as_a_link(full):
    practice = Practice.objects.for_fact_sheet("en").get(pk=full.pk)
    address = f"http://testserver/practices/{full.slug}/"
    citation = f"Ville (2026). A title. {address} (Study)"
    document = Pdf(fact_sheet_pdf(practice, text_for(practice, "en"), "en", citation=citation))
    assert (document.text.count(squeezed(citation)), document.links[-1]) == (1, address)


def test_the_document_of_the_address_says_how_to_cite_it(client, full):
    assert "Cite this fact sheet" in Pdf(client.get(f"/practices/{full.slug}/fact-sheet.pdf").content).bookmarks


def test_the_whole_catalogue_can_be_printed_in_every_language_it_has(catalogue):
    missing = {}
    for practice in Practice.objects.for_fact_sheet("en").order_by("slug"):
        facts = facts_box(practice)
        for text in practice.texts.all():
            document = Pdf(fact_sheet_pdf(practice, text, "en")).text
            said = facts + [squeezed(getattr(text, name)) for name in ("title", "summary", *SECTIONS)]
            if lost := [part for part in said if part not in document]:
                missing[practice.slug, text.language] = lost
    assert missing == {}


def test_the_same_fact_sheet_gives_the_same_bytes(full):
    assert page_of(full).data == page_of(full).data


def test_more_facts_do_not_take_more_queries(client, full):
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/practices/{full.slug}/fact-sheet.pdf")
        counts.append(len(queries))
        PartnerFactory.create_batch(2, practice=full)
    assert counts[0] == counts[1]
