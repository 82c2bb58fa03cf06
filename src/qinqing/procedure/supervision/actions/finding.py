"""督查结论: what was found of one matter, and how what was not done is put right within a limit. 四(五)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.phrases import day_zh
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.plan.rules import SETTINGS
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.actions.urging import propose
from qinqing.procedure.supervision.models import Finding, Round, Urging
from qinqing.procedure.supervision.queries.chased import chased
from qinqing.procedure.supervision.queries.drawing import Matter
from qinqing.procedure.supervision.queries.facts import answering_role, finding_facts, heir, missed_limit
from qinqing.procedure.supervision.queries.snapshots import columns
from qinqing.procedure.supervision.rules.clocks import Clock
from qinqing.procedure.supervision.rules.inspection import Result
from qinqing.procedure.supervision.states import FINDINGS, FindingState
from qinqing.services.calendar.actions import Clocks
from qinqing.services.documents import actions as documents
from qinqing.services.journal import actions as journal

CLAUSE = "四(五)"
NOTHING_FOUND: dict[str, object] = {
    "result": "", "words": "", "visit_on": None, "visit_place": "", "visit_met": "", "found_by": "", "found_at": None,
    "rectify_days": None, "due_from": None, "due_at": None, "answer": "", "answered_by": "", "answered_at": None,
}  # fmt: skip


def draw(one: Round, matters: Sequence[Matter], *, by: Actor, at: datetime) -> None:
    """列入督查, in the caller's transaction: a matter of an abolished department goes to whoever took over from it."""
    for matter in matters:
        if matter.organ is None:
            continue
        organ = heir(matter.organ)
        finding = Finding(
            round=one, kind=matter.kind, number=matter.number, item=matter.item, appeal=matter.appeal, organ_id=organ,
            former_organ_id=matter.organ if organ != matter.organ else None, edition_id=one.edition_id,
            former=matter.former, standing_then=matter.standing, state=FindingState.PENDING, version=1,
        )  # fmt: skip
        finding.save(force_insert=True)
        told = {"quarter": one.when.label, "matter": f"{matter.kind.label} {matter.number}"}
        if matter.former:
            told["former"] = Result(matter.former.result).label
        _record("draw", finding, by, at, columns(finding), told)


@transaction.atomic
def find(
    finding: Finding,
    *,
    result: str,
    words: str,
    by: Actor,
    at: datetime,
    visit_on: date | None = None,
    visit_place: str = "",
    visit_met: str = "",
    files: Iterable[Any] = (),
) -> Finding:
    """记录督查结论: implemented or in progress, in words, with evidence and a visit where there was one.

    Raises Refused for 未落实, which asks for rectification, and for a visit that is not past.
    """
    if Result(result) is Result.NOT_IMPLEMENTED:
        raise Refused("未落实的请用“认定未落实，限期整改”，写明整改要求和时限", clause=CLAUSE)
    also = _found(result, words, visit_on, visit_place, visit_met, by, at)
    return _take("find", finding, by=by, at=at, also=also, told=_told(also), files=files)


@transaction.atomic
def find_wanting(
    finding: Finding,
    *,
    words: str,
    days: int,
    by: Actor,
    at: datetime,
    visit_on: date | None = None,
    visit_place: str = "",
    visit_met: str = "",
    files: Iterable[Any] = (),
) -> Finding:
    """认定未落实: what is missing, and by how many working days it is put right. The department is told at once."""
    setting = SETTINGS["rectification"]
    if not setting.least <= days <= setting.most:
        raise Refused(f"整改时限须在 {setting.least} 到 {setting.most} 个工作日之间", clause=CLAUSE)
    also = _found(Result.NOT_IMPLEMENTED, words, visit_on, visit_place, visit_met, by, at) | {"rectify_days": days}
    return _take("find_wanting", finding, by=by, at=at, also=also, told=_told(also), files=files)


@transaction.atomic
def take_finding_back(finding: Finding, *, reason: str, by: Actor, at: datetime) -> Finding:
    """撤回结论: it was wrong; before the round is reported. The limit to put it right runs no more, and counts for nothing.

    What was found and answered stays on the record; the matter waits to be looked at again.
    """
    _need(reason, "请写明结论错在哪里、为什么撤回")
    told = {"result": Result(finding.result).label if finding.result else "", "reason": clean_text(reason)}
    return _take("take_back", finding, by=by, at=at, also=NOTHING_FOUND, told=told)


@transaction.atomic
def rectify(finding: Finding, *, account: str, by: Actor, at: datetime, files: Iterable[Any] = ()) -> Finding:
    """报送整改情况: in writing, by whoever answers for the matter."""
    _need(account, "请写明整改了什么、结果怎样，没有整改到位的写明原因和完成时间")
    also: dict[str, object] = {
        "answer": clean_text(account), "answered_by": by.title, "answered_at": at, "due_at": None, "due_from": None,
    }  # fmt: skip
    return _take("rectify", finding, by=by, at=at, also=also, told={"account": account}, files=files)


@transaction.atomic
def accept_rectification(finding: Finding, *, by: Actor, at: datetime, note: str = "") -> Finding:
    """认可整改: the inspectorate has examined it and is content."""
    also = {"ended_by": by.title, "ended_at": at}
    return _take("accept", finding, by=by, at=at, also=also, told={"note": note})


