"""Forms that count once: a double click, or a page that is sent again, leads where the first sending led."""

import functools
import hashlib
import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from network.models import User
from network.typed import FORM_TOKEN, OF_THE_SITE
from network.workflows.idempotency import Answer, answered_once

View = Callable[..., HttpResponseBase]
LONGEST_TOKEN = 64


def once(view: View) -> View:
    """A view that does a thing and then redirects does it once for each page that showed its form.

    The form includes components/form_token.html. All that the view writes stands in one transaction with the answer.
    Another answer than a redirect is not kept; one of 400 or more leaves nothing behind. With another content the
    same page is another request: who goes back and changes a word sends something new.
    """

    @functools.wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        user = request.user
        token = request.POST.get(FORM_TOKEN, "") if request.method == "POST" else ""
        if not isinstance(user, User) or not 0 < len(token) <= LONGEST_TOKEN:
            return view(request, *args, **kwargs)
        responses: list[HttpResponseBase] = []

        def effect() -> Answer:
            responses.append(view(request, *args, **kwargs))
            location = responses[0].headers.get("Location")
            headers = {"Location": location} if location else {}
            return Answer(responses[0].status_code, headers, kept=location is not None)

        digest = _digest(request)
        answer = answered_once(user=user, key=f"form:{digest}", digest=digest, effect=effect)
        if responses:
            return responses[0]
        again = HttpResponseRedirect(answer.headers["Location"])
        again.status_code = answer.status
        return again

    return answered


def _digest(request: HttpRequest) -> str:
    """SHA-256 over where a form goes and what it says; the token of the page is among its fields."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name not in OF_THE_SITE)
    files = sorted((name, [(each.name, each.size) for each in found]) for name, found in request.FILES.lists())
    return hashlib.sha256(json.dumps([request.path, fields, files]).encode()).hexdigest()
