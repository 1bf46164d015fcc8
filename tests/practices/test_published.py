"""What is published stays up until its next version is, and is taken off the site with a reason."""

from typing import Any

import pytest

from network.errors import NotAllowed
from practices.errors import WrongState
from practices.models import Assessment, Practice, PublishedVersion, Submission, Tombstone
from practices.workflows import (
    begin_version,
    delete_fact_sheet,
    publish,
    save_section,
    save_sheet,
    submit_draft,
    unpublish,
)
from tests.factories import OrganisationFactory, PracticeFactory, SourceFactory, UserFactory
from tests.practices.reviews import SCORED, handed_in, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission() -> Submission:
    """Handed in by Ana, who wrote it."""
    return handed_in()


@pytest.fixture
def rita() -> Any:
    return reviewer(name="Rita")


def noted(submission: Submission, by: Any, **sheet: Any) -> Submission:
    return save_sheet(submission=submission, sheet=sheet, expected_version=submission.version, by=by)


def test_a_published_fact_sheet_stays_up_until_its_next_version_is_published(submission, rita):
    held = noted(submission, rita, **SCORED)
    practice = publish(submission=held, expected_version=held.version, by=rita)
    ana = submission.submitted_by
    practice.organiser = submission.draft.organisation
    draft = begin_version(practice=practice, by=ana)
    story = draft.sections.get(name="story")
    save_section(
        draft=draft, name="story", language="en", data={"title": "New title"}, expected_version=story.version, by=ana
    )
    draft.refresh_from_db()
    second = submit_draft(draft=draft, expected_version=draft.version, note="A better title", by=ana)
    assert practice.texts.get().title == "Neighbourhood mothers"
    held = noted(second, rita, **SCORED)
    publish(submission=held, expected_version=held.version, by=rita)
    assert Practice.objects.get().texts.get().title == "New title"
    assert list(PublishedVersion.objects.values_list("number", "content__title", "note")) == [
        (1, "Neighbourhood mothers", ""),
        (2, "New title", "A better title"),
    ]
    assert Assessment.objects.count() == 5


@pytest.fixture
def practice() -> Practice:
    """Published, with a source."""
    made: Practice = PracticeFactory.create()
    SourceFactory.create(practice=made)
    return made


@pytest.mark.parametrize("who", ["officer", "reviewer", "secretariat"])
def test_a_fact_sheet_is_taken_off_the_site_with_a_reason(practice, who):
    person = UserFactory.create(**{"officer": {"officer_of": practice.organiser}}.get(who, {who: True}))
    unpublish(practice=practice, reason=" It has ended. ", by=person)
    (stone,) = Tombstone.objects.all()
    assert (stone.slug, stone.kind, stone.reason) == (practice.slug, "unpublished", "It has ended.")
    assert (Practice.objects.count(), PublishedVersion.objects.count()) == (0, 1)


def test_nobody_else_takes_it_off(practice):
    with pytest.raises(NotAllowed, match="Only its organiser, a reviewer or the secretariat"):
        unpublish(practice=practice, reason="Rivals.", by=UserFactory.create(officer_of=OrganisationFactory.create()))
    assert Practice.objects.count() == 1


def test_it_is_not_taken_off_without_a_reason(practice):
    with pytest.raises(WrongState, match="Say why"):
        unpublish(practice=practice, reason=" ", by=reviewer())
    assert Practice.objects.count() == 1


def test_the_secretariat_deletes_it_with_its_versions_and_drafts(submission, rita):
    held = noted(submission, rita, **SCORED)
    practice = publish(submission=held, expected_version=held.version, by=rita)
    delete_fact_sheet(practice=practice, reason="By mistake.", by=UserFactory.create(secretariat=True))
    assert list(Tombstone.objects.values_list("kind", flat=True)) == ["deleted"]
    assert [model.objects.count() for model in (Practice, PublishedVersion, Submission)] == [0, 0, 0]


def test_nobody_but_the_secretariat_deletes(practice, rita):
    with pytest.raises(NotAllowed, match="Only the secretariat deletes a fact sheet; unpublish it instead"):
        delete_fact_sheet(practice=practice, reason="Weak.", by=rita)
    assert Practice.objects.count() == 1
