"""抽样回访: a month's closings are drawn from once, and the bureau itself calls who was drawn. 五(四)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.moves import Move
from qinqing.kernel.shaping import clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.supervision.models import Sample, SampleCall
from qinqing.procedure.supervision.queries.facts import call_facts, facts
from qinqing.procedure.supervision.queries.samples import drawable
from qinqing.procedure.supervision.queries.snapshots import columns
from qinqing.procedure.supervision.rules.clocks import Clock
from qinqing.procedure.supervision.rules.kinds import Level, Reason
from qinqing.procedure.supervision.rules.sampling import Drawable, draw
from qinqing.procedure.supervision.states import AFTERCARE, SAMPLE_CALLS, SAMPLES, CallState, SampleState
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import actions as journal

CLAUSE = "五(四)"
YES_NO = {True: "是", False: "否"}


@transaction.atomic
def draw_sample(*, year: int, month: int, seed: str, by: Actor, at: datetime) -> Sample:
    """抽取样本 of everything that was closed in a month, by the share of the edition in force, each department apart.

    Frame, seed and share are on the record, so that anybody draws it again. Raises Refused before the month is over;
    Conflict when it was drawn already: there is one draw, not the best of several.
    """
    move = SAMPLES["draw"]
    if by.role not in move.by:
        move.judge(by, SampleState.DRAWN, None).enforce()
    _may_draw(year, month, at)
    edition = plan.in_force(day_of(at))
    closed = drawable(year, month)
    frame = [Drawable(appeal.number, organ) for appeal, organ in closed]
    sample = Sample(
        year=year, month=month, edition_id=edition.id, state=SampleState.DRAWN, share=edition.limit("sample_share"),
        seed=seed, frame=[list(row) for row in frame], drawn_by=by.title, drawn_at=at, version=1,
    )  # fmt: skip
    try:
        with transaction.atomic():
            sample.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(f"{sample.label}刚刚已经抽取，请刷新页面查看") from error
    chosen = set(draw(frame, seed=seed, share=sample.share))
    told = {
        "month": sample.label, "share": f"{sample.share}%", "seed": seed, "frame": str(len(frame)),
        "drawn": str(len(chosen)),
    }  # fmt: skip
    _put_down(SAMPLES["draw"], SAMPLES.subject, sample, by, at, columns(sample), told)
    _list(sample, [pair for pair in closed if pair[0].number in chosen], by, at)
    return sample


@transaction.atomic
def reach(
    call: SampleCall,
    *,
    solved: bool,
    said: str,
    by: Actor,
    at: datetime,
    level: int | None = None,
    reasons: Sequence[str] = (),
    called_back: bool | None = None,
) -> SampleCall:
    """记录抽样回访: what the enterprise told the bureau; ``called_back`` is whether the department had called it."""
    if not said.strip():
        raise Refused("请照原话写明企业怎么说", clause=CLAUSE)
    if level is not None and level not in {int(one) for one in Level}:
        raise Refused("请在五档满意度里选一档", clause=CLAUSE)
    also: dict[str, object] = {
        "solved": solved, "level": level, "reasons": [Reason(one).value for one in dict.fromkeys(reasons)],
        "called_back": called_back, "said": clean_text(said), "done_by": by.title, "done_at": at,
    }  # fmt: skip
    _take("reach", call, by, at, also, {})
    told = {"solved": "已解决" if solved else "没有解决", "level": call.get_level_display() if level else ""}
    if called_back is not None:
        told["called_back"] = YES_NO[called_back]
    appeals.note(AFTERCARE, "sample", call.appeal, by=by, at=at, facts=facts(call.appeal), told=told)
    return call


@transaction.atomic
def call_in_vain(call: SampleCall, *, note: str, by: Actor, at: datetime) -> SampleCall:
    """记录未接通: who answers less is not who is less content, so each call is on the record."""
    if not note.strip():
        raise Refused("请写明什么时候拨打、怎么没有接通", clause=CLAUSE)
    return _take("call_in_vain", call, by, at, {"calls": call.calls + 1}, {"note": clean_text(note)})


@transaction.atomic
def give_up(call: SampleCall, *, note: str, by: Actor, at: datetime) -> SampleCall:
    """多次未接通: after three recorded calls; it counts as drawn and not reached, and nobody is put in its place."""
    also = {"done_by": by.title, "done_at": at, "said": clean_text(note)}
    return _take("give_up", call, by, at, also, {"note": clean_text(note)})


def _may_draw(year: int, month: int, at: datetime) -> None:
    if not 1 <= month <= 12 or not 2020 <= year <= 9990:
        raise Refused("没有这个月份，请重新选择", clause=CLAUSE)
    if date(year + month // 12, month % 12 + 1, 1) > day_of(at):
        raise Refused("这个月还没有过完，月底以后再抽取", clause=CLAUSE)
    if Sample.objects.filter(year=year, month=month).exists():
        raise Conflict(f"{year}年{month}月已经抽取过，一个月只抽一次，请到抽样回访里查看")


def _list(sample: Sample, chosen: Sequence[tuple[Appeal, str]], by: Actor, at: datetime) -> None:
    for appeal, _ in chosen:
        organ = appeal.lead_id or by.organ
        assert organ is not None  # a clerk of the bureau draws
        call = SampleCall(
            sample=sample, appeal=appeal, organ_id=organ, closed_at=appeal.closed_at or at,
            state=CallState.PENDING, version=1,
        )  # fmt: skip
        clocks = Clocks(call.subject)
        call.due_at = _start_clock(sample, clocks, at)
        call.save(force_insert=True)
        told = {"month": sample.label, "number": appeal.number}
        sets = columns(call) | clocks.save()
        _put_down(SAMPLE_CALLS["draw"], SAMPLE_CALLS.subject, call, by, at, sets, told)


def _start_clock(sample: Sample, clocks: Clocks, at: datetime) -> datetime:
    return clocks.start(
        Clock.SAMPLE_CALL,
        at=at,
        length=plan.edition(sample.edition_id).limit(Clock.SAMPLE_CALL),
        holder_role=Role.INTAKE,
        clause=CLAUSE,
        edition=sample.edition_id,
    ).due_at


def _take(
    name: str, call: SampleCall, by: Actor, at: datetime, also: dict[str, object], told: dict[str, str]
) -> SampleCall:
    """Moves the call, or nothing. Raises Refused, or Conflict when a colleague was faster."""
    move, clocks, wanted = SAMPLE_CALLS[name], Clocks.of(call.subject), dict(also)
    move.judge(by, call.standing, call_facts(call)).enforce()
    if move.target is not None:
        wanted |= {"state": move.target, "due_at": None}
    for kind in move.stops:
        clocks.stop(kind, at)
    rows = SampleCall.objects.filter(pk=call.pk, version=call.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise Conflict(f"这件抽样回访刚刚有变化，不能“{move.label}”，请刷新后再办")
    call.version += 1
    for column, value in wanted.items():
        setattr(call, column, value)
    _put_down(move, SAMPLE_CALLS.subject, call, by, at, wanted | clocks.save(), told)
    return call


def _put_down(
    move: Move,
    table: str,
    row: Sample | SampleCall,
    by: Actor,
    at: datetime,
    sets: dict[str, object],
    told: dict[str, str],
) -> None:
    facts = {key: value for key, value in told.items() if value}
    journal.record(row.subject, f"{table}.{move.records}", by=by, at=at, clause=move.clause, facts=facts, sets=sets)
