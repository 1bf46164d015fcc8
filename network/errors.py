"""What can go wrong in the network, in words fit for a user."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext as _


class InvalidRecord(Exception):
    """A record breaks rules: field by field, what is wrong with it (`faults`; in the API `errors`)."""

    status: ClassVar[int] = 422
    problem_type: ClassVar[str] = "invalid-record"

    def __init__(self, faults: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(f"{field}: {' '.join(messages)}" for field, messages in faults.items()))
        self.faults = faults

    @property
    def members(self) -> dict[str, object]:
        """The faults, by field."""
        return {"detail": _("The record breaks rules: see “errors”."), "errors": self.faults}


class Refusal(Exception):
    """What was asked for was not done; the message tells the person why, and what they can do.

    No view need catch it: any error of any app whose class has a `status` becomes a page (config/refusals.py) or a
    problem document (config/problems.py). `problem_type` is its name in the documentation of the API, `members` is
    what the document says beside the usual, `headers` is what the answer says.
    """

    status: ClassVar[int] = 422
    problem_type: ClassVar[str] = ""

    @property
    def members(self) -> dict[str, object]:
        """Further members of the problem document; `detail` here replaces the message."""
        return {}

    @property
    def headers(self) -> dict[str, str]:
        """Headers of the answer."""
        return {}


class NotAllowed(Refusal):
    """It is not theirs to do; the message says whose it is."""

    status = 403


class Overtaken(Refusal):
    """Somebody else was quicker; the message says who did what, and when."""

    status = 409
    problem_type = "overtaken"


class KeyReused(Refusal):
    """The Idempotency-Key was sent before with another request; nothing was done."""

    problem_type = "key-reused"

    def __str__(self) -> str:
        return _("This Idempotency-Key was sent before with another request: give every new request a key of its own.")


class StillAnswering(Refusal):
    """The same request is still being worked on; ask again in a few seconds."""

    status = 409
    problem_type = "still-answering"

    def __str__(self) -> str:
        return _("The same request is still being worked on. Wait a few seconds, then send it again.")

    @property
    def headers(self) -> dict[str, str]:
        """When to ask again."""
        return {"Retry-After": "5"}


class MissingScope(Refusal):
    """The token may not do this; `scope` is what it would have to be made with."""

    status = 403
    problem_type = "missing-scope"

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope

    def __str__(self) -> str:
        return _("This token lacks the scope %(scope)s: make one that has it, on the page of your tokens.") % {
            "scope": self.scope
        }

    @property
    def members(self) -> dict[str, object]:
        """The scope by its name."""
        return {"scope": self.scope}

    @property
    def headers(self) -> dict[str, str]:
        """The same for clients of RFC 6750 (section 3.1)."""
        return {"WWW-Authenticate": f'Bearer realm="api", error="insufficient_scope", scope="{self.scope}"'}


class NotParked(Refusal):
    """What was typed cannot be kept until its sender has signed in; it must stay on their screen."""