@transaction.atomic
def send_rectification_back(finding: Finding, *, reason: str, by: Actor, at: datetime) -> Finding:
    """退回重新整改: it does not do; the limit starts anew."""
    _need(reason, "请写明哪里没有整改到位")
    also: dict[str, object] = {"answered_by": "", "answered_at": None}
    return _take("send_back", finding, by=by, at=at, also=also, told={"reason": reason})


@transaction.atomic
def urge_finding(finding: Finding, *, by: Actor, at: datetime) -> Urging:
    """拟发督办单 about the limit that was missed; one that was proposed before is the one to issue."""
    clock = missed_limit(finding, at)
    facts = {"limit": chased([clock.subject])[clock.subject].limit(clock)} if clock else {}
    _take("urge", finding, by=by, at=at, also={}, told=facts)
    assert clock is not None  # refused before without one
    about = chased([clock.subject])[clock.subject]
    urging = propose(clock, about, at=at) or Urging.objects.filter(clock=clock.pk).first()
    if urging is None:
        raise Refused("这个时限没有可以督办的单位，请直接联系承办岗位", clause=CLAUSE)
    return urging


@transaction.atomic
def hand_finding_over(finding: Finding, *, lead: int, reason: str, by: Actor, at: datetime) -> Finding:
    """改由承办: a department was abolished; what was found goes to the one that took over, with the days it has left."""
    _need(reason, "请写明撤并和职能划转情况")
    if lead == finding.organ_id or not register.is_assignable(lead):
        raise Refused("请选一个现有的部门承接", clause=CLAUSE)
    also = {"organ_id": lead, "former_organ_id": finding.former_organ_id or finding.organ_id}
    told = {"lead": register.organ_names().get(lead, ""), "reason": reason}
    return _take("hand_over", finding, by=by, at=at, also=also, told=told, heir_of=finding.organ_id)


def _found(
    result: str, words: str, visit_on: date | None, place: str, met: str, by: Actor, at: datetime
) -> dict[str, object]:
    _need(words, "请写明查了什么、看到什么，凭什么得出这个结论")
    if visit_on and visit_on > day_of(at):
        raise Refused("实地督查的日期还没有到，请填已经去过的日期", clause=CLAUSE)
    if (place.strip() or met.strip()) and not visit_on:
        raise Refused("填了地点或见到的人，请一并填实地督查的日期", clause=CLAUSE)
    return {
        "result": Result(result), "words": clean_text(words), "visit_on": visit_on,
        "visit_place": clean_line(place), "visit_met": clean_line(met), "found_by": by.title, "found_at": at,
    }  # fmt: skip


def _told(also: dict[str, object]) -> dict[str, object]:
    on = also["visit_on"]
    visit = (day_zh(on) if isinstance(on, date) else "", str(also["visit_place"]), str(also["visit_met"]))
    return {
        "result": Result(str(also["result"])).label,
        "words": also["words"],
        "visit": "，".join(part for part in visit if part),
    }


def _take(
    name: str,
    finding: Finding,
    *,
    by: Actor,
    at: datetime,
    also: Mapping[str, object],
    told: Mapping[str, object],
    files: Iterable[Any] = (),
    heir_of: int | None = None,
) -> Finding:
    """Moves the finding and its clock, or nothing. Raises Refused, or Conflict when a colleague was faster."""
    move, clocks, wanted = FINDINGS[name], Clocks.of(finding.subject), dict(also)
    move.judge(by, finding.standing, finding_facts(finding, at)).enforce()
    if move.target is not None:
        wanted["state"] = move.target
    for kind in move.stops:
        clocks.stop(kind, at)
    if move.target == FindingState.PENDING:
        clocks.void(Clock.RECTIFICATION, at)
    if move.starts:
        wanted |= _start_clock(finding, clocks, int(str(wanted.get("rectify_days") or finding.rectify_days)), at)
    if heir_of is not None:
        clocks.hand_over(heir_of, int(str(wanted["organ_id"])))
    rows = Finding.objects.filter(pk=finding.pk, version=finding.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise Conflict(f"这件督查刚刚有变化，不能“{move.label}”，请刷新后再办")
    finding.version += 1
    for column, value in wanted.items():
        setattr(finding, column, value)
    kept = [documents.attach(finding.subject, file=file, name=file.name, by=by, at=at) for file in files]
    said = {**told, "files": [f"{one.name}（SHA-256 {one.sha256[:16]}）" for one in kept]}
    _record(name, finding, by, at, wanted | clocks.save(), said)
    return finding


def _start_clock(finding: Finding, clocks: Clocks, days: int, at: datetime) -> dict[str, object]:
    organ = heir(finding.organ_id)
    role = answering_role(organ)
    clock = clocks.start(
        Clock.RECTIFICATION,
        at=at,
        length=days,
        holder_role=role,
        holder_organ=organ if role in DEPARTMENT else None,
        clause=CLAUSE,
        edition=finding.edition_id,
    )
    return {"due_at": clock.due_at, "due_from": clock.started_at}


def _need(text: str, reason: str) -> None:
    if not text.strip():
        raise Refused(reason, clause=CLAUSE)


def _record(
    name: str, finding: Finding, by: Actor, at: datetime, sets: dict[str, object], told: dict[str, Any]
) -> None:
    move = FINDINGS[name]
    journal.record(
        finding.subject,
        f"{FINDINGS.subject}.{move.records}",
        by=by,
        at=at,
        clause=move.clause,
        facts={key: value for key, value in told.items() if value},
        sets=sets,
    )
