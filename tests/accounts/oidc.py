"""A small identity provider on loopback: it says of everybody what a test told it to say."""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "hanse", "a client's secret"
KEY = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class FakeProvider:
    """`claims` are what it says of whoever comes next; `asked` keeps the queries that it was sent."""

    claims: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    issued: dict[str, dict[str, Any]] = field(default_factory=dict)
    broken: bool = False
    url: str = ""

    def __enter__(self) -> FakeProvider:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def sign_in(self, address: str) -> str:
        """What a browser does there: it follows the address, and comes back to the one it is given."""
        answer = requests.get(address, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"

    def _authorise(self, query: dict[str, str]) -> str:
        assert query["client_id"] == CLIENT
        assert query["response_type"] == "code"
        assert "openid" in query["scope"].split()
        self.asked.append(query)
        if self.claims.get("error"):
            return f"{query['redirect_uri']}?{urlencode({'error': self.claims['error'], 'state': query['state']})}"
        code = f"code-{len(self.asked)}"
        self.issued[code] = {"query": query, "claims": dict(self.claims)}
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def _token(self, form: dict[str, str]) -> dict[str, Any]:
        issued = self.issued.pop(form["code"])
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        assert challenge == issued["query"]["code_challenge"]
        assert (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)
        self.issued["token"] = issued
        claims = {"iss": self.url, "aud": CLIENT, "exp": int(time.time()) + 60, "iat": int(time.time())}
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims | issued["claims"], KEY)
        return {"access_token": "token", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def _configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the library's name
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                if provider.broken:
                    self._say(b"<h1>Maintenance</h1>")
                elif parts.path == "/.well-known/openid-configuration":
                    self._tell(provider._configuration())
                elif parts.path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider._authorise(query))
                    self.end_headers()
                elif parts.path == "/userinfo":
                    self._tell(provider.issued["token"]["claims"])
                else:
                    self._tell({"keys": [KEY.as_dict(private=False)]})

            def do_POST(self) -> None:  # the library's name
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._tell(provider._token({name: values[0] for name, values in parse_qs(text).items()}))

            def _tell(self, answer: dict[str, Any]) -> None:
                self._say(json.dumps(answer).encode(), "application/json")

            def _say(self, body: bytes, kind: str = "text/html") -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        return Handler
