"""Reviewers and authors talk in one place; nobody reads what is not said to them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from network.models import OutboxMail
from practices.enums import Audience
from practices.models import Remark, Submission
from practices.workflows import remark_on, request_changes, save_sheet, submit_draft
from tests.factories import (
    OrganisationFactory,
    UserFactory,
)
from tests.practices.reviews import SCORED, address, handed_in, reviewer, typed

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


def asked(submission: Submission, by: Any, **fields: str) -> Remark:
    """A remark with which the draft was given back."""
    sheet = {"fields": {"story:title:en": "Shorter, please."}}
    held = save_sheet(submission=submission, sheet=sheet, expected_version=submission.version, by=by)
    request_changes(submission=held, expected_version=held.version, by=by)
    return Remark.objects.get(audience=Audience.AUTHORS)


def test_authors_answer_in_the_same_place_and_the_reviewer_answers_there(client, rita, submission):
    remark = asked(submission, rita)
    client.force_login(submission.submitted_by)
    answer = client.post(f"/practices/review/remarks/{remark.pk}/", {"text": "Done."})
    reply = remark.replies.get()
    assert answer.headers["Location"] == f"{submission.draft.get_absolute_url()}#remark-{reply.pk}"
    assert (reply.text, reply.field, reply.audience) == ("Done.", "story:title:en", Audience.AUTHORS)
    draft = submission.draft
    draft.refresh_from_db()
    again = submit_draft(draft=draft, expected_version=draft.version, by=submission.submitted_by)
    client.force_login(rita)
    client.post(address(again), typed(again, f"reply-{remark.pk}", **{f"reply-{remark.pk}": "Thank you."}))
    assert list(remark.replies.order_by("pk").values_list("text", flat=True)) == ["Done.", "Thank you."]


def test_an_answer_sent_twice_stands_once(client, rita, submission):
    remark = asked(submission, rita)
    client.force_login(submission.submitted_by)
    for _ in range(2):
        client.post(f"/practices/review/remarks/{remark.pk}/", {"text": "Done.", "form_token": "a" * 22})
    assert remark.replies.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Write something first."), ("x" * 5001, "Shorten this to 5000 characters: it has 5001.")],
)
def test_an_answer_that_cannot_be_taken_is_shown_again(client, rita, submission, text, sentence):
    remark = asked(submission, rita)
    client.force_login(submission.submitted_by)
    answer = client.post(f"/practices/review/remarks/{remark.pk}/", {"text": text})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"text": [sentence]})
    assert answer.context["form"]["text"].value() == text


def test_nobody_else_finds_a_remark(client, rita, submission):
    remark = asked(submission, rita)
    private = remark_on(submission=Submission.objects.get(), text="Weak.", audience=Audience.REVIEWERS, by=rita)
    client.force_login(UserFactory.create(officer_of=OrganisationFactory.create()))
    assert client.get(f"/practices/review/remarks/{remark.pk}/").status_code == 404
    client.force_login(submission.submitted_by)
    assert client.get(f"/practices/review/remarks/{private.pk}/").status_code == 404
    assert client.get(f"/practices/review/remarks/{remark.pk}/").status_code == 200


def test_the_page_of_the_draft_shows_the_review_without_the_reviewers_name_or_their_private_notes(
    client, rita, submission
):
    remark_on(submission=submission, text="Weak.", audience=Audience.REVIEWERS, by=rita)
    asked(submission, rita)
    client.force_login(submission.submitted_by)
    page = client.get(reverse("practices:draft", args=[submission.draft.public_id])).text
    assert ["Shorter, please." in page, "Weak." in page, "Rita" in page] == [True, False, False]


def test_an_open_remark_stands_beside_its_field_until_the_draft_is_handed_in_again(client, rita, submission):
    asked(submission, rita)
    ana = submission.submitted_by
    client.force_login(ana)
    section = reverse("practices:draft_section", args=[submission.draft.public_id, "story"])
    before = client.get(section).text
    draft = submission.draft
    draft.refresh_from_db()
    submit_draft(draft=draft, expected_version=draft.version, by=ana)
    assert ("Shorter, please." in before, "Shorter, please." in client.get(section).text) == (True, False)


def test_what_reviewers_and_authors_type_is_never_markup(client, rita, submission):
    hostile = "<script>alert(1)</script>"
    sheet = SCORED | {"fields": {"story:title:en": hostile}, "to_authors": hostile}
    held = save_sheet(submission=submission, sheet=sheet, expected_version=submission.version, by=rita)
    page = client.get(address(submission)).text
    request_changes(submission=held, expected_version=held.version, by=rita)
    closed = client.get(address(submission)).text
    client.force_login(submission.submitted_by)
    draft = client.get(reverse("practices:draft", args=[submission.draft.public_id])).text
    mails = "".join(mail.html for mail in OutboxMail.objects.all())
    assert [hostile in shown for shown in (page, closed, draft, mails)] == [False] * 4


def test_notes_among_reviewers_and_questions_to_authors_stand_in_the_conversation(client, rita, submission):
    client.post(address(submission), typed(submission, "note", private="Check the figures."))
    submission.refresh_from_db()
    client.post(address(submission), typed(submission, "ask", question="Which year?"))
    (one,) = client.get(address(submission)).context["rounds"]
    assert [(thread.first.remark.text, thread.first.remark.audience) for thread in one.threads] == [
        ("Check the figures.", Audience.REVIEWERS),
        ("Which year?", Audience.AUTHORS),
    ]
