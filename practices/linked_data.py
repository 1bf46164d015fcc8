"""What a fact sheet and the catalogue say of themselves to search engines, in the vocabulary of schema.org (JSON-LD).

A fact sheet is a `Report` about a `Project`. schema.org's projects are organisations: they are founded and dissolved,
have an organisation above them, members and funders. No licence is stated, because the catalogue has none.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from network.enums import OrganisationKind
from network.models import Organisation
from practices.models import Practice, PracticeText

# A thing with its properties, as JSON has it.
Node = dict[str, Any]

_CONTEXT: Node = {"@context": "https://schema.org"}
# The kinds that schema.org has a word for; the others are organisations like any.
_TYPES = {
    OrganisationKind.LOCAL_AUTHORITY: "GovernmentOrganization",
    OrganisationKind.REGIONAL_AUTHORITY: "GovernmentOrganization",
    OrganisationKind.NATIONAL_AUTHORITY: "GovernmentOrganization",
    OrganisationKind.EU_INSTITUTION: "GovernmentOrganization",
    OrganisationKind.NGO: "NGO",
    OrganisationKind.MIGRANTS_ASSOCIATION: "NGO",
    OrganisationKind.RESEARCH: "ResearchOrganization",
    OrganisationKind.COMPANY: "Corporation",
}


def fact_sheet_data(practice: Practice, text: PracticeText) -> Node:
    """The fact sheet as it reads in that text, in the reader's words; needs `for_fact_sheet()`."""
    address = settings.SITE_URL + practice.get_absolute_url()
    reach = _reach(practice)
    return _CONTEXT | _node(
        "Report",
        {
            "@id": address,
            "url": address,
            "name": text.title,
            "headline": text.title,
            "abstract": text.summary,
            "inLanguage": text.language,
            "author": _organisation(practice.organiser),
            "datePublished": practice.created_at.isoformat(),
            "dateModified": practice.updated_at.isoformat(),
            "keywords": [theme.label for theme in practice.themes.all()],
            "temporalCoverage": _time(practice),
            "spatialCoverage": reach,
            "isPartOf": _node("Dataset", {"@id": _catalogue(), "name": str(settings.SITE_NAME)}),
            "isBasedOn": _sources(practice),
            "about": _project(practice, text, reach),
        },
    )


def catalogue_data() -> Node:
    """The catalogue as a set of data."""
    listed = settings.SITE_URL + reverse("api:practices-list")
    return _CONTEXT | _node(
        "Dataset",
        {
            "@id": _catalogue(),
            "url": _catalogue(),
            "name": str(settings.SITE_NAME),
            "description": _(
                "What works in the integration of third-country nationals: practices of cities and regions, with"
                " their facts, figures and sources."
            ),
            "isAccessibleForFree": True,
            "distribution": _node("DataDownload", {"encodingFormat": "application/json", "contentUrl": listed}),
        },
    )


def _node(kind: str, properties: Node) -> Node:
    """A thing of a type, without the properties that are not known."""
    return {"@type": kind} | {name: value for name, value in properties.items() if value not in ("", None, [])}


def _catalogue() -> str:
    return f"{settings.SITE_URL}{reverse('practices:catalogue')}"


def _project(practice: Practice, text: PracticeText, reach: list[Node]) -> Node:
    funders = dict.fromkeys(funding.name for funding in practice.funding.all() if funding.name)
    return _node(
        "Project",
        {
            "name": text.title,
            "alternateName": practice.original_title if practice.original_title != text.title else "",
            "parentOrganization": _organisation(practice.organiser),
            "member": [_organisation(partner.organisation) for partner in practice.partners.all()],
            "funder": [_node("Organization", {"name": name}) for name in funders],
            "foundingDate": str(practice.started or ""),
            "dissolutionDate": str(practice.finished or ""),
            "areaServed": reach,
        },
    )


def _organisation(organisation: Organisation) -> Node:
    page = settings.SITE_URL + reverse("practices:organisation", args=[organisation.slug])
    # Its place may be a whole region, which is no locality of an address.
    place, country = organisation.place_name, organisation.country_id
    return _node(
        _TYPES.get(OrganisationKind(organisation.kind), "Organization"),
        {
            "@id": f"{page}#organisation",  # the page is not the organisation
            "name": organisation.name,
            "alternateName": sorted({*organisation.names.values()} - {organisation.name}),
            "url": organisation.website,
            "location": _node("Place", {"name": place}) if place else None,
            "address": _node("PostalAddress", {"addressCountry": country}) if country else None,
        },
    )


def _reach(practice: Practice) -> list[Node]:
    """Where it works: the place with its coordinates, then the countries, or the Union as a whole."""
    if practice.eu_wide:
        return [_node("AdministrativeArea", {"name": _("European Union")})]
    return _place(practice) + [
        _node("Country", {"name": country.name, "identifier": country.code})
        for country in sorted(practice.countries.all(), key=lambda country: country.code)
    ]


def _place(practice: Practice) -> list[Node]:
    nuts = _node("PropertyValue", {"propertyID": "NUTS", "value": practice.nuts_code})
    position = _node("GeoCoordinates", {"latitude": practice.latitude, "longitude": practice.longitude})
    known = {
        "name": practice.place_name,
        "identifier": nuts if practice.nuts_code else None,
        "geo": position if practice.latitude is not None else None,
    }
    return [_node("Place", known)] if any(known.values()) else []


def _time(practice: Practice) -> str:
    """When it ran, as an interval of ISO 8601 with two dots for an end that is open: "2008-03/2011", "2008/.."."""
    start, finish = str(practice.started or ""), str(practice.finished or "")
    if start == finish:
        return start
    return f"{start or '..'}/{finish or '..'}"


def _sources(practice: Practice) -> list[Node]:
    """The document of the collection with the passages of it, and what else the fact sheet names."""
    collection, sources = practice.collection, list(practice.sources.all())
    passages = [_node("CreativeWork", {"name": one.section}) for one in sources if not (one.title or one.url)]
    others = [
        _node("CreativeWork", {"name": one.title, "description": one.section, "url": one.url})
        for one in sources
        if one.title or one.url
    ]
    if not collection.citation:
        return passages + others
    document = {
        "name": collection.label,
        "creditText": collection.citation,
        "publisher": _node("Organization", {"name": collection.publisher}) if collection.publisher else None,
        "datePublished": str(collection.published or ""),
        "hasPart": passages,
    }
    return [_node("CreativeWork", document), *others]
