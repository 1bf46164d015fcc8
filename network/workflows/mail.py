"""Writing mail: into the outbox, in the transaction of what it tells. `manage.py send_mail` sends it."""

import functools
import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import Context, Engine, VariableDoesNotExist
from django.template.backends.django import DjangoTemplates
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator

from network import signed_links
from network.enums import OPTIONAL_MAIL, MailKind, SiteLanguage
from network.errors import InvalidRecord
from network.models import OutboxMail, User, names_read

logger = logging.getLogger(__name__)

UNSUBSCRIBE = "unsubscribe"
SUBJECT_LENGTH = 300


class _Missing(str):
    """What a variable that a mail's context lacks turns into: an error, not a gap in a sentence."""

    def _refuse(self, variable: object = "") -> NoReturn:
        raise VariableDoesNotExist("A mail needs a value that it was not given: %s", (variable,))

    __mod__ = __str__ = __html__ = _refuse


def tell(
    *,
    to: User | str,
    kind: MailKind,
    template: str,
    occasion: str,
    context: Mapping[str, object],
    reply_to: str = "",
    language: str = "",
) -> OutboxMail | None:
    """Writes a mail that goes out when the transaction is through, and never if it is undone.

    Args:
        to: somebody with an account, who reads it in their language, or a bare address.
        template: `templates/mail/<template>.txt`, whose first line is the subject, and `….html`, which extends
            `mail/frame.html`. Beside the context they know `site_url` (no slash at its end: put `{% url … %}` after
            it), `site_name` and `recipient_name`, which is empty for a bare address. What is missing is an error.
            They read the name of anybody else as `called`: whose name was read, the mail is `about`.
        occasion: what it is about, for example `draft.submitted:17:3`. The same address is told once of each, for as
            long as the outbox keeps mails (30 days).
        language: of a bare address; that of the page where none is given.

    Returns:
        The mail; None where there is nothing to send: it stands there already, an account that is closed, or a kind
        of mail that its recipient switched off.

    Raises:
        InvalidRecord: an address is none, or the occasion is too long.
    """
    user = to if isinstance(to, User) else None
    if user and not (user.is_active and _wanted(user, kind)):
        return None
    address = to.email if isinstance(to, User) else to.strip()
    if OutboxMail.objects.filter(occasion=occasion, address=address).exists():
        return None
    language = known_language(user.language if user else language)
    with translation.override(language), names_read() as about:
        subject, text, html = _rendered(template, kind, user, context)
    mail = OutboxMail(
        occasion=occasion,
        kind=kind,
        recipient=user,
        address=address,
        reply_to=reply_to.strip(),
        language=language,
        subject=subject,
        text=text,
        html=html,
        about=sorted(about),
        due_at=timezone.now(),
    )
    write_once(mail)
    return OutboxMail.objects.filter(occasion=occasion, address=address).first()


def write_once(mail: OutboxMail) -> None:
    """Writes the mail unless its occasion has been told to its address, by a transaction at the same time maybe.

    Raises:
        InvalidRecord: a field breaks a rule.
    """
    try:
        mail.clean_fields()
    except ValidationError as error:
        raise InvalidRecord(error.message_dict) from error
    OutboxMail.objects.bulk_create([mail], ignore_conflicts=True)
    logger.info("a mail of the kind %s was written for account %s", mail.kind, mail.recipient_id)


def known_language(language: str = "") -> str:
    """One of the languages of the site: the one given, that of the page, or English."""
    asked = (language or translation.get_language() or "")[:2]
    return asked if asked in SiteLanguage.values else SiteLanguage.EN.value


def one_line(text: str) -> str:
    """A subject: nothing that begins another header, and no longer than its column."""
    return str(Truncator(" ".join(text.replace("\0", "").split())).chars(SUBJECT_LENGTH))


def unsubscribe_address(user: User, kind: str) -> str:
    """Where this kind of mail is switched off without signing in."""
    token = signed_links.make(UNSUBSCRIBE, [user.pk, kind])
    return settings.SITE_URL + reverse("network:unsubscribe", args=[token])


def _wanted(user: User, kind: MailKind) -> bool:
    return kind not in OPTIONAL_MAIL or kind not in user.unwanted_mail


def _rendered(template: str, kind: MailKind, user: User | None, context: Mapping[str, object]) -> tuple[str, str, str]:
    """Subject, text and HTML, in the active language."""
    frame: dict[str, object] = {
        "kind": kind.label,
        "unsubscribe": unsubscribe_address(user, kind) if user and kind in OPTIONAL_MAIL else "",
        "language": translation.get_language(),
    }
    given = {
        **context,
        "site_url": settings.SITE_URL,
        "site_name": str(settings.SITE_NAME),
        "recipient_name": user.called if user else "",
        "frame": frame,
    }
    folders: Any = settings.TEMPLATES[0]["DIRS"]
    engine = _engine(tuple(folders))

    def render(name: str, *, escaped: bool) -> str:
        written = engine.get_template(f"mail/{name}").render(Context(given, autoescape=escaped))
        return re.sub(r"\n{3,}", "\n\n", written.replace("\0", "")).strip()

    first, _line, body = render(f"{template}.txt", escaped=False).partition("\n")
    subject = frame["subject"] = one_line(first)
    footer = render("footer.txt", escaped=False)
    return subject, f"{body.strip()}\n\n-- \n{footer}\n", render(f"{template}.html", escaped=True)


@functools.cache
def _engine(folders: tuple[Path, ...]) -> Engine:
    """Templates of their own kind: nothing of a request, and nothing left out in silence."""
    options = {"string_if_invalid": _Missing("%s")}
    return DjangoTemplates({"NAME": "mail", "DIRS": [*folders], "APP_DIRS": False, "OPTIONS": options}).engine
