"""The words a decided item is described in."""

from dataclasses import dataclass
from datetime import date

from qinqing.kernel.labels import Labelled


class ShareKind(Labelled):
    """Why a department sees a decided item."""

    LEAD = "lead", "牵头"
    ASSISTING = "assisting", "配合"
    COPIED = "copied", "抄送"


class CirculationState(Labelled):
    """What a leader did with a report, 四(四)."""

    WAITING = "waiting", "待圈阅"
    READ = "read", "已圈阅"
    SENT_BACK = "sent_back", "已退回"
    LAPSED = "lapsed", "报告已退回，不再圈阅"


@dataclass(frozen=True, slots=True)
class NewItem:
    """A decided item as it is told: what, how one sees that it is done, who leads and assists (organ ids), by when."""

    text: str
    criterion: str
    lead: int | None
    due_on: date | None
    assisting: tuple[int, ...] = ()
