"""Handing a draft in, and taking it back."""

import logging
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from network.errors import InvalidRecord, NotAllowed
from network.models import Affiliation, User
from network.workflows import recorded
from practices.data import FactSheetData
from practices.enums import DraftState, SubmissionState
from practices.errors import Incomplete, WrongState
from practices.models import Draft, Submission
from practices.workflows.drafts import hold, move, require_version
from practices.workflows.notices import tell_of_submission, tell_of_withdrawal
from practices.workflows.publishing import rehearse
from practices.workflows.reviewers import holder_of
from practices.workflows.unshown_files import let_go_of_unshown
from practices.writing.assemble import in_order, read_draft
from practices.writing.rules import broken_so_far, problems_in

logger = logging.getLogger(__name__)


@recorded
def submit_draft(*, draft: Draft, expected_version: int, note: str = "", by: User) -> Submission:
    """Hands a draft in for review: what it says now is kept as it is, and the draft rests until a decision.

    Args:
        note: what is new in this version; published with it.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
        StaleVersion: it changed after they opened it.
        WrongState: it is under review already, or closed.
        NotAllowed: they may write for the organisation, but not submit.
        Incomplete: `.problems` names everything missing or wrong.
    """
    held = hold(draft, by=by)
    if held.state == DraftState.SUBMITTED:
        raise WrongState(_("This draft has been handed in already."))
    if not held.may_be_edited:
        raise WrongState(_("This draft is closed: nothing can be handed in from it."))
    require_version(held, expected_version, _("The draft has changed since you opened it: look at it again first."))
    _require_the_right(held, by)
    content = _complete(held)
    last = held.submissions.order_by("number").last()
    submission = Submission.objects.create(
        draft=held,
        number=last.number + 1 if last else 1,
        content=content.model_dump(mode="json"),
        note=note.strip(),
        submitted_by=by,
        # Who knows the fact sheet already goes on with it.
        reviewer=holder_of(last) if last else None,
        sheet=_noted_so_far(last) if last else {},
    )
    move(held, DraftState.SUBMITTED)
    let_go_of_unshown(held)
    tell_of_submission(submission)
    logger.info("draft %s submitted by %s", held.pk, by.pk)
    return submission


@recorded
def withdraw_submission(*, draft: Draft, reason: str = "", by: User) -> Draft:
    """Takes a draft back from review, to go on writing, and tells its reviewer. A decision that was made first stands.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
        NotAllowed: they may write for the organisation, but not submit.
        WrongState: it is not under review.
    """
    held = hold(draft, by=by)
    _require_the_right(held, by)
    waiting = held.submissions.select_for_update().filter(state=SubmissionState.WAITING).first()
    if held.state != DraftState.SUBMITTED or waiting is None:
        raise WrongState(_("This draft is not under review, so there is nothing to withdraw."))
    close(waiting, SubmissionState.WITHDRAWN, by=by, reason=reason)
    tell_of_withdrawal(waiting)
    logger.info("submission %s withdrawn by %s", waiting.pk, by.pk)
    return move(held, DraftState.EDITING)


def close(submission: Submission, state: SubmissionState, *, by: User, reason: str = "") -> None:
    """Ends a submission that is held."""
    submission.state = state
    submission.reason = reason.strip()
    submission.closed_at = timezone.now()
    submission.closed_by = by
    submission.version += 1
    submission.save()


def _require_the_right(draft: Draft, by: User) -> None:
    places = Affiliation.objects.confirmed().filter(user=by, organisation=draft.organisation_id, may_submit=True)
    if not places.exists():
        said = _("Only colleagues of %(organisation)s who may submit on its behalf do that: ask one.")
        raise NotAllowed(said % {"organisation": draft.organisation.name})


def _noted_so_far(last: Submission) -> dict[str, Any]:
    """What a reviewer's sheet begins with: all of the last one where nothing was decided, else its scores.

    What a decision said to the authors has become remarks, which they have answered or followed by now.
    """
    kept = last.sheet if last.state == SubmissionState.WITHDRAWN else {"scores": last.sheet.get("scores")}
    return {key: noted for key, noted in kept.items() if noted}


def _complete(draft: Draft) -> FactSheetData:
    """What the draft says, held against every rule of the form and of the database."""
    reading = read_draft(draft)
    problems = list(reading.problems)
    if reading.content is None:
        problems += broken_so_far(draft, reading)
    else:
        try:
            rehearse(draft, reading.content)
        except InvalidRecord as error:
            problems = problems_in(error, reading.content)
        else:
            return reading.content
    raise Incomplete(in_order(problems), _("The fact sheet cannot be handed in yet: see what is missing."))
