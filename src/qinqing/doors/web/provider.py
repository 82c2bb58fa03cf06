"""An identity provider, by OpenID Connect: where it is, where to send people, and what it says of who came back.

The authorization code flow with PKCE. What it signs is read with PyJWT; every request goes out by the one way out.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.conf import settings

from qinqing.kernel.errors import Refused
from qinqing.services.notifications import transport
from qinqing.services.notifications.rules.targets import BadTarget

if TYPE_CHECKING:
    import jwt

# Signed with a key that only the provider has. Never "none", and never HS256: its key would be the client's own secret.
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LEEWAY = 60  # seconds that its clock may be off
UNREADABLE = "统一身份认证没有给出看得懂的回答，请稍后再试，或用用户名和密码登录"
NOT_ANEW = "统一身份认证没有让您重新登录，还没有确认。请改用密码或二次验证，或告诉系统管理员"
UNTRUSTED = "统一身份认证的回答没有通过核验，没有登录。请重新登录；仍不行，请告诉系统管理员"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where the provider answers what."""

    issuer: str
    authorize: str
    token: str
    keys: str
    userinfo: str
    basic: bool


def discover() -> Provider:
    """The provider of the settings, by its own description. Raises Refused when it cannot be had, or speaks for another."""
    issuer = settings.QINQING_OIDC["issuer"]
    told = _document(_sent("GET", f"{issuer}/.well-known/openid-configuration"))
    if told.get("issuer", "").rstrip("/") != issuer:
        raise Refused(UNTRUSTED)
    try:
        return Provider(
            told["issuer"], told["authorization_endpoint"], told["token_endpoint"], told["jwks_uri"],
            told.get("userinfo_endpoint", ""),
            "client_secret_basic" in told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]),
        )  # fmt: skip
    except KeyError as missing:
        raise Refused(UNREADABLE) from missing


def address_for(provider: Provider, *, back: str, state: str, nonce: str, verifier: str, anew: bool = False) -> str:
    """Where the browser is sent; ``anew``: who is signed in there already proves it once more."""
    challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": settings.QINQING_OIDC["client"], "redirect_uri": back, "state": state,
        "nonce": nonce, "scope": settings.QINQING_OIDC["scopes"], "code_challenge": challenge,
        "code_challenge_method": "S256", **({"prompt": "login", "max_age": "0"} if anew else {}),
    }  # fmt: skip
    return f"{provider.authorize}{'&' if '?' in provider.authorize else '?'}{urlencode(asked)}"


def outside_id(
    provider: Provider, *, code: str, back: str, nonce: str, verifier: str, since: float | None = None
) -> str:
    """What the provider calls whoever came back with this code: the claim that the settings name.

    ``since``: who it is must have been proved after that moment. Raises Refused for an answer that is unreadable, not signed by the provider, for somebody else, or too old.
    """
    answer = _redeem(provider, code, back, verifier)
    claims = _verified(provider, str(answer.get("id_token", "")), nonce)
    if since is not None and not _proved_since(claims, since):
        raise Refused(NOT_ANEW)
    name = settings.QINQING_OIDC["claim"]
    if name not in claims and provider.userinfo:
        claims = _userinfo(provider, str(answer.get("access_token", "")), claims["sub"])
    told = claims.get(name)
    if not isinstance(told, str | int) or not str(told).strip():
        raise Refused(f"统一身份认证没有给出“{name}”，请告诉系统管理员")
    return str(told).strip()[:120]


def _proved_since(claims: Mapping[str, Any], since: float) -> bool:
    told = claims.get("auth_time")
    return isinstance(told, int | float) and told >= since - LEEWAY


def _redeem(provider: Provider, code: str, back: str, verifier: str) -> dict[str, Any]:
    client, secret = settings.QINQING_OIDC["client"], settings.QINQING_OIDC["secret"]
    asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if provider.basic and secret:
        pair = f"{quote(client, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        asked |= {"client_id": client, **({"client_secret": secret} if secret else {})}
    return _document(_sent("POST", provider.token, urlencode(asked).encode(), headers))


def _verified(provider: Provider, token: str, nonce: str) -> dict[str, Any]:
    import jwt  # noqa: PLC0415  (fetched with the first answer of a provider)

    client = settings.QINQING_OIDC["client"]
    try:
        claims: dict[str, Any] = jwt.decode(
            token, key=_key_for(provider, token), algorithms=SIGNED_BY, audience=client, issuer=provider.issuer,
            leeway=LEEWAY, options={"require": ["exp", "iat", "aud", "iss", "sub"]},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise Refused(UNTRUSTED) from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("nonce") != nonce or (several and claims.get("azp") != client):
        raise Refused(UNTRUSTED)
    return claims


def _key_for(provider: Provider, token: str) -> "jwt.PyJWK":
    """The provider's key that the token names; where it names none, its only one."""
    import jwt  # noqa: PLC0415

    known = jwt.PyJWKSet.from_dict(_document(_sent("GET", provider.keys)))
    name = jwt.get_unverified_header(token).get("kid")
    found = [key for key in known.keys if key.key_id == name] if name else list(known.keys)
    if len(found) != 1:
        raise Refused(UNTRUSTED)
    return found[0]


def _userinfo(provider: Provider, access: str, subject: str) -> dict[str, Any]:
    told = _document(_sent("GET", provider.userinfo, headers={"Authorization": f"Bearer {access}"}))
    if told.get("sub") != subject:
        raise Refused(UNTRUSTED)
    return told


def _sent(method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> transport.Response:
    told = {"Accept": "application/json", **(headers or {})}
    try:
        return transport.post(url, body, told) if method == "POST" else transport.get(url, told)
    except (transport.Unreachable, BadTarget) as error:
        raise Refused(f"统一身份认证连不上（{error}），请稍后再试，或用用户名和密码登录") from error


def _document(answer: transport.Response) -> dict[str, Any]:
    try:
        told = json.loads(answer.text) if answer.status == 200 else None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Refused(UNREADABLE)
    return told
