"""Logins ended and locks lifted, on the record: by the person, or by the security administrator."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line
from qinqing.procedure.register import events
from qinqing.procedure.register.permits import may_keep_accounts
from qinqing.procedure.register.queries.knocks import wrong_tries
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.journal.actions import record

if TYPE_CHECKING:
    from qinqing.services.accounts.models import Account, Login


@transaction.atomic
def end_login(account_id: int, *, login: int, by: Actor, at: datetime) -> "Login":
    """结束一次登录: that device is out with its next request. Raises Refused, NotFound."""
    account = queries.account(account_id)
    ended = accounts.end_login(account, login, by=by, at=at)
    facts = {"device": ended.device, "address": ended.address, "opened_at": ended.opened_at}
    record(f"account/{account.username}", events.LOGIN_ENDED, by=by, at=at, facts=facts)
    return ended


@transaction.atomic
def end_other_logins(account_id: int, *, but: int | None, by: Actor, at: datetime) -> int:
    """结束其他登录: everywhere but here; gives how many there were. Raises Refused when there was none."""
    account = queries.account(account_id)
    ended = accounts.end_other_logins(account, but=but, by=by, at=at)
    if not ended:
        raise Refused("没有别的登录，无需结束")
    record(f"account/{account.username}", events.LOGINS_ENDED, by=by, at=at, facts={"ended": ended})
    return ended


@transaction.atomic
def sign_out_everywhere(account_id: int, *, reason: str, by: Actor, at: datetime) -> "Account":
    """结束全部登录: every device is out with its next request, and every token is void. Raises Refused, Conflict, NotFound."""
    may_keep_accounts(by).enforce()
    account = accounts.end_sessions(queries.account(account_id), by=by, at=at)
    facts = {"reason": clean_line(reason)}
    record(f"account/{account.username}", events.LOGINS_ENDED, by=by, at=at, facts=facts)
    return account


@transaction.atomic
def lift_lock(account_id: int, *, reason: str, by: Actor, at: datetime) -> "Account":
    """解除登录限制: devices that the account never used may try again before the hour is over. Raises Refused, NotFound."""
    may_keep_accounts(by).enforce()
    account = queries.account(account_id)
    if queries.held_off_until(account, at=at) is None and not wrong_tries(account, at=at):
        raise Refused("这个账号一小时内没有人输错过密码，无需解除")
    accounts.lift_limits(account.username, at=at)
    record(f"account/{account.username}", events.LOCK_LIFTED, by=by, at=at, facts={"reason": clean_line(reason)})
    return account
