"""With the database away: 503 with Retry-After, on pages and in the API, and recovery without a restart."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = 10


class DatabaseOutageMiddleware:
    """Answers for whatever could not reach PostgreSQL: a view, a middleware, the page of another error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django makes a 500 of what is raised outside a view (a 404 page asks for the session, say).
        if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR and not _database_answers():
            return _unavailable(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this with what the view raised; anything but an outage is passed on."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        # The driver's name tells a lost connection from a statement that took too long.
        logger.error("database out of reach: %s", type(exception.__cause__ or exception).__name__)
        return _unavailable(request)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return False
    except Error:  # of a transaction that failed: an answer, too
        return True
    return True


def _unavailable(request: HttpRequest) -> HttpResponse:
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
