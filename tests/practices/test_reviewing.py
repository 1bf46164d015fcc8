"""What each button of the page of a submission does; whatever it answers, nothing that was typed is lost."""

from typing import Any

import pytest
from django.test import Client

from practices.enums import Criterion
from practices.models import Practice, Remark, Submission
from practices.workflows import save_sheet
from tests.practices.reviews import QUEUE, address, handed_in, reviewer, scores, typed

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


def test_notes_are_saved_and_shown_again(client, rita, submission):
    fields = scores() | {"to_authors": "Well told.", "field-story-title-en": "Shorter, please."}
    answer = client.post(address(submission), typed(submission, **fields), follow=True)
    submission.refresh_from_db()
    assert submission.sheet == {
        "scores": {one.value: {"score": "4", "reason": f"Good {one}."} for one in Criterion},
        "fields": {"story:title:en": "Shorter, please."},
        "to_authors": "Well told.",
    }
    form = answer.context["form"]
    assert [form[name].value() for name in fields] == list(fields.values())


def test_a_script_saves_notes_and_hears_of_the_next_version(client, rita, submission):
    answer = client.post(
        address(submission), typed(submission, to_authors="Mm."), headers={"X-Requested-With": "fetch"}
    )
    assert (answer.status_code, answer.json()["version"]) == (200, submission.version + 1)


def test_a_script_hears_why_notes_were_not_saved(client, rita, submission):
    stale = typed(submission, to_authors="Mm.", version="7")
    answer = client.post(address(submission), stale, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "Somebody else changed this review while you were writing.",
    )


def test_publishing_saves_the_notes_and_leads_to_the_fact_sheet(client, rita, submission):
    answer = client.post(address(submission), typed(submission, "publish", **scores()))
    practice = Practice.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, practice.get_absolute_url())
    assert practice.assessments.count() == 5


def test_what_is_missing_is_named_with_links_and_what_was_typed_stays(client, rita, submission):
    fields = scores() | {"reason_impact": "", "to_authors": "Thank you."}
    answer = client.post(address(submission), typed(submission, "publish", **fields))
    assert answer.status_code == 422
    assert [(one.label, one.anchor, one.sentence) for one in answer.context["faults"]] == [
        (
            "Impact and added value: score",
            "id_score_impact_0",
            "Give “Impact and added value” a score from 1 to 5 and a reason.",
        )
    ]
    assert answer.context["form"]["to_authors"].value() == "Thank you."
    submission.refresh_from_db()
    assert (submission.state, submission.sheet["to_authors"]) == ("waiting", "Thank you.")
    again = typed(submission, "publish", **fields | {"reason_impact": "It helped."})
    assert again["version"] == answer.context["form"]["version"].value()
    assert client.post(address(submission), again).status_code == 302


@pytest.mark.parametrize(
    ("do", "fields", "name", "sentence"),
    [
        ("decline", {}, "reason", "Say why the fact sheet is declined: its authors will read it."),
        ("request_changes", {}, "to_authors", "Say what should change, beside a field or for the whole."),
        ("hand_over", {"handover_reason": "Busy."}, "to", "Choose who goes on with it."),
        ("note", {}, "private", "Write something first."),
        ("ask", {"question": " "}, "question", "Write something first."),
        ("save", {"to_authors": "x" * 5001}, "to_authors", "Shorten this to 5000 characters: it has 5001."),
        ("save", {"to_authors": "\0"}, "to_authors", "Null characters are not allowed."),
        (
            "save",
            {"score_impact": "9"},
            "score_impact",
            "Select a valid choice. 9 is not one of the available choices.",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_box(client, rita, submission, do, fields, name, sentence):
    answer = client.post(address(submission), typed(submission, do, **fields))
    assert (answer.status_code, dict(answer.context["form"].errors)) == (422, {name: [sentence]})
    assert Submission.objects.get().state == "waiting"


def test_asking_for_changes_leads_back_to_the_queue(client, rita, submission):
    fields = {"field-story-title-en": "Shorter, please."}
    answer = client.post(address(submission), typed(submission, "request_changes", **fields), follow=True)
    assert answer.redirect_chain == [(QUEUE, 302)]
    assert "The authors of “Neighbourhood mothers” are asked for changes." in answer.text
    assert Remark.objects.get().field == "story:title:en"


def test_declining_keeps_the_reason(client, rita, submission):
    client.post(address(submission), typed(submission, "decline", reason="An advertisement."))
    submission.refresh_from_db()
    assert (submission.state, submission.reason) == ("declined", "An advertisement.")


def test_handing_over_offers_other_reviewers_who_do_not_write_it(client, rita, submission):
    roy = reviewer(name="Roy")
    reviewer(name="Ed", officer_of=submission.draft.organisation)
    offered = client.get(address(submission)).context["form"]["to"].field.queryset
    fields = {"to": str(roy.pk), "handover_reason": "On leave.", "to_authors": "Half done."}
    client.post(address(submission), typed(submission, "hand_over", **fields))
    submission.refresh_from_db()
    assert ([user.name for user in offered], submission.reviewer) == (["Roy"], roy)
    assert submission.sheet["to_authors"] == "Half done."


def test_a_review_is_taken_and_another_has_to_ask_for_it(client, rita, submission):
    client.post(address(submission), typed(submission, "take"))
    client.force_login(reviewer(name="Roy"))
    submission.refresh_from_db()
    answer = client.post(address(submission), typed(submission, "take"))
    assert answer.status_code == 409
    assert answer.context["refusal"] == "Rita reviews this already: ask for it to be handed over."


def test_notes_over_those_of_another_show_both_and_can_be_saved_after_that(client, rita, submission):
    sheet = {"to_authors": "Rita's", "fields": {"place:scope": "Sure?"}}
    save_sheet(submission=submission, sheet=sheet, expected_version=submission.version, by=rita)
    client.force_login(reviewer())
    answer = client.post(address(submission), typed(submission, to_authors="Roy's"))
    assert (answer.status_code, answer.context["refusal"]) == (
        409,
        "Somebody else changed this review while you were writing.",
    )
    assert [(one.anchor, one.mine, one.theirs) for one in answer.context["conflicts"]] == [
        ("id_to_authors", "Roy's", "Rita's")
    ]
    form = answer.context["form"]
    assert (form["to_authors"].value(), form["field-place-scope"].value()) == ("Roy's", "Sure?")
    client.post(address(submission), typed(submission, to_authors="Both", version=form["version"].value()))
    submission.refresh_from_db()
    assert submission.sheet["to_authors"] == "Both"


def test_who_comes_too_late_sees_what_was_decided_by_whom_and_why_and_keeps_what_they_typed(client, rita, submission):
    client.post(address(submission), typed(submission, "decline", reason="An advertisement."))
    client.force_login(reviewer(name="Roy"))
    answer = client.post(address(submission), typed(submission, "publish", **scores() | {"to_authors": "Lovely."}))
    assert answer.status_code == 409
    assert answer.context["refusal"] == "This submission is closed (Declined): nothing was changed."
    assert "By Rita on" in answer.text
    assert "An advertisement." in answer.text
    assert answer.context["form"]["to_authors"].value() == "Lovely."
    assert 'name="do"' not in answer.text


def test_a_session_that_ended_keeps_what_the_reviewer_typed(client, rita, submission):
    client.logout()
    sent = client.post(address(submission), typed(submission, to_authors="Long thoughts."))
    client.force_login(rita)
    back = client.get(sent.headers["Location"].partition("next=")[2].replace("%3F", "?").replace("%3D", "="))
    assert back.context["form"]["to_authors"].value() == "Long thoughts."
