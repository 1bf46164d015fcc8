"""Whichever button of a draft's page is pressed, what stands in the boxes of others stands there afterwards."""

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from network.models import ParkedForm
from practices.models import Comment, Draft, Invitation, Remark, Submission
from practices.workflows import request_changes, save_sheet
from tests.factories import CoAuthorFactory, CommentFactory, InvitationFactory
from tests.practices.desk import page_of, stands, typed
from tests.practices.reviews import handed_in, reviewer

pytestmark = pytest.mark.django_db
TYPED = {"note": "More of it.", "email": "berta@example.org", "text": "Ħafna.\nÉ.", "section": "results"}
ANSWERED = "It's ħafna."
AREA = re.compile(r'<textarea[^>]*? name="([\w-]+)"[^>]*>(.*?)</textarea>', re.DOTALL)


@pytest.fixture
def submission(client: Client) -> Submission:
    """With everything on the page of its draft: a question, a comment, a translation, people who write along."""
    submission = handed_in()
    rita = reviewer()
    sheet = {"fields": {"story:title:en": "Shorter, please."}}
    held = save_sheet(submission=submission, sheet=sheet, expected_version=submission.version, by=rita)
    request_changes(submission=held, expected_version=held.version, by=rita)
    CommentFactory.create(draft=submission.draft)
    InvitationFactory.create(draft=submission.draft)
    CoAuthorFactory.create(draft=submission.draft)
    assert submission.submitted_by
    client.force_login(submission.submitted_by)
    client.post(page_of(submission.draft, "story", "fr"), typed(0, title="Titre"))
    submission.refresh_from_db()
    return submission


@pytest.fixture
def press(client: Client, submission: Submission) -> Callable[..., Any]:
    """Presses a button of the page with something in every box."""

    def pressed(act: str = "", to: str = "", *, answer: str = ANSWERED, **more: str) -> Any:
        draft = Draft.objects.get(pk=submission.draft_id)
        answered = {f"answer-{Remark.objects.get(reply_to=None).pk}": answer}
        return client.post(
            page_of(draft) + to, {**TYPED, **answered, "act": act, "version": str(draft.version), **more}
        )

    return pressed


def boxes(answer: Any) -> dict[str, str]:
    """What stands in the boxes of the page that came back."""
    areas = {name: html.unescape(text).strip() for name, text in AREA.findall(answer.text)}
    email = re.search(r'name="email"[^>]* value="([^"]*)"', answer.text)
    assert email
    return {
        "note": areas.get("note", ""),
        "email": email[1],
        "text": areas["text"],
        "answer": "".join(text for name, text in areas.items() if name.startswith("answer-")),
    }


ALL = {"note": TYPED["note"], "email": TYPED["email"], "text": TYPED["text"], "answer": ANSWERED}


def test_answers_are_sent_and_the_rest_stays(press):
    answer = press("answer")
    assert (answer.status_code, boxes(answer)) == (200, ALL | {"answer": ""})
    assert Remark.objects.filter(text=ANSWERED).count() == 1


def test_a_comment_is_sent_and_the_rest_stays(press):
    answer = press("", "comments/", send_comment="yes")
    assert (answer.status_code, boxes(answer)) == (200, ALL | {"text": ""})
    assert Comment.objects.filter(text=TYPED["text"], section="results").count() == 1


def test_somebody_is_invited_and_the_rest_stays(press):
    answer = press("invite", "invitations/")
    assert (answer.status_code, boxes(answer)) == (200, ALL | {"email": ""})
    assert Invitation.objects.filter(email=TYPED["email"]).count() == 1


def test_it_is_handed_in_and_the_rest_stays(press, submission):
    press("drop_translation:fr")
    answer = press("submit")
    sent = Submission.objects.latest("pk")
    assert (answer.status_code, boxes(answer), sent.note) == (200, ALL | {"note": ""}, TYPED["note"])


@pytest.mark.parametrize("button", ["settle", "end_invitation", "end_co_author", "drop_translation"])
def test_a_button_without_a_box_leaves_all_of_them(press, submission, button):
    draft = submission.draft
    where = {
        "settle": f"comments/{Comment.objects.get().pk}/settle/",
        "end_invitation": f"invitations/{Invitation.objects.get().pk}/end/",
        "end_co_author": f"authors/{draft.co_authors.get().pk}/end/",
    }
    answer = press("drop_translation:fr" if button not in where else "", where.get(button, ""))
    assert (answer.status_code, boxes(answer)) == (200, ALL)
    done = {
        "settle": not Comment.objects.filter(settled_at=None).exists(),
        "end_invitation": not Invitation.objects.filter(closed_at=None).exists(),
        "end_co_author": not draft.co_authors.filter(until=None).exists(),
        "drop_translation": not draft.sections.filter(language="fr").exists(),
    }
    assert [name for name, is_so in done.items() if is_so] == [button]


