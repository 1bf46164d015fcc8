"""What was typed into a form that could not be taken: read so that it can be kept, shown and sent again."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.html import format_html

FORM_TOKEN = "form_token"  # noqa: S105  # the name of a field
PARKED = "parked"
# Made by the site, of no use to a reader, and made anew on every page.
OF_THE_SITE = {"csrfmiddlewaretoken", PARKED}
SECRET = re.compile(r"passw|secret|otp|^code$", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """The fields of a form as they were sent.

    `fields` has no secrets and nothing of the site's own but the token that keeps a form from counting twice.
    """

    fields: dict[str, list[str]]
    address: str
    has_files: bool = False
    has_secrets: bool = False

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Name and value of each hidden field that sends it again."""
        return [(name, value) for name, values in self.fields.items() for value in values]

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        """What somebody typed, for reading."""
        said = {name: [value for value in values if value.strip()] for name, values in self.fields.items()}
        return [(name, values) for name, values in said.items() if values and name != FORM_TOKEN]


def typed_in(request: HttpRequest) -> Typed | None:
    """What a POST brought; nothing if it brought no form, or one that cannot be read."""
    if request.method != "POST":
        return None
    try:
        lists = list(request.POST.lists())
        has_files = bool(request.FILES)
    except (SuspiciousOperation, UnreadablePostError):
        return None
    fields = {name: values for name, values in lists if name not in OF_THE_SITE and not SECRET.search(name)}
    has_secrets = any(SECRET.search(name) for name, _values in lists)
    typed = Typed(fields, request.get_full_path(), has_files=has_files, has_secrets=has_secrets)
    return typed if typed.shown or has_files or has_secrets else None


def from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent it: a browser says so, and another site cannot make it say so."""
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    origin = urlsplit(said)
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())


def by_script(request: HttpRequest) -> bool:
    """Whether a script of a page asks, which keeps what was typed where it is."""
    return "HX-Request" in request.headers or "X-Requested-With" in request.headers


def answer_to_a_script(request: HttpRequest, status: int, said: str) -> HttpResponse:
    """A sentence in the form that the script can show: HTML for htmx, else a problem document (RFC 9457)."""
    if "HX-Request" in request.headers:
        return HttpResponse(format_html('<p class="ecl-feedback-message" role="alert">{}</p>', said), status=status)
    problem = {"type": "about:blank", "status": status, "detail": said}
    return JsonResponse(problem, status=status, content_type="application/problem+json")
