"""走访: planned, made, written down, put off; what is heard is noted with it. 五(四)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import full_day_zh, full_moment_zh
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.outreach.actions.counting import ask_recount
from qinqing.procedure.outreach.actions.finding import note_all
from qinqing.procedure.outreach.actions.step import CLAUSE, enter, need, take
from qinqing.procedure.outreach.models import Visit
from qinqing.procedure.outreach.queries.facts import visit_facts
from qinqing.procedure.outreach.rules.facts import Heard
from qinqing.procedure.outreach.states import VISITS

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise


@transaction.atomic
def plan_visit(
    enterprise: "Enterprise", *, on: date, visitors: str, purpose: str = "", by: Actor, at: datetime
) -> Visit:
    """计划走访: a day not past, and who goes; the enterprise is told. Raises Refused."""
    need(visitors, "请写明由谁走访")
    if on < day_of(at):
        raise Refused("计划的日期已经过去，请另选日期；已经去过的请用“补记走访”", clause=CLAUSE)
    visit = _new(enterprise, on, visitors, purpose, by, at)
    told = {"enterprise": enterprise.name, "on": full_day_zh(on), "visitors": visit.visitors, "purpose": visit.purpose}
    return enter(VISITS, "plan", visit, visit_facts(visit), by=by, at=at, told=told)


@transaction.atomic
def reschedule_visit(visit: Visit, *, on: date, reason: str, by: Actor, at: datetime) -> Visit:
    """改期: another day, not past, and why. Raises Refused."""
    need(reason, "请写明改期的原因")
    if on < day_of(at) or on == visit.on:
        raise Refused("请另选一个今天或以后的日期", clause=CLAUSE)
    told = {"before": full_day_zh(visit.on), "on": full_day_zh(on), "reason": clean_text(reason)}
    return take(VISITS, "reschedule", visit, visit_facts(visit), by=by, at=at, also={"on": on}, told=told)


@transaction.atomic
def cancel_visit(visit: Visit, *, reason: str, by: Actor, at: datetime) -> Visit:
    """取消走访, and why."""
    need(reason, "请写明取消的原因")
    also = {"reason": clean_text(reason)}
    return take(VISITS, "cancel", visit, visit_facts(visit), by=by, at=at, also=also, told=also)


@transaction.atomic
def record_visit(
    visit: Visit,
    *,
    visited_at: datetime,
    met: str,
    summary: str,
    visitors: str = "",
    findings: Sequence[Heard] = (),
    by: Actor,
    at: datetime,
) -> Visit:
    """记录走访: when, whom they met, what they saw; each difficulty is noted by itself. Raises Refused."""
    also = _made(visited_at, met, summary, by, at) | {"visitors": clean_line(visitors) or visit.visitors}
    ask_recount([visit.enterprise_id])
    take(VISITS, "record", visit, visit_facts(visit), by=by, at=at, also=also, told=_said(also, findings))
    note_all(visit, findings, by=by, at=at)
    return visit


@transaction.atomic
def write_down_visit(
    enterprise: "Enterprise",
    *,
    visited_at: datetime,
    visitors: str,
    met: str,
    summary: str,
    findings: Sequence[Heard] = (),
    by: Actor,
    at: datetime,
) -> Visit:
    """补记走访: nobody had planned it. Raises Refused."""
    need(visitors, "请写明由谁走访")
    made = _made(visited_at, met, summary, by, at)
    visit = _new(enterprise, day_of(visited_at), visitors, "", by, at)
    for column, value in made.items():
        setattr(visit, column, value)
    told = {"enterprise": enterprise.name, "visitors": visit.visitors} | _said(made, findings)
    ask_recount([enterprise.pk])
    enter(VISITS, "write_down", visit, visit_facts(visit), by=by, at=at, told=told)
    note_all(visit, findings, by=by, at=at)
    return visit


def _new(enterprise: "Enterprise", on: date, visitors: str, purpose: str, by: Actor, at: datetime) -> Visit:
    if enterprise.unnamed:
        raise Refused("未具名企业没有可去的地方，请先核实是哪家企业", clause=CLAUSE)
    return Visit(
        enterprise=enterprise, organ_id=by.organ or 0, on=on, visitors=clean_line(visitors), purpose=clean_text(purpose),
        entered_by=by.title, entered_at=at,
    )  # fmt: skip


def _made(visited_at: datetime, met: str, summary: str, by: Actor, at: datetime) -> dict[str, Any]:
    need(summary, "请写明走访的情况，一两句也可以")
    if visited_at > at:
        raise Refused("走访时间不能晚于现在，请核对", clause=CLAUSE)
    return {
        "visited_at": visited_at, "on": day_of(visited_at), "met": clean_line(met), "summary": clean_text(summary),
        "recorded_by": by.title, "recorded_at": at,
    }  # fmt: skip


def _said(made: dict[str, Any], findings: Sequence[Heard]) -> dict[str, object]:
    told = {"on": full_moment_zh(made["visited_at"]), "met": made["met"], "summary": made["summary"]}
    return told | {"findings": f"{len(findings)}条" if findings else "没有提出"}
