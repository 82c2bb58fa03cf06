"""Tables: what may still be done with a closed appeal, the link to rate it by, the bureau's sample and its calls, how a bad
rating is put right (五(四)), the urging notice, the quarterly round of inspection, and each of its findings (四(五))."""

from qinqing.kernel.actors import BUREAU, DEPARTMENT, LEADERS, Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.moves import Moves, move
from qinqing.procedure.appeals.rules.clocks import Clock as AppealClock
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.supervision.rules import guards as g
from qinqing.procedure.supervision.rules.clocks import Clock


class State(Labelled):
    """Where a correction stands."""

    OPEN = "open", "整改中"
    DONE = "done", "已整改"


class LinkState(Labelled):
    """Where a link to rate by stands; whether its time is over is told by its date."""

    ISSUED = "issued", "可以评价"
    USED = "used", "已使用"
    REPLACED = "replaced", "已换发"


class SampleState(Labelled):
    """Where a month's sample stands: it is drawn once, and never again."""

    DRAWN = "drawn", "已抽取"


class CallState(Labelled):
    """Where one call of a sample stands."""

    PENDING = "pending", "待回访"
    REACHED = "reached", "已回访"
    UNREACHED = "unreached", "多次未接通"


class UrgingState(Labelled):
    """Where an urging notice stands."""

    PROPOSED = "proposed", "待督查室签发"
    DROPPED = "dropped", "未签发"
    ISSUED = "issued", "已签发，待答复"
    ANSWERED = "answered", "已答复，待办结"
    CLOSED = "closed", "已办结"


class RoundState(Labelled):
    """Where a round of inspection stands."""

    OPEN = "open", "督查中"
    CLOSED = "closed", "已报告"


class FindingState(Labelled):
    """Where one matter of a round stands."""

    PENDING = "pending", "待督查"
    FOUND = "found", "已督查"
    RECTIFYING = "rectifying", "限期整改中"
    ANSWERED = "answered", "已报整改，待审核"
    RECTIFIED = "rectified", "整改已认可"


S, U, R, F = State, UrgingState, Role, FindingState
NUMBERED = frozenset({U.ISSUED, U.ANSWERED, U.CLOSED})
URGED = DEPARTMENT | BUREAU | {R.OFFICE}

AFTERCARE = Moves(
    "supervision.appeal",
    Standing,
    (
        move("follow_up", "记录回访", on={Standing.CLOSED}, to=None, by=DEPARTMENT | {R.INTAKE}, under="五(四)",
             records="followed_up", guards=(g.something_was_done, g.solved_it), stops=(AppealClock.FOLLOW_UP,),
             paper="followup"),
        # A call that nobody answered is on the record too; the limit to follow up runs on.
        move("call_in_vain", "记录未接通", on={Standing.CLOSED}, to=None, by=DEPARTMENT | {R.INTAKE}, under="五(四)",
             records="followed_up", guards=(g.something_was_done, g.solved_it)),
        move("evaluate", "评价", on={Standing.CLOSED}, to=None, by={R.ENTERPRISE}, under="五(四)", records="evaluated",
             guards=(g.something_was_done, g.not_yet_evaluated)),
        move("renew_link", "换发评价链接", on={Standing.CLOSED}, to=None, by={R.INTAKE}, under="五(四)",
             records="link_renewed", guards=(g.something_was_done, g.not_yet_evaluated)),
        # On the appeal's record for the figures; departments do not read it there.
        move("sample", "抽样回访", on=Standing, to=None, by={R.INTAKE}, under="五(四)", records="sampled"),
    ),
)  # fmt: skip

LINKS = Moves(
    "supervision.rating_link",
    LinkState,
    (
        # Issued with the closing itself; an earlier one that was never used is replaced.
        move("issue", "签发评价链接", on=(), to=LinkState.ISSUED, by={R.INTAKE}, under="五(四)", records="issued"),
        move("use", "凭链接评价", on={LinkState.ISSUED}, to=LinkState.USED, by={R.ENTERPRISE}, under="五(四)",
             records="used", guards=(g.link_is_good,)),
        move("replace", "换发评价链接", on={LinkState.ISSUED}, to=LinkState.REPLACED, by={R.INTAKE}, under="五(四)",
             records="replaced"),
    ),
)  # fmt: skip

SAMPLES = Moves(
    "supervision.sample",
    SampleState,
    (move("draw", "抽取样本", on=(), to=SampleState.DRAWN, by={R.INTAKE}, under="五(四)", records="drawn"),),
)

SAMPLE_CALLS = Moves(
    "supervision.sample_call",
    CallState,
    (
        move("draw", "列入抽样", on=(), to=CallState.PENDING, by={R.INTAKE}, under="五(四)", records="drawn",
             starts=(Clock.SAMPLE_CALL,)),
        move("reach", "记录抽样回访", on={CallState.PENDING}, to=CallState.REACHED, by={R.INTAKE}, under="五(四)",
             records="reached", stops=(Clock.SAMPLE_CALL,)),
        move("call_in_vain", "记录未接通", on={CallState.PENDING}, to=None, by={R.INTAKE}, under="五(四)",
             records="called"),
        move("give_up", "多次未接通，不再拨打", on={CallState.PENDING}, to=CallState.UNREACHED, by={R.INTAKE},
             under="五(四)", records="given_up", guards=(g.was_called_often,), stops=(Clock.SAMPLE_CALL,)),
    ),
)  # fmt: skip

