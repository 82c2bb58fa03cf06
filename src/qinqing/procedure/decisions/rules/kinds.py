"""The words a decided item is described in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qinqing.kernel.labels import Labelled


class ShareKind(Labelled):
    """Why a department sees a decided item."""

    LEAD = "lead", "牵头"
    ASSISTING = "assisting", "配合"
    COPIED = "copied", "抄送"
    FORMER = "former", "原牵头"


class CirculationState(Labelled):
    """What a leader did with a report, 四(四)."""

    WAITING = "waiting", "待圈阅"
    READ = "read", "已圈阅"
    SENT_BACK = "sent_back", "已退回"
    LAPSED = "lapsed", "报告已退回，不再圈阅"


class MilestoneState(Labelled):
    """How far one dated step is."""

    PLANNED = "planned", "未完成"
    DONE = "done", "已完成"
    DROPPED = "dropped", "已取消"


@dataclass(frozen=True, slots=True)
class NewItem:
    """A decided item as it is told: what, how one sees that it is done, who leads and assists (organ ids), by when.

    With an ``amount`` (yuan) it is 资金兑现: it counts as done only when the enterprise has received the money.
    """

    text: str
    criterion: str
    lead: int | None
    due_on: date | None
    assisting: tuple[int, ...] = ()
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """A dated step as the lead department plans it: what, by when, shown by which proof."""

    text: str
    due_on: date | None
    proof: str = ""
