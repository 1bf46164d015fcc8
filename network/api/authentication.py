"""Tokens of the API: `Authorization: Bearer ip_…` (RFC 6750)."""

import logging

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from network.limits import Rate, client_of, count
from network.models import Affiliation, ApiToken, User
from network.workflows.tokens import digest_of, note_use

logger = logging.getLogger(__name__)

REALM = 'Bearer realm="api"'
# Of one client. Nobody guesses 238 bits; a system with an old token should not ask on and on.
FAILURES = Rate.of("60/min")


class BadToken(AuthenticationFailed):
    """One sentence for all reasons: who guesses learns nothing, and the page of tokens tells its owner more."""

    default_detail = _(
        "This token is not valid: it is mistyped, revoked or expired, or its owner has left the organisation."
    )


class TokenAuthentication(BaseAuthentication):
    """The user is the token's owner, `request.auth` the token; it is good as long as their place is confirmed."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Nobody, without such a header. The same work for every token: one hash, one look into an index.

        Raises:
            BadToken: it is no token that is good now.
            Throttled: the client has sent too many that are not.
        """
        scheme, _space, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        token = _token(secret.strip().decode("latin-1"))
        if token is None:
            usage = count("bad-tokens", FAILURES, client_of(request))
            logger.warning("token refused")
            if usage.exceeded:
                raise Throttled(wait=usage.reset)
            raise BadToken
        if request.method not in SAFE_METHODS and token.last_used_on != timezone.localdate():
            note_use(token=token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for, and what was wrong with what it got (RFC 6750, section 3)."""
        given = get_authorization_header(request).lower().startswith(b"bearer ")
        return f'{REALM}, error="invalid_token"' if given else REALM


def _token(secret: str) -> ApiToken | None:
    place = Affiliation.objects.confirmed().filter(user=OuterRef("user"), organisation=OuterRef("organisation"))
    good = ApiToken.objects.filter(Exists(place), revoked_at=None, expires_at__gt=timezone.now())
    return good.select_related("user", "organisation").filter(digest=digest_of(secret)).first()
