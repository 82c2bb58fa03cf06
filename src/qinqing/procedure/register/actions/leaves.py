"""Leave: who is away, and from when to when."""

from datetime import date, datetime, timedelta

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.phrases import local
from qinqing.procedure.register.events import LEAVE_ENDED, LEAVE_TAKEN
from qinqing.procedure.register.models import Leave
from qinqing.procedure.register.permits import may_keep_leave
from qinqing.procedure.register.queries.stored import leave_columns
from qinqing.services.accounts import queries as accounts
from qinqing.services.journal.actions import record


@transaction.atomic
def take_leave(*, account: int, since: date, until: date, by: Actor, at: datetime) -> Leave:
    """请假: from a day to a day, both included; meanwhile the substitutes are turned to.

    Raises Refused for days that are over, and for leave that overlaps another.
    """
    may_keep_leave(by, account).enforce()
    person = accounts.account(account)
    if until < since or until < local(at).date():
        raise Refused("请假结束日期不能早于开始日期和今天，请改正")
    if Leave.objects.filter(account_id=account, since__lte=until, until__gte=since).exists():
        raise Refused("这段时间已登记过请假，请先销假或改日期")
    leave = Leave.objects.create(account_id=account, since=since, until=until)
    record(leave.subject, LEAVE_TAKEN, by=by, at=at, facts={"name": person.name}, sets=leave_columns(leave))
    return leave


@transaction.atomic
def end_leave(code: str, *, by: Actor, at: datetime) -> Leave:
    """销假: the person is back today; a leave that has not begun shrinks to its first day and is over with it.

    Raises Refused when it is over already, NotFound.
    """
    leave = Leave.objects.select_related("account").filter(code=code).first()
    if leave is None:
        raise NotFound
    may_keep_leave(by, leave.account_id).enforce()
    today = local(at).date()
    if leave.until < today:
        raise Refused("这次请假已经结束，不用销假")
    leave.until = max(today - timedelta(days=1), leave.since)
    leave.save(update_fields=["until"])
    facts = {"name": leave.account.name, "until": leave.until}
    record(leave.subject, LEAVE_ENDED, by=by, at=at, facts=facts, sets={"until": leave.until})
    return leave
