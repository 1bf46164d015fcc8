"""A review is with whoever may still judge it: from those who may not any more, others take it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from network.enums import AffiliationState, Role
from network.errors import NotAllowed
from network.models import OutboxMail
from network.workflows.roles import revoke_role
from practices.enums import Audience
from practices.models import Draft, Submission
from practices.workflows import (
    erase_person,
    leave_draft,
    remark_on,
    request_changes,
    save_sheet,
    submit_draft,
    take_review,
    withdraw_submission,
)
from tests.factories import AffiliationFactory, CoAuthorFactory, UserFactory
from tests.practices.reviews import SCORED, handed_in, mails, reviewer

pytestmark = pytest.mark.django_db

# How somebody stops being one who may judge a fact sheet.
ENDS: dict[str, Callable[[Any, Draft], object]] = {
    "revoked": lambda rita, _draft: revoke_role(
        user=rita, role=Role.REVIEWER, by=UserFactory.create(secretariat=True)
    ),
    "closed": lambda rita, _draft: type(rita).objects.filter(pk=rita.pk).update(is_active=False),
    "erased": lambda rita, _draft: erase_person(user=rita, by=rita),
    "invited": lambda rita, draft: draft.co_authors.create(user=rita),
    "joined": lambda rita, draft: AffiliationFactory.create(
        user=rita, organisation=draft.organisation, confirmed=True
    ),
}


@pytest.fixture
def submission() -> Submission:
    """Handed in by Ana, who wrote it; Rita has noted scores."""
    held = handed_in()
    sheet = SCORED | {"to_authors": "Nearly."}
    return save_sheet(submission=held, sheet=sheet, expected_version=1, by=reviewer(name="Rita"))


@pytest.fixture
def otto() -> Any:
    return reviewer(name="Otto")


def gone(submission: Submission, how: str) -> Submission:
    """Rita is none any more who may judge it; as it stands then, with no mail about it."""
    ENDS[how](submission.reviewer, submission.draft)
    OutboxMail.objects.all().delete()
    return Submission.objects.select_related("draft", "reviewer").get(pk=submission.pk)


@pytest.mark.parametrize("how", list(ENDS))
def test_what_is_handed_in_again_waits_for_all_if_its_reviewer_may_not_judge_it_any_more(submission, otto, how):
    ana = submission.submitted_by
    request_changes(submission=submission, expected_version=submission.version, by=submission.reviewer)
    draft = gone(submission, how).draft
    again = submit_draft(draft=draft, expected_version=draft.version, by=ana)
    waits = [name for name, template in mails() if template == "submission_waits"]
    assert (again.reviewer, again.sheet, waits) == (None, {"scores": SCORED["scores"]}, ["Otto"])


# How somebody had a hand in what a draft says who writes it along no more.
HANDS: dict[str, Callable[[Any, Draft], object]] = {
    "invited": lambda rita, draft: leave_draft(
        draft=CoAuthorFactory.create(draft=draft, user=rita).draft, user=rita, by=rita
    ),
    "colleague": lambda rita, draft: AffiliationFactory.create(
        user=rita,
        organisation=draft.organisation,
        confirmed=True,
        state=AffiliationState.ENDED,
        until=timezone.localdate(),
    ),
    "began it": lambda rita, draft: Draft.objects.filter(pk=draft.pk).update(created_by=rita),
    "wrote in it": lambda rita, draft: draft.sections.filter(name="story").update(edited_by=rita),
    "handed it in": lambda rita, draft: draft.submissions.update(submitted_by=rita),
}


@pytest.mark.parametrize("how", list(HANDS))
def test_nobody_judges_what_they_had_a_hand_in(how):
    held, rita = handed_in(), reviewer(name="Rita")
    HANDS[how](rita, held.draft)
    with pytest.raises(NotAllowed, match="Only a reviewer who does not write this fact sheet"):
        take_review(submission=held, by=rita)


def test_who_left_the_organisation_before_the_draft_was_begun_judges_it():
    held, rita = handed_in(), reviewer(name="Rita")
    before = {"since": date(2001, 1, 1), "until": date(2002, 1, 1), "state": AffiliationState.ENDED}
    AffiliationFactory.create(user=rita, organisation=held.draft.organisation, confirmed=True, **before)
    assert take_review(submission=held, by=rita).reviewer == rita


def test_who_had_a_hand_in_it_is_not_told_that_it_waits():
    held, rita = handed_in(), reviewer(name="Rita")
    ana: Any = held.submitted_by
    HANDS["invited"](rita, held.draft)
    withdraw_submission(draft=held.draft, by=ana)
    OutboxMail.objects.all().delete()
    held.draft.refresh_from_db()
    submit_draft(draft=held.draft, expected_version=held.draft.version, by=ana)
    assert mails() == []


@pytest.mark.parametrize("how", list(ENDS))
def test_others_take_a_review_from_who_may_not_judge_it_any_more(submission, otto, how):
    take_review(submission=gone(submission, how), by=otto)
    stands = Submission.objects.get()
    assert (stands.reviewer, stands.sheet) == (otto, SCORED | {"to_authors": "Nearly."})


def test_whoever_notes_something_has_the_review_if_its_reviewer_is_none_any_more(submission, otto):
    held = gone(submission, "revoked")
    save_sheet(submission=held, sheet={"to_authors": "Well told."}, expected_version=held.version, by=otto)
    assert Submission.objects.get().reviewer == otto


def test_whoever_notes_something_beside_its_reviewer_leaves_the_review_with_them(submission, otto):
    rita = submission.reviewer
    save_sheet(submission=submission, sheet={"to_authors": "Well."}, expected_version=submission.version, by=otto)
    assert Submission.objects.get().reviewer == rita


def test_authors_write_to_no_one_who_is_no_reviewer_any_more(submission):
    held = gone(submission, "revoked")
    remark_on(submission=held, text="Two families.", audience=Audience.AUTHORS, by=submission.submitted_by)
    assert mails() == []


def test_no_one_who_is_no_reviewer_any_more_is_told_that_it_was_taken_back(submission):
    held = gone(submission, "revoked")
    withdraw_submission(draft=held.draft, by=submission.submitted_by)
    assert mails() == []
