"""Keeping what was typed into a form whose sender had been signed out, until they have signed in again.

It is found again by two secrets together: the token in the address to which signing in leads, and a key that stays in
the browser. A link alone puts words of another's into nobody's form, and shows nobody what another has typed.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence

from django.utils import timezone

from network.errors import NotParked
from network.models import ParkedForm
from network.workflows.recording import recorded
from network.workflows.tidying import PARKED_FORMS, tidy_parked_forms

MOST_BYTES = 1024 * 1024
MOST_FORMS = 500
LONGEST_PATH = 300


@recorded
def park(*, path: str, fields: Mapping[str, Sequence[str]], browser: str) -> str:
    """Keeps the fields for 24 hours and gives the token by which they are found; only its SHA-256 is stored.

    Args:
        path: where they were sent, without its query.
        fields: what was typed, without passwords and files.
        browser: the key of the browser that sent them.

    Raises:
        NotParked: there is too much of it, or too much of others' is kept already.
    """
    tidy_parked_forms()
    # PostgreSQL stores no NUL in JSON, and nobody types it.
    kept = {_clean(name): [_clean(value) for value in values] for name, values in fields.items()}
    size = len(json.dumps(kept, ensure_ascii=False).encode())
    if size > MOST_BYTES or len(path) > LONGEST_PATH or ParkedForm.objects.count() >= MOST_FORMS:
        raise NotParked
    token = secrets.token_urlsafe(32)
    ParkedForm.objects.create(digest=_digest(token, browser), path=path, fields=kept)
    return token


def parked(*, token: str, path: str, browser: str) -> dict[str, list[str]] | None:
    """What was typed at this path; nothing where token, path and browser do not belong together, or after its time."""
    found = ParkedForm.objects.filter(
        digest=_digest(token, browser), path=path, parked_at__gt=timezone.now() - PARKED_FORMS
    ).first()
    return found.fields if found else None


@recorded
def take_off(*, token: str, browser: str) -> None:
    """Forgets what was typed: it has been saved."""
    ParkedForm.objects.filter(digest=_digest(token, browser)).delete()


def _digest(token: str, browser: str) -> str:
    return hashlib.sha256(f"{token} {browser}".encode(errors="replace")).hexdigest()


def _clean(text: str) -> str:
    return text.replace("\x00", "")
