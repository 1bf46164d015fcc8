"""Errors of the API as problem documents (RFC 9457), whatever raised them.

A domain error says itself what it is answered with: `network.errors.Refusal` tells how.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_framework_handler

from config.throttling import usage_of
from network.errors import InvalidRecord, Refusal

CONTENT_TYPE = "application/problem+json"
BLANK = "about:blank"
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
# A problem without a type of its own is titled by its status (RFC 9457, 4.2.1).
TITLES = {
    400: gettext_lazy("Bad request"),
    401: gettext_lazy("Not signed in"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Method not allowed"),
    406: gettext_lazy("Not acceptable"),
    409: gettext_lazy("Something else happened in the meantime"),
    410: gettext_lazy("Gone"),
    412: gettext_lazy("It is not the version that you expect"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Not a format that is taken"),
    422: gettext_lazy("Breaks rules"),
    428: gettext_lazy("The version is missing"),
    429: gettext_lazy("Too many requests"),
}
# The type of a 429, with the member `violated-policies` (draft-ietf-httpapi-ratelimit-headers-10, 5.1).
QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"


class TooLarge(exceptions.APIException):
    """More than is read at once."""

    status_code = 413
    default_detail = gettext_lazy("The request is larger than what is read at once: send less.")


@dataclass(frozen=True)
class Told:
    """What a domain error says of itself."""

    status: int
    detail: str
    problem_type: str = ""
    members: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


def told(error: Exception) -> Told | None:
    """What it declares; nothing for an error whose class has no `status`."""
    status = getattr(type(error), "status", None)
    if not isinstance(status, int):
        return None
    members = dict(getattr(error, "members", {}))
    detail = str(members.pop("detail", error))
    headers = dict(getattr(error, "headers", {}))
    return Told(status, detail, getattr(error, "problem_type", ""), members, headers)


def problem_types() -> list[tuple[str, int, str]]:
    """Name, status and meaning of each problem that has a name, for the documentation of the API."""
    classes: list[type[InvalidRecord | Refusal]] = [InvalidRecord, *_kinds(Refusal)]
    found = {
        each.problem_type: (each.status, (each.__doc__ or "").partition("\n")[0])
        for each in classes
        if each.problem_type
    }
    return [(name, status, meaning) for name, (status, meaning) in sorted(found.items())]


def _kinds(error: type[Refusal]) -> Iterator[type[Refusal]]:
    yield error
    for kind in error.__subclasses__():
        yield from _kinds(kind)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """`{"type", "title", "status", "detail", "errors": {parameter: [sentences]}}`; `errors` for a mistake in them."""
    if refusal := told(error):
        return _refused(refusal)
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    if isinstance(error, SuspiciousOperation):  # a query with more parameters than Django reads, for example
        error = exceptions.ParseError(_("The request cannot be read: it is too long or broken."))
    response = rest_framework_handler(error, context)
    if response is None:
        return None
    problem: dict[str, Any] = {
        "type": BLANK,
        "title": str(TITLES.get(response.status_code, response.status_text)),
        "status": response.status_code,
    }
    if isinstance(error, exceptions.ValidationError) and isinstance(error.detail, dict):
        problem["detail"] = _("The request names what is not on offer: see “errors”.")
        problem["errors"] = error.detail
    else:
        problem["detail"] = _detail(error, response)
    if isinstance(error, exceptions.Throttled):
        problem |= _quota_exceeded(context)
    response.data = _written(problem)
    response.content_type = CONTENT_TYPE
    return response


def _refused(refusal: Told) -> Response:
    problem = {
        "type": f"{settings.SITE_URL}{reverse('api:docs')}#{refusal.problem_type}" if refusal.problem_type else BLANK,
        "title": str(TITLES.get(refusal.status, refusal.status)),
        "status": refusal.status,
        "detail": refusal.detail,
    }
    answer = Response(_written(problem | refusal.members), status=refusal.status, headers=refusal.headers)
    answer.content_type = CONTENT_TYPE
    return answer


def _written(said: Any) -> Any:
    """As it can be written down: a sentence may repeat what was sent, and half of a surrogate pair is no letter."""
    if isinstance(said, dict):
        return {_written(name): _written(value) for name, value in said.items()}
    if isinstance(said, list | tuple):
        return [_written(value) for value in said]
    return _HALF_A_PAIR.sub("\ufffd", said) if isinstance(said, str) else said


def _quota_exceeded(context: dict[str, Any]) -> dict[str, Any]:
    request = context.get("request")
    usage = usage_of(request) if request is not None else None
    return {"type": QUOTA_EXCEEDED} | ({"violated-policies": [usage.name]} if usage else {})


@csrf_exempt  # whatever is posted to it, it changes nothing
def not_found(_request: HttpRequest) -> JsonResponse:
    """For an address below /api/ that leads nowhere."""
    problem = {
        "type": BLANK,
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
    if isinstance(error, exceptions.Throttled):
        wait = math.ceil(getattr(error, "wait", None) or 1)
        said = ngettext(
            "Too many requests: go on in %(seconds)d second.", "Too many requests: go on in %(seconds)d seconds.", wait
        )
        return said % {"seconds": wait}
    data = response.data
    if isinstance(data, dict) and "detail" in data:
        return str(data["detail"])
    return " ".join(map(str, data)) if isinstance(data, list) else str(data)
