"""Signing in with an identity provider, such as EU Login, by OpenID Connect.

allauth keeps and uses up the `state`, proves by PKCE that the code is used by whoever asked for it, and compares
issuer, audience and expiry of the ID token. What OpenID Connect Core 1.0 asks for beyond that is added here: a nonce
(3.1.2.1), the token's signature, the claims it must have (3.1.3.7), and that the details of a person are those of the
person in the token (5.3.2). The details themselves are not kept: the row of a connected account holds its subject.
"""

import base64
import hashlib
import hmac
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import get_request_param
from django.http import HttpRequest

from network.identity.confirming import ASK_AGAIN, CONFIRM

# Signatures with a key pair alone: nobody can make one from what is public.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
CLAIMS = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY_SECONDS = 30  # by how much the clocks of two servers may differ
WELL_KNOWN = "/.well-known/openid-configuration"
ENDPOINTS = ["authorization_endpoint", "token_endpoint", "jwks_uri"]
SUBJECT_LENGTH = 191  # as long as allauth keeps


class Refused(OAuth2Error):
    """What the identity provider answered proves nothing; the message says why, to the log."""


def nonce_of(verifier: str) -> str:
    """The nonce of one signing in: made from its PKCE verifier, which only this session and this server know."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"nonce:" + verifier.encode()).digest()).decode().rstrip("=")


class IdentityAdapter(OpenIDConnectOAuth2Adapter):
    """Asks the identity provider, and believes only what is proved."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says about itself, under the issuer's name that its own address has (Discovery 1.0, 4.3).

        Raises:
            Refused: it lacks something, or speaks for somebody else.
        """
        try:
            config: dict[str, Any] = super().openid_config
            issuer, _endpoints = config["issuer"], [config[name] for name in ENDPOINTS]
        except (KeyError, TypeError, ValueError) as error:
            raise Refused("the description of the identity provider is not complete") from error
        server = self.get_provider().server_url.partition(WELL_KNOWN)[0]
        if str(issuer).rstrip("/") != server.rstrip("/"):
            raise Refused("the description of the identity provider names another issuer")
        return config

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """Hands in the code, and remembers which nonce the token must have."""
        if not pkce_code_verifier:
            raise Refused("this signing in was not begun here")
        self.nonce = nonce_of(pkce_code_verifier)
        answer: dict[str, Any] = super().get_access_token_data(request, app, client, pkce_code_verifier)
        if not isinstance(answer.get("id_token"), str):
            raise Refused("the identity provider gave no ID token")
        return answer

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Who signs in.

        Raises:
            Refused: the token or the details of the person prove nothing.
        """
        claims = self._decode_id_token(app, kwargs["response"]["id_token"])
        details = claims
        if "userinfo_endpoint" in self.openid_config:
            details = self._fetch_user_info(token.token)
            if not isinstance(details, dict) or details.get("sub") != claims["sub"]:
                raise Refused("the details are those of another person")
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": details})
        login.signed_in_at = claims.get("auth_time")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(id_token),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY_SECONDS,
                options={"require": CLAIMS},
            )
        except (jwt.PyJWTError, AttributeError, TypeError, ValueError) as error:
            raise Refused(f"the ID token is refused: {type(error).__name__}") from error
        if not self.nonce or not hmac.compare_digest(str(claims["nonce"]).encode(), self.nonce.encode()):
            raise Refused("the ID token is of another signing in")
        if (isinstance(claims["aud"], list) and len(claims["aud"]) > 1) or "azp" in claims:
            _require(claims.get("azp") == app.client_id, "the ID token was given to somebody else")
        _require(0 < len(claims["sub"]) <= SUBJECT_LENGTH, "the ID token names nobody")
        return claims

    def _key(self, id_token: str) -> Any:
        """The provider's public key that the token names, or its only one."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if key.public_key_use in (None, "sig")]
        named = jwt.get_unverified_header(id_token).get("kid")
        found = [key for key in keys if key.key_id == named] if named else keys
        _require(len(found) == 1, "the ID token names no key of the identity provider")
        return found[0]


class IdentityProvider(OpenIDConnectProvider):
    """The identity provider of the settings (config/identity.py)."""

    oauth2_adapter_class = IdentityAdapter

    def get_pkce_params(self) -> dict[str, str]:
        """The challenge, and with it the nonce: allauth adds both to the address and keeps the verifier."""
        params: dict[str, str] = super().get_pkce_params()
        return params | {"nonce": nonce_of(params["code_verifier"])}

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """Nothing that a link could smuggle in; who is to confirm that it is them is asked there again."""
        confirms = get_request_param(request, "process") == CONFIRM
        return dict(self.get_auth_params()) | (ASK_AGAIN if confirms else {})

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Nothing that a link could smuggle in."""
        return list(self.get_scope())

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The subject, which the provider never gives to another person; an address may change hands."""
        return str(data["userinfo"]["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """None: what the provider knows about a person stays there."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """The address, confirmed if the provider says so in as many words."""
        addresses: list[Any] = super().extract_email_addresses(data)
        for address in addresses:
            address.verified = data["userinfo"].get("email_verified") is True
        return addresses


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001  # reads as a sentence
    if not holds:
        raise Refused(otherwise)


UNREACHABLE = (OAuth2Error, requests.RequestException)
