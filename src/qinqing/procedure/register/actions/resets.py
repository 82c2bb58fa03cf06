"""Lost authenticators, on the record: asked for by one administrator, settled by another."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import local
from qinqing.kernel.shaping import clean_line
from qinqing.procedure.register import events
from qinqing.procedure.register.queries.people import posts_of
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.journal.actions import record

if TYPE_CHECKING:
    from qinqing.services.accounts.models import Account, SecondFactorReset


@transaction.atomic
def ask_reset(*, username: str, reason: str, by: Actor, at: datetime) -> "SecondFactorReset":
    """申请重置二次验证, after making sure who asks for it. Raises Refused."""
    account = queries.account_by_username(username)
    if account is None:
        raise Refused("没有这个用户名，请核对后再填")
    told = clean_line(reason)
    asked = accounts.ask_reset(account, reason=told, of_security=_keeps_security(account, at), by=by, at=at)
    record(f"account/{account.username}", events.RESET_ASKED, by=by, at=at, facts={"reason": told})
    return asked


@transaction.atomic
def settle_reset(pk: int, *, granted: bool, by: Actor, at: datetime) -> "SecondFactorReset":
    """确认或不同意重置. Raises Refused, Conflict, NotFound."""
    asked = accounts.settle_reset(queries.reset(pk), granted=granted, by=by, at=at)
    event = events.RESET_GRANTED if granted else events.RESET_DECLINED
    facts = {"reason": asked.reason, "asked_by": asked.asked_title}
    record(f"account/{asked.account.username}", event, by=by, at=at, facts=facts)
    return asked


def _keeps_security(account: "Account", at: datetime) -> bool:
    return any(one.role == Role.SECURITY_ADMIN for one in posts_of(account, local(at).date()))
