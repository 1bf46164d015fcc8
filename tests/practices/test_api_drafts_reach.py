"""Which drafts and fact sheets an organisation's own system reaches: its organisation's, and no others."""

import pytest

from practices.models import Draft, PublishedVersion
from tests.factories import OrganisationFactory, PracticeFactory, SourceFactory
from tests.factories.drafts import DraftFactory
from tests.practices.test_api_drafts import DRAFTS, System, address_of, complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(db: None) -> System:
    return System(OrganisationFactory.create(slug="roubaix", name="Roubaix"))


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_draft_of_another_organisation_is_not_found(system, method):
    other = System(OrganisationFactory.create())
    answer = other.asks(method, address_of(complete(system)), {"sections": {}}, If_Match='"1"')
    assert answer.status_code == 404


def test_the_list_holds_the_drafts_of_the_organisation_and_no_others(system):
    mine, other = complete(system), DraftFactory.create()
    listed = [one["id"] for one in system.asks("GET", DRAFTS).json()["results"]]
    assert (listed, str(other.public_id) in listed) == ([str(mine.public_id)], False)


def test_the_list_is_filtered_by_state(system):
    complete(system)
    given_up = DraftFactory.create(organisation=system.organisation, state="withdrawn")
    listed = system.asks("GET", f"{DRAFTS}?state=withdrawn").json()
    assert ([one["id"] for one in listed["results"]], listed["count"]) == ([str(given_up.public_id)], 1)


def test_the_next_version_of_a_fact_sheet_begins_where_it_stands(system):
    practice = PracticeFactory.create(full=True, organiser=system.organisation)
    SourceFactory.create(practice=practice)
    made = system.asks("POST", DRAFTS, {"fact_sheet": str(practice.public_id)}).json()
    assert (made["published"], made["fact_sheet"], made["sections"]["basics"]["organiser"], made["problems"]) == (
        practice.slug,
        str(practice.public_id),
        "roubaix",
        [],
    )


def test_the_fact_sheet_of_another_organisation_gets_no_next_version(system):
    practice = PracticeFactory.create()
    answer = system.asks("POST", DRAFTS, {"fact_sheet": str(practice.public_id)})
    assert (answer.status_code, Draft.objects.count(), PublishedVersion.objects.count()) == (403, 0, 0)
