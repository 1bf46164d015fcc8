"""How often one client or token may ask the API; what it has used stands in the headers of every answer."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from network.limits import Rate, Usage, client_of, count
from network.models import ApiToken

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which loads this module while it is loaded itself

# Where a request carries what it has used up.
USAGE = "config.throttling.usage"


class ClientThrottle(BaseThrottle):
    """A token has its own share, of writes a smaller one; all else counts for the client's address."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Counts it, and says whether it is one too many."""
        self.usage = self._count(request)
        request.META[USAGE] = self.usage
        return not self.usage.exceeded

    def wait(self) -> float:
        """Seconds until there is more."""
        return self.usage.reset

    def _count(self, request: Request) -> Usage:
        token = request.auth
        if not isinstance(token, ApiToken):
            return count("anonymous", Rate.of(settings.API_RATE_ANONYMOUS), client_of(request))
        if request.method in SAFE_METHODS:
            return count("token", Rate.of(settings.API_RATE_TOKEN), f"token {token.pk}")
        return count("token-writes", Rate.of(settings.API_RATE_TOKEN_WRITES), f"token {token.pk}")


def usage_of(request: HttpRequest | Request) -> Usage | None:
    """What the request counted for; nothing where it was not counted."""
    usage = request.META.get(USAGE)
    return usage if isinstance(usage, Usage) else None


def limit_headers(request: HttpRequest) -> dict[str, str]:
    """The headers that say how much is left."""
    usage = usage_of(request)
    return usage.headers if usage else {}
