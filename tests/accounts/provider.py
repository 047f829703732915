"""A small OIDC provider on this machine: it lets in whoever comes, as the subject it was told."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "shenbian", "a secret of the test's"


class Provider:
    """`subject` is who signs in there next."""

    def __init__(self) -> None:
        self.subject = "worker-1"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, path: str) -> dict[str, Any]:
        if path.endswith("openid-configuration"):
            ways = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
            ways |= {"userinfo_endpoint": "userinfo"}
            return {"issuer": self.address} | {name: f"{self.address}/{end}" for name, end in ways.items()}
        if path.startswith("/jwks"):
            return {"keys": [self._public()]}
        if path.startswith("/userinfo"):
            return {"sub": self.subject, "name": "王小明"}
        return {"access_token": "t", "token_type": "Bearer", "expires_in": 300, "id_token": self._token()}

    def _token(self) -> str:
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300}
        return jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "one"})

    def _public(self) -> dict[str, str]:
        numbers = self.key.public_key().public_numbers()
        said = {name: getattr(numbers, name) for name in ("n", "e")}
        return {"kty": "RSA", "kid": "one", "alg": "RS256", "use": "sig"} | {
            name: base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8)).rstrip(b"=").decode()
            for name, value in said.items()
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = json.dumps(provider.answer(self.path)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *said: object) -> None:
                """Nobody reads it."""

        return Handler


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers for the time of the block."""
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
        thread.join()
