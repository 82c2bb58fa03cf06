"""What a joint meeting says of an appeal: it stays where it stands, and the record tells what the departments agreed. 五(三).

The chapter of reception days calls these; it keeps the meeting, its agenda and the items.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.actions.step import take
from qinqing.procedure.appeals.models import Appeal


@transaction.atomic
def bring_to_meeting(appeal: Appeal, *, meeting: str, by: Actor, at: datetime) -> Appeal:
    """提交联席会议: what one department cannot solve alone, ripe or not, is brought before all it concerns, 五(三)."""
    return take("bring_to_meeting", appeal, by=by, at=at).record(meeting=meeting)


@transaction.atomic
def note_meeting(
    appeal: Appeal,
    *,
    meeting: str,
    result: str,
    by: Actor,
    at: datetime,
    opinion: str = "",
    reason: str = "",
    items: Sequence[str] = (),
) -> Appeal:
    """记入联席会议情况: what it came to; or, with a ``reason``, that it was taken off, or a result taken back, 五(三)."""
    also: dict[str, object] = {"decided": True} if items else {}
    step = take("note_meeting", appeal, by=by, at=at, also=also)
    return step.record(meeting=meeting, result=result, opinion=opinion, items=list(items), reason=reason)
