"""Reviewers and authors talk in one place; nobody reads what is not said to them."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

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


def three_asked(submission: Submission, by: Any) -> list[Remark]:
    """Remarks on three fields."""
    fields = ("story:title:en", "story:summary:en", "work:activities:en")
    sheet = {"fields": dict.fromkeys(fields, "Shorter, please.")}
    held = save_sheet(submission=submission, sheet=sheet, expected_version=submission.version, by=by)
    request_changes(submission=held, expected_version=held.version, by=by)
    return list(Remark.objects.order_by("pk"))


def answers(given: dict[Remark, str], **more: str) -> dict[str, str]:
    """What the form of the answers sends."""
    return {"act": "answer", **{f"answer-{remark.pk}": text for remark, text in given.items()}, **more}


def test_authors_answer_in_the_same_place_and_the_reviewer_answers_there(client, rita, submission):
    remark = asked(submission, rita)
    client.force_login(submission.submitted_by)
    answer = client.post(submission.draft.get_absolute_url(), answers({remark: "Done."}))
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
        client.post(submission.draft.get_absolute_url(), answers({remark: "Done."}, form_token="a" * 22))
    assert remark.replies.count() == 1


def test_all_answers_are_sent_at_once_and_a_box_left_empty_is_none(client, rita, submission):
    first, second, third = three_asked(submission, rita)
    client.force_login(submission.submitted_by)
    client.post(submission.draft.get_absolute_url(), answers({first: "Done.", second: " ", third: "Why?"}))
    assert list(Remark.objects.exclude(reply_to=None).order_by("pk").values_list("reply_to", "text")) == [
        (first.pk, "Done."),
        (third.pk, "Why?"),
    ]


def test_if_one_answer_is_too_long_none_is_sent_and_all_are_shown_again(client, rita, submission):
    first, second, third = three_asked(submission, rita)
    client.force_login(submission.submitted_by)
    given = answers({first: "Done.", second: "x" * 5001, third: "Why?"})
    answer = client.post(submission.draft.get_absolute_url(), given)
    form = answer.context["answers"]
    assert (answer.status_code, Remark.objects.exclude(reply_to=None).count(), form.errors) == (
        422,
        0,
        {f"answer-{second.pk}": ["Shorten this to 5000 characters: it has 5001."]},
    )
    assert [box.value() for box in form] == ["Done.", "x" * 5001, "Why?"]


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_answer_at_all_is_said(client, rita, submission, text):
    remark = asked(submission, rita)
    client.force_login(submission.submitted_by)
    answer = client.post(submission.draft.get_absolute_url(), answers({remark: text}))
    said = {f"answer-{remark.pk}": ["Write something first."]}
    assert (answer.status_code, answer.context["answers"].errors) == (422, said)


def test_where_nothing_was_asked_nothing_is_answered(client, submission):
    client.force_login(submission.submitted_by)
    answer = client.post(submission.draft.get_absolute_url(), {"act": "answer", "answer-1": "Done."})
    assert (answer.status_code, Remark.objects.count()) == (422, 0)


def test_answers_typed_before_signing_in_stand_in_their_boxes_afterwards(client, rita, submission):
    remark = asked(submission, rita)
    client.logout()
    parked = client.post(submission.draft.get_absolute_url(), answers({remark: "Done."}))
    client.force_login(submission.submitted_by)
    back = parse_qs(urlsplit(parked.headers["Location"]).query)["next"][0]
    assert [box.value() for box in client.get(back).context["answers"]] == ["Done."]


def test_nobody_else_answers_and_nobody_answers_what_reviewers_say_among_themselves(client, rita, submission):
    remark = asked(submission, rita)
    private = remark_on(submission=Submission.objects.get(), text="Weak.", audience=Audience.REVIEWERS, by=rita)
    page = submission.draft.get_absolute_url()
    client.force_login(UserFactory.create(officer_of=OrganisationFactory.create()))
    stranger = client.post(page, answers({remark: "Hello"}))
    client.force_login(submission.submitted_by)
    author = client.post(page, answers({private: "Hello"}))
    assert (stranger.status_code, author.status_code, Remark.objects.exclude(reply_to=None).count()) == (404, 422, 0)


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
