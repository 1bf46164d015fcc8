"""The queue, the page of a submission, and what its authors see: what each shows, and what each button does."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import OutboxMail
from practices.enums import Audience, Criterion
from practices.models import Practice, Remark, Submission
from practices.workflows import publish, remark_on, request_changes, save_sheet, submit_draft, take_review
from tests.factories import (
    DraftFactory,
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
    SubmissionFactory,
    ThemeFactory,
    UserFactory,
)
from tests.practices.reviews import SCORED, reviewer

pytestmark = pytest.mark.django_db
QUEUE = "/practices/review/"


@pytest.fixture
def rita(client: Client) -> Any:
    """A reviewer, signed in."""
    user = reviewer(name="Rita")
    client.force_login(user)
    return user


@pytest.fixture
def submission() -> Submission:
    draft = DraftFactory.create(complete=True)
    ana = UserFactory.create(name="Ana", officer_of=draft.organisation)
    return submit_draft(draft=draft, expected_version=draft.version, by=ana)


def address(submission: Submission) -> str:
    return f"/practices/review/{submission.pk}/"


def typed(submission: Submission, do: str = "save", **fields: str) -> dict[str, str]:
    """What the form sends."""
    return {"version": str(submission.version), "do": do, **fields}


def scores() -> dict[str, str]:
    return {f"score_{one}": "4" for one in Criterion} | {f"reason_{one}": "Because." for one in Criterion}


def titles(answer: Any) -> list[str]:
    return [row.submission.draft.title for row in answer.context["page"].rows]


def waiting(title: str, **fields: Any) -> Submission:
    draft = DraftFactory.create(complete=True, state="submitted", typed={"story": {"title": title}})
    made: Submission = SubmissionFactory.create(draft=draft, **fields)
    return made


def test_an_empty_queue_says_what_to_do(client, rita):
    answer = client.get(QUEUE)
    assert "Nothing waits for a review" in answer.text
    assert answer.context["page"].count == 0


def test_the_queue_shows_what_waits_the_longest_waiting_first(client, rita):
    first, second = waiting("First"), waiting("Second")
    Submission.objects.filter(pk=first.pk).update(submitted_at="2026-01-02T12:00Z")
    Submission.objects.filter(pk=second.pk).update(submitted_at="2026-01-03T12:00Z")
    waiting("Closed", state="withdrawn", closed_at="2026-01-04T12:00Z")
    answer = client.get(QUEUE)
    assert titles(answer) == ["First", "Second"]
    (row, _other) = answer.context["page"].rows
    assert (row.countries, row.themes, row.own, row.days > 30) == (["France"], ["Employment"], False, True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Asked", "Mine"]),
        ("state=waiting", ["Asked", "Mine"]),
        ("state=mine", ["Mine"]),
        ("state=changes_requested", ["Returned"]),
        ("state=decided", ["Returned"]),
        ("country=BE", []),
        ("country=FR&theme=sport", ["Mine"]),
        ("organisation=GENT", ["Mine"]),
        ("country=&theme=&organisation=&sort=", ["Asked", "Mine"]),
        ("sort=title", ["Asked", "Mine"]),
        ("sort=-submitted", ["Mine", "Asked"]),
    ],
)
def test_the_queue_is_filtered_and_sorted_by_its_address(client, rita, query, expected):
    ThemeFactory(code="sport", label="Sport")
    waiting("Asked")
    mine = waiting("Mine", reviewer=rita)
    mine.content["themes"] = ["sport"]
    mine.save()
    mine.draft.organisation.name = "Stad Gent"
    mine.draft.organisation.save()
    returned = waiting("Returned")
    held = save_sheet(submission=returned, sheet={"to_authors": "Sure?"}, expected_version=1, by=rita)
    request_changes(submission=held, expected_version=held.version, by=rita)
    if "country=BE" in query:
        OrganisationFactory(country__code="BE")
    assert titles(client.get(f"{QUEUE}?{query}")) == expected


def test_the_queue_refuses_what_it_does_not_know(client, rita):
    answer = client.get(f"{QUEUE}?state=asleep&colour=red")
    assert answer.status_code == 400
    assert dict(answer.context["errors"]) == {
        "state": ["“asleep” is not on offer. Allowed: waiting, mine, changes_requested, decided."],
        "colour": [
            "There is no such parameter. Allowed: country, cursor, organisation, page_size, sort, state, theme."
        ],
    }


def test_the_queue_goes_on_where_its_page_ends(client, rita):
    for title in ("c", "a", "b"):
        waiting(title)
    first = client.get(f"{QUEUE}?sort=title&page_size=2")
    second = client.get(f"{QUEUE}?sort=title&page_size=2&cursor={first.context['page'].next}")
    assert (titles(first), titles(second)) == (["a", "b"], ["c"])


def test_thirty_submissions_cost_as_many_queries_as_one(client, rita):
    costs = []
    for number in (1, 29):
        for _ in range(number):
            SubmissionFactory.create(reviewer=rita)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"{QUEUE}?page_size=50")
        costs.append((len(answer.context["page"].rows), len(queries)))
    # Session, user and role; the count, the rows, countries and themes (for the filters too), which are their own.
    assert costs == [(1, 10), (30, 10)]


def test_a_reviewer_finds_what_they_write_in_the_queue_but_not_its_review(client, rita, submission):
    submission.draft.co_authors.create(user=rita)
    (row,) = client.get(QUEUE).context["page"].rows
    answer = client.get(address(submission))
    assert (row.own, answer.status_code) == (True, 403)
    assert "You write this fact sheet along: another reviewer judges it." in answer.text


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


def test_notes_are_saved_and_shown_again(client, rita, submission):
    fields = scores() | {"to_authors": "Well told.", "field-story-title-en": "Shorter, please."}
    answer = client.post(address(submission), typed(submission, **fields), follow=True)
    submission.refresh_from_db()
    assert submission.sheet == {
        "scores": {one.value: {"score": "4", "reason": "Because."} for one in Criterion},
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


def test_notes_among_reviewers_and_questions_to_authors_stand_in_the_conversation(client, rita, submission):
    client.post(address(submission), typed(submission, "note", private="Check the figures."))
    submission.refresh_from_db()
    client.post(address(submission), typed(submission, "ask", question="Which year?"))
    (one,) = client.get(address(submission)).context["rounds"]
    assert [(thread.first.remark.text, thread.first.remark.audience) for thread in one.threads] == [
        ("Check the figures.", Audience.REVIEWERS),
        ("Which year?", Audience.AUTHORS),
    ]


def asked(submission: Submission, by: Any, **fields: str) -> Remark:
    """A remark with which the draft was given back."""
    sheet = {"fields": {"story:title:en": "Shorter, please."}}
    held = save_sheet(submission=submission, sheet=sheet, expected_version=submission.version, by=by)
    request_changes(submission=held, expected_version=held.version, by=by)
    return Remark.objects.get()


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
    remark = asked(Submission.objects.get(), rita) if not Remark.objects.exclude(audience="reviewers") else None
    assert remark is None or remark.text == "Shorter, please."
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


def test_a_published_submission_says_so(client, rita, submission):
    take_review(submission=submission, by=rita)
    held = Submission.objects.get()
    held = save_sheet(submission=held, sheet=SCORED, expected_version=held.version, by=rita)
    practice = publish(submission=held, expected_version=held.version, by=rita)
    page = client.get(address(submission))
    assert (page.context["open"], page.context["live"]) == (False, practice)
    assert "By Rita on" in page.text
