"""Writing countries and organisations down."""

import logging
import uuid
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from network.enums import OrganisationKind, PopulationBand
from network.models import Country, FormerSlug, Organisation, User
from network.workflows.recording import recorded
from network.workflows.records import save_if_changed, unique_slug

logger = logging.getLogger(__name__)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Entry(BaseModel):
    """What a person wrote down: nothing unknown, nothing converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Translated(Entry):
    """A label in the languages of the site."""

    en: Text
    fr: str = ""


class Place(Entry):
    """A place: its name, NUTS code and coordinates in degrees (WGS 84)."""

    name: Text
    nuts: str = ""
    latitude: float | None = None
    longitude: float | None = None


class CountryData(Entry):
    """A country as the fixtures give it."""

    code: Text
    nuts: Text
    eu: bool
    name: Translated


class OrganisationData(Entry):
    """An organisation as the fixtures and forms give it."""

    name: Text
    names: dict[str, Text] = Field(default_factory=dict)
    kind: OrganisationKind
    country: str | None = None
    place: Place | None = None
    population_band: PopulationBand | None = None
    website: str = ""


@recorded
def write_country(*, data: CountryData, by: User | None) -> Country:
    """Adds or updates a country.

    Args:
        by: who does it; nobody when the project loads its own content.

    Raises:
        InvalidRecord: it breaks a rule.
    """
    country = Country.objects.filter(code=data.code).first() or Country(code=data.code)
    country.nuts_prefix = data.nuts
    country.eu_member = data.eu
    translate(country, "name", data.name)
    if save_if_changed(country):
        logger.info("country %s written by %s", country.pk, by.pk if by else "the project")
    return country


@recorded
def write_organisation(*, data: OrganisationData, by: User | None) -> Organisation:
    """Adds an organisation, or updates the one of that name in that country.

    Args:
        by: who does it; nobody when the project loads its own content.

    Raises:
        InvalidRecord: it breaks a rule; nothing is written.
    """
    found = Organisation.objects.filter(name__iexact=data.name, country_id=data.country).first()
    organisation = found or Organisation(
        public_id=stable_id("organisation", data.country or "", data.name.lower()),
        slug=unique_slug(Organisation, data.name, data.country or "international", kept=[FormerSlug.objects.all()]),
    )
    put_into(organisation, data)
    organisation.proposed = False
    if save_if_changed(organisation):
        logger.info("organisation %s written by %s", organisation.pk, by.pk if by else "the project")
    return organisation


def put_into(organisation: Organisation, data: OrganisationData) -> None:
    """Puts what was written down about an organisation into its record, which is not saved yet."""
    organisation.name = data.name
    organisation.names = data.names
    organisation.kind = data.kind.value
    organisation.country_id = data.country
    organisation.population_band = data.population_band.value if data.population_band else ""
    organisation.website = data.website
    place = data.place
    organisation.place_name = place.name if place else ""
    organisation.nuts_code = place.nuts if place else ""
    organisation.latitude = place.latitude if place else None
    organisation.longitude = place.longitude if place else None


def stable_id(*parts: str) -> uuid.UUID:
    """The same id for the same record on every installation, so that addresses made from it last."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("integration-practices", *parts)))


def translate(record: object, field: str, text: Translated) -> None:
    """Puts a label into the columns of its languages."""
    for language in Translated.model_fields:
        setattr(record, f"{field}_{language}", getattr(text, language))
