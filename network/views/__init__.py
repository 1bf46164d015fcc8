"""Every page of the network; addresses refer to them here."""

from network.views.accounts import account
from network.views.mail import (
    demo_mail,
    demo_mail_html,
    demo_mail_text,
    mail_settings,
    send_mail_again,
    undelivered_mail,
    unsubscribe,
)

__all__ = [
    "account",
    "demo_mail",
    "demo_mail_html",
    "demo_mail_text",
    "mail_settings",
    "send_mail_again",
    "undelivered_mail",
    "unsubscribe",
]
