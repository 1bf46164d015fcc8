"""What the page of a submission shows, and to whom."""

from typing import Any

import pytest
from django.test import Client

from practices.models import Remark, Submission
from practices.workflows import publish, save_sheet, take_review
from tests.factories import (
    DraftFactory,
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.practices.reviews import QUEUE, SCORED, address, handed_in, reviewer, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(client: Client) -> Any:
    """A reviewer, signed in."""
    user = reviewer(name="Rita")
    client.force_login(user)
    return user


@pytest.fixture
def submission() -> Submission:
    return handed_in()


def test_a_reviewer_finds_what_they_write_in_the_queue_but_not_its_review(client, rita, submission):
    submission.draft.co_authors.create(user=rita)
    (row,) = client.get(QUEUE).context["page"].rows
    answer = client.get(address(submission))
    assert (row.own, answer.status_code) == (True, 403)
    assert "You write this fact sheet along, or did: another reviewer judges it." in answer.text


@pytest.mark.parametrize("page", ["", "1/", "1/fact-sheet/"])
def test_nobody_but_a_reviewer_opens_a_page_of_the_review(client, page):
    client.force_login(UserFactory.create(secretariat=True, officer_of=OrganisationFactory.create()))
    answer = client.get(QUEUE + page)
    assert answer.status_code == 403
    assert "This page is for: Reviewer." in answer.text


def test_the_page_shows_every_field_with_a_box_for_changes(client, rita, submission, forbid_writes):
    answer = client.get(address(submission))
    shown = {row.name: (row.lines, row.box.name) for part in answer.context["parts"] for row in part.rows}
    assert shown["story:title:en"] == (["Neighbourhood mothers"], "field-story-title-en")
    assert shown["place:started"] == (["March 2008"], "field-place-started")
    assert shown["subject:themes"] == (["Employment"], "field-subject-themes")
    assert shown["lessons:outcomes:en"] == ([], "field-lessons-outcomes-en")
    assert (answer.context["evidence"], answer.context["live"]) == ("claimed", None)


def test_a_preview_shows_the_fact_sheet_as_it_will_look(client, rita, submission, forbid_writes):
    answer = client.get(f"{address(submission)}fact-sheet/")
    assert answer.context["practice"].texts.all()[0].title == "Neighbourhood mothers"
    assert "only reviewers see this page" in answer.text


def test_the_page_shows_what_changed_since_the_published_version_and_the_submission_before(client, rita):
    practice = PracticeFactory.create(title="Old title")
    SourceFactory.create(practice=practice)
    draft = DraftFactory.create(
        complete=True, state="submitted", practice=practice, fact_sheet_id=practice.public_id,
        organisation=practice.organiser, typed={"story": {"title": "New title"}},
    )  # fmt: skip
    first = SubmissionFactory.create(draft=draft, state="withdrawn", closed_at="2026-01-04T12:00Z")
    content = first.content | {"title": "Newest title"}
    content["texts"] = {"en": content["texts"]["en"] | {"title": "Newest title"}}
    second = SubmissionFactory.create(draft=draft, number=2, content=content)
    context = client.get(address(second)).context
    assert "story:title:en" in [one.field for one in context["since_published"]]
    assert [one.field for one in context["since_earlier"]] == ["story:title:en"]


def test_what_may_be_the_same_is_shown_with_the_reasons(client, rita, submission):
    organiser = submission.draft.organisation
    twin = PracticeFactory.create(title="Neighbourhood mother", organiser=organiser)
    PracticeFactory.create(title="Sports for all", organiser=organiser, themes=["sport"], countries=["BE"])
    other = waiting("Neighbourhood mothers")
    context = client.get(address(submission)).context
    assert [(one.practice, one.reasons) for one in context["duplicates"]] == [
        (twin, ["Titles are alike", "Same organiser", "Same country", "Same theme"])
    ]
    assert context["also_waiting"] == [other]


def test_a_published_submission_says_so(client, rita, submission):
    take_review(submission=submission, by=rita)
    held = Submission.objects.get()
    held = save_sheet(submission=held, sheet=SCORED, expected_version=held.version, by=rita)
    practice = publish(submission=held, expected_version=held.version, by=rita)
    page = client.get(address(submission))
    assert (page.context["open"], page.context["live"]) == (False, practice)
    assert "By Rita on" in page.text


def test_without_a_script_one_button_leaves_what_was_typed_for_the_others(client, rita, submission):
    typed = {"version": "1", "do": "note", "private": "Ask Otto.", "question": "Two families?", "reason": "Too thin."}
    answer = client.post(address(submission), typed)
    form = answer.context["form"]
    assert (answer.status_code, Remark.objects.get().text) == (200, "Ask Otto.")
    assert [form[name].value() for name in ("private", "question", "reason")] == ["", "Two families?", "Too thin."]
    assert (form["version"].value(), "Your note is kept." in answer.text) == ("2", True)
