"""Tokens in the OpenAPI description."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    """`Authorization: Bearer ip_…`."""

    target_class = "network.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI describes it."""
        said = "A token that somebody made for their organisation on the page of their account."
        return {"type": "http", "scheme": "bearer", "description": said}
