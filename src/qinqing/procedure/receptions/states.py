"""A reception day as one table: who plans it, who writes down what was said, and when it is over."""

from qinqing.kernel.actors import DEPARTMENT, LEADERS, Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.moves import Moves, move
from qinqing.procedure.receptions.rules import dossiers as d
from qinqing.procedure.receptions.rules import guards as g
from qinqing.procedure.receptions.rules import minutes_guards as m
from qinqing.procedure.receptions.rules import slots as t
from qinqing.procedure.receptions.rules.clocks import Clock as K
from qinqing.procedure.receptions.rules.dossiers import CURRENT, OWED, DossierState
from qinqing.procedure.receptions.rules.slots import LISTED, LIVE, SlotState


class State(Labelled):
    """Where a reception day stands."""

    PLANNED = "planned", "已安排"
    HELD = "held", "已举行"
    CANCELLED = "cancelled", "已取消"


S, R = State, Role
PLANNERS = frozenset({R.OFFICE})
NOTE_TAKERS = frozenset({R.OFFICE, R.INTAKE})
RECORDERS = NOTE_TAKERS | {R.DEPUTY, R.MAYOR}

MOVES = Moves(
    "receptions.day",
    State,
    (
        move(
            "plan",
            "安排接待日",
            on=(),
            to=S.PLANNED,
            by=PLANNERS,
            under="二(一)",
            records="planned",
            starts=(K.NOTICE,),
        ),
        move(
            "call_meeting",
            "召集联席会议",
            on=(),
            to=S.PLANNED,
            by=PLANNERS,
            under="五(三)",
            records="meeting_called",
            starts=(K.NOTICE,),
        ),
        move("amend", "调整接待日", on={S.PLANNED}, to=None, by=PLANNERS, under="二(一)", records="amended"),
        move(
            "put_on_agenda", "列入诉求", on={S.PLANNED}, to=None, by=PLANNERS, under="四(一)2", records="put_on_agenda"
        ),
        move("take_off", "移出诉求", on={S.PLANNED}, to=None, by=PLANNERS, under="二(一)", records="taken_off"),
        move("reorder", "调整议程顺序", on={S.PLANNED}, to=None, by=PLANNERS, under="二(一)", records="reordered"),
        move(
            "call_departments",
            "通知到会部门",
            on={S.PLANNED},
            to=None,
            by=PLANNERS,
            under="二(四)",
            records="departments_called",
        ),
        move(
            "issue_notice",
            "发出活动通知",
            on={S.PLANNED},
            to=None,
            by=PLANNERS,
            under="二(一)",
            records="notice_issued",
            guards=(g.not_yet_notified, g.somebody_is_concerned),
            stops=(K.NOTICE,),
            paper="notice",
        ),
        move(
            "write_sheet", "修改接待材料",
            on={S.PLANNED}, to=None, by=NOTE_TAKERS, under="四(一)2", records="sheet_written",
        ),
        move(
            "issue_dossier",
            "印发接待材料",
            on={S.PLANNED},
            to=None,
            by=PLANNERS,
            under="四(一)2",
            records="dossier_issued",
            guards=(g.something_is_still_heard, g.parts_are_asked),
            paper="dossier",
        ),
        move(
            "record_attendance", "登记到会",
            on={S.PLANNED}, to=None, by=NOTE_TAKERS, under="五(二)", records="attendance_recorded", guards=(g.day_has_come,),
        ),
        move(
            "record_guest", "登记企业到会",
            on={S.PLANNED}, to=None, by=NOTE_TAKERS, under="二(三)", records="guest_recorded", guards=(g.day_has_come, g.enterprises_are_asked),
        ),
        move(
            "record_outcome",
            "记录接谈结果",
            on={S.PLANNED},
            to=None,
            by=RECORDERS,
            under="四(二)",
            records="outcome_recorded",
            guards=(g.day_has_come, g.hosts_this_day),
        ),
        move(
            "record_decision",
            "记录研究决定",
            on={S.PLANNED},
            to=None,
            by=RECORDERS,
            under="四(二)",
            records="decision_recorded",
            guards=(g.day_has_come, g.hosts_this_day),
        ),
        move(
            "take_back_outcome",
            "收回结果",
            on={S.PLANNED},
            to=None,
            by=RECORDERS,
            under="四(二)",
            records="outcome_taken_back",
            guards=(g.something_is_concluded, g.hosts_this_day),
        ),
        move(
            "close_day",
            "结束接待日",
            on={S.PLANNED},
            to=S.HELD,
            by=NOTE_TAKERS,
            under="四(二)",
            records="closed",
            guards=(g.day_has_come, g.all_concluded, g.all_assigned, g.all_attended),
            stops=(K.NOTICE,),
            grave=True,
        ),
        move(
            "cancel_day",
            "取消接待日",
            on={S.PLANNED},
            to=S.CANCELLED,
            by=PLANNERS,
            under="二(一)",
            records="cancelled",
            grave=True,
        ),
    ),
)  # fmt: skip


