"""Where mail goes: what `MAIL_URL` means."""

from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SECONDS = 20  # for each step of the talk with the mail server
WHAT = "where mail goes: smtp+tls://user:password@mail.example.eu:587, or file:///folder to keep it in files"
# In the clear, STARTTLS, and TLS from the first byte.
SERVERS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def transport(address: str) -> dict[str, Any]:
    """The arguments of django.core.mail.get_connection: a mail server, or a folder that gets a file for each mail.

    Raises:
        ImproperlyConfigured: it is neither; the message does not repeat it, as it may hold a password.
    """
    try:
        parts = urlsplit(address)
        if parts.scheme == "file" and not parts.netloc and parts.path.strip("/"):
            return {"backend": "network.mail.FolderBackend", "folder": unquote(parts.path)}
        if parts.scheme in SERVERS and parts.hostname:
            found = environ.Env.email_url_config(address)
            return {
                "backend": found["EMAIL_BACKEND"],
                "host": found["EMAIL_HOST"],
                "port": found["EMAIL_PORT"] or SERVERS[parts.scheme],
                "username": found["EMAIL_HOST_USER"] or "",
                "password": found["EMAIL_HOST_PASSWORD"] or "",
                "use_tls": parts.scheme == "smtp+tls",
                "use_ssl": parts.scheme == "smtp+ssl",
                "timeout": SECONDS,
            }
    except ValueError:  # a port that is no number
        pass
    raise ImproperlyConfigured(f"MAIL_URL is no address for mail: set it to {WHAT}.")
