"""季度督查: a round is opened and draws its matters, is closed with a report, and leaders mark it read. 四(五)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.phrases import local
from qinqing.kernel.shaping import clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import papers
from qinqing.procedure.supervision.actions.finding import draw
from qinqing.procedure.supervision.models import Reading, Round
from qinqing.procedure.supervision.queries.drawing import last_round, matters
from qinqing.procedure.supervision.queries.facts import round_facts
from qinqing.procedure.supervision.queries.inspections import counted
from qinqing.procedure.supervision.queries.snapshots import columns, reading_sets
from qinqing.procedure.supervision.rules.inspection import Quarter, Result, tally
from qinqing.procedure.supervision.states import ROUNDS, RoundState
from qinqing.services.documents import actions as documents
from qinqing.services.journal import actions as journal

CLAUSE = "四(五)"


@transaction.atomic
def open_round(*, year: int, quarter: int, by: Actor, at: datetime) -> Round:
    """开展季度督查: draws every decided item in force in the quarter, appeals open for long, and what was carried.

    Raises Refused for a quarter that has not begun, or while the round before is not reported; Conflict for a quarter
    that has its round.
    """
    move = ROUNDS["open"]
    if by.role not in move.by:
        move.judge(by, RoundState.OPEN, None).enforce()
    when, edition = Quarter(year, quarter), plan.in_force(day_of(at))
    _may_begin(when, at)
    one = Round(
        year=year, quarter=quarter, edition_id=edition.id, state=RoundState.OPEN,
        due_on=when.due(edition.limit("inspection_report_day")), opened_by=by.title, opened_at=at, version=1,
    )  # fmt: skip
    try:
        with transaction.atomic():
            one.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(f"{when.label}的督查刚刚已经开展，请刷新页面查看") from error
    _record("open", one, by, at, columns(one), {"quarter": when.label})
    _draw(one, by, at)
    return one


@transaction.atomic
def draw_more(one: Round, *, by: Actor, at: datetime) -> Round:
    """补充抽取: what was decided, or has become old, since the round was opened."""
    _take("draw_more", one, by, at, {})
    drawn = _draw(one, by, at)
    _record("draw_more", one, by, at, {}, {"drawn": str(drawn)})
    return one


@transaction.atomic
def close_round(one: Round, *, conclusion: str, by: Actor, at: datetime) -> Round:
    """办结本轮并报告: the figures are frozen, the report is written, and lies before the mayor and the deputies."""
    if not conclusion.strip():
        raise Refused("请写明总体评价：落实得怎样、主要问题、下一步要求", clause=CLAUSE)
    figures = tally(counted(one))
    number = documents.paper_number("inspection", local(at).year)
    also = {
        "conclusion": clean_text(conclusion), "figures": figures, "number": number, "closed_by": by.title,
        "closed_at": at,
    }  # fmt: skip
    sets = _take("close", one, by, at, also)
    rows = [Reading(round=one, post_id=post.id) for role in (Role.MAYOR, Role.DEPUTY) for post in register.posts(role)]
    Reading.objects.bulk_create(rows)
    told = {"quarter": one.when.label} | {result.value: str(figures[result.value]) for result in Result}
    _record("close", one, by, at, sets | reading_sets(*rows), told)
    documents.write_paper(
        kind="inspection", subject=one.subject, content=papers.inspection(one), number=number,
        title=f"{one.when.label}督查报告", by=by, at=at,
    )  # fmt: skip
    return one


@transaction.atomic
def mark_round_read(one: Round, *, by: Actor, at: datetime, remark: str = "") -> Round:
    """圈阅: a leader has read the report."""
    _take("mark_read", one, by, at, {})
    row = one.readings.get(post=by.post)
    row.remark, row.read_by, row.read_at = clean_text(remark), by.title, at
    row.save(update_fields=("remark", "read_by", "read_at"))
    _record("mark_read", one, by, at, reading_sets(row), {"remark": row.remark})
    return one


def _may_begin(when: Quarter, at: datetime) -> None:
    if not 1 <= when.number <= 4 or not 2020 <= when.year <= 9990 or when.first > day_of(at):
        raise Refused("这个季度还没有到，请选已经开始的季度", clause=CLAUSE)
    former = last_round(when)
    if former and former.standing is RoundState.OPEN:
        raise Refused(f"{former.when.label}的督查还没有办结，请先办结并报告，再开展新的一轮", clause=CLAUSE)
    if Round.objects.filter(year=when.year, quarter=when.number).exists():
        raise Conflict(f"{when.label}的督查已经开展，请到督查列表里查看")
    if last_round(Quarter(9999, 4)) != former:
        raise Refused("后面的季度已经开展督查，不能补开更早的一轮", clause=CLAUSE)


def _draw(one: Round, by: Actor, at: datetime) -> int:
    known = set(one.findings.values_list("item_id", "appeal_id"))
    limits = plan.edition(one.edition_id).limits
    found = matters(one.when, limits, today=day_of(at))
    fresh = [matter for matter in found if matter.key not in known]
    draw(one, fresh, by=by, at=at)
    return len(fresh)


def _take(name: str, one: Round, by: Actor, at: datetime, also: dict[str, object]) -> dict[str, object]:
    """Moves the round, or nothing; returns what it set. Raises Refused, or Conflict when a colleague was faster."""
    move = ROUNDS[name]
    move.judge(by, one.standing, round_facts(one)).enforce()
    wanted = dict(also)
    if move.target is not None:
        wanted["state"] = move.target
    rows = Round.objects.filter(pk=one.pk, version=one.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise Conflict(f"本轮督查刚刚有变化，不能“{move.label}”，请刷新后再办")
    one.version += 1
    for column, value in wanted.items():
        setattr(one, column, value)
    return wanted


def _record(name: str, one: Round, by: Actor, at: datetime, sets: dict[str, object], told: dict[str, str]) -> None:
    move = ROUNDS[name]
    facts = {key: value for key, value in told.items() if value}
    journal.record(
        one.subject, f"{ROUNDS.subject}.{move.records}", by=by, at=at, clause=move.clause, facts=facts, sets=sets
    )