class MinutesState(Labelled):
    """Where the minutes of a day stand."""

    PENDING = "pending", "待起草"
    DRAFTING = "drafting", "起草中"
    WITH_HOST = "with_host", "待主持领导确认"
    CONFIRMED = "confirmed", "已确认，待印发"
    ISSUED = "issued", "已印发"
    CORRECTING = "correcting", "更正待确认"


M = MinutesState
PUBLISHED = frozenset({M.ISSUED, M.CORRECTING})

MINUTES = Moves(
    "receptions.minutes",
    MinutesState,
    (
        # A day that is closed owes its minutes from that moment on.
        move(
            "open_minutes",
            "待起草纪要",
            on=(),
            to=M.PENDING,
            by=NOTE_TAKERS,
            under="四(二)",
            records="opened",
            starts=(K.MINUTES,),
        ),
        move(
            "draft_minutes",
            "起草纪要",
            on={M.PENDING},
            to=M.DRAFTING,
            by=NOTE_TAKERS,
            under="四(二)",
            records="drafted",
        ),
        move("write_minutes", "修改纪要", on={M.DRAFTING}, to=None, by=NOTE_TAKERS, under="四(二)", records="written"),
        move(
            "send_minutes",
            "送主持领导确认",
            on={M.DRAFTING},
            to=M.WITH_HOST,
            by=NOTE_TAKERS,
            under="四(二)",
            records="sent",
            guards=(m.had_a_host, m.nothing_is_missing),
        ),
        # A joint meeting had no host: the office that called it answers for what was minuted.
        move(
            "adopt_minutes",
            "核定纪要",
            on={M.DRAFTING},
            to=M.CONFIRMED,
            by=PLANNERS,
            under="五(三)",
            records="adopted",
            guards=(m.had_no_host, m.nothing_is_missing),
        ),
        move(
            "confirm_minutes",
            "确认纪要",
            on={M.WITH_HOST},
            to=M.CONFIRMED,
            by=LEADERS,
            under="四(二)",
            records="confirmed",
            guards=(m.hosted_that_day,),
        ),
        move(
            "send_back_minutes",
            "退回修改",
            on={M.WITH_HOST},
            to=M.DRAFTING,
            by=LEADERS,
            under="四(二)",
            records="sent_back",
            guards=(m.hosted_that_day,),
        ),
        move(
            "recall_minutes",
            "收回修改",
            on={M.WITH_HOST, M.CONFIRMED},
            to=M.DRAFTING,
            by=NOTE_TAKERS,
            under="四(二)",
            records="recalled",
        ),
        move(
            "issue_minutes",
            "印发纪要",
            on={M.CONFIRMED},
            to=M.ISSUED,
            by=PLANNERS,
            under="四(二)",
            records="issued",
            guards=(m.nothing_is_missing,),
            stops=(K.MINUTES,),
            paper="minutes",
            grave=True,
        ),
        move(
            "propose_erratum",
            "提出更正",
            on={M.ISSUED},
            to=M.CORRECTING,
            by=NOTE_TAKERS,
            under="四(二)",
            records="erratum_proposed",
        ),
        move(
            "confirm_erratum",
            "确认更正",
            on={M.CORRECTING},
            to=M.ISSUED,
            by=LEADERS,
            under="四(二)",
            records="erratum_confirmed",
            guards=(m.hosted_that_day,),
            paper="erratum",
            grave=True,
        ),
        move(
            "decline_erratum",
            "不同意更正",
            on={M.CORRECTING},
            to=M.ISSUED,
            by=LEADERS,
            under="四(二)",
            records="erratum_declined",
            guards=(m.hosted_that_day,),
        ),
        move(
            "adopt_erratum",
            "核定更正",
            on={M.CORRECTING},
            to=M.ISSUED,
            by=PLANNERS,
            under="五(三)",
            records="erratum_adopted",
            guards=(m.had_no_host,),
            paper="erratum",
            grave=True,
        ),
        move(
            "dismiss_erratum",
            "不作更正",
            on={M.CORRECTING},
            to=M.ISSUED,
            by=PLANNERS,
            under="五(三)",
            records="erratum_dismissed",
            guards=(m.had_no_host,),
        ),
    ),
)  # fmt: skip

