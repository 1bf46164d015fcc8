"""Errors of the API as problem documents (RFC 9457), whatever raised them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_framework_handler

CONTENT_TYPE = "application/problem+json"


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """`{"type", "title", "status", "detail", "errors": {parameter: [sentences]}}`; `errors` only where fields are known."""
    response = rest_framework_handler(error, context)
    if response is None:
        return None
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": _title(error, response),
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


def not_found(_request: HttpRequest) -> JsonResponse:
    """For an address below /api/ that leads nowhere."""
    problem = {
        "type": "about:blank",
        "title": _("Not found"),
        "status": 404,
        "detail": _("Nothing stands at this address. /api/v1/ lists what there is."),
    }
    return JsonResponse(problem, status=404, content_type=CONTENT_TYPE)


def _title(error: Exception, response: Response) -> str:
    if isinstance(error, Http404):
        return _("Not found")
    if isinstance(error, PermissionDenied):
        return _("Not allowed")
    return str(getattr(error, "default_detail", response.status_text))


def _detail(error: Exception, response: Response) -> str:
    if isinstance(error, Http404):
        return _("There is no such record, or it is not public.")
    data = response.data
    if isinstance(data, dict) and "detail" in data:
        return str(data["detail"])
    return " ".join(map(str, data)) if isinstance(data, list) else str(data)
