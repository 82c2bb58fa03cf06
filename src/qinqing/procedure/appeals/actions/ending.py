"""The end, for now or for good: rulings on doubt, shelving, closing, reopening. 四(三)."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import day_zh, local
from qinqing.procedure.appeals.actions.step import take
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.rules.kinds import Outcome, Result

CLOSABLE = {
    Outcome.RESOLVED: (Result.RESOLVED, Result.PARTLY),
    Outcome.EXPLAINED: (Result.EXPLAINED,),
}

_followers: list[Callable[..., object]] = []


def on_closed(follow: Callable[..., object]) -> None:
    """Lets a later chapter add what follows a closing: ``follow(appeal, by=…, at=…)`` inside it."""
    if follow not in _followers:
        _followers.append(follow)


@transaction.atomic
def rule_explained(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """裁定按已解释办结: the bureau head ends a second doubt; the reason is told to the enterprise."""
    return take("rule_explained", appeal, by=by, at=at, also={"outcome": Outcome.EXPLAINED}).record(reason=reason)


@transaction.atomic
def rule_unresolved(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """裁定提级: the bureau head agrees with a second doubt; the appeal climbs as unresolved."""
    return take("rule_unresolved", appeal, by=by, at=at, also={"outcome": Outcome.UNRESOLVED}).record(reason=reason)


@transaction.atomic
def propose_shelving(appeal: Appeal, *, reason: str, review_on: date, by: Actor, at: datetime) -> Appeal:
    """拟挂账: objectively impossible for now, with the date on which it is looked at again."""
    _check_review(review_on, at)
    step = take("propose_shelving", appeal, by=by, at=at, also={"review_on": review_on})
    return step.record(reason=reason, review_on=review_on)


@transaction.atomic
def approve_shelving(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """批准挂账: by the office; it never counts as resolved, and its review date runs as a clock."""
    step = take("approve_shelving", appeal, by=by, at=at, due_on=appeal.review_on)
    return step.record(result=Result.SHELVED.label, review_on=appeal.review_on, note=note)


@transaction.atomic
def decline_shelving(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """不同意挂账: the appeal climbs on."""
    return take("decline_shelving", appeal, by=by, at=at, also={"review_on": None}).record(reason=reason)


@transaction.atomic
def renew_shelving(appeal: Appeal, *, reason: str, review_on: date, by: Actor, at: datetime) -> Appeal:
    """续挂账: looked at again, still impossible; a new review date."""
    _check_review(review_on, at)
    step = take("renew_shelving", appeal, by=by, at=at, also={"review_on": review_on}, due_on=review_on)
    return step.record(reason=reason, review_on=review_on)


@transaction.atomic
def take_up(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """重新办理: a shelved matter has become possible; the lead department handles it again."""
    return take("take_up", appeal, by=by, at=at).record(reason=reason)


@transaction.atomic
def close(appeal: Appeal, *, result: str, by: Actor, at: datetime, note: str = "") -> Appeal:
    """办结: with the result the enterprise's answer supports; follow-up and evaluation open, 五(四)."""
    step = take("close", appeal, by=by, at=at, also={"result": Result(result)})
    allowed = CLOSABLE.get(Outcome(appeal.outcome), ()) if appeal.outcome else ()
    if result not in allowed:
        raise Refused(f"办结结果只能是{'或'.join(item.label for item in allowed)}，请重新选择", clause="四(三)")
    step.record(result=Result(result).label, note=note)
    for follow in _followers:
        follow(appeal, by=by, at=at)
    return appeal


@transaction.atomic
def reopen(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """重新办理: what was closed turns out not to be; the lead department handles it again."""
    return take("reopen", appeal, by=by, at=at, also={"outcome": "", "review_on": None}).record(reason=reason)


def _check_review(review_on: date, at: datetime) -> None:
    if review_on <= local(at).date():
        raise Refused(f"复查日期要晚于今天（{day_zh(at)}），请重新选择", clause="四(三)")
