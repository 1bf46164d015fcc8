"""An address belongs to one fact sheet for good: also when that one is gone, and when it comes back."""

from typing import Any

import pytest

from practices.models import PublishedVersion, Tombstone
from practices.workflows import begin_again, delete_fact_sheet, submit_draft, unpublish
from tests.factories import DraftFactory, UserFactory
from tests.practices.publications import published
from tests.practices.reviews import reviewer

pytestmark = pytest.mark.django_db
SLUG = "neighbourhood-mothers"


@pytest.fixture
def rita() -> Any:
    return reviewer(name="Rita")


@pytest.fixture
def secretary() -> Any:
    return UserFactory.create(secretariat=True)


def test_another_of_the_same_title_does_not_get_the_address_of_what_was_taken_off(client, rita, secretary):
    first, _ana = published(rita)
    unpublish(practice=first, reason="An error.", by=secretary)
    second, _berta = published(rita)
    assert (first.slug, second.slug) == (SLUG, f"{SLUG}-submitted-{second.public_id}")
    assert client.get(f"/practices/{SLUG}/").status_code == 410


def test_what_was_taken_off_comes_back_to_its_address_and_both_are_taken_off_again(client, rita, secretary):
    first, ana = published(rita)
    stone = unpublish(practice=first, reason="An error.", by=secretary)
    second, _berta = published(rita)
    draft = begin_again(tombstone=stone, by=ana)
    back, _ana = published(rita, submit_draft(draft=draft, expected_version=draft.version, by=ana))
    assert (back.slug, back.public_id) == (SLUG, first.public_id)
    for practice in (back, second):
        unpublish(practice=practice, reason="An error.", by=secretary)
    assert sorted(Tombstone.objects.values_list("slug", flat=True)) == sorted([SLUG, second.slug])


def test_nobody_gets_the_address_of_what_was_deleted(rita, secretary):
    first, _ana = published(rita)
    delete_fact_sheet(practice=first, reason="At the wish of its organiser.", by=secretary)
    second, _berta = published(rita)
    assert second.slug == f"{SLUG}-submitted-{second.public_id}"


def test_nobody_gets_the_address_under_which_a_version_of_another_was_published(rita):
    first, _ana = published(rita)
    PublishedVersion.objects.filter(fact_sheet_id=first.public_id).update(slug="mothers")
    draft = DraftFactory.create(complete=True, typed={"story": {"title": "Mothers"}})
    berta = UserFactory.create(officer_of=draft.organisation)
    second, _berta = published(rita, submit_draft(draft=draft, expected_version=draft.version, by=berta))
    assert second.slug == f"mothers-submitted-{second.public_id}"
