"""One's own second factor, on the record: enrolled, recovery codes drawn anew, given up."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.register import events
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.journal.actions import record

if TYPE_CHECKING:
    from qinqing.services.accounts.models import Account


@transaction.atomic
def enrol(*, secret: str, code: str, by: Actor, at: datetime) -> list[str]:
    """开通二次验证; gives the recovery codes, to be shown this once. Raises Refused for a wrong code, and when it is there."""
    account = _own(by)
    codes = accounts.enrol_second_factor(account, secret=secret, code=code, by=by, at=at)
    record(f"account/{account.username}", events.SECOND_ENROLLED, by=by, at=at)
    return codes


@transaction.atomic
def replace(*, secret: str, code: str, former: str, by: Actor, at: datetime) -> list[str]:
    """换验证器; gives the new recovery codes, to be shown this once. Raises Refused without both codes."""
    account = _own(by)
    codes = accounts.replace_second_factor(account, secret=secret, code=code, former=former, by=by, at=at)
    record(f"account/{account.username}", events.SECOND_REPLACED, by=by, at=at)
    return codes


@transaction.atomic
def renew_codes(*, code: str, by: Actor, at: datetime) -> list[str]:
    """换发恢复码. Raises Refused without a right code."""
    account = _own(by)
    codes = accounts.renew_recovery_codes(account, code=code, by=by, at=at)
    record(f"account/{account.username}", events.CODES_RENEWED, by=by, at=at)
    return codes


@transaction.atomic
def give_up(*, code: str, by: Actor, at: datetime) -> None:
    """停用二次验证. Raises Refused without a right code."""
    account = _own(by)
    accounts.give_up_second_factor(account, code=code, by=by, at=at)
    record(f"account/{account.username}", events.SECOND_GIVEN_UP, by=by, at=at)


def _own(by: Actor) -> "Account":
    if by.person is None:
        raise Refused("请登录后再办理二次验证")
    return queries.account(by.person)
