"""What is kept of a person, given to them on request (GDPR, 15 and 20), and what they agreed to."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q, QuerySet
from django.utils import timezone

from network.enums import ConsentPurpose
from network.models import AuditEntry, Consent, OutboxMail, User
from network.workflows.recording import recorded
from network.workflows.records import hold_to_the_rules


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


def _rows(rows: QuerySet[Any], *columns: str) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values(*columns))
