"""Who else has a draft open, and where: seen by those who write it, and by nobody else."""

import pytest
from django.utils import timezone

from practices.models import Draft, Presence
from practices.together import HERE_FOR, who_is_here
from practices.workflows import note_presence
from tests.factories import UserFactory
from tests.factories.drafts import DraftFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    made: Draft = DraftFactory.create()
    return made


def test_one_sees_who_else_is_here_and_where(draft, ana):
    colleague = UserFactory.create(name="Κώστας", officer_of=draft.organisation)
    note_presence(draft=draft, section="money", by=colleague)
    note_presence(draft=draft, section="work", by=ana)
    assert [one.said for one in who_is_here(draft, ana)] == ["Κώστας is in “Money”."]


def test_who_goes_on_to_another_section_is_there_only(draft, ana):
    colleague = UserFactory.create(name="Κώστας", officer_of=draft.organisation)
    note_presence(draft=draft, section="money", by=colleague)
    note_presence(draft=draft, section="", by=colleague)
    assert [one.said for one in who_is_here(draft, ana)] == ["Κώστας is looking at the draft."]


def test_who_has_not_been_seen_for_a_minute_has_left(draft, ana):
    colleague = UserFactory.create(officer_of=draft.organisation)
    note_presence(draft=draft, section="money", by=colleague)
    Presence.objects.update(seen_at=timezone.now() - HERE_FOR)
    assert who_is_here(draft, ana) == []


def test_who_lost_the_right_to_see_the_draft_is_not_here(draft, ana):
    colleague = UserFactory.create(officer_of=draft.organisation)
    note_presence(draft=draft, section="money", by=colleague)
    colleague.affiliations.update(state="ended")
    assert who_is_here(draft, ana) == []


def test_a_stranger_leaves_no_trace(draft, berta):
    with pytest.raises(Draft.DoesNotExist):
        note_presence(draft=draft, section="money", by=berta)
