"""People's places in organisations: asked for, confirmed or refused, ended. Nobody decides about their own."""

import datetime as dt
import logging

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.enums import AffiliationState, Capacity, MailKind, Role
from network.errors import InvalidRecord, NotAllowed, Overtaken, Refusal
from network.models import Affiliation, ApiToken, Organisation, User
from network.workflows.mail import tell
from network.workflows.recording import recorded
from network.workflows.records import hold_to_the_rules

logger = logging.getLogger(__name__)

# So many questions of one person may wait at a time.
MOST_WAITING = 10


@recorded
def ask_to_join(
    *, organisation: Organisation, job_title: str, capacity: Capacity | str, by: User, told: bool = True
) -> Affiliation:
    """Asks for a place in an organisation; asked again while it waits, it is the same question, with what is said now.

    Args:
        capacity: one of Capacity, or nothing.
        told: whether those who can decide get a mail now: the confirmed colleagues, or else the secretariat.

    Raises:
        InvalidRecord: they belong to it already, ask for too many at a time, or a field breaks a rule.
        Organisation.DoesNotExist: it is not there any more.
    """
    one_question_at_a_time(by)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    stands = by.affiliations.open().filter(organisation=organisation).first()
    if stands and stands.state == AffiliationState.CONFIRMED:
        raise InvalidRecord({"record": [_("You already belong to this organisation.")]})
    if not stands and by.affiliations.waiting().count() >= MOST_WAITING:
        said = _("You wait for the answers of %(number)s organisations: take one of these questions back first.")
        raise InvalidRecord({"record": [said % {"number": MOST_WAITING}]})
    affiliation = stands or Affiliation(user=by, organisation=organisation)
    affiliation.job_title = job_title
    affiliation.capacity = capacity
    hold_to_the_rules(affiliation)
    affiliation.save()
    if not stands and told:
        tell_who_decides(affiliation)
    logger.info("affiliation %s asked for by %s", affiliation.pk, by.pk)
    return affiliation


@recorded
def confirm_affiliation(*, affiliation: Affiliation, by: User) -> Affiliation:
    """Lets somebody write for the organisation; to submit, if who confirms may, and they might when they left before.

    Raises:
        NotAllowed: it is their own, they are neither a confirmed colleague nor the secretariat, or the organisation
            itself waits for the secretariat.
        Overtaken: it was decided before.
        Affiliation.DoesNotExist: it is not there any more.
    """
    locked, own = _locked(affiliation, by)
    _require_another(locked, by, own)
    if locked.organisation.proposed:
        raise NotAllowed(_("The organisation itself was only proposed: the secretariat confirms it first."))
    if not locked.user.is_active:
        raise Refusal(_("This account is closed."))
    if locked.state == AffiliationState.ASKED:
        locked.may_submit = _may_give_submitting(by, own) and _might_submit(locked)
    return _decided(locked, AffiliationState.CONFIRMED, by, "")


@recorded
def refuse_affiliation(*, affiliation: Affiliation, reason: str, by: User) -> Affiliation:
    """Answers with a no that its asker reads.

    Raises:
        InvalidRecord: no reason is given.
        NotAllowed: it is their own, or they are neither a confirmed colleague nor the secretariat.
        Overtaken: it was decided before.
        Affiliation.DoesNotExist: it is not there any more.
    """
    locked, own = _locked(affiliation, by)
    _require_another(locked, by, own)
    return _decided(locked, AffiliationState.REFUSED, by, with_reason(reason))


