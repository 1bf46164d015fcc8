"""Judging a submission: taken, noted, handed over, remarked on, decided. A decision is made once."""

import logging
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from network.enums import Role
from network.errors import NotAllowed
from network.models import User
from network.workflows import recorded
from practices.enums import Audience, Criterion, DraftState, SubmissionState
from practices.errors import Incomplete, WrongState
from practices.models import Draft, Practice, Remark, Submission
from practices.workflows.drafts import move, require_version
from practices.workflows.notices import tell_of_decision, tell_of_hand_over, tell_of_remark
from practices.workflows.publishing import publish_submission
from practices.workflows.reviewers import holder_of, may_review
from practices.workflows.submissions import close
from practices.writing.interpret import Problem

logger = logging.getLogger(__name__)

LOWEST, HIGHEST = 1, 5


@recorded
def take_review(*, submission: Submission, by: User) -> Submission:
    """Makes oneself the reviewer of a submission that nobody has taken, or somebody who may not review it any more.

    Raises:
        NotAllowed: they are no reviewer, or write the fact sheet themselves.
        WrongState: another reviewer has it, or it is decided.
    """
    held = _hold(submission, by)
    holder = holder_of(held)
    if holder and holder != by:
        raise WrongState(_("%(name)s reviews this already: ask for it to be handed over.") % {"name": holder.called})
    return _assign(held, by)


@recorded
def hand_over(*, submission: Submission, to: User, reason: str, by: User) -> Submission:
    """Gives the review to another reviewer, with what has been noted so far.

    Raises:
        NotAllowed: they are no reviewer, or the other is none or writes the fact sheet.
        WrongState: it is decided, or no reason was given.
    """
    held = _hold(submission, by)
    if not reason.strip():
        raise WrongState(_("Say why you hand it over: the other reviewer will read it."))
    _require_the_right(held, to, _("%(name)s cannot review this fact sheet.") % {"name": to.called})
    _assign(held, to)
    Remark.objects.create(submission=held, audience=Audience.REVIEWERS, text=reason.strip(), author=by)
    tell_of_hand_over(held, reason=reason.strip(), by=by)
    return held


@recorded
def save_sheet(*, submission: Submission, sheet: Mapping[str, Any], expected_version: int, by: User) -> Submission:
    """Keeps what a reviewer has noted so far, complete or not.

    Args:
        sheet: `scores`, `fields` and `to_authors` as Submission.sheet describes them.

    Raises:
        StaleVersion: it changed since they opened it; `stored` is the submission as it stands.
        WrongState: it is decided; what was typed is not saved.
    """
    held = _hold(submission, by)
    require_version(held, expected_version, _("Somebody else changed this review while you were writing."))
    held.sheet = dict(sheet)
    held.reviewer = holder_of(held) or by
    held.version += 1
    held.save(update_fields=["sheet", "reviewer", "version"])
    return held


@recorded
def remark_on(
    *,
    submission: Submission,
    text: str,
    audience: Audience,
    field: str = "",
    reply_to: Remark | None = None,
    by: User,
) -> Remark:
    """Says something about a submission; its authors answer in the same place, reviewers may talk among themselves.

    Raises:
        Submission.DoesNotExist: they may not see it.
        WrongState: there is no text.
    """
    authors = Draft.objects.of(by).filter(pk=submission.draft_id).exists()
    if not (authors or by.has_role(Role.REVIEWER)) or (audience == Audience.REVIEWERS and authors):
        raise Submission.DoesNotExist
    if not text.strip():
        raise WrongState(_("Write something first."))
    if reply_to is not None and (reply_to.submission_id != submission.pk or reply_to.audience != audience):
        raise WrongState(_("An answer belongs to the same review."))
    remark = Remark.objects.create(
        submission=submission, field=field, audience=audience, text=text.strip(), reply_to=reply_to, author=by
    )
    tell_of_remark(remark)
    return remark


@recorded
def answer_remarks(*, answers: Mapping[Remark, str], by: User) -> list[Remark]:
    """Answers several remarks, all of them or none.

    Raises:
        As `remark_on`.
    """
    return [
        remark_on(
            submission=asked.submission,
            text=text,
            audience=Audience(asked.audience),
            field=asked.field,
            reply_to=asked,
            by=by,
        )
        for asked, text in answers.items()
    ]


