"""Drafts are handed in and taken back; everything that keeps one from it is named at once."""

import pytest

from network.errors import NotAllowed
from network.models import Organisation, OutboxMail, User
from practices.enums import DraftState, SubmissionState
from practices.errors import Incomplete, StaleVersion, WrongState
from practices.models import Draft, Remark
from practices.workflows import (
    save_section,
    save_sheet,
    submit_draft,
    take_review,
    withdraw_submission,
)
from practices.writing.assemble import read_draft
from tests.factories import DraftFactory, UserFactory
from tests.practices.reviews import SCORED, reviewer

pytestmark = pytest.mark.django_db


def test_what_is_handed_in_is_the_draft_as_it_stands(draft: Draft, officer: User):
    submission = submit_draft(draft=draft, expected_version=1, note="  The first.  ", by=officer)
    draft.refresh_from_db()
    content = read_draft(draft).content
    assert content is not None
    assert (draft.state, submission.number, submission.note, submission.content) == (
        DraftState.SUBMITTED,
        1,
        "The first.",
        content.model_dump(mode="json"),
    )


def test_nothing_is_published_by_handing_in(draft: Draft, officer: User):
    submit_draft(draft=draft, expected_version=1, by=officer)
    assert draft.practice is None


def test_every_reviewer_is_told_once(draft: Draft, officer: User):
    reviewers = [UserFactory.create(reviewer=True) for _ in range(2)]
    submit_draft(draft=draft, expected_version=1, by=officer)
    told = OutboxMail.objects.filter(recipient__in=reviewers).values_list("recipient", flat=True)
    assert sorted(told) == sorted(user.pk for user in reviewers)


def test_everything_missing_is_named_in_the_order_of_the_form(city: Organisation, officer: User):
    draft = DraftFactory.create(
        organisation=city,
        typed={
            "place": {"started": "2011", "finished": "2008", "latitude": "51"},
            "money": {
                "amount": "12,000 or so",
                "funding": [{"level": "", "name": "EIF", "amount_eur": "", "share": ""}],
            },
            "results": {"beneficiaries_when": "in 2010"},
        },
    )
    with pytest.raises(Incomplete) as refused:
        submit_draft(draft=draft, expected_version=1, by=officer)
    assert [f"{one.section}:{one.place}" for one in refused.value.problems] == [
        "place:scope",
        "place:countries",
        "place:place_name",
        "place:started",
        "subject:dimension",
        "subject:themes",
        "subject:aims",
        "subject:target_groups",
        "story:title",
        "story:summary",
        "money:amount",
        "money:funding.0.level",
        "results:beneficiaries",
        "sources:sources",
    ]


def test_a_rule_of_the_database_is_told_by_the_field(city: Organisation, officer: User):
    draft = DraftFactory.create(organisation=city, complete=True, typed={"place": {"nuts_code": "xx"}})
    with pytest.raises(Incomplete) as refused:
        submit_draft(draft=draft, expected_version=1, by=officer)
    (problem,) = refused.value.problems
    assert (problem.field, problem.message.startswith("A NUTS code is two letters")) == ("place:nuts_code", True)


def test_a_draft_that_changed_is_not_handed_in_unseen(draft: Draft, officer: User):
    save_section(draft=draft, name="story", language="en", data={"title": "New"}, expected_version=1, by=officer)
    with pytest.raises(StaleVersion, match="look at it again"):
        submit_draft(draft=draft, expected_version=1, by=officer)
    draft.refresh_from_db()
    assert draft.state == DraftState.EDITING


def test_a_colleague_without_the_right_does_not_hand_in(draft: Draft, city: Organisation):
    colleague = UserFactory.create(officer_of=city, officer_of__may_submit=False)
    with pytest.raises(NotAllowed, match="Only colleagues of City of Roubaix who may submit"):
        submit_draft(draft=draft, expected_version=1, by=colleague)


def test_a_draft_is_handed_in_once(draft: Draft, officer: User):
    submit_draft(draft=draft, expected_version=1, by=officer)
    with pytest.raises(WrongState, match="handed in already"):
        submit_draft(draft=draft, expected_version=2, by=officer)


def test_what_was_handed_in_can_be_taken_back_and_handed_in_again(draft: Draft, officer: User):
    first = submit_draft(draft=draft, expected_version=1, by=officer)
    withdraw_submission(draft=draft, reason="a mistake", by=officer)
    second = submit_draft(draft=draft, expected_version=3, by=officer)
    first.refresh_from_db()
    assert (first.state, first.reason, second.number) == (SubmissionState.WITHDRAWN, "a mistake", 2)


def test_what_a_reviewer_noted_before_it_was_taken_back_stands_in_the_next_submission(draft: Draft, officer: User):
    rita = reviewer()
    first = submit_draft(draft=draft, expected_version=1, by=officer)
    notes = SCORED | {"fields": {"story:summary:en": "Who paid for it?"}, "to_authors": "Nearly there."}
    save_sheet(submission=first, sheet=notes, expected_version=1, by=rita)
    withdraw_submission(draft=draft, by=officer)
    second = submit_draft(draft=draft, expected_version=3, by=officer)
    assert (second.reviewer, second.sheet, Remark.objects.count()) == (rita, notes, 0)


def test_the_reviewer_who_has_it_is_told_that_it_was_taken_back(draft: Draft, officer: User):
    rita = reviewer(name="Rita")
    reviewer(name="Otto")
    submission = submit_draft(draft=draft, expected_version=1, by=officer)
    take_review(submission=submission, by=rita)
    OutboxMail.objects.all().delete()
    withdraw_submission(draft=draft, reason="One figure is wrong.", by=officer)
    (mail,) = OutboxMail.objects.all()
    assert (mail.recipient, mail.kind, mail.subject) == (rita, "submission", "Withdrawn: Neighbourhood mothers")
    assert ("One figure is wrong." in mail.text, f"/practices/review/{submission.pk}/" in mail.text) == (True, True)


def test_nobody_is_told_that_what_nobody_had_was_taken_back(draft: Draft, officer: User):
    reviewer()
    submit_draft(draft=draft, expected_version=1, by=officer)
    OutboxMail.objects.all().delete()
    withdraw_submission(draft=draft, by=officer)
    assert not OutboxMail.objects.exists()


def test_what_is_not_under_review_cannot_be_taken_back(draft: Draft, officer: User):
    with pytest.raises(WrongState, match="not under review"):
        withdraw_submission(draft=draft, by=officer)