@recorded
def end_affiliation(*, affiliation: Affiliation, by: User, reason: str = "") -> Affiliation:
    """Ends a place, and the API tokens with it. Somebody's own: they leave, or take their question back.

    Raises:
        InvalidRecord: it is another's, and no reason is given.
        NotAllowed: they are neither the person, nor a confirmed colleague, nor the secretariat.
        Overtaken: it has ended, or another's question still waits for an answer.
        Affiliation.DoesNotExist: it is not there any more.
    """
    locked, own = _locked(affiliation, by)
    if locked.user_id != by.pk:
        _require_another(locked, by, own)
        if locked.state == AffiliationState.ASKED:
            raise Overtaken(_("This was never confirmed: refuse it instead."))
        reason = with_reason(reason)
    now = timezone.now()
    ApiToken.objects.filter(user=locked.user_id, organisation=locked.organisation_id, revoked_at__isnull=True).update(
        revoked_at=now
    )
    return _decided(locked, AffiliationState.ENDED, by, reason)


@recorded
def set_affiliation_rights(*, affiliation: Affiliation, may_submit: bool, may_sign: bool, by: User) -> Affiliation:
    """Says what somebody may do on behalf of their organisation.

    The secretariat says so, or a colleague who may sign; nobody gives themselves more or less.

    Raises:
        NotAllowed: they are neither, or it is their own.
        Overtaken: the place is not confirmed, or has ended.
        Affiliation.DoesNotExist: it is not there any more.
    """
    locked, own = _locked(affiliation, by)
    _require_another(locked, by, own)
    if not may_set_rights(by, own):
        raise NotAllowed(_("A colleague who may sign says what others may do, or the secretariat."))
    if locked.state != AffiliationState.CONFIRMED:
        raise Overtaken(decision(locked))
    if (locked.may_submit, locked.may_sign) == (may_submit, may_sign):
        return locked
    locked.may_submit, locked.may_sign = may_submit, may_sign
    hold_to_the_rules(locked)
    locked.save(update_fields=["may_submit", "may_sign"])
    _tell_person(locked, "affiliation_rights", f"rights:{timezone.now().isoformat()}", by)
    logger.info("rights of affiliation %s set by %s", locked.pk, by.pk)
    return locked


def may_decide(affiliation: Affiliation, by: User, own: Affiliation | None) -> bool:
    """Whether somebody decides about this place; `own` is their confirmed one in the same organisation."""
    return affiliation.user_id != by.pk and (own is not None or by.has_role(Role.SECRETARIAT))


def may_set_rights(by: User, own: Affiliation | None) -> bool:
    """Whether somebody says what colleagues may do; `own` is their confirmed place in the same organisation."""
    return (own is not None and own.may_sign) or by.has_role(Role.SECRETARIAT)


def decision(affiliation: Affiliation) -> str:
    """Who decided what, and when, as a sentence; that nobody has, while it waits."""
    sentences = {
        AffiliationState.ASKED: _("This still waits for an answer."),
        AffiliationState.CONFIRMED: _("%(who)s confirmed this on %(when)s."),
        AffiliationState.REFUSED: _("%(who)s refused this on %(when)s."),
        AffiliationState.ENDED: _("%(who)s ended this on %(when)s."),
    }
    who = affiliation.decided_by.called if affiliation.decided_by else _("Somebody whose account is closed")
    when = moment(affiliation.decided_at) if affiliation.decided_at else ""
    return sentences[AffiliationState(affiliation.state)] % {"who": who, "when": when}


def moment(when: dt.datetime) -> str:
    """Day and time as the reader writes them, in the time zone of the site."""
    return date_format(timezone.localtime(when), "DATETIME_FORMAT")


