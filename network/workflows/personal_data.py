"""What is kept of a person: given to them on request, taken out of everything when they leave (GDPR, 15 to 17, 20)."""

import logging
from collections.abc import Collection, Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext as _

from network.enums import ConsentPurpose, Role
from network.errors import Refusal
from network.models import AuditEntry, Consent, OutboxMail, ParkedForm, RoleGrant, User
from network.workflows.recording import recorded
from network.workflows.records import hold_to_the_rules
from network.workflows.trail import forget

logger = logging.getLogger(__name__)

ERASED = "[erased]"
# Of a name shorter than this, every mail would be full of holes.
SHORTEST_NAME = 4
# The trail is read as a whole.
LONGEST_ERASURE = "120s"


class LastOfTheSecretariat(Refusal):
    """Somebody must be left who can grant roles."""

    status = 409
    problem_type = "last-of-the-secretariat"

    def __str__(self) -> str:
        return _("You are the last of the secretariat: give the role to somebody else first.")


def personal_data(user: User) -> dict[str, Any]:
    """All that the network keeps of somebody, as JSON can hold it; reads only."""
    account = {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "unwanted_mail": user.unwanted_mail,
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
    }
    return {
        "account": account,
        "addresses": _rows(EmailAddress.objects.filter(user=user), "email", "verified", "primary"),
        "identities": _rows(SocialAccount.objects.filter(user=user), "provider", "uid", "date_joined", "extra_data"),
        "second_factors": _rows(Authenticator.objects.filter(user=user), "type", "created_at", "last_used_at"),
        "roles": _rows(user.roles.all(), "role", "granted_at"),
        "affiliations": _rows(
            user.affiliations.all(),
            "organisation__name",
            "job_title",
            "capacity",
            "since",
            "until",
            "may_submit",
            "may_sign",
            "state",
            "asked_at",
            "decided_at",
            "reason",
        ),
        "consents": _rows(user.consents.all(), "purpose", "subject", "wording", "given_at", "withdrawn_at"),
        "tokens": _rows(
            user.api_tokens.all(), "name", "prefix", "scopes", "created_at", "expires_at", "last_used_on", "revoked_at"
        ),
        "mails": _rows(
            OutboxMail.objects.filter(Q(recipient=user) | Q(address__iexact=user.email)),
            "address",
            "kind",
            "subject",
            "text",
            "made_at",
            "sent_at",
        ),
        "history": _rows(
            AuditEntry.objects.filter(actor=user.pk), "at", "workflow", "reason", "table", "row", "action"
        ),
    }


@recorded
def give_consent(*, purpose: ConsentPurpose, subject: str, wording: str, by: User) -> Consent:
    """Records what somebody agreed to, in the words they saw; a second time changes nothing."""
    given = by.consents.filter(purpose=purpose, subject=subject, withdrawn_at=None).first()
    if given:
        return given
    consent = Consent(user=by, purpose=purpose.value, subject=subject, wording=wording)
    hold_to_the_rules(consent)
    consent.save()
    return consent


@recorded
def withdraw_consent(*, purpose: ConsentPurpose, subject: str, by: User) -> None:
    """Takes a consent back, from now on."""
    by.consents.filter(purpose=purpose, subject=subject, withdrawn_at=None).update(withdrawn_at=timezone.now())


@recorded
def erase_account(*, user: User, personal: Collection[str] = (), by: User) -> None:
    """Deletes an account and takes what it says of its owner out of mails and the audit trail.

    What they wrote for their organisation stays, without their name. To be called last in an erasure.

    Args:
        personal: further personal values, of records above the network, to be taken out of the trail.

    Raises:
        LastOfTheSecretariat: nobody would be left to grant roles.
    """
    # One at a time: two of the secretariat who leave together would both see the other.
    secretariat = RoleGrant.objects.select_for_update().filter(role=Role.SECRETARIAT)
    if list(secretariat.values_list("user", flat=True)) == [user.pk]:
        raise LastOfTheSecretariat
    addresses = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    values = {*addresses, user.name, *personal, *_told(user)}
    OutboxMail.objects.filter(_addressed(addresses)).delete()
    _take_out_of_mails(addresses | ({user.name} if len(user.name) >= SHORTEST_NAME else set()))
    for address in addresses:
        ParkedForm.objects.filter(fields__icontains=address).delete()
    number = user.pk
    user.delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST_ERASURE])
    forget(user_id=number, values=[value for value in values if value.strip()])
    logger.info("account %s erased by %s", number, by.pk)


def _told(user: User) -> Iterable[str]:
    """What they told of themselves elsewhere."""
    yield from user.affiliations.values_list("job_title", flat=True)
    yield from user.api_tokens.values_list("name", flat=True)
    yield from SocialAccount.objects.filter(user=user).values_list("uid", flat=True)
    for extra in SocialAccount.objects.filter(user=user).values_list("extra_data", flat=True):
        yield from (value for value in extra.values() if isinstance(value, str))


def _addressed(addresses: Collection[str]) -> Q:
    return Q(*[Q(address__iexact=address) | Q(reply_to__iexact=address) for address in addresses], _connector=Q.OR)


def _take_out_of_mails(values: Collection[str]) -> None:
    """Out of what others were written, too."""
    for value in values:
        for column in ("subject", "text", "html"):
            OutboxMail.objects.filter(**{f"{column}__contains": value}).update(
                **{column: Replace(column, Value(value), Value(ERASED))}
            )


def _rows(rows: QuerySet[Any], *columns: str) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values(*columns))
