"""Sending what waits in the outbox: one mail at a time, by any number of workers.

A worker holds the row of its mail until it is known what came of it. One that is killed lets go of the row, and the
mail is sent by the next. Killed after the mail server took the mail and before this was written down, it is sent once
more, with the same Message-ID, by which mail programs know a mail that they have.
"""

import logging
from datetime import timedelta
from email.utils import format_datetime, formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from network.enums import OPTIONAL_MAIL
from network.models import OutboxMail, User
from network.workflows.mail import unsubscribe_address
from network.workflows.recording import recorded

logger = logging.getLogger(__name__)

# 1, 2, 4 … minutes, then every six hours: the last attempt comes after almost three days, a long week-end.
ATTEMPTS = 20
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
# More than all steps of a talk with a slow mail server take together (MAIL_TRANSPORT, timeout).
LONGEST_TALK = "10min"


def send_next() -> bool:
    """Sends the mail that is due for longest and that no other worker has in hand; False where none is."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [LONGEST_TALK])
        mail = _due().select_for_update(skip_locked=True).first()
        if mail is None:
            return False
        try:
            get_connection(**settings.MAIL_TRANSPORT).send_messages([message(mail)])
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one mail, the others do not wait for it
            _put_off(mail, error)
        else:
            mail.sent_at = timezone.now()
            logger.info("mail %s was sent", mail.pk)
        mail.save(update_fields=["sent_at", "attempts", "error", "due_at"])
    return True


def given_up() -> QuerySet[OutboxMail]:
    """Mails that could not be sent and are not tried again by themselves, newest first."""
    return OutboxMail.objects.filter(sent_at=None, attempts__gte=ATTEMPTS).order_by("-made_at", "-pk")


@recorded
def try_again(*, mail: OutboxMail, by: User) -> None:
    """Puts a mail that was given up back among those that wait; nothing happens to one that was sent meanwhile."""
    given_up().filter(pk=mail.pk).update(attempts=0, due_at=timezone.now())
    logger.info("mail %s is tried again by %s", mail.pk, by.pk)


def message(mail: OutboxMail) -> EmailMultiAlternatives:
    """The mail as it goes out, the same each time."""
    with translation.override(mail.language):
        sender = formataddr((str(settings.SITE_NAME), settings.DEFAULT_FROM_EMAIL))
    whole = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=sender,
        to=[mail.address],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=_headers(mail),
    )
    if mail.html:
        whole.attach_alternative(mail.html, "text/html")
    return whole


def _headers(mail: OutboxMail) -> dict[str, str]:
    headers = {
        # The time of writing keeps two mails apart that had the same number on databases of different times.
        "Message-ID": f"<{mail.pk}.{mail.made_at:%Y%m%d%H%M%S%f}@{urlsplit(settings.SITE_URL).hostname}>",
        "Date": format_datetime(mail.made_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    if mail.recipient and mail.kind in OPTIONAL_MAIL:
        # RFC 8058: a mail program may ask this address by itself, with POST alone.
        headers["List-Unsubscribe"] = f"<{unsubscribe_address(mail.recipient, mail.kind)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _due() -> QuerySet[OutboxMail]:
    waiting = OutboxMail.objects.filter(sent_at=None, attempts__lt=ATTEMPTS, due_at__lte=timezone.now())
    return waiting.order_by("due_at", "pk")


def _put_off(mail: OutboxMail, error: Exception) -> None:
    mail.attempts += 1
    mail.error = f"{type(error).__name__}: {error}".replace("\0", "")[:1000]
    mail.due_at = timezone.now() + min(FIRST_PAUSE * 2 ** (mail.attempts - 1), LONGEST_PAUSE)
    # Not the words of the error: mail servers repeat the address.
    logger.warning("mail %s could not be sent, attempt %s: %s", mail.pk, mail.attempts, type(error).__name__)
