"""The enterprise answers for itself: it confirms, doubts, adds material, withdraws; silence is called upon. 四(三)."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals.actions.entering import attach, digests
from qinqing.procedure.appeals.actions.step import take
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.states import State

_followers: list[Callable[..., None]] = []


def on_withdrawn(follow: Callable[..., None]) -> None:
    """Lets a later chapter settle what hangs on an appeal: ``follow(appeal, by=…, at=…)`` inside its withdrawal."""
    if follow not in _followers:
        _followers.append(follow)


@transaction.atomic
def confirm(appeal: Appeal, *, by: Actor, at: datetime, said: str = "") -> Appeal:
    """确认答复: by the enterprise itself, or by a recorded call once its time to answer has passed."""
    return take("confirm", appeal, by=by, at=at).record(said=said)


@transaction.atomic
def doubt(appeal: Appeal, *, doubt: str, by: Actor, at: datetime) -> Appeal:
    """提出疑问: the first goes back to the department, the second to the bureau head."""
    if not doubt.strip():
        raise Refused("请写明还有什么疑问，以便继续办理", clause="四(三)")
    name = "doubt_again" if appeal.doubts else "doubt"
    step = take(name, appeal, by=by, at=at, also={"doubts": appeal.doubts + 1, "outcome": ""})
    return step.record(doubt=doubt)


@transaction.atomic
def call_in_vain(appeal: Appeal, *, note: str, by: Actor, at: datetime) -> Appeal:
    """记录回访未接通: silence is not consent, so each call is on the record."""
    return take("call_in_vain", appeal, by=by, at=at, also={"calls": appeal.calls + 1}).record(note=note)


@transaction.atomic
def give_up_calling(appeal: Appeal, *, note: str, by: Actor, at: datetime) -> Appeal:
    """多次未接通: after the set number of recorded calls the appeal may be closed without the enterprise's word."""
    return take("give_up_calling", appeal, by=by, at=at).record(note=note)


@transaction.atomic
def supplement(appeal: Appeal, *, note: str, by: Actor, at: datetime, files: Iterable[object] = ()) -> Appeal:
    """补充材料: at any time while the appeal is open; where the department waits for it, handling resumes."""
    files = list(files)
    if not note.strip() and not files:
        raise Refused("请写几句说明或选择要补充的文件", clause="四(一)1")
    name = "supply_material" if appeal.standing is State.AWAITING_MATERIAL else "supplement"
    step = take(name, appeal, by=by, at=at)
    return step.record(note=note, files=digests(attach(appeal, files, by, at)))


@transaction.atomic
def withdraw(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """撤回诉求: the enterprise takes its appeal back; every limit that runs is void, and what hangs on it is settled."""
    take("withdraw", appeal, by=by, at=at).record(reason=reason)
    for follow in _followers:
        follow(appeal, by=by, at=at)
    return appeal
