"""With the database away: 503 with Retry-After, on pages and in the API, and recovery without a restart.

What was typed into a form stands on the page, to be sent again.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from network.typed import answer_to_a_script, by_script, from_here, typed_in

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
    elif by_script(request):
        said = _("The database cannot be reached. Try again in a few seconds.")
        response = answer_to_a_script(request, HTTPStatus.SERVICE_UNAVAILABLE, said)
    else:
        # No request: its context processors would ask the database for the session.
        response = HttpResponse(render_to_string("503.html", _typed_again(request)), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _typed_again(request: HttpRequest) -> dict[str, object]:
    """What a form of this site brought, for the page that sends it again; of another site's, nothing."""
    typed = typed_in(request) if from_here(request) else None
    return {"typed": typed, "csrf_token": get_token(request)} if typed else {}
