"""Roles: granted and taken away by the secretariat; the first one on the command line."""

import logging

from django.utils.translation import gettext as _

from network.enums import MailKind, Role
from network.errors import InvalidRecord, NotAllowed, Refusal
from network.models import RoleGrant, User
from network.workflows.mail import tell
from network.workflows.recording import recorded
from network.workflows.records import hold_to_the_rules

logger = logging.getLogger(__name__)


@recorded
def grant_role(*, user: User, role: Role, by: User | None) -> RoleGrant:
    """Gives somebody a role.

    Args:
        by: somebody of the secretariat; nobody on the command line.

    Raises:
        NotAllowed: they are not of the secretariat.
        InvalidRecord: the person has the role already, or their account is closed.
    """
    _require_secretariat(by)
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not person.is_active:
        raise InvalidRecord({"user": [_("This account is closed.")]})
    grant = RoleGrant(user=person, role=role.value, granted_by=by)
    hold_to_the_rules(grant)
    grant.save()
    _tell(person, grant, "role_granted", "granted")
    logger.info("role %s granted to %s by %s", role.value, person.pk, by.pk if by else "the project")
    return grant


@recorded
def revoke_role(*, user: User, role: Role, by: User) -> None:
    """Takes a role away.

    Raises:
        NotAllowed: they are not of the secretariat.
        Refusal: they are the last of it, and would leave nobody who can grant it again.
        RoleGrant.DoesNotExist: the person does not have it.
    """
    others = [grant for grant in _require_secretariat(by) if grant.user_id != user.pk]
    if role == Role.SECRETARIAT and not others:
        raise Refusal(_("You are the last of the secretariat: grant the role to somebody else first."))
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("user").get(user=user, role=role.value)
    _tell(grant.user, grant, "role_revoked", "revoked")
    grant.delete()
    logger.info("role %s taken from %s by %s", role.value, user.pk, by.pk)


def _require_secretariat(by: User | None) -> list[RoleGrant]:
    """Who makes up the secretariat, and stays in it until this is done; nobody is asked for on the command line.

    Raises:
        NotAllowed: `by` is not one of them (any more).
    """
    if by is None:
        return []
    secretariat = list(
        RoleGrant.objects.select_for_update(of=("self",))
        .filter(role=Role.SECRETARIAT, user__is_active=True)
        .order_by("pk")
    )
    if by.pk not in {grant.user_id for grant in secretariat}:
        raise NotAllowed(_("The secretariat grants roles and takes them away."))
    return secretariat


def _tell(person: User, grant: RoleGrant, template: str, what: str) -> None:
    tell(
        to=person,
        kind=MailKind.ACCOUNT,
        template=template,
        occasion=f"role.{what}:{grant.pk}",
        context={"role": Role(grant.role).label},
    )
