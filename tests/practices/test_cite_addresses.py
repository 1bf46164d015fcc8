"""The addresses of a citation's files, and the section of the fact sheet's page that leads to them."""

import html
import json
import re

import pytest
from django.utils.html import strip_tags

from practices.models import Practice
from tests.factories import OrganisationFactory, PracticeFactory, TextFactory
from tests.practices.reference_readers import read_bibtex, read_ris


@pytest.fixture
def courses(db: None) -> Practice:
    """A fact sheet in English, translated into Greek."""
    practice: Practice = PracticeFactory(
        slug="courses", title="Courses <b>", organiser=OrganisationFactory(name="Ville & port")
    )
    TextFactory(practice=practice, language="el", title="Μαθήματα")
    return practice


def titles(client, query: str) -> list[str]:
    """The title in each of the files."""
    bib, ris, csl = (client.get(f"/practices/courses/cite.{ending}{query}").text for ending in ("bib", "ris", "json"))
    return [read_bibtex(bib)[2]["title"], dict(read_ris(ris))["TI"], json.loads(csl)[0]["title"]]


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_file_is_of_its_type_and_has_a_name(client, courses, ending, media_type):
    answer = client.get(f"/practices/courses/cite.{ending}")
    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (
        200,
        f"{media_type}; charset=utf-8",
        f'attachment; filename="courses.{ending}"',
    )


def test_a_file_cites_the_text_in_the_language_asked_for(client, courses):
    assert titles(client, "?text=el") == ["{Μαθήματα}", "Μαθήματα", "Μαθήματα"]


@pytest.mark.parametrize("query", ["", "?text=mt", "?text=nonsense", "?text=", "?text=%00", f"?text={'x' * 10000}"])
def test_a_file_cites_the_english_text_where_there_is_no_other(client, courses, query):
    assert titles(client, query) == [r"{Courses \textless{}b\textgreater{}}", "Courses <b>", "Courses <b>"]


@pytest.mark.parametrize(
    "address",
    ["/practices/courses/cite.pdf", "/practices/courses/cite.", "/practices/none/cite.bib", "/practices/courses/cite"],
)
def test_what_there_is_no_file_of_is_not_found(client, courses, address):
    answer = client.get(address, follow=True)
    assert (answer.status_code, re.findall("<h1.*?>(.*?)</h1>", answer.text)) == (404, ["Page not found"])


def test_a_file_costs_four_queries(client, courses, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/practices/courses/cite.bib")


def test_the_page_shows_the_reference_in_the_language_of_its_text(client, courses):
    Practice.objects.update(updated_at="2026-03-03T12:00Z")
    page = client.get("/practices/courses/?text=el").text
    [reference] = re.findall(r'<p class="cite__text">(.*?)</p>', page)
    assert html.unescape(strip_tags(reference)) == (
        "Ville & port. (2026, March 3). Μαθήματα. Integration Practices. http://testserver/practices/courses/"
    )
    assert re.findall(r"<cite.*?</cite>", reference) == ['<cite lang="el">Μαθήματα</cite>']


def test_the_page_leads_to_the_files_of_the_text_that_it_shows(client, courses):
    page = client.get("/practices/courses/?text=el").text
    assert re.findall(r'href="(\S+cite\.\S+)" type="(\S+)">(.*?)</a>', page) == [
        ("/practices/courses/cite.bib?text=el", "application/x-bibtex", "BibTeX"),
        ("/practices/courses/cite.ris?text=el", "application/x-research-info-systems", "RIS"),
        ("/practices/courses/cite.json?text=el", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
    ]
