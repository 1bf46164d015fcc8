"""Refusals as pages: domain errors that no view caught, pages that are not there or not open to who asks, forms
without a valid token, requests that are too large.

What was typed stands on each of them, to be sent again.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.defaults import bad_request as unreadable

from config.problems import TITLES, Told, told
from network.typed import answer_to_a_script, by_script, from_here, typed_in

HEADINGS = {
    403: gettext_lazy("Not open to you"),
    409: gettext_lazy("Something else happened in the meantime"),
    410: gettext_lazy("Not here any more"),
    413: gettext_lazy("Too large"),
    422: gettext_lazy("This cannot be taken as it is"),
}


class RefusalsMiddleware:
    """Makes a page of a domain error, with the status that its class declares (network.errors.Refusal)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this with what the view raised; what declares no status is passed on."""
        refusal = told(exception)
        return None if refusal is None else _page(request, refusal)


def csrf_failure(request: HttpRequest, **_reason: str) -> HttpResponse:
    """A form whose token is not this browser's any more: somebody has signed in since, or it was open too long.

    What it brought is offered for sending only where a page of this site sent it: another site's form would else
    come one click from being taken for the reader's own.
    """
    if by_script(request):
        said = _("This page was open for too long. Keep what you typed, load the page again, and send it once more.")
        return answer_to_a_script(request, HTTPStatus.FORBIDDEN, said)
    typed = typed_in(request) if from_here(request) else None
    return render(request, "403_csrf.html", {"typed": typed}, status=HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request that cannot be read, or is more than is read at once."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        said = _("More was sent at once than this site takes. Go back, and send it in parts or with smaller files.")
        return _page(request, Told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said))
    return unreadable(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what somebody's roles do not open."""
    said = str(exception) or _("Your account does not have the rights that this page asks for.")
    return _shut(request, "403.html", HTTPStatus.FORBIDDEN, said)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django hands it over
    """The page for what is not there, or not there for who asks."""
    said = _("This is not there any more, or not open to you any more. Nothing was changed. Keep what you typed.")
    return _shut(request, "404.html", HTTPStatus.NOT_FOUND, said)


def _shut(request: HttpRequest, template: str, status: HTTPStatus, said: str) -> HttpResponse:
    """What was sent stands on it if its form was good: the address is one of the site, so its token was checked."""
    if request.method == "POST" and by_script(request):
        return answer_to_a_script(request, status, said)
    typed = typed_in(request) if request.resolver_match else None
    return render(request, template, {"exception": said, "typed": typed}, status=status)


def _page(request: HttpRequest, refusal: Told) -> HttpResponse:
    answer: HttpResponse
    if by_script(request):
        answer = answer_to_a_script(request, refusal.status, refusal.detail)
    else:
        heading = HEADINGS.get(refusal.status) or TITLES.get(refusal.status) or _("This was not done")
        context = {
            "heading": heading,
            "detail": refusal.detail,
            "errors": refusal.members.get("errors", {}),
            "typed": typed_in(request),
        }
        answer = render(request, "refused.html", context, status=refusal.status)
    for name, value in refusal.headers.items():
        answer[name] = value
    return answer
