"""Headers that neither Django nor django-csp sets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.throttling import limit_headers

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
# Of the API's answers: what a script of another site may read besides the body.
EXPOSED = "ETag, RateLimit, RateLimit-Policy, Retry-After"


class HeadersMiddleware:
    """Turns off the browser features that no page uses, and opens the API, which needs no cookie, to other sites."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith("/api/"):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = EXPOSED
            for name, value in limit_headers(request).items():
                response.headers[name] = value
        return response
