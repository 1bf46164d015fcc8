"""Errors of the API as problem documents (RFC 9457), whatever raised them."""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_framework_handler

CONTENT_TYPE = "application/problem+json"
# A problem without a type of its own is titled by its status (RFC 9457, 4.2.1).
TITLES = {
    400: gettext_lazy("Bad request"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Method not allowed"),
    406: gettext_lazy("Not acceptable"),
}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """`{"type", "title", "status", "detail", "errors": {parameter: [sentences]}}`; `errors` for a mistake in them."""
    if isinstance(error, SuspiciousOperation):  # a query with more parameters than Django reads, for example
        error = exceptions.ParseError(_("The request cannot be read: it is too long or broken."))
    response = rest_framework_handler(error, context)
    if response is None:
        return None
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": str(TITLES.get(response.status_code, response.status_text)),
        "status": response.status_code,
    }
    if isinstance(error, exceptions.ValidationError) and isinstance(error.detail, dict):
        problem["detail"] = _("The request names what is not on offer: see “errors”.")
        problem["errors"] = error.detail
    else:
        problem["detail"] = _detail(error, response)
    response.data = problem
    response.content_type = CONTENT_TYPE
    return response


@csrf_exempt  # whatever is posted to it, it changes nothing
def not_found(_request: HttpRequest) -> JsonResponse:
    """For an address below /api/ that leads nowhere."""
    problem = {
        "type": "about:blank",
        "title": TITLES[404],
        "status": 404,
        "detail": _("Nothing stands at this address. /api/v1/ lists what there is."),
    }
    return JsonResponse(problem, status=404, content_type=CONTENT_TYPE)


def _detail(error: Exception, response: Response) -> str:
    if isinstance(error, Http404):
        return _("There is no such record, or it is not public.")
    if isinstance(error, exceptions.NotAcceptable):
        return _("The answer is JSON: ask for application/json in Accept, or leave Accept out.")
    data = response.data
    if isinstance(data, dict) and "detail" in data:
        return str(data["detail"])
    return " ".join(map(str, data)) if isinstance(data, list) else str(data)
