"""Taking a lost second factor off: one administrator asks, another one settles it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.services.accounts import permits
from qinqing.services.accounts.actions.logins import end_all_logins
from qinqing.services.accounts.actions.second_factors import drop_second_factor
from qinqing.services.accounts.models import Account, SecondFactor, SecondFactorReset

WAITS = timedelta(days=3)


def ask_reset(account: Account, *, reason: str, of_security: bool, by: Actor, at: datetime) -> SecondFactorReset:
    """申请重置. Raises Refused for an actor without the right, an account without a second factor, and a second request."""
    permits.may_ask_reset(by, account.pk, of_security=of_security).enforce()
    if not SecondFactor.objects.filter(account=account).exists():
        raise Refused("这个账号没有开通二次验证，无需重置")
    _close_stale(account, at)
    try:
        with transaction.atomic():
            return SecondFactorReset.objects.create(
                account=account, reason=reason, asked_by=by.person or 0, asked_title=by.title, asked_at=at
            )
    except IntegrityError as error:
        raise Refused("这个账号已有一份申请在等确认，无需再次申请") from error


@transaction.atomic
def settle_reset(asked: SecondFactorReset, *, granted: bool, by: Actor, at: datetime) -> SecondFactorReset:
    """确认或不同意. Granted, the second factor and its recovery codes are gone and every login ends. Raises Refused, Conflict."""
    permits.may_settle_reset(by, asked.account_id, asked.asked_by).enforce()
    if at - asked.asked_at > WAITS:
        raise Refused(f"这份申请已超过 {WAITS.days} 天，请重新申请")
    waiting = SecondFactorReset.objects.filter(pk=asked.pk, settled_at=None)
    if not waiting.update(settled_at=at, settled_title=by.title, granted=granted):
        raise Conflict("这份申请已经有人办了，请刷新页面查看")
    if granted:
        drop_second_factor(asked.account)
        end_all_logins(asked.account, by=by, at=at)
    asked.refresh_from_db()
    return asked


def _close_stale(account: Account, at: datetime) -> None:
    """A request that nobody settled in time makes room for another."""
    stale = SecondFactorReset.objects.filter(account=account, settled_at=None, asked_at__lt=at - WAITS)
    stale.update(settled_at=at, settled_title="超期没有确认", granted=False)
