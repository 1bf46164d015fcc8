"""What pages say of themselves in schema.org's vocabulary: exact, as precise as known, and nothing made up."""

import datetime as dt
import json
import re
from typing import Any

import pytest

from network.enums import OrganisationKind
from practices.linked_data import catalogue_data, fact_sheet_data
from practices.models import Practice
from practices.templatetags.linked_data import as_script
from tests.factories import (
    CollectionFactory,
    FundingFactory,
    OrganisationFactory,
    PartnerFactory,
    PracticeFactory,
    SourceFactory,
    TextFactory,
)

HOSTILE = ["</script><script>alert(1)</script>", "<!--<script>", "]]>&amp;&lt;", "\u2028\u2029\x00"[:2], '"\\ \n\t']
SITE = "http://testserver"


def described(practice: Practice, language: str = "en") -> Any:
    """The data of the fact sheet's text in a language."""
    loaded = Practice.objects.for_fact_sheet().get(pk=practice.pk)
    return fact_sheet_data(loaded, loaded.texts.get(language=language))


def about(practice: Practice) -> Any:
    return described(practice)["about"]


def embedded(page: str) -> Any:
    """The data of a page that has one block of it."""
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(block)


@pytest.fixture
def whole(db: None) -> Practice:
    """A fact sheet with everything that the data tells."""
    city = OrganisationFactory.create(
        slug="roubaix",
        name="Ville de Roubaix",
        names={"en": "City of Roubaix"},
        place_name="Roubaix",
        website="https://roubaix.example",
    )
    study = CollectionFactory.create(citation="CSES (2012), Study", publisher="Committee of the Regions")
    practice: Practice = PracticeFactory(
        full=True,
        slug="courses",
        title="Courses",
        organiser=city,
        collection=study,
        themes=["employment", "sport"],
        countries=["FR", "BE"],
    )
    partner = OrganisationFactory.create(slug="helpers", name="Helpers", kind="ngo", country=None)
    PartnerFactory(practice=practice, organisation=partner)
    for name in ("European Integration Fund", "", "European Integration Fund", "Ville"):
        FundingFactory(practice=practice, name=name)
    SourceFactory(practice=practice, section="Appendix A, case study 1")
    SourceFactory(practice=practice, title="Report", section="page 3", url="https://example.org/report?a=1&b=2")
    moment = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
    Practice.objects.update(created_at=moment, updated_at=moment + dt.timedelta(days=1))
    return practice


def test_a_whole_fact_sheet(whole):
    city = {
        "@type": "GovernmentOrganization",
        "@id": f"{SITE}/organisations/roubaix/#organisation",
        "name": "Ville de Roubaix",
        "alternateName": ["City of Roubaix"],
        "url": "https://roubaix.example",
        "location": {"@type": "Place", "name": "Roubaix"},
        "address": {"@type": "PostalAddress", "addressCountry": "FR"},
    }
    reach = [
        {
            "@type": "Place",
            "name": "Roubaix",
            "identifier": {"@type": "PropertyValue", "propertyID": "NUTS", "value": "FRE11"},
            "geo": {"@type": "GeoCoordinates", "latitude": 50.69, "longitude": 3.17},
        },
        {"@type": "Country", "name": "BE", "identifier": "BE"},
        {"@type": "Country", "name": "France", "identifier": "FR"},
    ]
    assert described(whole) == {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": f"{SITE}/practices/courses/",
        "url": f"{SITE}/practices/courses/",
        "name": "Courses",
        "headline": "Courses",
        "abstract": "What they do, for whom, and what came of it.",
        "inLanguage": "en",
        "author": city,
        "datePublished": "2026-03-03T12:00:00+00:00",
        "dateModified": "2026-03-04T12:00:00+00:00",
        "keywords": ["Employment", "Sport"],
        "temporalCoverage": "2008-03/2011",
        "spatialCoverage": reach,
        "isPartOf": {"@type": "Dataset", "@id": f"{SITE}/practices/", "name": "Integration Practices"},
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "name": "CSES study",
                "creditText": "CSES (2012), Study",
                "publisher": {"@type": "Organization", "name": "Committee of the Regions"},
                "datePublished": "2012",
                "hasPart": [{"@type": "CreativeWork", "name": "Appendix A, case study 1"}],
            },
            {
                "@type": "CreativeWork",
                "name": "Report",
                "description": "page 3",
                "url": "https://example.org/report?a=1&b=2",
            },
        ],
        "about": {
            "@type": "Project",
            "name": "Courses",
            "alternateName": "Le titre",
            "parentOrganization": city,
            "member": [
                {"@type": "NGO", "@id": f"{SITE}/organisations/helpers/#organisation", "name": "Helpers"},
            ],
            "funder": [
                {"@type": "Organization", "name": "European Integration Fund"},
                {"@type": "Organization", "name": "Ville"},
            ],
            "foundingDate": "2008-03",
            "dissolutionDate": "2011",
            "areaServed": reach,
        },
    }