@recorded
def publish(*, submission: Submission, expected_version: int, by: User) -> Practice:
    """Makes the submission the live fact sheet, with the five criteria and their reasons, and tells its authors.

    Raises:
        StaleVersion: the review changed after the reviewer opened it.
        WrongState: it has been decided or withdrawn.
        NotAllowed: they are no reviewer, or write the fact sheet themselves.
        Incomplete: a criterion has no score or no reason; `.problems` name the criteria as keys of `scores`.
    """
    held = _hold(submission, by)
    require_version(held, expected_version, _("The review has changed since you opened it: look at it again first."))
    practice = publish_submission(held, scores=_scores(held), by=by)
    _decide(held, SubmissionState.PUBLISHED, DraftState.ACCEPTED, by=by)
    logger.info("submission %s published by %s", held.pk, by.pk)
    return practice


@recorded
def request_changes(*, submission: Submission, expected_version: int, by: User) -> Submission:
    """Gives the draft back to its authors with the remarks of the sheet, field by field.

    Raises:
        As `publish`; Incomplete: there is no remark to work on.
    """
    held = _hold(submission, by)
    require_version(held, expected_version, _("The review has changed since you opened it: look at it again first."))
    if not _said_to_authors(held):
        said = _("Say what should change, beside a field or for the whole.")
        raise Incomplete([Problem("sheet", "to_authors", said)], said)
    return _decide(held, SubmissionState.CHANGES_REQUESTED, DraftState.CHANGES_REQUESTED, by=by)


@recorded
def decline(*, submission: Submission, reason: str, expected_version: int, by: User) -> Submission:
    """Closes the draft without publishing it.

    Raises:
        As `publish`; Incomplete: no reason was given.
    """
    held = _hold(submission, by)
    require_version(held, expected_version, _("The review has changed since you opened it: look at it again first."))
    if not reason.strip():
        said = _("Say why the fact sheet is declined: its authors will read it.")
        raise Incomplete([Problem("sheet", "reason", said)], said)
    return _decide(held, SubmissionState.DECLINED, DraftState.DECLINED, by=by, reason=reason)


def _hold(submission: Submission, by: User) -> Submission:
    """The submission and its draft, kept from changing. Drafts are always held first: nobody waits in a ring."""
    draft = Draft.objects.locked().filter(pk=submission.draft_id).first()
    if draft is None:
        raise WrongState(_("The fact sheet was deleted, and what was handed in with it: nothing was changed."))
    held = Submission.objects.select_for_update(of=("self",)).select_related("reviewer").get(pk=submission.pk)
    held.draft = draft
    _require_the_right(held, by, _("Only a reviewer who does not write this fact sheet may do that."))
    if held.state != SubmissionState.WAITING:
        state = SubmissionState(held.state).label
        raise WrongState(_("This submission is closed (%(state)s): nothing was changed.") % {"state": state})
    return held


def _require_the_right(submission: Submission, user: User, message: str) -> None:
    if not may_review(user, submission.draft):
        raise NotAllowed(message)


def _assign(submission: Submission, reviewer: User) -> Submission:
    submission.reviewer = reviewer
    submission.version += 1
    submission.save(update_fields=["reviewer", "version"])
    return submission


def _said_to_authors(submission: Submission) -> dict[str, str]:
    """The remarks of the sheet by field, the one about the whole last, as that of no field."""
    said = submission.sheet.get("fields", {}) | {"": submission.sheet.get("to_authors", "")}
    return {field: text.strip() for field, text in said.items() if text.strip()}


def _decide(
    submission: Submission, state: SubmissionState, draft_state: DraftState, *, by: User, reason: str = ""
) -> Submission:
    for field, text in _said_to_authors(submission).items():
        Remark.objects.create(submission=submission, field=field, audience=Audience.AUTHORS, text=text, author=by)
    submission.reviewer = by
    close(submission, state, by=by, reason=reason)
    move(submission.draft, draft_state)
    tell_of_decision(submission)
    return submission


def _scores(submission: Submission) -> list[dict[str, Any]]:
    typed = submission.sheet.get("scores", {})
    problems, scores = [], []
    for criterion in Criterion:
        given = typed.get(criterion.value, {})
        score, reason = str(given.get("score", "")), str(given.get("reason", "")).strip()
        if not score.isdecimal() or not LOWEST <= int(score) <= HIGHEST or not reason:
            said = _("Give “%(criterion)s” a score from 1 to 5 and a reason.") % {"criterion": criterion.label}
            problems.append(Problem("scores", criterion.value, said))
        else:
            scores.append({"criterion": criterion.value, "score": int(score), "reason": reason})
    if problems:
        raise Incomplete(problems, _("A fact sheet is published with all five criteria."))
    return scores
