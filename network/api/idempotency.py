"""`Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a POST that is sent again has its effect once."""

import functools
import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from network.models import ApiToken, User
from network.workflows.idempotency import Answer, answered_once

# Visible ASCII, in quotation marks (as the draft has it) or without.
WELL_FORMED = re.compile(r'"([\x21\x23-\x7e]{1,100})"|([\x21\x23-\x7e]{1,100})')
KEPT_HEADERS = ("Content-Type", "Location", "ETag")


class IdempotentMixin(APIView):
    """For views of people who come with a token; stands before the other bases. The header may be left out."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Puts itself before the method that answers, once it is clear who asks.

        Raises:
            ParseError: the key cannot be one.
        """
        super().initial(request, *args, **kwargs)
        given = request.headers.get("Idempotency-Key")
        if request.method == "POST" and given is not None and isinstance(request.user, User):
            found = WELL_FORMED.fullmatch(given)
            if not found:
                raise ParseError(_("An Idempotency-Key is 1 to 100 visible ASCII characters, a UUID for example."))
            post = getattr(self, "post", self.http_method_not_allowed)
            self.post: Callable[..., HttpResponse] = functools.partial(self._once, found[1] or found[2], post)

    def _once(
        self, key: str, post: Callable[..., Response], request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        assert isinstance(request.user, User)

        def effect() -> Answer:
            response = self.finalize_response(request, post(request, *args, **kwargs), *args, **kwargs)
            assert isinstance(response, Response)
            response.render()
            headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
            return Answer(response.status_code, headers, response.content.decode())

        answer = answered_once(user=request.user, key=key, digest=_digest(request), effect=effect)
        return HttpResponse(answer.body, status=answer.status, headers=answer.headers)


def _digest(request: Request) -> str:
    """SHA-256 over for which organisation, with what rights (who may read is told more), where, and what."""
    token = request.auth
    known = (token.organisation_id, sorted(token.scopes)) if isinstance(token, ApiToken) else None
    said = f"{known} {request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(said).hexdigest()
