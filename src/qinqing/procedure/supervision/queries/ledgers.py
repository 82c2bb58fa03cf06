"""督办单台账、评价台账、回访台账: what was urged, said and asked after closing, as each reader may know it. 四(五), 五(四)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor, Role
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.decisions.rules.clocks import Clock as ItemClock
from qinqing.procedure.receptions.rules.clocks import Clock as DayClock
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.models import Evaluation, FollowUp
from qinqing.procedure.supervision.queries.urgings import hides_from, wanted_urgings
from qinqing.procedure.supervision.rules.kinds import Reason
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.ledgers import Column, Kind, Ledger, Row

CHUNK = 1000
LIMITS = {kind.value: kind.label for kinds in (Clock, DayClock, ItemClock) for kind in kinds}
REASONS = {reason.value: reason.label for reason in Reason}
YES_NO = {True: "是", False: "否", None: ""}
URGINGS = Ledger(
    "urgings",
    "督办单台账",
    (
        Column("编号", 16), Column("责任部门", 22), Column("超期的时限", 18), Column("到期日", 12, Kind.DATE),
        Column("状态", 14), Column("督办要求", 50), Column("情况说明", 50), Column("提请", 17, Kind.DATETIME),
        Column("签发人", 18), Column("签发", 17, Kind.DATETIME), Column("答复期限", 17, Kind.DATETIME),
        Column("答复人", 18), Column("答复", 17, Kind.DATETIME), Column("了结人", 18), Column("了结", 17, Kind.DATETIME),
        Column("诉求编号", 18), Column("诉求", 36),
    ),
    BUREAU | DEPARTMENT | {Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR},
)  # fmt: skip
EVALUATIONS = Ledger(
    "evaluations",
    "评价台账",
    (
        Column("诉求编号", 18), Column("诉求", 36), Column("企业", 30), Column("责任部门", 22),
        Column("办结", 17, Kind.DATETIME), Column("评价时间", 17, Kind.DATETIME), Column("是否解决", 10),
        Column("满意程度", 12), Column("不满意的原因", 26), Column("企业的话", 50),
        Column("整改", 12), Column("整改情况", 50), Column("整改完成", 17, Kind.DATETIME),
    ),
    BUREAU | DEPARTMENT,
)  # fmt: skip
FOLLOW_UPS = Ledger(
    "follow-ups",
    "回访台账",
    (
        Column("诉求编号", 18), Column("诉求", 36), Column("企业", 30), Column("回访", 18), Column("部门", 22),
        Column("回访时间", 17, Kind.DATETIME), Column("是否接通", 10), Column("是否解决", 10), Column("满意程度", 12),
        Column("企业的话", 50), Column("回访人", 20),
    ),
    BUREAU | DEPARTMENT,
)  # fmt: skip


def urging_rows(actor: Actor, *, state: str = "") -> Iterator[Row]:
    """The rows of ``URGINGS``, newest first."""
    rows = wanted_urgings(actor, state=state).defer("appeal__text")
    for row, organ in _read(rows):
        hidden, appeal = hides_from(row, actor), row.appeal
        title, demand, answer = (
            appeals.mask(appeal, text) if hidden else text for text in (appeal.title, row.demand, row.answer)
        )
        yield (
            row.number, organ, LIMITS.get(row.limit, row.limit), row.missed_on,
            row.standing.label, demand, answer, row.proposed_at,
            row.issued_by, row.issued_at, row.due_at,
            row.answered_by, row.answered_at, row.ended_by, row.ended_at,
            appeal.number, title,
        )  # fmt: skip


def evaluation_rows(actor: Actor) -> Iterator[Row]:
    """The rows of ``EVALUATIONS``, newest first: those of the appeals the actor may see."""
    rows = _visible(Evaluation.objects.select_related("appeal", "correction"), actor)
    for row, organ in _read(rows):
        correction, words = getattr(row, "correction", None), _Words(row.appeal, actor)
        yield (
            *words(), organ, row.closed_at, row.at, YES_NO[row.solved],
            row.get_level_display(), "、".join(REASONS.get(one, one) for one in row.reasons), words.said(row.comment),
            *((correction.standing.label, words.said(correction.text), correction.done_at) if correction else (None,) * 3),
        )  # fmt: skip


def follow_up_rows(actor: Actor) -> Iterator[Row]:
    """The rows of ``FOLLOW_UPS``, newest first: the calls about appeals the actor may see."""
    for row, organ in _read(_visible(FollowUp.objects.select_related("appeal"), actor)):
        words = _Words(row.appeal, actor)
        yield (
            *words(), row.get_caller_display(), organ, row.at, YES_NO[row.reached], YES_NO[row.solved],
            row.get_level_display() if row.level else "", words.said(row.said), row.done_by,
        )  # fmt: skip


class _Words:
    """An appeal as a reader of a ledger may know it."""

    def __init__(self, appeal: appeals.Appeal, actor: Actor) -> None:
        self.appeal, self.hidden = appeal, appeals.hides_identity(appeal, actor)

    def __call__(self) -> tuple[str, str, str]:
        enterprise = appeals.HIDDEN if self.hidden else self.appeal.enterprise_name
        return self.appeal.number, self.said(self.appeal.title), enterprise

    def said(self, text: str) -> str:
        """What somebody wrote, without the name where that is hidden."""
        return appeals.mask(self.appeal, text) if self.hidden else text


def _visible(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    return rows.filter(appeal__in=appeals.Appeal.objects.visible_to(actor).values("pk")).defer("appeal__text")


def _read(rows: QuerySet[Any]) -> Iterator[tuple[Any, str]]:
    """Each row with its organ's name."""
    for chunk in documents.in_chunks(rows, CHUNK):
        names = register.organ_names()
        yield from ((row, names.get(row.organ_id or 0, "")) for row in chunk)
