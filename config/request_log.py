"""One structured line per request, and a request id on every line that a request writes.

The lines hold no personal data: no address of a reader, no user, no e-mail address, no query string (which may hold
what was typed).
"""

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("request")
_request_id: ContextVar[str] = ContextVar("request_id", default="-")
_WELL_FORMED = re.compile(r"[0-9A-Za-z_.-]{8,64}")
# A message of the database's may quote what somebody typed.
_EMAIL = re.compile(r"[^\s@'\"()<>=,;:/]{1,64}@[^\s@'\"()<>=,;:/]{1,255}")
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
            logger.info("request", extra=dict(zip(_FIELDS, facts, strict=True)))
            return response
        finally:
            _request_id.reset(token)


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
        clean = {name: _EMAIL.sub("…@…", value) if isinstance(value, str) else value for name, value in line.items()}
        return json.dumps(clean, ensure_ascii=False)