def test_what_is_not_known_is_left_out(db):
    practice = PracticeFactory.create(
        title="Courses", organiser=OrganisationFactory(slug="city", name="City", country=None)
    )
    city = {"@type": "GovernmentOrganization", "@id": f"{SITE}/organisations/city/#organisation", "name": "City"}
    france = {"@type": "Country", "name": "France", "identifier": "FR"}
    found = described(practice)
    assert found["author"] == city
    assert found["about"] == {
        "@type": "Project",
        "name": "Courses",
        "parentOrganization": city,
        "areaServed": [france],
    }
    assert {"temporalCoverage", "isBasedOn", "license"} & found.keys() == set()


@pytest.mark.parametrize(
    ("dates", "ongoing", "said"),
    [
        (("2008-03-05", "2011-12"), False, ("2008-03-05/2011-12", "2008-03-05", "2011-12")),
        (("2008", "2008"), False, ("2008", "2008", "2008")),
        (("2008-03", ""), True, ("2008-03/..", "2008-03", None)),
        (("2008-03", ""), False, ("2008-03/..", "2008-03", None)),
        (("", "2011"), False, ("../2011", None, "2011")),
        (("", ""), True, (None, None, None)),
    ],
)
def test_dates_are_as_precise_as_known(db, dates, ongoing, said):
    found = described(PracticeFactory.create(dates=dates, ongoing=ongoing))
    project = found["about"]
    assert (found.get("temporalCoverage"), project.get("foundingDate"), project.get("dissolutionDate")) == said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("local_authority", "GovernmentOrganization"),
        ("regional_authority", "GovernmentOrganization"),
        ("national_authority", "GovernmentOrganization"),
        ("eu_institution", "GovernmentOrganization"),
        ("network", "Organization"),
        ("ngo", "NGO"),
        ("migrants_association", "NGO"),
        ("employers_trade_unions", "Organization"),
        ("research", "ResearchOrganization"),
        ("company", "Corporation"),
        ("other", "Organization"),
    ],
)
def test_an_organisation_is_of_the_type_of_its_kind(db, kind, said):
    assert kind in OrganisationKind.values
    assert described(PracticeFactory.create(organiser__kind=kind))["author"]["@type"] == said


def test_an_eu_wide_practice_serves_the_union(db):
    practice = PracticeFactory.create(eu_wide=True, scope="eu_international")
    assert about(practice)["areaServed"] == [{"@type": "AdministrativeArea", "name": "European Union"}]


def test_a_place_on_the_equator_and_the_meridian_keeps_its_noughts(db):
    practice = PracticeFactory.create(latitude=0.0, longitude=0.0)
    assert about(practice)["areaServed"][0] == {
        "@type": "Place",
        "geo": {"@type": "GeoCoordinates", "latitude": 0.0, "longitude": 0.0},
    }


def test_sources_stand_alone_where_the_collection_is_no_document(db):
    practice = PracticeFactory.create(collection=CollectionFactory.create(code="submitted"))
    SourceFactory(practice=practice, section="Chapter 2")
    SourceFactory(practice=practice, section="", url="https://example.org/")
    assert described(practice)["isBasedOn"] == [
        {"@type": "CreativeWork", "name": "Chapter 2"},
        {"@type": "CreativeWork", "url": "https://example.org/"},
    ]


def test_a_translated_text_is_described_in_its_own_language(db):
    text = TextFactory.create(language="bg", title="Курсове", summary="Какво правят.")
    found = described(text.practice, "bg")
    assert (found["inLanguage"], found["name"], found["abstract"], found["about"]["name"]) == (
        "bg",
        "Курсове",
        "Какво правят.",
        "Курсове",
    )


def test_the_catalogue_is_a_dataset_with_its_download():
    assert catalogue_data() == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{SITE}/practices/",
        "url": f"{SITE}/practices/",
        "name": "Integration Practices",
        "description": "What works in the integration of third-country nationals: practices of cities and regions,"
        " with their facts, figures and sources.",
        "isAccessibleForFree": True,
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": f"{SITE}/api/v1/practices/",
        },
    }


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_leaves_the_block_of_data(text):
    block = as_script({"name": text})
    assert (json.loads(block), re.findall("[<>&]", block)) == ({"name": text}, [])


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_a_fact_sheets_page_holds_its_data_whatever_the_texts_say(client, db, title):
    practice = PracticeFactory.create(title=title, organiser__name=title)
    assert embedded(client.get(practice.get_absolute_url()).text) == described(practice)


def test_the_page_holds_the_data_of_the_text_that_it_shows(client, db):
    text = TextFactory.create(language="el", title="Μαθήματα")
    assert embedded(client.get(text.practice.get_absolute_url() + "?text=el").text) == described(text.practice, "el")


def test_the_catalogues_page_holds_its_data(client, db):
    assert embedded(client.get("/practices/").text) == catalogue_data()


def test_every_text_of_the_catalogue_can_be_described(catalogue):
    for practice in Practice.objects.for_fact_sheet():
        for text in practice.texts.all():
            found = fact_sheet_data(practice, text)
            assert json.loads(as_script(found)) == found
            assert empty(found) == []


def empty(value: Any) -> list[Any]:
    """What says nothing, however deep."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list) and value:
        return [found for part in value for found in empty(part)]
    return [value] if value in ("", None, []) else []
