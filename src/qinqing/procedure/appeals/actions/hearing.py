"""What a reception day or the city brings about, as far as the appeal is concerned. 四(二), 四(一)3 and 4.

The chapter of reception days calls these; it keeps the day, the agenda and the statements.
"""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals.actions.departments import concern, write_answer
from qinqing.procedure.appeals.actions.step import Step, take
from qinqing.procedure.appeals.models import Answer, Appeal
from qinqing.procedure.appeals.queries.facts import ASIDE, HEARINGS
from qinqing.procedure.appeals.queries.snapshots import answer_sets
from qinqing.procedure.appeals.rules.kinds import Outcome
from qinqing.services.journal import queries as record


@transaction.atomic
def schedule(appeal: Appeal, *, day: str, host: str, by: Actor, at: datetime) -> Appeal:
    """列入接待日: a ripe appeal is put on a day's agenda, 四(一)2."""
    return take("schedule", appeal, by=by, at=at).record(day=day, host=host)


@transaction.atomic
def unschedule(appeal: Appeal, *, day: str, reason: str, by: Actor, at: datetime) -> Appeal:
    """移出接待日: taken off the agenda, ripe as before, 二(一)."""
    return take("unschedule", appeal, by=by, at=at).record(day=day, reason=reason)


@transaction.atomic
def reschedule(appeal: Appeal, *, before: str, now: str, reason: str, by: Actor, at: datetime) -> Appeal:
    """接待日改期: the day on whose agenda it stands has other hours or another place, 二(一)."""
    return take("reschedule", appeal, by=by, at=at).record(before=before, now=now, reason=reason)


@transaction.atomic
def decide(appeal: Appeal, *, opinion: str, items: list[str], by: Actor, at: datetime, statement: str = "") -> Appeal:
    """研究决定: decided items follow; each is kept by the chapter of decisions, 四(二)."""
    return _decided("decide", appeal, opinion, items, by, at, statement)


@transaction.atomic
def city_decides(appeal: Appeal, *, opinion: str, items: list[str], by: Actor, at: datetime) -> Appeal:
    """市里研究决定: the city's reply is handled like a decision, 四(一)4."""
    return _decided("city_decides", appeal, opinion, items, by, at, "")


@transaction.atomic
def explain_at_hearing(
    appeal: Appeal, *, opinion: str, basis: str, by: Actor, at: datetime, statement: str = ""
) -> Appeal:
    """解释政策: policy does not allow it; the basis is compulsory, 四(三)."""
    return _explained("explain_at_hearing", appeal, opinion, basis, by, at, statement)


@transaction.atomic
def city_explains(appeal: Appeal, *, opinion: str, basis: str, by: Actor, at: datetime) -> Appeal:
    """市里解释政策: the city replies that policy does not allow it, 四(一)4."""
    return _explained("city_explains", appeal, opinion, basis, by, at, "")


@transaction.atomic
def leave_unresolved(appeal: Appeal, *, reason: str, by: Actor, at: datetime, statement: str = "") -> Appeal:
    """仍未解决: the host could not solve it; the reason is compulsory, and it climbs, 四(一)3 and 4."""
    return _unresolved("leave_unresolved", appeal, reason, by, at, statement)


@transaction.atomic
def city_leaves(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """市里未能解决: the top of the ladder; what remains is shelving with a review date, 四(一)4."""
    return _unresolved("city_leaves", appeal, reason, by, at, "")


@transaction.atomic
def defer(appeal: Appeal, *, reason: str, by: Actor, at: datetime, statement: str = "") -> Appeal:
    """缓议: heard, and put off to a later day, 四(二)."""
    return take("defer", appeal, by=by, at=at).record(reason=reason, statement=statement)


@transaction.atomic
def take_back_hearing(appeal: Appeal, *, taken_back: str, reason: str, by: Actor, at: datetime) -> Appeal:
    """收回接谈结果: recorded by mistake and not acted on; the appeal stands on the agenda as before it, 四(二).

    ``taken_back`` is the result in words. An answer that came with it is gone, and its limits count for nothing.
    """
    step = take("take_back_hearing", appeal, by=by, at=at, also=_before_hearing(appeal))
    told = record.last(appeal.subject, but=ASIDE)
    written = [column for column in (told.sets if told else ()) if column.startswith("answer/")]
    ordinals = [column.removeprefix("answer/") for column in written]
    Answer.objects.filter(appeal=appeal, ordinal__in=ordinals).delete()
    return step.record(sets=dict.fromkeys(written), taken_back=taken_back, reason=reason)


@transaction.atomic
def finish_implementing(appeal: Appeal, *, outcome: str, summary: str, by: Actor, at: datetime) -> Appeal:
    """落实完毕: all decided items are accepted; the enterprise is told and may answer, 四(三)."""
    step = take("finish_implementing", appeal, by=by, at=at, also={"outcome": Outcome(outcome)})
    return _tell(step, outcome, summary, items=None)


@transaction.atomic
def call_in(appeal: Appeal, organs: list[int]) -> None:
    """Departments that carry a decided item of this appeal see it from now on."""
    concern(appeal, organs)


def _before_hearing(appeal: Appeal) -> dict[str, object]:
    """What a result sets, as it was before the latest one; empty when there was none."""
    before: dict[str, object] = {}
    latest: dict[str, object] = {}
    for entry in record.history(appeal.subject):
        if entry.event in HEARINGS:
            latest = dict(before)
        before |= {name: entry.sets[name] for name in ("outcome", "decided") if name in entry.sets}
    return latest


def _decided(
    name: str, appeal: Appeal, opinion: str, items: list[str], by: Actor, at: datetime, statement: str
) -> Appeal:
    if not items:
        raise Refused("研究决定要有至少一项决定事项，写明牵头部门和完成时限", clause="四(三)")
    step = take(name, appeal, by=by, at=at, also={"decided": True})
    return step.record(opinion=opinion, items=items, statement=statement)


def _explained(name: str, appeal: Appeal, opinion: str, basis: str, by: Actor, at: datetime, statement: str) -> Appeal:
    if not basis.strip():
        raise Refused("政策不允许的，要写明政策依据，请补充", clause="四(三)")
    step = take(name, appeal, by=by, at=at, also={"outcome": Outcome.EXPLAINED})
    return _tell(step, Outcome.EXPLAINED, opinion, basis=basis, statement=statement)


def _unresolved(name: str, appeal: Appeal, reason: str, by: Actor, at: datetime, statement: str) -> Appeal:
    if not reason.strip():
        raise Refused("未解决的，要写明原因，请补充", clause="四(一)3")
    return take(name, appeal, by=by, at=at, also={"outcome": Outcome.UNRESOLVED}).record(
        reason=reason, statement=statement
    )


def _tell(step: Step, outcome: str, text: str, *, basis: str = "", **facts: object) -> Appeal:
    """An answer that needs no head's signature, because a leader, the city or accepted work speaks."""
    told = write_answer(step.appeal, outcome, text, step.by, step.at, signed=True, basis=basis)
    return step.record(sets=answer_sets(told), outcome=Outcome(outcome).label, answer=text, basis=basis, **facts)
