"""What a round draws: decided items in force in the quarter, appeals open for long, and what the last round left. 四(五)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.kinds import Result as AppealResult
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.decisions.states import State as ItemState
from qinqing.procedure.plan.rules import Limits
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.models import Finding, Round
from qinqing.procedure.supervision.rules.inspection import MatterKind, Quarter, Result
from qinqing.services.calendar import queries as calendar

GONE = frozenset({AppealResult.WITHDRAWN, AppealResult.MERGED})
Key = tuple[int | None, int]


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to look at, and what the last round found of it."""

    appeal: appeals.Appeal
    item: decisions.DecidedItem | None = None
    former: Finding | None = None

    @property
    def kind(self) -> MatterKind:
        """A decided item, or an appeal that is open for long."""
        return MatterKind.ITEM if self.item else MatterKind.APPEAL

    @property
    def key(self) -> Key:
        """What no round looks at twice."""
        return (self.item.pk if self.item else None, self.appeal.pk)

    @property
    def number(self) -> str:
        """Its official number."""
        return self.item.number if self.item else self.appeal.number

    @property
    def standing(self) -> str:
        """Where it stands, in words."""
        return self.item.standing.label if self.item else self.appeal.standing.label

    @property
    def organ(self) -> int | None:
        """Who answers for it: the department that leads, the bureau where none does yet."""
        lead = self.item.lead_id if self.item else self.appeal.lead_id
        bureau = register.bureau()
        return lead or (bureau.id if bureau else None)


def last_round(quarter: Quarter) -> Round | None:
    """The newest round before a quarter."""
    earlier = Round.objects.filter(year__lt=quarter.year) | Round.objects.filter(
        year=quarter.year, quarter__lt=quarter.number
    )
    return earlier.order_by("-year", "-quarter").first()


def matters(quarter: Quarter, limits: Limits, *, today: date) -> list[Matter]:
    """Everything the quarter's round looks at, decided items first; each once, with what was found of it before."""
    formers = _formers(quarter)
    items = decisions.to_inspect(quarter.first, quarter.last)
    decided = {item.appeal_id for item in items}
    until = min(quarter.last, today)
    old = [one for one in _old_appeals(until, limits.limit("inspection_appeal_days")) if one.pk not in decided]
    found = [
        *(Matter(item.appeal, item, formers.pop((item.pk, item.appeal_id), None)) for item in items),
        *(Matter(appeal, None, formers.pop((None, appeal.pk), None)) for appeal in old),
    ]
    return [*found, *_carried(formers.values())]


def _formers(quarter: Quarter) -> dict[Key, Finding]:
    """What the last round found of each matter and did not see implemented."""
    last = last_round(quarter)
    rows = Finding.objects.filter(round=last).exclude(result=Result.IMPLEMENTED) if last else Finding.objects.none()
    return {(row.item_id, row.appeal_id): row for row in rows.select_related("item__appeal", "appeal").order_by("pk")}


def _carried(formers: Iterable[Finding]) -> Iterator[Matter]:
    """What is settled since, so that the report tells how it ended; not what was withdrawn."""
    for former in formers:
        cancelled = former.item is not None and former.item.standing is ItemState.CANCELLED
        if not cancelled and former.appeal.result not in GONE:
            yield Matter(former.appeal, former.item, former)


def _old_appeals(until: date, longest: int) -> Iterator[appeals.Appeal]:
    """Open appeals whose working days up to that day are more than the Plan's number."""
    days = calendar.current()
    for appeal in appeals.open_since(end_of(until - timedelta(days=longest))):
        received = max(day_of(appeal.received_at), days.first)
        if days.between(received, until) > longest:
            yield appeal
