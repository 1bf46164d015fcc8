"""Taking a fact sheet off the site by its page."""

from typing import Any

import pytest

from practices.models import Draft, Practice, PublishedVersion, Tombstone
from practices.workflows import unpublish
from tests.factories import (
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
    UserFactory,
)
from tests.practices.reviews import reviewer

pytestmark = pytest.mark.django_db


def test_a_fact_sheet_is_taken_down_by_its_organiser_with_a_reason(client):
    practice = PracticeFactory.create(slug="courses")
    SourceFactory.create(practice=practice)
    client.force_login(UserFactory.create(officer_of=practice.organiser))
    empty = client.post("/practices/courses/take-down/", {"reason": " ", "what": "unpublish"})
    assert (empty.status_code, empty.context["form"].errors) == (
        422,
        {"reason": ["Say why: the reason stands where the fact sheet stood."]},
    )
    assert client.get("/practices/courses/").context["practice"] == practice
    answer = client.post("/practices/courses/take-down/", {"reason": "It ended.", "what": "unpublish"}, follow=True)
    assert "Taken off the site: Title of courses" in answer.text
    assert not Practice.objects.exists()


def test_only_the_secretariat_is_offered_to_delete(client):
    practice = PracticeFactory.create(slug="courses")
    SourceFactory.create(practice=practice)
    offered = []
    for person in (reviewer(), UserFactory.create(secretariat=True)):
        client.force_login(person)
        offered.append(len(client.get("/practices/courses/take-down/").context["form"]["what"].field.choices))
    client.force_login(reviewer())
    refused = client.post("/practices/courses/take-down/", {"reason": "Weak.", "what": "delete"})
    assert (offered, refused.status_code, Practice.objects.count()) == ([1, 2], 422, 1)


def test_others_are_told_who_may_take_a_fact_sheet_down(client):
    PracticeFactory.create(slug="courses")
    client.force_login(UserFactory.create(officer_of=OrganisationFactory.create()))
    answer = client.get("/practices/courses/take-down/")
    assert answer.status_code == 403
    assert "Only its organiser, a reviewer or the secretariat takes a fact sheet off the site." in answer.text


def test_its_organiser_writes_again_what_was_taken_off(client):
    practice = PracticeFactory.create(slug="courses")
    SourceFactory.create(practice=practice)
    officer = UserFactory.create(officer_of=practice.organiser)
    unpublish(practice=practice, reason="The budget was wrong.", by=officer)
    client.force_login(officer)
    page = client.get("/practices/courses/")
    answers = [client.post("/practices/courses/new-version/")["Location"] for _ in range(2)]
    draft = Draft.objects.get()
    assert (page.status_code, page.context["may_begin"], answers) == (410, True, [draft.get_absolute_url()] * 2)
    assert (draft.fact_sheet_id, draft.title) == (practice.public_id, "Title of courses")


@pytest.mark.parametrize("role", ["reviewer", "staff"])
def test_nobody_else_writes_again_what_was_taken_off(client, role):
    practice = PracticeFactory.create(slug="courses")
    SourceFactory.create(practice=practice)
    unpublish(practice=practice, reason="It is wrong.", by=UserFactory.create(officer_of=practice.organiser))
    client.force_login(UserFactory.create(**{role: True}))
    refused = client.post("/practices/courses/new-version/")
    assert ("Write it again" in client.get("/practices/courses/").text, refused.status_code) == (False, 403)


@pytest.fixture
def sam() -> Any:
    return UserFactory.create(secretariat=True)


@pytest.fixture
def taken_off(sam) -> Tombstone:
    """Of the fact sheet “Title of courses”."""
    practice = PracticeFactory.create(slug="courses")
    SourceFactory.create(practice=practice)
    return unpublish(practice=practice, reason="Not theirs to tell.", by=sam)


def test_the_secretariat_deletes_what_was_taken_off_before(client, taken_off, sam):
    client.force_login(sam)
    gone = client.get("/practices/courses/")
    assert (gone.status_code, gone.text.count("Not theirs to tell.")) == (410, 1)
    assert gone.text.count('href="/practices/courses/take-down/"') == 1
    page = client.get("/practices/courses/take-down/")
    assert (page.context["title"], page.context["form"]["what"].value()) == ("Title of courses", "delete")
    empty = client.post("/practices/courses/take-down/", {"reason": "", "what": "delete"})
    assert (empty.status_code, empty.context["form"].errors, PublishedVersion.objects.count()) == (
        422,
        {"reason": ["Say why: its organiser and its authors are told."]},
        1,
    )
    answer = client.post("/practices/courses/take-down/", {"reason": "<It> is wrong.", "what": "delete"}, follow=True)
    assert answer.text.count("Deleted: Title of courses") == 1
    taken_off.refresh_from_db()
    assert (PublishedVersion.objects.count(), taken_off.kind, taken_off.reason) == (0, "deleted", "<It> is wrong.")


@pytest.mark.parametrize("who", ["reviewer", "staff", "officer"])
def test_nobody_else_is_led_to_delete_it(client, taken_off, who):
    somewhere = {"officer_of": OrganisationFactory.create()}
    client.force_login(UserFactory.create(**somewhere if who == "officer" else {who: True}))
    assert "take-down" not in client.get("/practices/courses/").text
    for answer in (client.get("/practices/courses/take-down/"), client.post("/practices/courses/take-down/")):
        assert (answer.status_code, answer.text.count("Not theirs to tell.")) == (410, 1)


def test_who_takes_off_what_is_off_already_is_told_so_and_keeps_the_reason(client, taken_off, sam):
    client.force_login(sam)
    answer = client.post("/practices/courses/take-down/", {"reason": "It ended last year.", "what": "unpublish"})
    assert (answer.status_code, PublishedVersion.objects.count()) == (410, 1)
    assert (answer.text.count("Not theirs to tell."), answer.context["typed"].shown[0]) == (
        1,
        ("reason", ["It ended last year."]),
    )


def test_what_was_deleted_leads_nobody_to_delete_it_again(client, taken_off, sam):
    taken_off.kind = "deleted"
    taken_off.save()
    client.force_login(sam)
    pages = [client.get(f"/practices/courses/{below}") for below in ("", "take-down/")]
    assert [page.status_code for page in pages] == [410, 410]
    assert [page.text.count('href="/practices/courses/take-down/"') for page in pages] == [0, 0]
