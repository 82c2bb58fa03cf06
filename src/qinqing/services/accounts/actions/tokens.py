"""Tokens for a person's own programs: issued, revoked, and when they were last used."""

import secrets
from datetime import datetime, timedelta

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.ids import public_code
from qinqing.services.accounts import permits, rules
from qinqing.services.accounts.models import Account, Token, TokenUse

USE_COUNTS_AFTER = timedelta(minutes=1)


def issue_token(
    account: Account, *, name: str, scopes: str, post: int | None, expires_at: datetime, by: Actor, at: datetime
) -> tuple[Token, str]:
    """A token for the account's own programs, and its secret: shown this once, kept only as a digest. Raises Refused."""
    permits.may_keep_token(by, account.pk).enforce()
    code, secret = public_code(), secrets.token_urlsafe(32)
    token = Token.objects.create(
        account=account, code=code, digest=rules.secret_digest(secret), name=name, scopes=scopes, post=post,
        session_version=account.session_version, issued_at=at, expires_at=expires_at,
    )  # fmt: skip
    return token, rules.spell_token(code, secret)


def revoke_token(account: Account, code: str, *, by: Actor, at: datetime) -> Token:
    """Ends a token with its next request. Raises Refused when it is over already, NotFound when it is not the account's."""
    permits.may_keep_token(by, account.pk).enforce()
    token = Token.objects.filter(account=account, code=code).first()
    if token is None:
        raise NotFound("token")
    if not Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        raise Refused("这个令牌已经作废，无需再次作废")
    token.revoked_at = at
    return token


def note_use(token: Token, *, at: datetime) -> None:
    """Notes that a token was used, once a minute at most."""
    used, fresh = TokenUse.objects.get_or_create(token=token, defaults={"used_at": at})
    if not fresh and at - used.used_at >= USE_COUNTS_AFTER:
        TokenUse.objects.filter(pk=used.pk, used_at__lt=at).update(used_at=at)
