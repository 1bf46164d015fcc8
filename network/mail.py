"""What stands at the two ends of the outbox: whatever Django sends goes in, and files may be what comes out."""

import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.html import strip_tags

from network.enums import MailKind
from network.models import OutboxMail, User
from network.workflows.mail import known_language, one_line, write_once

# A header that stays in the outbox: the number of the account about which a mail is, whatever address it goes to.
ABOUT = "X-About"


class OutboxBackend(BaseEmailBackend):
    """Takes what is sent by django.core.mail, as libraries do, into the outbox: one mail for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes them in the transaction that is open.

        Raises:
            ValueError: a mail has an attachment, for which the outbox has no place.
            InvalidRecord: an address is none.
        """
        for message in email_messages:
            if message.attachments:
                raise ValueError("The outbox takes no attachments: send a link.")
            for address in message.recipients():
                _put(message, str(address))
        return len(email_messages)


class FolderBackend(BaseEmailBackend):
    """Keeps each mail in a file of a folder, named after its Message-ID: the same mail is there once."""

    def __init__(self, *, folder: str, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes each file under another name first, so that nobody finds half a mail."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            whole = message.message()
            name = re.sub(r"[^0-9A-Za-z.@_-]", "", whole["Message-ID"])
            making = self.folder / f".{name}.{uuid.uuid4().hex}"
            making.write_bytes(whole.as_bytes())
            making.rename(self.folder / f"{name}.eml")
        return len(email_messages)


def _put(message: EmailMessage, address: str) -> None:
    text, html = str(message.body), ""
    if message.content_subtype == "html":
        text, html = strip_tags(text), text
    if isinstance(message, EmailMultiAlternatives):
        html = next((str(content) for content, kind in message.alternatives if kind == "text/html"), html)
    mail = OutboxMail(
        occasion=f"sent:{uuid.uuid4()}",
        kind=MailKind.ACCOUNT,
        recipient=User.objects.filter(email__iexact=address).first(),
        address=address,
        reply_to=next(iter(message.reply_to), ""),
        language=known_language(),
        subject=one_line(str(message.subject)),
        text=text.replace("\0", ""),
        html=html.replace("\0", ""),
        about=[int(message.extra_headers[ABOUT])] if ABOUT in message.extra_headers else [],
        due_at=timezone.now(),
    )
    write_once(mail)
