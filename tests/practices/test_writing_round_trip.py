"""What is published is typed out as a person would type it, and reads as the same again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from network.models import Organisation
from practices.models import Funding, Indicator, Partner, Practice, PracticeAttachment, PracticeText, Source
from practices.resources import load_catalogue
from practices.workflows import begin_version, publish, save_sheet, submit_draft
from practices.writing.preview import practice_from
from practices.writing.typed import content_of
from tests.factories import AffiliationFactory, UserFactory
from tests.practices.reviews import SCORED, reviewer

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

PARTS = (Funding, Indicator, Partner, PracticeAttachment, PracticeText, Source)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The project's own content, loaded once for these tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(FIXTURES)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def officer() -> Any:
    """Somebody who writes for every organiser."""
    user = UserFactory.create()
    for organisation in Organisation.objects.filter(practices__isnull=False).distinct().order_by("pk"):
        AffiliationFactory(user=user, organisation=organisation, confirmed=True, may_submit=True)
    return user


def stored(number: int) -> dict[str, Any]:
    """Every column of a fact sheet and of its rows in other tables; those without keys and dates of their own.

    Publishing itself says when it was changed and last confirmed.
    """
    practice = Practice.objects.get(pk=number)
    columns = {field.attname: getattr(practice, field.attname) for field in Practice._meta.concrete_fields}
    of_publishing = {"updated_at", "content_digest", "last_confirmed_on"}
    found = {name: value for name, value in columns.items() if name not in of_publishing}
    for part in PARTS:
        found[part.__name__] = sorted(map(_own_columns, part._default_manager.filter(practice=practice)))
    for many in Practice._meta.many_to_many:
        found[many.name] = sorted(getattr(practice, many.name).values_list("pk", flat=True))
    return found


def _own_columns(row: Any) -> str:
    return str(
        {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    )


def published_again(practice: Practice, officer: Any, reviewer: Any) -> Practice:
    """With its next version, in which nothing was typed."""
    draft = begin_version(practice=practice, by=officer)
    submission = submit_draft(draft=draft, expected_version=draft.version, by=officer)
    held = save_sheet(submission=submission, sheet=SCORED, expected_version=submission.version, by=reviewer)
    return publish(submission=held, expected_version=held.version, by=reviewer)


def test_a_next_version_in_which_nothing_was_typed_changes_no_column_and_no_row(officer):
    rita = reviewer()
    differs = {}
    for practice in Practice.objects.order_by("slug"):
        before = stored(practice.pk)
        after = stored(published_again(practice, officer, rita).pk)
        if after != before:
            differs[practice.slug] = {
                name: (before[name], after[name]) for name in before if before[name] != after[name]
            }
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
