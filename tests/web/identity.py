"""A small identity provider over HTTP, as OpenID Connect describes one: discovery, keys, authorization code with PKCE.

``lies`` makes it answer wrongly in one way, for tests that nothing but the truth is believed.
"""

import base64
import json
import secrets
import time
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
CLIENT, SECRET = "qinqing", "geheim:mit/Zeichen"


class Identity:
    """The provider's memory: who is signed in there, which codes are out, and what was asked."""

    def __init__(self, server):
        self.address = f"http://127.0.0.1:{server.server_port}"
        self.person = {"sub": "u-1001", "name": "韦晓岚"}
        self.extra = {}  # what only userinfo tells
        self.lies = ""
        self.methods = ["client_secret_basic"]
        self.codes = {}
        self.asked = []

    def discovery(self):
        """Its own description."""
        return {
            "issuer": "http://127.0.0.1:9/other" if self.lies == "issuer of discovery" else self.address,
            "authorization_endpoint": f"{self.address}/authorize", "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys", "userinfo_endpoint": f"{self.address}/userinfo",
            "token_endpoint_auth_methods_supported": self.methods,
        }  # fmt: skip

    def keys(self):
        """Its public keys."""
        public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "k1", "use": "sig", "alg": "RS256"}
        return {"keys": [public]}

    def authorize(self, query):
        """The person agrees at once; where the browser is sent."""
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def redeem(self, form, authorization):
        """Tokens for a code: once, for this client, with the verifier whose digest came first."""
        asked = self.codes.pop(form["code"], None)
        challenge = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if (
            asked is None
            or challenge.decode() != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        if self._client(form, authorization) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        return 200, {"access_token": "access-1", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])}

    def _client(self, form, authorization):
        if "client_secret_basic" in self.methods:
            pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
            return tuple(unquote(one) for one in pair.split(":", 1))
        return form.get("client_id"), form.get("client_secret")

    def id_token(self, nonce):
        """What it says of the person, signed; or one of the lies."""
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.person}
        claims |= {
            "nonce": {"nonce": "another"}, "audience": {"aud": "somebody-else"}, "issuer": {"iss": "http://evil.example"},
            "expired": {"iat": now - 900, "exp": now - 600}, "not yet": {"nbf": now + 600},
            "two audiences": {"aud": [CLIENT, "other"], "azp": "other"},
        }.get(self.lies, {})  # fmt: skip
        if self.lies == "no expiry":
            del claims["exp"]
        if self.lies == "unsigned":
            return jwt.encode(claims, None, algorithm="none", headers={"kid": "k1"})
        if self.lies == "signed with the client's secret":
            return jwt.encode(claims, SECRET.ljust(32, "x"), algorithm="HS256", headers={"kid": "k1"})
        key, kid = (OTHER, "k1") if self.lies == "another key" else (KEY, "k2" if self.lies == "unknown key" else "k1")
        token = jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid})
        return {"no token": "", "rubbish": "a.b.c", "changed": _changed(token)}.get(self.lies, token)

    def userinfo(self, authorization):
        """More about the person."""
        if authorization != "Bearer access-1":
            return 401, {}
        subject = "somebody-else" if self.lies == "subject of userinfo" else self.person["sub"]
        return 200, {"sub": subject, **self.extra}


def _changed(token):
    head, body, signature = token.split(".")
    told = json.loads(base64.urlsafe_b64decode(body + "==")) | {"sub": "the-mayor"}
    return f"{head}.{base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b'=').decode()}.{signature}"


class Desk(BaseHTTPRequestHandler):
    """HTTP on one side, the provider on the other."""

    def do_GET(self):
        """Discovery, keys, the person's agreement, more about the person."""
        parts, identity = urlsplit(self.path), self.server.identity
        identity.asked.append(parts.path)
        if identity.lies == "page instead":
            return self._say(200, b"<html>maintenance</html>")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", identity.authorize(query))
            return self.end_headers()
        status, told = {
            "/.well-known/openid-configuration": lambda: (200, identity.discovery()), "/keys": lambda: (200, identity.keys()),
            "/userinfo": lambda: identity.userinfo(self.headers.get("Authorization", "")),
        }.get(parts.path, lambda: (404, {}))()  # fmt: skip
        return self._say(status, json.dumps(told).encode())

    def do_POST(self):
        """The code against tokens."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self.server.identity.asked.append("/token")
        status, told = self.server.identity.redeem(form, self.headers.get("Authorization", ""))
        self._say(status, json.dumps(told).encode())

    def _say(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Says nothing."""


@contextmanager
def serving():
    """The provider on a port of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    server.daemon_threads = True
    server.identity = Identity(server)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.identity
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
