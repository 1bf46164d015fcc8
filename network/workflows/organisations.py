"""Organisations that officers propose, and what the secretariat makes of them: a record, another's double, nothing."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from network.enums import AffiliationState, Capacity, MailKind, Role
from network.errors import NotAllowed, Overtaken, Refusal
from network.models import Affiliation, FormerSlug, Organisation, User
from network.workflows.affiliations import (
    ask_to_join,
    confirm_affiliation,
    moment,
    one_question_at_a_time,
    secretariat,
    tell_who_decides,
    with_reason,
)
from network.workflows.mail import tell
from network.workflows.recording import recorded
from network.workflows.records import hold_to_the_rules, unique_slug
from network.workflows.reference import OrganisationData, put_into

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Position:
    """What somebody is in the organisation that they propose."""

    job_title: str = ""
    capacity: Capacity | str = ""


@recorded
def propose_organisation(*, data: OrganisationData, by: User, position: Position | None = None) -> Organisation:
    """Adds an organisation that only its officers see until the secretariat has confirmed it.

    Args:
        position: with it, a place there is asked for too; without, it is one that a fact sheet names.

    Raises:
        InvalidRecord: it breaks a rule (the country has one of that name), or they wait for too many answers.
    """
    one_question_at_a_time(by)
    organisation = Organisation(proposed=True, slug=_slug(data))
    put_into(organisation, data)
    _save(organisation)
    if position:
        ask_to_join(
            organisation=organisation, job_title=position.job_title, capacity=position.capacity, by=by, told=False
        )
    for person in secretariat().exclude(pk=by.pk):
        tell(
            to=person,
            kind=MailKind.AFFILIATION_ASKED,
            template="organisation_proposed",
            occasion=f"organisation.proposed:{organisation.pk}",
            context={"organisation": organisation, "by": by},
        )
    logger.info("organisation %s proposed by %s", organisation.pk, by.pk)
    return organisation


@recorded
def confirm_organisation(
    *, organisation: Organisation, data: OrganisationData, affiliations: Collection[int], by: User
) -> Organisation:
    """Takes a proposed organisation into the directory.

    Args:
        data: how it is to stand there; drafts name it by its slug, which stays.
        affiliations: primary keys of places in it that are confirmed along.

    Raises:
        NotAllowed: they are not of the secretariat, or would confirm themselves.
        Overtaken: it has been confirmed already.
        InvalidRecord: it breaks a rule; nothing is written.
        Organisation.DoesNotExist: it is not there any more.
    """
    (locked,) = _locked([organisation], by)
    _require_proposed(locked)
    put_into(locked, data)
    locked.proposed = False
    _save(locked)
    for affiliation in _waiting(locked):
        if affiliation.pk in affiliations:
            confirm_affiliation(affiliation=affiliation, by=by)
        else:
            _tell(affiliation, "organisation_confirmed", {"organisation": locked})
    logger.info("organisation %s confirmed by %s", locked.pk, by.pk)
    return locked


@recorded
def merge_organisation(*, organisation: Organisation, into: Organisation, by: User) -> Organisation:
    """Puts a proposed organisation aside for the one that it is a double of: who asked for the one asks for the other.

    Raises:
        NotAllowed: they are not of the secretariat.
        Overtaken: it has been confirmed already.
        Refusal: fact sheets name it, or both are the same record.
        Organisation.DoesNotExist: one of the two is not there any more.
    """
    if organisation.pk == into.pk:
        raise Refusal(_("An organisation is not a double of itself: choose another."))
    locked, kept = _locked([organisation, into], by)
    _require_proposed(locked)
    there = set(kept.affiliations.open().values_list("user", flat=True))
    moved = locked.affiliations.select_for_update(of=("self",)).select_related("user").order_by("pk")
    for affiliation in moved:
        if affiliation.state == AffiliationState.ASKED and affiliation.user_id in there:
            affiliation.delete()
            continue
        affiliation.organisation = kept
        affiliation.save(update_fields=["organisation"])
        if affiliation.state == AffiliationState.ASKED:
            _tell(affiliation, "organisation_merged", {"organisation": locked, "kept": kept})
            tell_who_decides(affiliation)
    locked.former_slugs.update(organisation=kept)
    pk = locked.pk
    _delete(locked, kept=kept)
    logger.info("organisation %s found to be %s by %s", pk, kept.pk, by.pk)
    return kept


@recorded
def decline_organisation(*, organisation: Organisation, reason: str, by: User) -> None:
    """Removes a proposed organisation, and tells those who asked for a place in it why.

    Raises:
        NotAllowed: they are not of the secretariat.
        Overtaken: it has been confirmed already.
        InvalidRecord: no reason is given.
        Refusal: fact sheets name it.
        Organisation.DoesNotExist: it is not there any more.
    """
    (locked,) = _locked([organisation], by)
    _require_proposed(locked)
    said = with_reason(reason)
    for affiliation in _waiting(locked):
        _tell(affiliation, "organisation_declined", {"organisation": locked, "reason": said})
    locked.affiliations.all().delete()
    pk = locked.pk
    _delete(locked)
    logger.info("organisation %s declined by %s", pk, by.pk)


def _slug(data: OrganisationData) -> str:
    """Of its name; several names that give no letters, or the same, are told apart by chance."""
    otherwise = f"{data.country or 'international'} {uuid4().hex[:8]}"
    return unique_slug(Organisation, data.name, otherwise, kept=[FormerSlug.objects.all()])


def _save(organisation: Organisation) -> None:
    """Saves it, also against somebody who writes one of the same name at this moment."""
    hold_to_the_rules(organisation)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:  # the other is there now: a rule says so, unless it has only taken the slug
        organisation.slug = f"{organisation.slug[:100]}-{uuid4().hex[:8]}"
        hold_to_the_rules(organisation)
        organisation.save()


def _locked(organisations: Iterable[Organisation], by: User) -> list[Organisation]:
    """The records in the order given, as they stand and stay until this is done."""
    if not by.has_role(Role.SECRETARIAT):
        raise NotAllowed(_("The secretariat decides about proposed organisations."))
    asked = [organisation.pk for organisation in organisations]
    found = {row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=asked).order_by("pk")}
    if len(found) < len(asked):
        raise Organisation.DoesNotExist
    return [found[pk] for pk in asked]


def _require_proposed(organisation: Organisation) -> None:
    if not organisation.proposed:
        said = _("Somebody of the secretariat confirmed this organisation before you (last change %(when)s).")
        raise Overtaken(said % {"when": moment(organisation.updated_at)})


def _waiting(organisation: Organisation) -> Iterable[Affiliation]:
    return organisation.affiliations.waiting().select_related("user", "organisation").order_by("pk")


def _tell(affiliation: Affiliation, template: str, context: dict[str, object]) -> None:
    tell(
        to=affiliation.user,
        kind=MailKind.AFFILIATION,
        template=template,
        occasion=f"{template.replace('_', '.')}:{affiliation.pk}",
        context={"affiliation": affiliation, **context},
    )


def _delete(organisation: Organisation, kept: Organisation | None = None) -> None:
    """Deletes it; drafts that name it by its slug find the one that is kept, or that it was not taken up."""
    former = FormerSlug(slug=organisation.slug, name=organisation.name, organisation=kept)
    try:
        organisation.delete()
    except ProtectedError as error:
        raise Refusal(_("Fact sheets name this organisation: name another in its place there first.")) from error
    former.save(force_insert=True)
