"""What a token may do."""

from typing import Self

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from network.enums import TokenScope
from network.errors import MissingScope
from network.models import ApiToken


class HasScope(BasePermission):
    """For those who come with a token of this scope: `permission_classes = [HasScope(TokenScope.READ_DRAFTS)]`."""

    def __init__(self, scope: TokenScope) -> None:
        self.scope = scope

    def __call__(self) -> Self:
        """The framework makes its permissions by calling them."""
        return self

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether there is a token at all; without one the answer is a 401.

        Raises:
            MissingScope: it may not do this.
        """
        if not isinstance(request.auth, ApiToken):
            return False
        if self.scope not in request.auth.scopes:
            raise MissingScope(self.scope.value)
        return True