MOVES = Moves(
    "supervision.correction",
    State,
    (
        move(
            "start",
            "开始整改",
            on=(),
            to=S.OPEN,
            by={R.ENTERPRISE},
            under="五(四)",
            records="started",
            starts=(Clock.CORRECTION,),
        ),
        move(
            "correct",
            "报送整改情况",
            on={S.OPEN},
            to=S.DONE,
            by=DEPARTMENT,
            under="五(四)",
            records="corrected",
            guards=(g.owes_correction,),
            stops=(Clock.CORRECTION,),
        ),
        move(
            "see",
            "阅知",
            on={S.DONE},
            to=None,
            by={R.BUREAU_HEAD},
            under="五(四)",
            records="seen",
            guards=(g.not_yet_seen,),
        ),
        move(
            "send_back",
            "退回重新整改",
            on={S.DONE},
            to=S.OPEN,
            by={R.BUREAU_HEAD},
            under="五(四)",
            records="sent_back",
            guards=(g.not_yet_seen,),
            starts=(Clock.CORRECTION,),
        ),
    ),
)  # fmt: skip  (a table reads best with its columns where they are)

# fmt: off
URGINGS = Moves(
    "supervision.urging",
    UrgingState,
    (
        # The chase ladder proposes; what has been done meanwhile needs no paper any more.
        move("propose", "提请督办", on=(), to=U.PROPOSED, by={R.MACHINE}, under="四(五)", records="proposed"),
        move("lapse", "事已办好，不再督办", on={U.PROPOSED}, to=U.DROPPED, by={R.MACHINE}, under="四(五)", records="lapsed"),
        move("issue", "签发督办单", on={U.PROPOSED}, to=U.ISSUED, by={R.INSPECTOR}, under="四(五)", records="issued",
             starts=(Clock.URGING,), paper="urging"),
        move("drop", "不签发", on={U.PROPOSED}, to=U.DROPPED, by={R.INSPECTOR}, under="四(五)", records="dropped",
             grave=True),
        move("answer", "答复督办单", on={U.ISSUED}, to=U.ANSWERED, by=URGED, under="四(五)", records="answered",
             guards=(g.is_urged,), stops=(Clock.URGING,)),
        move("send_back", "退回重新答复", on={U.ANSWERED}, to=U.ISSUED, by={R.INSPECTOR}, under="四(五)",
             records="sent_back", starts=(Clock.URGING,)),
        move("close", "督办办结", on={U.ANSWERED}, to=U.CLOSED, by={R.INSPECTOR}, under="四(五)", records="closed"),
    ),
)

ROUNDS = Moves(
    "supervision.round",
    RoundState,
    (
        move("open", "开展季度督查", on=(), to=RoundState.OPEN, by={R.INSPECTOR}, under="四(五)", records="opened"),
        move("draw_more", "补充抽取", on={RoundState.OPEN}, to=None, by={R.INSPECTOR}, under="四(五)",
             records="drawn_more"),
        move("close", "办结本轮并报告", on={RoundState.OPEN}, to=RoundState.CLOSED, by={R.INSPECTOR}, under="四(五)",
             records="closed", guards=(g.everything_is_found,), paper="inspection", grave=True),
        move("mark_read", "圈阅", on={RoundState.CLOSED}, to=None, by=LEADERS, under="四(五)", records="read",
             guards=(g.waits_for_this_leader,)),
    ),
)

FINDINGS = Moves(
    "supervision.finding",
    FindingState,
    (
        move("draw", "列入督查", on=(), to=F.PENDING, by={R.INSPECTOR}, under="四(五)", records="drawn"),
        move("find", "记录督查结论", on={F.PENDING, F.FOUND}, to=F.FOUND, by={R.INSPECTOR}, under="四(五)",
             records="found", guards=(g.round_is_open,)),
        move("find_wanting", "认定未落实，限期整改", on={F.PENDING, F.FOUND}, to=F.RECTIFYING, by={R.INSPECTOR},
             under="四(五)", records="found_wanting", guards=(g.round_is_open,), starts=(Clock.RECTIFICATION,)),
        # A wrong finding is taken back with its limit before anything is reported; the matter is looked at again.
        move("take_back", "撤回结论", on={F.FOUND, F.RECTIFYING, F.ANSWERED}, to=F.PENDING, by={R.INSPECTOR},
             under="四(五)", records="taken_back", guards=(g.round_is_open,), grave=True),
        # The department puts it right, also after the round was closed; the next round sees what came of it.
        move("rectify", "报送整改情况", on={F.RECTIFYING}, to=F.ANSWERED, by=URGED, under="四(五)",
             records="answered", guards=(g.is_inspected,), stops=(Clock.RECTIFICATION,)),
        move("accept", "认可整改", on={F.ANSWERED}, to=F.RECTIFIED, by={R.INSPECTOR}, under="四(五)",
             records="rectified"),
        move("send_back", "退回重新整改", on={F.ANSWERED}, to=F.RECTIFYING, by={R.INSPECTOR}, under="四(五)",
             records="sent_back", starts=(Clock.RECTIFICATION,)),
        move("urge", "拟发督办单", on={F.FOUND, F.RECTIFYING}, to=None, by={R.INSPECTOR}, under="四(五)",
             records="urged", guards=(g.a_limit_is_missed,)),
        move("hand_over", "改由承办", on=FindingState, to=None, by={R.INSPECTOR}, under="四(五)",
             records="handed_over", guards=(g.organ_is_abolished,)),
    ),
)
# fmt: on
