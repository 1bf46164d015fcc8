"""With the database away: 503 with Retry-After, on pages and in the API, and recovery without a restart."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = 10


class DatabaseOutageMiddleware:
    """Answers for a view that could not reach PostgreSQL."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this with what the view raised; anything but an outage is passed on."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("database out of reach: %s", type(exception).__name__)
        response: HttpResponse
        if request.path.startswith("/api/"):
            problem = {
                "type": "about:blank",
                "title": _("Service unavailable"),
                "status": 503,
                "detail": _("The database cannot be reached. Try again in a few seconds."),
            }
            response = JsonResponse(problem, status=503, content_type="application/problem+json")
        else:
            # No request: its context processors would ask the database for the session.
            response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
