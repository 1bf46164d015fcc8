"""What the endpoints of every app share for those who come with a token: who they are, what they may, once only."""

from network.api.authentication import TokenAuthentication
from network.api.idempotency import IdempotentMixin
from network.api.permissions import HasScope
from network.api.schema import TokenScheme

__all__ = ["HasScope", "IdempotentMixin", "TokenAuthentication", "TokenScheme"]
