"""An identity provider of our own: OpenID Connect over HTTP on this machine, with a real key, and every way to lie.

with IdentityProvider.serving() as provider:
    provider.person = {"sub": "7", "email": "ana@example.eu", "email_verified": True, "name": "Ana"}
    provider.lies["nonce"] = "another"
"""

import base64
import contextlib
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "integration-practices", "a secret of the tests"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEY_OF_SOMEBODY_ELSE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEY_ID = "first"


class IdentityProvider(ThreadingHTTPServer):
    """Signs everybody in as `person`, without a question; a code works once, for whoever has its verifier.

    Attributes:
        person: what it knows about whoever signs in.
        lies: claims that its ID tokens have in the place of the true ones; None leaves the claim out.
        description: what its discovery document says in the place of the truth.
        details: what its userinfo says in the place of the truth.
        signs: makes an ID token of the claims; with its published key unless set otherwise.
        answers: what the token endpoint adds to its answers.
        asked: the paths that were asked for.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.person: dict[str, Any] = {"sub": "7", "email": "ana@example.eu", "email_verified": True, "name": "Ana"}
        self.lies: dict[str, Any] = {}
        self.description: dict[str, Any] = {}
        self.details: dict[str, Any] = {}
        self.answers: dict[str, Any] = {}
        self.asked: list[str] = []
        self.signs = signed
        self._codes: dict[str, dict[str, str]] = {}

    @classmethod
    @contextlib.contextmanager
    def serving(cls) -> Iterator["IdentityProvider"]:
        """One that answers as long as the block lasts."""
        with cls() as provider:
            thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            try:
                yield provider
            finally:
                provider.shutdown()
                thread.join()

    def discovery(self) -> dict[str, Any]:
        """OpenID Connect Discovery 1.0, 4.2."""
        places = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "keys",
        }
        endpoints = {name: f"{self.address}/{place}" for name, place in places.items()}
        return {
            "issuer": self.address,
            **endpoints,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | (self.description)

    def keys(self) -> dict[str, Any]:
        """The public key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where it sends the person back to, with a code."""
        code = secrets.token_urlsafe()
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code; nothing for one that is unknown, used, or somebody else's."""
        begun = self._codes.pop(asked.get("code", ""), None)
        verifier = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        known = (asked.get("client_id"), asked.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)
        if begun is None or not known or begun["code_challenge"] != challenge:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": begun.get("nonce")}
        claims |= {"sub": self.person["sub"]} | ({"auth_time": now} if "max_age" in begun else {}) | self.lies
        token = self.signs({name: value for name, value in claims.items() if value is not None})
        return {"access_token": "of the tests", "token_type": "Bearer", "id_token": token} | self.answers


def signed(claims: dict[str, Any]) -> str:
    """An ID token as it should be."""
    return jwt.encode(claims, KEY, "RS256", {"kid": KEY_ID})


class _Handler(BaseHTTPRequestHandler):
    server: IdentityProvider

    def do_GET(self) -> None:  # http.server's way
        parts = urlsplit(self.path)
        self.server.asked.append(parts.path)
        if parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.server.authorize(dict(parse_qsl(parts.query))))
            self.end_headers()
            return
        provider = self.server
        pages = {"/.well-known/openid-configuration": provider.discovery, "/keys": provider.keys}
        if parts.path == "/userinfo":
            allowed = self.headers["Authorization"] == "Bearer of the tests"
            self._answer(provider.person | provider.details if allowed else None)
        else:
            self._answer(pages[parts.path]())

    def do_POST(self) -> None:  # http.server's way
        self.server.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(self.server.token(dict(parse_qsl(body))))

    def _answer(self, told: dict[str, Any] | None) -> None:
        body = json.dumps({"error": "invalid_grant"} if told is None else told).encode()
        self.send_response(400 if told is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Nothing: the tests look at what it was asked."""
