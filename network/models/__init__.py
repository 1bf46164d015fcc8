"""The records of the network. One file per subject; import them from here."""

from network.models.access import ApiToken, IdempotentAnswer, ParkedForm
from network.models.mail import OutboxMail
from network.models.people import Affiliation, Consent, RoleGrant, User
from network.models.reference import Country, Organisation
from network.models.trail import AuditEntry, watched_tables

__all__ = [
    "Affiliation",
    "ApiToken",
    "AuditEntry",
    "Consent",
    "Country",
    "IdempotentAnswer",
    "Organisation",
    "OutboxMail",
    "ParkedForm",
    "RoleGrant",
    "User",
    "watched_tables",
]
