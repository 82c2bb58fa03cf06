"""Tokens for a person's own programs, on the record: issued in a post, and revoked."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line
from qinqing.procedure.register import events
from qinqing.procedure.register.rules.scopes import Scope
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.journal.actions import record

if TYPE_CHECKING:
    from qinqing.services.accounts.models import Token

LIVES = (30, 90, 365)  # days
MOST = 20


@transaction.atomic
def issue_token(*, name: str, scopes: list[str], days: int, by: Actor, at: datetime) -> tuple["Token", str]:
    """发放令牌: a name, what it may do, for how many days; good in the present post alone. With its secret, shown once.

    Raises Refused without a name or a scope, and for more tokens than one person can keep an eye on.
    """
    if by.person is None or by.role is Role.PUBLIC:
        raise Refused("请登录后再发放令牌")
    title, wanted = clean_line(name, limit=60), [one for one in Scope if one in scopes]
    if not title or not wanted or days not in LIVES:
        raise Refused("请填写名称、范围和有效期，再发放")
    account = queries.account(by.person)
    if sum(queries.is_alive(one, at=at) for one in queries.tokens_of(account.pk)) >= MOST:
        raise Refused(f"一人最多 {MOST} 个有效令牌，请先作废不用的")
    token, spelt = accounts.issue_token(
        account, name=title, scopes=" ".join(wanted), post=by.post, expires_at=at + timedelta(days=days), by=by, at=at
    )
    facts = {"token": token.code, "name": title, "scopes": [one.label for one in wanted], "days": days}
    record(f"account/{account.username}", events.TOKEN_ISSUED, by=by, at=at, facts=facts)
    return token, spelt


@transaction.atomic
def revoke_token(code: str, *, by: Actor, at: datetime) -> "Token":
    """作废令牌: with its next request. Raises Refused when it is over, NotFound when it is not the person's own."""
    if by.person is None:
        raise Refused("请登录后再作废令牌")
    account = queries.account(by.person)
    token = accounts.revoke_token(account, code, by=by, at=at)
    facts = {"token": token.code, "name": token.name}
    record(f"account/{account.username}", events.TOKEN_REVOKED, by=by, at=at, facts=facts)
    return token