L = SlotState
GUESTS = frozenset({R.ENTERPRISE, R.OFFICE})  # the office writes down what it is told by telephone

SLOTS = Moves(
    "receptions.slot",
    SlotState,
    (
        move(
            "ask_slot",
            "申请接待",
            on=(),
            to=L.ASKED,
            by={R.ENTERPRISE},
            under="二(三)",
            records="asked",
            guards=(t.day_is_ahead, t.may_ask),
        ),
        move(
            "withdraw_slot", "撤回申请", on={L.ASKED}, to=L.WITHDRAWN, by={R.ENTERPRISE}, under="二(三)", records="withdrawn"
        ),
        move("decline_slot", "不同意申请", on={L.ASKED}, to=L.DECLINED, by=PLANNERS, under="二(三)", records="declined"),
        move(
            "accept_slot",
            "同意申请，列入议程",
            on={L.ASKED},
            to=L.INVITED,
            by=PLANNERS,
            under="四(一)2",
            records="accepted",
            guards=(t.is_not_over,),
        ),
        move("invite", "请企业参加", on=(), to=L.INVITED, by=PLANNERS, under="二(三)", records="invited"),
        move(
            "confirm_slot",
            "确认参加",
            on={L.INVITED, L.NOT_COMING, L.COMING},
            to=L.COMING,
            by=GUESTS,
            under="二(三)",
            records="confirmed",
            guards=(t.is_not_over,),
        ),
        move(
            "excuse_slot",
            "不能参加",
            on={L.INVITED, L.COMING},
            to=L.NOT_COMING,
            by=GUESTS,
            under="二(三)",
            records="excused",
            guards=(t.is_not_over,),
        ),
        move("ask_again", "请企业重新确认", on=LISTED, to=L.INVITED, by=PLANNERS, under="二(一)", records="asked_again"),
        move("lapse", "名额失效", on=LIVE, to=L.LAPSED, by=NOTE_TAKERS, under="二(一)", records="lapsed"),
        # Asked for and not answered yet: the appeal is on no agenda, so nothing else tells its enterprise.
        move("tell_asker", "告知改期", on={L.ASKED}, to=None, by=PLANNERS, under="二(一)", records="day_moved"),
        move("run_out", "申请失效", on={L.ASKED}, to=L.LAPSED, by=NOTE_TAKERS, under="二(一)", records="ran_out"),
    ),
)  # fmt: skip

D = DossierState
RETURNERS = NOTE_TAKERS | {R.BUREAU_HEAD}

DOSSIERS = Moves(
    "receptions.dossier",
    DossierState,
    (
        # Asked by the day's notice, and for what is put on the agenda after it.
        move("ask_part", "请部门准备材料", on=(), to=D.ASKED, by=PLANNERS, under="五(二)", records="asked", starts=(K.DOSSIER,)),
        move("submit_part", "提交材料", on={D.ASKED}, to=D.SUBMITTED, by=DEPARTMENT, under="五(二)", records="submitted",
             guards=(d.is_its_own, d.is_not_heard), stops=(K.DOSSIER,)),
        move("return_part", "退回补充", on={D.SUBMITTED}, to=D.RETURNED, by=RETURNERS, under="五(二)", records="returned",
             guards=(d.is_not_heard,), starts=(K.DOSSIER,)),
        move("resubmit_part", "补充后重新提交", on={D.RETURNED}, to=D.SUBMITTED, by=DEPARTMENT, under="五(二)",
             records="resubmitted", guards=(d.is_its_own, d.is_not_heard), stops=(K.DOSSIER,)),
        move("postpone_part", "时限重定", on=OWED, to=None, by=PLANNERS, under="二(一)", records="postponed", starts=(K.DOSSIER,)),
        move("miss_part", "没有提交", on=OWED, to=D.MISSED, by=RECORDERS, under="五(二)", records="missed", stops=(K.DOSSIER,)),
        move("release_part", "不用再提交", on=CURRENT, to=D.RELEASED, by=PLANNERS | {R.MACHINE}, under="二(一)",
             records="released"),
        move("hand_part_on", "改由承接单位提交", on=OWED, to=None, by={R.MACHINE}, under="五(二)", records="handed_on"),
    ),
)  # fmt: skip
