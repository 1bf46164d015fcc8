"""Headers that neither Django nor django-csp sets."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.throttling import limit_headers

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
# Of the API's answers: what a script of another site may read besides the body.
EXPOSED = "ETag, RateLimit, RateLimit-Policy, Retry-After"
# The API's documentation is a page like others.
HTML = "text/html"
# No browser and no cache on the way keeps it.
NOT_KEPT = "private, no-store"
# Arguments of addresses that a mail brought: the next page learns of the site that they are of, and no more. It has to
# learn that: under `no-referrer` a browser says of a form, too, that it comes from nowhere, and none would be taken.
KEYS = ("key", "token")
SITE_ALONE = "strict-origin"


class HeadersMiddleware:
    """Turns off the browser features that no page uses, and opens the API, which knows no cookie, to other sites.

    What is answered to somebody with a session or a token is stored by nobody, unless the answer says otherwise, and
    what a token opens is no other site's to read. No request tells of an address that holds a key.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        of_api = request.path.startswith("/api/") and not response.headers.get("Content-Type", "").startswith(HTML)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if of_api else "same-origin")
        if request.resolver_match and any(name in request.resolver_match.kwargs for name in KEYS):
            response.headers["Referrer-Policy"] = SITE_ALONE
        if _knows_who_asks(request, response):
            response.headers.setdefault("Cache-Control", NOT_KEPT)
        if of_api and "Authorization" not in request.headers:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = EXPOSED
        if of_api:
            for name, value in limit_headers(request).items():
                response.headers[name] = value
        return response


def _knows_who_asks(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it may be meant for one reader alone; asks neither the session nor the database."""
    session = settings.SESSION_COOKIE_NAME
    return session in request.COOKIES or session in response.cookies or "Authorization" in request.headers