def one_question_at_a_time(person: User) -> None:
    """Lets one request after the other ask in somebody's name."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)


def secretariat() -> "QuerySet[User]":
    """Everybody of the secretariat."""
    return User.objects.filter(is_active=True, roles__role=Role.SECRETARIAT)


def with_reason(reason: str) -> str:
    """The reason, which its reader needs.

    Raises:
        InvalidRecord: there is none.
    """
    if not reason.strip():
        raise InvalidRecord({"reason": [_("Give a reason: the person concerned reads it.")]})
    return reason.strip()


def tell_who_decides(affiliation: Affiliation) -> None:
    """A mail to the confirmed colleagues, or else to the secretariat."""
    places = affiliation.organisation.affiliations.confirmed().exclude(user=affiliation.user_id)
    colleagues = User.objects.filter(affiliations__in=places)
    for person in colleagues or secretariat().exclude(pk=affiliation.user_id):
        tell(
            to=person,
            kind=MailKind.AFFILIATION_ASKED,
            template="affiliation_asked",
            occasion=f"affiliation.asked:{affiliation.pk}:{affiliation.organisation_id}",
            context={"affiliation": affiliation},
        )


def _locked(affiliation: Affiliation, by: User) -> tuple[Affiliation, Affiliation | None]:
    """The place, and the confirmed one of who decides in the same organisation; both stay as they are meanwhile."""
    theirs = Q(user=by, organisation=affiliation.organisation_id, state=AffiliationState.CONFIRMED)
    # Nothing joined: where this waits for another, only the rows that it locks are read again.
    rows = Affiliation.objects.select_for_update(no_key=True).filter(Q(pk=affiliation.pk) | theirs).order_by("pk")
    found = {row.pk: row for row in rows}
    if affiliation.pk not in found:
        raise Affiliation.DoesNotExist
    locked = found[affiliation.pk]
    mine = (row for row in found.values() if row.user_id == by.pk and row.state == AffiliationState.CONFIRMED)
    own = next((row for row in mine if row.organisation_id == locked.organisation_id), None)
    return locked, own


def _may_give_submitting(by: User, own: Affiliation | None) -> bool:
    """Nobody lets a newcomer do what they may not do themselves."""
    return by.has_role(Role.SECRETARIAT) or (own is not None and own.may_submit)


def _might_submit(affiliation: Affiliation) -> bool:
    """Whether they might in their last place there, if they had one: returning does not give back what was taken."""
    before = Affiliation.objects.filter(
        user=affiliation.user_id,
        organisation=affiliation.organisation_id,
        state=AffiliationState.ENDED,
        until__isnull=False,  # others were never confirmed
    )
    last = before.order_by("-decided_at", "-pk").first()
    return last is None or last.may_submit


def _require_another(affiliation: Affiliation, by: User, own: Affiliation | None) -> None:
    if affiliation.user_id == by.pk:
        raise NotAllowed(_("Nobody decides about themselves: a confirmed colleague does, or the secretariat."))
    if not may_decide(affiliation, by, own):
        raise NotAllowed(_("A confirmed colleague of the same organisation decides this, or the secretariat."))


def _decided(affiliation: Affiliation, state: AffiliationState, by: User, reason: str) -> Affiliation:
    """Writes a decision down and tells the person; the same decision of the same person twice is one."""
    if affiliation.state == state and affiliation.decided_by_id == by.pk:
        return affiliation
    before = {AffiliationState.ASKED}
    if state == AffiliationState.ENDED:
        before.add(AffiliationState.CONFIRMED)
    if affiliation.state not in before:
        raise Overtaken(decision(affiliation))
    taken_back = affiliation.state == AffiliationState.ASKED and affiliation.user_id == by.pk
    today = timezone.localdate()
    if state == AffiliationState.CONFIRMED:
        affiliation.since = affiliation.since or today
    elif affiliation.state == AffiliationState.CONFIRMED:
        affiliation.until = max(today, affiliation.since or today)
    affiliation.state = state
    affiliation.decided_at = timezone.now()
    affiliation.decided_by = by
    affiliation.reason = reason
    hold_to_the_rules(affiliation)
    affiliation.save()
    if not taken_back:
        _tell_person(affiliation, f"affiliation_{state.value}", state.value, by)
    logger.info("affiliation %s %s by %s", affiliation.pk, state.value, by.pk)
    return affiliation


def _tell_person(affiliation: Affiliation, template: str, what: str, by: User) -> None:
    tell(
        to=affiliation.user,
        kind=MailKind.AFFILIATION,
        template=template,
        occasion=f"affiliation.{what}:{affiliation.pk}",
        context={"affiliation": affiliation, "by": by},
    )
