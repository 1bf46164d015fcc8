"""One structured line per request, a second one for each that was refused, and a request id on every line.

The lines hold no personal data: no address of a reader, no name, no e-mail address, no query string (which may hold
what was typed). No line of any logger holds the key of a link that a mail brought: whoever has it may do what it
opens.
"""

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("request")
_request_id: ContextVar[str] = ContextVar("request_id", default="-")
_WELL_FORMED = re.compile(r"[0-9A-Za-z_.-]{8,64}")
# A message of the database's may quote what somebody typed.
_EMAIL = re.compile(r"[^\s@'\"()<>=,;:/]{1,64}@[^\s@'\"()<>=,;:/]{1,255}")
# What follows these stands in mails alone. A link that was cut off or added to leads nowhere, and is hidden as well.
_BEFORE_A_KEY = "account/address/confirm|account/mail/off|account/password/new|invitation"
_KEY = re.compile(rf"(/(?:{_BEFORE_A_KEY})/)[^\"'\n]+", re.IGNORECASE)
_FIELDS = ("method", "path", "status", "milliseconds")


class RequestLogMiddleware:
    """Takes over the id that a proxy gave in `X-Request-ID`, or makes one, and returns it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = _request_id.set(given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = _request_id.get()
            facts = (request.method, request.path, response.status_code, round((time.perf_counter() - started) * 1000))
            _note_refusal(request, response.status_code)
            logger.info("request", extra=dict(zip(_FIELDS, facts, strict=True)))
            return response
        finally:
            _request_id.reset(token)


def _note_refusal(request: HttpRequest, status: int) -> None:
    """Says who was kept from what (ASVS 5.0, 16.3.2): by number, and by the route, which names nothing.

    A record of somebody else's is not found, like one that never was: what an account did not find is said alike.
    """
    route = request.resolver_match.route if request.resolver_match else ""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        logger.warning("refused: account %s, %s %s", _who(request) or "unknown", request.method, route or "no page")
    elif status == HTTPStatus.NOT_FOUND and "<" in route and (who := _who(request)):
        logger.warning("not found or not theirs: account %s, %s %s", who, request.method, route)


def _who(request: HttpRequest) -> int | None:
    """The number of whoever asks, where that is known."""
    try:
        number: int | None = getattr(getattr(request, "user", None), "pk", None)
    except DatabaseError:  # the session lies there; the answer is made already
        return None
    return number


class RequestIdFilter(logging.Filter):
    """Puts the id of the request under way on each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _request_id.get()
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        line |= {name: record.__dict__[name] for name in _FIELDS if name in record.__dict__}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        clean = {name: _without_secrets(value) if isinstance(value, str) else value for name, value in line.items()}
        return json.dumps(clean, ensure_ascii=False)


def _without_secrets(text: str) -> str:
    """Without keys and addresses of people."""
    return _EMAIL.sub("…@…", _KEY.sub(r"\1…", text))