@pytest.mark.parametrize(
    ("act", "to", "wrong"),
    [
        ("submit", "", {"note": "x" * 2001}),
        ("answer", "", {"answer": "x" * 5001}),
        ("invite", "invitations/", {"email": "no address"}),
        ("", "comments/", {"text": "x" * 5001}),
        ("give_up", "", {"version": "0"}),
        ("drop_translation:xx", "", {}),
        ("nonsense", "", {}),
    ],
)
def test_what_is_refused_empties_no_box(press, act, to, wrong):
    answer = press(act, to, **wrong)
    assert answer.status_code >= 400
    assert boxes(answer) == ALL | {name: text for name, text in wrong.items() if name in ALL}


def test_a_note_that_is_too_long_keeps_nobody_from_another_button(press, submission):
    answer = press("drop_translation:fr", note="x" * 2001)
    assert (answer.status_code, boxes(answer)["note"]) == (200, "x" * 2001)
    assert not submission.draft.sections.filter(language="fr").exists()


def test_it_is_said_that_something_was_not_sent(press):
    said = "Not everything on this page is sent"
    assert [said in press(act).text for act in ("answer", "nonsense")] == [True, False]


def test_an_answer_left_in_an_earlier_round_is_not_folded_up(press):
    press("drop_translation:fr")
    press("submit")
    folded = press(to="comments/", answer="").text
    unfolded = press(to="comments/").text
    assert [page.count('<details class="dialogue__earlier" open>') for page in (folded, unfolded)] == [0, 1]


@pytest.mark.parametrize(("act", "status"), [("answer", 200), ("submit", 409)])
def test_a_note_without_a_box_is_shown_to_be_copied(press, act, status):
    press("drop_translation:fr")
    press("submit")
    answer = press(act)
    assert (answer.status_code, answer.context["note_left"]) == (status, TYPED["note"])
    assert TYPED["note"] in answer.text


def test_changing_the_language_leads_to_a_page_that_is_there(press, submission):
    answer = press("invite", "invitations/", email="no address")
    assert f'name="next" value="{page_of(submission.draft)}"' in answer.text


def test_what_was_typed_before_signing_in_is_forgotten_once_it_is_sent(client, submission):
    draft = submission.draft
    client.logout()
    away = client.post(page_of(draft), {**TYPED, "act": "answer"})
    client.force_login(submission.submitted_by)
    page = client.get(parse_qs(urlsplit(away.headers["Location"]).query)["next"][0])
    assert boxes(page) == ALL | {"answer": ""}
    (kept,) = re.findall(r'name="parked" value="([^"]+)"', page.text)
    client.post(f"{page_of(draft)}comments/", {"section": "story", "text": "Yes.", "parked": kept})
    assert ParkedForm.objects.count() == 0


def test_where_nothing_else_was_typed_a_button_leads_on(client, submission):
    draft = submission.draft
    answer = client.post(f"{page_of(draft)}comments/", {"section": "story", "text": "Yes.", "note": " \r\n"})
    assert (answer.status_code, answer.headers.get("Location")) == (302, page_of(draft))


def test_settling_a_comment_beside_a_section_saves_the_section(client, submission):
    draft, comment = submission.draft, Comment.objects.get()
    section = page_of(draft, "story")
    version = str(draft.sections.get(name="story", language="en").version)
    given = {**typed(title="New"), "version": version, "section": "story", "written_in": "en", "back": section}
    answer = client.post(f"{page_of(draft)}comments/{comment.pk}/settle/", {**given, "copy": "a-1"})
    comment.refresh_from_db()
    assert (answer.headers.get("Location"), comment.settled_at is None) == (f"{section}#kept=a-1", False)
    assert stands(draft, "story", "en")["title"] == "New"


def test_settling_a_comment_beside_a_section_that_changed_meanwhile_shows_both_texts(client, submission):
    draft, comment = submission.draft, Comment.objects.get()
    given = {**typed(0, title="Mine"), "section": "story", "written_in": "en", "text": TYPED["text"]}
    answer = client.post(f"{page_of(draft)}comments/{comment.pk}/settle/", given)
    comment.refresh_from_db()
    assert (answer.status_code, comment.settled_at, answer.context["beside"]["text"]) == (409, None, TYPED["text"])
