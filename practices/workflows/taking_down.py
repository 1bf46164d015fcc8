"""A fact sheet goes: off the site for a while, or for good. A tombstone says so where it stood.

Drafts are held before the fact sheet and its tombstone, in the order of their numbers, as whoever submits or
publishes holds them: nobody waits in a ring.
"""

import logging
import uuid

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from network.enums import Role
from network.errors import NotAllowed
from network.models import Organisation, User
from network.workflows import recorded
from practices.enums import SubmissionState, TombstoneKind
from practices.errors import WrongState
from practices.models import Draft, Practice, PublishedVersion, Submission, Tombstone
from practices.workflows.notices import tell_of_take_down
from practices.workflows.publishing import keep_what_stood_before
from practices.workflows.unshown_files import delete_files

logger = logging.getLogger(__name__)


@recorded
def unpublish(*, practice: Practice, reason: str, by: User) -> Tombstone:
    """Takes a fact sheet off the site; its versions are kept, and a new one may be submitted.

    Who judges one at the moment has to look again; its organiser and authors are told.

    Raises:
        NotAllowed: they are neither secretariat nor reviewer, nor officers of its organiser.
        WrongState: no reason was given, or it is not on the site any more.
    """
    if not may_take_down(practice, by):
        raise NotAllowed(_("Only its organiser, a reviewer or the secretariat takes a fact sheet off the site."))
    said = _given(reason)
    _hold_drafts(practice.public_id)
    return _take_down(practice, TombstoneKind.UNPUBLISHED, said, by)


@recorded
def delete_fact_sheet(*, practice: Practice | Tombstone, reason: str, by: User) -> Tombstone:
    """Deletes a fact sheet with all its versions, drafts and files; nothing but its tombstone stays.

    A draft on which work goes on is deleted as well, with what was handed in of it and the files that it names. Its
    organiser and authors are told.

    Args:
        practice: live, or the tombstone of one that was taken off the site.

    Raises:
        NotAllowed: they are not the secretariat.
        WrongState: no reason was given, or it is not there any more.
    """
    if not by.has_role(Role.SECRETARIAT):
        raise NotAllowed(_("Only the secretariat deletes a fact sheet; unpublish it instead."))
    said = _given(reason)
    number = practice.public_id if isinstance(practice, Practice) else practice.fact_sheet_id
    _hold_drafts(number)
    if isinstance(practice, Practice):
        tombstone = _take_down(practice, TombstoneKind.DELETED, said, by)
    else:
        tombstone = _finish(practice, said, by)
    Draft.objects.filter(fact_sheet_id=number).delete()
    PublishedVersion.objects.filter(fact_sheet_id=number).delete()
    delete_files(number)
    return tombstone


def may_take_down(practice: Practice, user: User) -> bool:
    """Whether somebody may take it off the site: officers of its organiser, reviewers, the secretariat."""
    if user.has_role(Role.SECRETARIAT, Role.REVIEWER):
        return True
    return Organisation.objects.of(user).filter(pk=practice.organiser_id).exists()


def _given(reason: str) -> str:
    if not reason.strip():
        raise WrongState(_("Say why: the reason stands where the fact sheet stood."))
    return reason.strip()


def _hold_drafts(fact_sheet_id: uuid.UUID) -> None:
    list(Draft.objects.locked().filter(fact_sheet_id=fact_sheet_id).order_by("pk"))


def _take_down(practice: Practice, kind: TombstoneKind, reason: str, by: User) -> Tombstone:
    live = Practice.objects.select_for_update().filter(pk=practice.pk).first()
    if live is None:
        raise WrongState(_("This fact sheet is not on the site any more."))
    keep_what_stood_before(live.public_id)
    waiting = Submission.objects.filter(draft__fact_sheet_id=live.public_id, state=SubmissionState.WAITING)
    waiting.update(version=F("version") + 1)
    tombstone = Tombstone.objects.create(
        fact_sheet_id=live.public_id, slug=live.slug, kind=kind, reason=reason, at=timezone.now(), by=by
    )
    _tell(tombstone, by)
    number = live.pk
    live.delete()
    logger.info("fact sheet %s %s by %s", number, kind, by.pk)
    return tombstone


def _finish(tombstone: Tombstone, reason: str, by: User) -> Tombstone:
    """Makes the tombstone of what was taken off the site that of what is deleted."""
    held = Tombstone.objects.select_for_update().filter(pk=tombstone.pk).first()
    if held is None:
        raise WrongState(_("This fact sheet is back on the site already."))
    if held.is_deleted:
        raise WrongState(_("This fact sheet was deleted already."))
    held.kind, held.reason, held.at, held.by = TombstoneKind.DELETED, reason, timezone.now(), by
    held.save(update_fields=["kind", "reason", "at", "by"])
    _tell(held, by)
    logger.info("fact sheet of tombstone %s deleted by %s", held.pk, by.pk)
    return held


def _tell(tombstone: Tombstone, by: User) -> None:
    """Says what it was called at last, and who ran it; before anything of that is deleted."""
    last = PublishedVersion.objects.filter(fact_sheet_id=tombstone.fact_sheet_id).latest("number")
    named = last.content["organiser"]
    organiser = Organisation.objects.under([named]).get(named)
    tell_of_take_down(tombstone, title=last.content["title"], organiser=organiser, by=by)
