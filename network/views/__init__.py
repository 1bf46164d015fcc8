"""Every page of the network; addresses refer to them here."""

from network.views.account import account, correct_account
from network.views.affiliations import affiliation, colleagues
from network.views.mail import (
    demo_mail,
    demo_mail_html,
    demo_mail_text,
    mail_settings,
    send_mail_again,
    undelivered_mail,
    unsubscribe,
)
from network.views.organisations import find_organisation, join, propose
from network.views.roles import roles
from network.views.secretariat import proposed_organisation, secretariat
from network.views.tokens import tokens
from network.views.trail import trail

__all__ = [
    "account",
    "affiliation",
    "colleagues",
    "correct_account",
    "demo_mail",
    "demo_mail_html",
    "demo_mail_text",
    "find_organisation",
    "join",
    "mail_settings",
    "propose",
    "proposed_organisation",
    "roles",
    "secretariat",
    "send_mail_again",
    "tokens",
    "trail",
    "undelivered_mail",
    "unsubscribe",
]
