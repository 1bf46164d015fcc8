"""What the API says of organisations and of the vocabularies, to the last comma."""

import datetime as dt
import uuid
from typing import Any

import pytest

from network.models import Organisation
from tests.factories import (
    AimFactory,
    CollectionFactory,
    OrganisationFactory,
    PartnerFactory,
    PracticeFactory,
    TargetGroupFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
ID = "0d4b3a3e-6f5c-5d0a-9c53-8a1f6a2a7a11"
MINIMAL: dict[str, Any] = {
    "id": ID,
    "name": "Verein",
    "kind": "ngo",
    "slug": "verein",
    "url": "http://testserver/organisations/verein/",
    "names": {},
    "country": None,
    "place": "",
    "nuts_code": "",
    "latitude": None,
    "longitude": None,
    "population": None,
    "website": "",
    "practice_count": 0,
    "updated": "2026-01-15T09:30:00Z",
}
FULL = MINIMAL | {
    "name": "Δήμος Αθηναίων",
    "kind": "local_authority",
    "names": {"en": "City of Athens", "fr": "Ville d'Athènes"},
    "country": "GR",
    "place": "Athens",
    "nuts_code": "EL303",
    "latitude": 37.98,
    "longitude": 23.73,
    "population": "from_250000",
    "website": "https://www.cityofathens.gr",
    "practice_count": 3,
}


def date_of_last_change() -> None:
    Organisation.objects.update(updated_at=dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC))


@pytest.fixture
def minimal() -> None:
    OrganisationFactory(
        public_id=uuid.UUID(ID),
        name="Verein",
        slug="verein",
        kind="ngo",
        country=None,
        nuts_code="",
        latitude=None,
        longitude=None,
    )
    date_of_last_change()


@pytest.fixture
def athens() -> None:
    athens = OrganisationFactory.create(
        public_id=uuid.UUID(ID),
        name="Δήμος Αθηναίων",
        slug="verein",
        kind="local_authority",
        country__code="GR",
        nuts_code="EL303",
        latitude=37.98,
        longitude=23.73,
        place_name="Athens",
        population_band="from_250000",
        website="https://www.cityofathens.gr",
        contact_email="someone@example.org",
        names={"en": "City of Athens", "fr": "Ville d'Athènes"},
    )
    PracticeFactory.create_batch(2, organiser=athens)
    PartnerFactory(organisation=athens)
    date_of_last_change()


@pytest.mark.usefixtures("minimal")
def test_a_minimal_organisation_in_the_list(client):
    answer = client.get("/api/v1/organisations/")
    assert answer.json() == {"count": 1, "next": None, "previous": None, "results": [MINIMAL]}


@pytest.mark.usefixtures("athens")
def test_a_full_organisation_in_the_list(client):
    assert client.get("/api/v1/organisations/?country=GR").json()["results"] == [FULL]


@pytest.mark.usefixtures("athens")
@pytest.mark.parametrize("named", ["verein", ID])
def test_an_organisation_by_its_slug_and_by_its_id(client, named):
    assert client.get(f"/api/v1/organisations/{named}/").json() == FULL


def test_organisations_stand_by_name(client):
    for name in ("b", "c", "a"):
        OrganisationFactory(name=name)
    assert [row["name"] for row in client.get("/api/v1/organisations/").json()["results"]] == ["a", "b", "c"]


THEME = {"id": "sport", "label": "Sport", "description": "Clubs.", "dimension": None}
AIM = {"id": "health", "label": "Health", "description": ""}
COLLECTION = {
    "id": "cses-2012",
    "label": "CSES study",
    "description": "37 case studies.",
    "publisher": "Committee of the Regions",
    "published": 2012,
    "citation": "CSES (2012)",
}


@pytest.fixture
def words() -> None:
    ThemeFactory(code="sport", dimension="", description="Clubs.", position=1)
    ThemeFactory(code="employment", description="", position=2)
    AimFactory(code="health", label="Health")
    TargetGroupFactory(code="health", label="Health")
    CollectionFactory(description="37 case studies.", publisher="Committee of the Regions", citation="CSES (2012)")


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "themes",
            [THEME, {"id": "employment", "label": "Employment", "description": "", "dimension": "socio_economic"}],
        ),
        ("aims", [AIM]),
        ("target-groups", [AIM]),
        ("collections", [COLLECTION]),
    ],
)
def test_a_vocabulary_in_its_own_order(client, name, rows):
    answer = client.get(f"/api/v1/{name}/")
    assert answer.json() == {"count": len(rows), "next": None, "previous": None, "results": rows}


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("address", "entry"),
    [
        ("themes/sport", THEME),
        ("aims/health", AIM),
        ("target-groups/health", AIM),
        ("collections/cses-2012", COLLECTION),
    ],
)
def test_an_entry_of_a_vocabulary_by_its_code(client, address, entry):
    assert client.get(f"/api/v1/{address}/").json() == entry


def test_labels_follow_the_language_that_the_client_accepts(client):
    AimFactory(code="health", label_en="Health", label_fr="Santé")
    answer = client.get("/api/v1/aims/health/", headers={"Accept-Language": "fr"})
    assert (answer.json()["label"], answer.headers["Vary"]) == ("Santé", "Accept-Language")


def test_the_index_names_every_list(client):
    names = ["practices", "practices/statistics", "practices/suggest", "organisations", "themes", "aims"]
    names += ["target-groups", "collections", "drafts", "schema", "docs"]
    assert client.get("/api/v1/").json() == {name: f"http://testserver/api/v1/{name}/" for name in names}
