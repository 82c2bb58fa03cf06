"""Joint meetings of the demo: one held this morning, whose minutes wait to be adopted, and one called for next week. 五(三)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from qinqing.doors.operations.county.cast import Cast
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.states import State
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions.rules.kinds import NewItem
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.procedure.receptions.rules.kinds import HeardOutcome, Presence, Present
from qinqing.services.calendar import queries as calendar

PLACE = "县人民政府三楼小会议室"
HELD, CALLED, NOTICE_DAYS = 2, 3, 6
URGENT = "两件诉求都卡在几个部门的衔接上，与部门商定当天会商"
AGREED = "各部门同意并联办理，由牵头部门统一收件，三天内互相书面反馈意见。"
DIVIDED = "牵头部门出总体方案，配合部门各自办理本部门手续，下周汇总。"


def meet(cast: Cast, *, now: datetime) -> None:
    """Both within the last hour before now; nothing where too little waits with the office."""
    waiting = appeals.in_states(cast.office, State.CONSULTING, State.AT_OFFICE, State.RIPE)
    open_ones = [appeals.fetch(cast.office, row.code) for row in waiting if row.lead_id]
    if len(open_ones) > HELD:
        _held(cast, open_ones[:HELD], now - timedelta(minutes=55))
        _called(cast, open_ones[HELD : HELD + CALLED], now - timedelta(minutes=10))


def _held(cast: Cast, chosen: Sequence[Appeal], at: datetime) -> None:
    today = day_of(at)
    meeting = _call(cast, chosen, today, at, reason=URGENT)
    told = {"by": cast.intake, "at": at + timedelta(minutes=30)}
    first, second = chosen
    entry = days.entry(cast.intake, meeting.code, first.code)
    receptions.record_outcome(entry, outcome=HeardOutcome.AGREED, opinion=AGREED, **told)
    item = NewItem("拟定并联办理总体方案", "方案经有关部门书面会签", second.lead_id, today + timedelta(days=21))
    entry = days.entry(cast.intake, meeting.code, second.code)
    decisions.decide_at_hearing(entry, opinion=DIVIDED, items=[item], **told)
    organs = days.departments(days.fetch(cast.intake, meeting.code))
    came = [Present(organ, Presence.LEADER, cast.head_of(organ)) for organ in organs]
    receptions.record_attendance(days.fetch(cast.intake, meeting.code), came, **told)
    decisions.close_day(days.fetch(cast.intake, meeting.code), **told)
    decisions.draft_minutes(days.fetch(cast.intake, meeting.code), by=cast.intake, at=at + timedelta(minutes=40))


def _called(cast: Cast, chosen: Sequence[Appeal], at: datetime) -> None:
    meeting = _call(cast, chosen, calendar.current().add(day_of(at), NOTICE_DAYS), at)
    receptions.issue_notice(days.fetch(cast.office, meeting.code), by=cast.office, at=at + timedelta(minutes=2))


def _call(cast: Cast, chosen: Sequence[Appeal], on: date, at: datetime, *, reason: str = "") -> days.ReceptionDay:
    return receptions.call_meeting(
        date=on,
        starts_at=time(8, 30),
        ends_at=time(10),
        place=PLACE,
        departments=sorted({appeal.lead_id for appeal in chosen if appeal.lead_id}),
        agenda=chosen,
        reason=reason,
        by=cast.office,
        at=at,
    )
