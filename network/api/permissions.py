"""What a token may do."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from network.enums import TokenScope
from network.errors import MissingScope
from network.models import ApiToken


def HasScope(scope: TokenScope) -> type[BasePermission]:  # noqa: N802  # stands where the framework wants a class
    """For those who come with a token of this scope: `permission_classes = [HasScope(TokenScope.READ_DRAFTS)]`."""

    class OfScope(BasePermission):
        def has_permission(self, request: Request, view: APIView) -> bool:
            """Whether there is a token at all; without one the answer is a 401.

            Raises:
                MissingScope: it may not do this.
            """
            if not isinstance(request.auth, ApiToken):
                return False
            if scope not in request.auth.scopes:
                raise MissingScope(scope.value)
            return True

    return OfScope
