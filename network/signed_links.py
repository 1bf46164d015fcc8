"""Links that prove by a signature that the site made them, for mails that ask somebody to act.

    token = signed_links.make("invitation", {"invitation": 7})
    payload = signed_links.read("invitation", token, max_age=timedelta(days=14))

Whoever has the link has what it allows: bind the payload to a row, and let the row say that it was used.
"""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _

NAMESPACE = "network.signed_links"


class InvalidLink(Exception):
    """A link that does not do what it was made for; `message` says so to its reader."""

    message = _("This link does not work.")

    def __str__(self) -> str:
        return str(self.message)


class Expired(InvalidLink):
    """The site made it, too long ago."""

    message = _("This link has expired. Ask for a new one.")


class Forged(InvalidLink):
    """The site did not make it, or not for this; mail programs also break long links in two."""

    message = _("This link is not complete or was changed. Copy the whole link from the mail.")


def make(purpose: str, payload: object) -> str:
    """A token for an address: letters, digits, `-`, `_` and `:`.

    Args:
        purpose: what it allows; it opens nothing else.
        payload: what JSON can hold. It is signed, not secret.
    """
    return signing.dumps(payload, salt=f"{NAMESPACE}.{purpose}", compress=True)


def read(purpose: str, token: str, *, max_age: timedelta | None) -> Any:
    """The payload of a token, as JSON gives it back.

    Args:
        max_age: how long it is good for; None is for ever, or until SECRET_KEY changes.

    Raises:
        Expired: it is older than that.
        Forged: it was not made here for this purpose.
    """
    try:
        return signing.loads(token, salt=f"{NAMESPACE}.{purpose}", max_age=max_age)
    except signing.SignatureExpired as error:
        raise Expired from error
    except signing.BadSignature as error:
        raise Forged from error
