"""What was published stays readable, version by version; what was taken away says so."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from network.errors import NotAllowed
from practices.enums import Criterion
from practices.errors import WrongState
from practices.models import Draft, Practice, PublishedVersion, Tombstone
from practices.resources import load_catalogue
from practices.workflows import (
    begin_again,
    begin_version,
    delete_fact_sheet,
    publish,
    save_section,
    save_sheet,
    submit_draft,
    unpublish,
)
from tests.conftest import FIXTURES
from tests.factories import UserFactory
from tests.factories.drafts import DraftFactory

pytestmark = pytest.mark.django_db

SCORES = {"scores": {criterion.value: {"score": "4", "reason": "It shows."} for criterion in Criterion}}


class Newsroom:
    """An officer and a reviewer, who bring a fact sheet out."""

    def __init__(self) -> None:
        self.draft = DraftFactory.create(complete=True)
        self.officer = UserFactory.create(officer_of=self.draft.organisation)
        self.reviewer = UserFactory.create(reviewer=True)
        self.secretary = UserFactory.create(secretariat=True)

    def bring_out(self, draft: Draft, note: str = "") -> Practice:
        draft.refresh_from_db()
        submission = submit_draft(draft=draft, expected_version=draft.version, note=note, by=self.officer)
        noted = save_sheet(submission=submission, sheet=SCORES, expected_version=submission.version, by=self.reviewer)
        return publish(submission=noted, expected_version=noted.version, by=self.reviewer)

    def next_version(self, practice: Practice, summary: str) -> Practice:
        draft = begin_version(practice=practice, by=self.officer)
        save_section(
            draft=draft, name="story", language="en", data={"summary": summary}, expected_version=1, by=self.officer
        )
        return self.bring_out(draft, note="Newer figures")


@pytest.fixture
def newsroom():
    return Newsroom()


@pytest.fixture
def practice(newsroom):
    return newsroom.bring_out(newsroom.draft)


def seen(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_a_fact_sheet_that_was_published_is_in_the_catalogue(newsroom, practice):
    assert (practice.public_id, practice.slug, practice.collection_id) == (
        newsroom.draft.fact_sheet_id,
        "neighbourhood-mothers",
        "submitted",
    )


def test_the_next_version_changes_nothing_until_it_is_published(newsroom, practice):
    draft = begin_version(practice=practice, by=newsroom.officer)
    save_section(
        draft=draft, name="story", language="en", data={"summary": "Else"}, expected_version=1, by=newsroom.officer
    )
    assert [text.summary for text in Practice.objects.get().texts.all()] == ["They visit newly arrived families."]


def test_the_next_version_replaces_the_first_under_its_own_address(newsroom, practice):
    later = newsroom.next_version(practice, "They visit 400 families.")
    assert ((later.pk, later.slug), [text.summary for text in later.texts.all()]) == (
        (practice.pk, practice.slug),
        ["They visit 400 families."],
    )


def test_every_version_is_kept_with_its_number_and_what_is_new(newsroom, practice):
    newsroom.next_version(practice, "They visit 400 families.")
    kept = PublishedVersion.objects.order_by("number").values_list("number", "note", "published_by")
    assert list(kept) == [(1, "", newsroom.reviewer.pk), (2, "Newer figures", newsroom.reviewer.pk)]


def test_an_earlier_version_reads_as_it_did(client, newsroom, practice):
    newsroom.next_version(practice, "They visit 400 families.")
    page = seen(client, f"/practices/{practice.slug}/versions/1/")
    assert ("They visit newly arrived families." in page, "They visit 400 families." in page) == (True, False)


def test_an_earlier_version_says_when_it_was_published_as_its_last_change(client, newsroom, practice):
    newsroom.next_version(practice, "They visit 400 families.")
    PublishedVersion.objects.filter(number=1).update(published_at=datetime(2020, 5, 4, tzinfo=UTC))
    assert "Last change: 4 May 2020." in seen(client, f"/practices/{practice.slug}/versions/1/")


def test_what_was_written_here_has_no_number_of_a_collection(client, newsroom, practice):
    assert (practice.number, f"number {practice.public_id}" in seen(client, f"/practices/{practice.slug}/")) == (
        "",
        False,
    )


def test_its_organiser_confirmed_it_on_the_day_on_which_they_handed_it_in(newsroom):
    practice = newsroom.bring_out(newsroom.draft)
    handed_in = newsroom.draft.submissions.get().submitted_at
    assert Practice.objects.get(pk=practice.pk).last_confirmed_on == timezone.localdate(handed_in)


def test_versions_are_compared_field_by_field(client, newsroom, practice):
    newsroom.next_version(practice, "They visit 400 families.")
    answer = client.get(f"/practices/{practice.slug}/versions/2/changes/")
    assert [one.field for one in answer.context["differences"]] == ["story:summary:en"]


@pytest.mark.parametrize(
    "address", ["versions/0/", "versions/3/", "versions/1/changes/", "versions/99999999999999999999/"]
)
def test_a_version_that_never_was_is_not_found(client, newsroom, practice, address):
    newsroom.next_version(practice, "They visit 400 families.")
    assert client.get(f"/practices/{practice.slug}/{address}").status_code == 404


@pytest.mark.parametrize("below", ["", "fact-sheet.pdf", "cite.bib", "versions/", "versions/1/"])
def test_a_fact_sheet_that_was_taken_off_the_site_says_so_and_why(client, newsroom, practice, below):
    unpublish(practice=practice, reason="The project was never carried out.", by=newsroom.reviewer)
    answer = client.get(f"/practices/{practice.slug}/{below}")
    assert (answer.status_code, "The project was never carried out." in answer.content.decode()) == (410, True)


@pytest.mark.parametrize("named", ["slug", "public_id"])
def test_the_api_tells_its_mirrors_to_let_go(client, newsroom, practice, named):
    asked = getattr(practice, named)
    unpublish(practice=practice, reason="The project was never carried out.", by=newsroom.reviewer)
    answer = client.get(f"/api/v1/practices/{asked}/")
    said = answer.json()
    assert (answer.status_code, said["type"].rpartition("#")[2].rpartition("/")[2], said["id"]) == (
        410,
        "gone",
        str(newsroom.draft.fact_sheet_id),
    )


def test_what_was_taken_off_comes_back_under_its_address_with_its_history(newsroom, practice):
    slug = practice.slug
    tombstone = unpublish(practice=practice, reason="An error in the figures.", by=newsroom.officer)
    back = newsroom.bring_out(begin_again(tombstone=tombstone, by=newsroom.officer))
    kept = list(PublishedVersion.objects.order_by("number").values_list("number", flat=True))
    assert (back.slug, back.public_id, kept, Tombstone.objects.count()) == (
        slug,
        newsroom.draft.fact_sheet_id,
        [1, 2],
        0,
    )


def test_what_was_deleted_is_not_begun_again(newsroom, practice):
    tombstone = delete_fact_sheet(practice=practice, reason="At the wish of its organiser.", by=newsroom.secretary)
    with pytest.raises(WrongState, match="was deleted"):
        begin_again(tombstone=tombstone, by=newsroom.officer)


def test_a_stranger_does_not_begin_again_what_was_taken_off(newsroom, practice):
    tombstone = unpublish(practice=practice, reason="An error.", by=newsroom.officer)
    stranger = UserFactory.create(officer_of=DraftFactory.create().organisation)
    with pytest.raises(NotAllowed, match="Only the organisation"):
        begin_again(tombstone=tombstone, by=stranger)


def test_deleting_leaves_nothing_but_the_tombstone(client, newsroom, practice):
    delete_fact_sheet(practice=practice, reason="At the wish of its organiser.", by=newsroom.secretary)
    left = (
        Practice.objects.count(),
        PublishedVersion.objects.count(),
        Draft.objects.count(),
        Tombstone.objects.count(),
    )
    answer = client.get(f"/practices/{practice.slug}/")
    assert (left, answer.status_code, "At the wish" in answer.content.decode()) == ((0, 0, 0, 1), 410, False)


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_taken_off_without_a_reason(newsroom, practice, reason):
    with pytest.raises(WrongState, match="Say why"):
        unpublish(practice=practice, reason=reason, by=newsroom.reviewer)


def test_only_the_secretariat_deletes(newsroom, practice):
    with pytest.raises(NotAllowed, match="Only the secretariat"):
        delete_fact_sheet(practice=practice, reason="Because.", by=newsroom.reviewer)


def test_the_officer_of_another_organisation_takes_nothing_off(newsroom, practice):
    stranger = UserFactory.create(officer_of=DraftFactory.create().organisation)
    with pytest.raises(NotAllowed, match="Only its organiser"):
        unpublish(practice=practice, reason="Because.", by=stranger)


def test_a_fact_sheet_that_is_gone_already_is_not_taken_off_twice(newsroom, practice):
    unpublish(practice=practice, reason="An error.", by=newsroom.reviewer)
    with pytest.raises(WrongState, match="not on the site any more"):
        unpublish(practice=practice, reason="An error.", by=newsroom.reviewer)


@pytest.fixture
def mothers(catalogue):
    """A fact sheet that ships with the site, and an officer of its organiser."""
    practice = Practice.objects.get(slug="foreigners-forum")
    return practice, UserFactory.create(officer_of=practice.organiser)


def test_loading_the_files_again_leaves_a_later_version_alone(newsroom, mothers):
    practice, newsroom.officer = mothers
    newsroom.next_version(practice, "A newer summary.")
    load_catalogue(FIXTURES)
    assert [text.summary for text in practice.texts.filter(language="en")] == ["A newer summary."]


def test_loading_the_files_again_does_not_bring_back_what_was_taken_off(mothers):
    practice, officer = mothers
    unpublish(practice=practice, reason="It has ended.", by=officer)
    load_catalogue(FIXTURES)
    assert Practice.objects.filter(slug="foreigners-forum").exists() is False
