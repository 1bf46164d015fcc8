"""The records of the network. One file per subject; import them from here."""

from network.models.access import ApiToken, IdempotentAnswer, ParkedForm
from network.models.mail import OutboxMail
from network.models.people import Affiliation, Consent, RoleGrant, User, names_read
from network.models.reference import Country, FormerSlug, Organisation
from network.models.trail import AuditEntry, text_columns, watched_tables

__all__ = [
    "Affiliation",
    "ApiToken",
    "AuditEntry",
    "Consent",
    "Country",
    "FormerSlug",
    "IdempotentAnswer",
    "Organisation",
    "OutboxMail",
    "ParkedForm",
    "RoleGrant",
    "User",
    "names_read",
    "text_columns",
    "watched_tables",
]
