"""A submission is taken, noted on, handed over, answered and decided once; what is not allowed changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from network.errors import NotAllowed, Refusal
from network.models import OutboxMail
from practices.enums import Audience, DraftState, SubmissionState
from practices.errors import Incomplete, StaleVersion, WrongState
from practices.models import Practice, Remark, Submission
from practices.workflows import (
    decline,
    hand_over,
    publish,
    request_changes,
    save_section,
    save_sheet,
    submit_draft,
    take_review,
    withdraw_submission,
)
from tests.factories import UserFactory
from tests.practices.reviews import SCORED, handed_in, mails, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission() -> Submission:
    """Handed in by Ana, who wrote it."""
    return handed_in()


@pytest.fixture
def rita() -> Any:
    return reviewer(name="Rita")


def noted(submission: Submission, by: Any, **sheet: Any) -> Submission:
    return save_sheet(submission=submission, sheet=sheet, expected_version=submission.version, by=by)


def stored(submission: Submission) -> Submission:
    return Submission.objects.select_related("draft").get(pk=submission.pk)


def states(submission: Submission) -> tuple[str, str]:
    found = stored(submission)
    return found.state, found.draft.state


def test_whoever_takes_a_review_has_it(submission, rita):
    take_review(submission=submission, by=rita)
    assert stored(submission).reviewer == rita


def test_a_review_that_another_has_is_not_taken(submission, rita):
    take_review(submission=submission, by=rita)
    with pytest.raises(WrongState, match="Rita reviews this already: ask for it to be handed over"):
        take_review(submission=submission, by=reviewer())
    assert stored(submission).reviewer == rita


def test_whoever_saves_notes_first_has_the_review(submission, rita):
    noted(submission, rita, to_authors="Well told.")
    assert (stored(submission).reviewer, stored(submission).sheet) == (rita, {"to_authors": "Well told."})


def test_notes_over_those_of_another_change_nothing_and_show_them(submission, rita):
    noted(submission, rita, to_authors="Rita's")
    with pytest.raises(StaleVersion) as refused:
        noted(submission, reviewer(), to_authors="Roy's")
    assert (stored(submission).sheet, refused.value.stored) == ({"to_authors": "Rita's"}, stored(submission))


def test_a_review_is_handed_over_with_its_notes_and_the_reason(submission, rita):
    roy = reviewer(name="Roy")
    held = noted(submission, rita, to_authors="Half done.")
    OutboxMail.objects.all().delete()
    hand_over(submission=held, to=roy, reason="On leave.", by=rita)
    assert (stored(submission).reviewer, stored(submission).sheet) == (roy, {"to_authors": "Half done."})
    (remark,) = Remark.objects.all()
    assert (remark.text, remark.audience, remark.author) == ("On leave.", Audience.REVIEWERS, rita)
    assert mails() == [("Roy", "review_handed_over")]


def test_a_review_is_not_handed_over_without_a_reason(submission, rita):
    with pytest.raises(WrongState, match="Say why you hand it over"):
        hand_over(submission=submission, to=reviewer(), reason=" ", by=rita)
    assert stored(submission).reviewer is None


def test_a_review_is_not_handed_over_to_one_of_the_authors(submission, rita):
    author = reviewer(name="Ed", officer_of=submission.draft.organisation)
    with pytest.raises(NotAllowed, match="Ed cannot review this fact sheet"):
        hand_over(submission=submission, to=author, reason="Busy.", by=rita)
    assert stored(submission).reviewer is None


def test_publishing_makes_the_fact_sheet_live_with_its_assessment(submission, rita):
    OutboxMail.objects.all().delete()
    held = noted(submission, rita, **SCORED)
    practice = publish(submission=held, expected_version=held.version, by=rita)
    assert states(submission) == (SubmissionState.PUBLISHED, DraftState.ACCEPTED)
    assert (practice.public_id, practice.texts.get().title) == (
        submission.draft.fact_sheet_id,
        "Neighbourhood mothers",
    )
    assert str(practice.started) == "2008-03"
    assert list(practice.assessments.order_by("criterion").values_list("criterion", "score", "reason")) == [
        (criterion, 4, f"Good {criterion}.")
        for criterion in ("effectiveness", "efficiency", "impact", "relevance", "sustainability")
    ]
    assert mails() == [("Ana", "decision_published")]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["relevance"]),
        ({"score": "4", "reason": " "}, ["relevance"]),
        ({"score": "6", "reason": "Too good."}, ["relevance"]),
        ({"score": "0", "reason": "Too bad."}, ["relevance"]),
        ({"score": "4.5", "reason": "Between."}, ["relevance"]),
        ({"score": "٤", "reason": "Arabic digits are digits."}, []),
    ],
)
def test_a_fact_sheet_is_published_with_all_five_criteria(submission, rita, given, missing):
    held = noted(submission, rita, scores=SCORED["scores"] | {"relevance": given})
    if missing:
        with pytest.raises(Incomplete) as refused:
            publish(submission=held, expected_version=held.version, by=rita)
        assert [problem.key for problem in refused.value.problems] == missing
    else:
        publish(submission=held, expected_version=held.version, by=rita)
    assert Practice.objects.count() == (not missing)


def test_asking_for_changes_gives_the_draft_back_with_a_remark_for_each_field(submission, rita):
    OutboxMail.objects.all().delete()
    held = noted(submission, rita, fields={"story:title:en": "Too long. ", "place:scope": " "}, to_authors="Nearly.")
    request_changes(submission=held, expected_version=held.version, by=rita)
    assert states(submission) == (SubmissionState.CHANGES_REQUESTED, DraftState.CHANGES_REQUESTED)
    assert list(Remark.objects.values_list("field", "text", "audience")) == [
        ("story:title:en", "Too long.", "authors"),
        ("", "Nearly.", "authors"),
    ]
    (mail,) = OutboxMail.objects.all()
    assert (mail.recipient, mail.subject) == (submission.submitted_by, "Changes requested: Neighbourhood mothers")
    assert "Title (English)\nToo long." in mail.text


def test_changes_are_not_asked_for_without_saying_which(submission, rita):
    with pytest.raises(Incomplete, match="Say what should change"):
        request_changes(submission=submission, expected_version=submission.version, by=rita)
    assert states(submission) == (SubmissionState.WAITING, DraftState.SUBMITTED)


def test_a_fact_sheet_is_declined_with_its_reason(submission, rita):
    OutboxMail.objects.all().delete()
    decline(submission=submission, reason=" An advertisement. ", expected_version=submission.version, by=rita)
    assert states(submission) == (SubmissionState.DECLINED, DraftState.DECLINED)
    found = stored(submission)
    assert (found.reason, found.closed_by, found.reviewer) == ("An advertisement.", rita, rita)
    (mail,) = OutboxMail.objects.all()
    assert (mail.subject, "An advertisement." in mail.text) == ("Declined: Neighbourhood mothers", True)


@pytest.mark.parametrize("decision", ["publish", "decline"])
def test_every_decision_brings_the_remarks_beside_fields_to_the_authors(submission, rita, decision):
    OutboxMail.objects.all().delete()
    noted(submission, rita, **SCORED | {"fields": {"story:title:en": "Long. ", "place:scope": " "}})
    DECISIONS[decision](stored(submission), rita)
    (mail,) = OutboxMail.objects.all()
    assert list(Remark.objects.values_list("field", "text", "audience")) == [("story:title:en", "Long.", "authors")]
    assert (mail.recipient, "Title (English)\nLong." in mail.text) == (submission.submitted_by, True)


def test_a_fact_sheet_is_not_declined_without_a_reason(submission, rita):
    with pytest.raises(Incomplete, match="Say why the fact sheet is declined"):
        decline(submission=submission, reason="\n", expected_version=submission.version, by=rita)
    assert states(submission) == (SubmissionState.WAITING, DraftState.SUBMITTED)


DECISIONS: dict[str, Callable[[Submission, Any], object]] = {
    "publish": lambda one, by: publish(submission=one, expected_version=one.version, by=by),
    "request_changes": lambda one, by: request_changes(submission=one, expected_version=one.version, by=by),
    "decline": lambda one, by: decline(submission=one, reason="No.", expected_version=one.version, by=by),
    "take": lambda one, by: take_review(submission=one, by=by),
    "hand_over": lambda one, by: hand_over(submission=one, to=by, reason="Busy.", by=by),
    "save": lambda one, by: save_sheet(submission=one, sheet={}, expected_version=one.version, by=by),
}


def refusals(submission: Submission, by: Any) -> dict[str, tuple[str, str]]:
    """Which error answers each thing that a reviewer may do, and with which words."""
    found = {}
    for name, do in DECISIONS.items():
        with pytest.raises(Refusal) as refused:
            do(stored(submission), by)
        found[name] = (type(refused.value).__name__, str(refused.value))
    return found


def test_what_is_decided_is_not_decided_again(submission, rita):
    decline(submission=submission, reason="First.", expected_version=submission.version, by=rita)
    said = "This submission is closed (Declined): nothing was changed."
    assert refusals(submission, reviewer()) == dict.fromkeys(DECISIONS, ("WrongState", said))
    assert (states(submission), stored(submission).reason) == (("declined", "declined"), "First.")


def test_what_was_withdrawn_is_not_decided(submission, rita):
    withdraw_submission(draft=submission.draft, by=submission.submitted_by)
    said = "This submission is closed (Withdrawn by its authors): nothing was changed."
    assert refusals(submission, rita) == dict.fromkeys(DECISIONS, ("WrongState", said))
    assert states(submission) == (SubmissionState.WITHDRAWN, DraftState.EDITING)


@pytest.mark.parametrize("who", ["officer", "invited", "secretariat", "staff"])
def test_only_a_reviewer_who_does_not_write_it_judges(submission, who):
    rights: dict[str, Any] = {"officer": {"officer_of": submission.draft.organisation, "reviewer": True}}
    person = UserFactory.create(**rights.get(who, {"reviewer": True} if who == "invited" else {who: True}))
    if who == "invited":
        submission.draft.co_authors.create(user=person)
    said = "Only a reviewer who does not write this fact sheet may do that."
    assert refusals(submission, person) == dict.fromkeys(DECISIONS, ("NotAllowed", said))
    assert (states(submission), stored(submission).reviewer) == (("waiting", "submitted"), None)


def test_a_decision_names_the_version_that_it_saw(submission, rita):
    noted(submission, rita, **SCORED | {"to_authors": "Nearly."})
    for name in ("publish", "request_changes", "decline", "save"):
        with pytest.raises(StaleVersion):
            DECISIONS[name](submission, rita)
    assert states(submission) == (SubmissionState.WAITING, DraftState.SUBMITTED)


def test_the_next_submission_stays_with_its_reviewer_and_keeps_the_scores(submission, rita):
    held = noted(submission, rita, **SCORED | {"to_authors": "Nearly.", "fields": {"place:scope": "Sure?"}})
    request_changes(submission=held, expected_version=held.version, by=rita)
    draft = stored(submission).draft
    again = submit_draft(draft=draft, expected_version=draft.version, by=submission.submitted_by)
    assert (again.number, again.reviewer, again.sheet) == (2, rita, {"scores": SCORED["scores"]})


def test_a_draft_rests_while_it_is_reviewed(submission):
    with pytest.raises(WrongState, match="The draft is under review"):
        save_section(
            draft=submission.draft,
            name="place",
            data={"scope": "national"},
            expected_version=1,
            by=submission.submitted_by,
        )
    assert submission.draft.sections.get(name="place").data["scope"] == "regional_municipal"
