"""Taking a fact sheet off the site by its page."""

import pytest

from practices.models import Practice
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
