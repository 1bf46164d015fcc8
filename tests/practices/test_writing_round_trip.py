"""What is published is typed out as a person would type it, and reads as the same again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from network.models import Organisation
from practices.models import Practice
from practices.resources import load_catalogue
from practices.workflows import begin_version
from practices.writing.assemble import read_draft
from practices.writing.preview import practice_from
from practices.writing.rules import broken_so_far
from practices.writing.typed import content_of
from tests.factories import AffiliationFactory, UserFactory

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The project's own content, loaded once for these tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(FIXTURES)
        yield
        transaction.set_rollback(True)


def test_the_next_version_of_every_fact_sheet_begins_as_it_stands():
    officer = UserFactory.create()
    for organisation in Organisation.objects.filter(practices__isnull=False).distinct().order_by("pk"):
        AffiliationFactory(user=officer, organisation=organisation, confirmed=True)
    differs = {}
    for practice in Practice.objects.for_fact_sheet().order_by("slug"):
        draft = begin_version(practice=practice, by=officer)
        reading = read_draft(draft)
        wrong = reading.problems + broken_so_far(draft, reading)
        if wrong or reading.content != content_of(practice):
            differs[practice.slug] = wrong or reading.content
    assert differs == {}


def test_every_fact_sheet_can_be_shown_from_its_data_alone(forbid_writes):
    differs = []
    for practice in Practice.objects.for_fact_sheet().order_by("slug"):
        content = content_of(practice)
        shown = practice_from(
            content, public_id=practice.public_id, slug=practice.slug, collection=practice.collection
        )
        if content_of(shown) != content or shown.evidence_level != practice.evidence_level:
            differs.append(practice.slug)
    assert differs == []
