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
from practices.workflows.submissions import close
from practices.writing.interpret import Problem

logger = logging.getLogger(__name__)

LOWEST, HIGHEST = 1, 5


@recorded
def take_review(*, submission: Submission, by: User) -> Submission:
    """Makes oneself the reviewer of a submission that nobody has taken.

    Raises:
        NotAllowed: they are no reviewer, or write the fact sheet themselves.
        WrongState: another reviewer has it, or it is decided.
    """
    held = _hold(submission, by)
    if held.reviewer_id not in {None, by.pk}:
        raise WrongState(_("%(name)s reviews this already: ask for it to be handed over.") % {"name": _named(held)})
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
    _may_review(held, to, _("%(name)s cannot review this fact sheet.") % {"name": to.called})
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
    held.reviewer = held.reviewer or by
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
    fields = {field: text.strip() for field, text in held.sheet.get("fields", {}).items() if text.strip()}
    if not fields and not held.sheet.get("to_authors", "").strip():
        said = _("Say what should change, beside a field or for the whole.")
        raise Incomplete([Problem("sheet", "to_authors", said)], said)
    for field, text in fields.items():
        Remark.objects.create(submission=held, field=field, audience=Audience.AUTHORS, text=text, author=by)
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
    draft = Draft.objects.locked().get(pk=submission.draft_id)
    held = Submission.objects.select_for_update(of=("self",)).select_related("reviewer").get(pk=submission.pk)
    held.draft = draft
    _may_review(held, by, _("Only a reviewer who does not write this fact sheet may do that."))
    if held.state != SubmissionState.WAITING:
        state = SubmissionState(held.state).label
        raise WrongState(_("This submission is closed (%(state)s): nothing was changed.") % {"state": state})
    return held


def _may_review(submission: Submission, user: User, message: str) -> None:
    if not user.has_role(Role.REVIEWER) or Draft.objects.of(user).filter(pk=submission.draft_id).exists():
        raise NotAllowed(message)


def _assign(submission: Submission, reviewer: User) -> Submission:
    submission.reviewer = reviewer
    submission.version += 1
    submission.save(update_fields=["reviewer", "version"])
    return submission


def _named(submission: Submission) -> str:
    return submission.reviewer.called if submission.reviewer else _("Another reviewer")


def _decide(
    submission: Submission, state: SubmissionState, draft_state: DraftState, *, by: User, reason: str = ""
) -> Submission:
    said = submission.sheet.get("to_authors", "").strip()
    if said:
        Remark.objects.create(submission=submission, audience=Audience.AUTHORS, text=said, author=by)
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
