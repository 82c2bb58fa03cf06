"""Visits and what was heard on them (五(四): 变坐等上门为主动下访), and campaigns (五(五): “进企业”宣传活动), as tables."""

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.moves import Moves, move
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.outreach.rules import guards as g

VISITORS = BUREAU | DEPARTMENT


class VisitState(Labelled):
    """Where a visit stands."""

    PLANNED = "planned", "已计划"
    MADE = "made", "已走访"
    CANCELLED = "cancelled", "已取消"


class FindingState(Labelled):
    """Where one difficulty heard on a visit stands."""

    WAITING = "waiting", "待登记诉求"
    SETTLED = "settled", "已当面解答"
    REGISTERED = "registered", "已登记诉求"


class CampaignState(Labelled):
    """Where a campaign stands."""

    PLANNED = "planned", "筹备中"
    HELD = "held", "已举办"
    CANCELLED = "cancelled", "已取消"


V, F, C = VisitState, FindingState, CampaignState
OUT = frozenset({C.PLANNED, C.HELD})
SPEAKERS = frozenset({Role.PUBLIC, Role.ENTERPRISE})

# fmt: off
VISITS = Moves(
    "outreach.visit",
    VisitState,
    (
        move("plan", "计划走访", on=(), to=V.PLANNED, by=VISITORS, under="五(四)", records="planned",
             guards=(g.is_of_this_place,)),
        move("reschedule", "改期", on={V.PLANNED}, to=None, by=VISITORS, under="五(四)", records="rescheduled",
             guards=(g.is_of_this_place,)),
        move("record", "记录走访", on={V.PLANNED}, to=V.MADE, by=VISITORS, under="五(四)", records="recorded",
             guards=(g.is_of_this_place,)),
        # Who was there without having planned it writes it down all the same.
        move("write_down", "补记走访", on=(), to=V.MADE, by=VISITORS, under="五(四)", records="written_down",
             guards=(g.is_of_this_place,)),
        move("cancel", "取消走访", on={V.PLANNED}, to=V.CANCELLED, by=VISITORS, under="五(四)", records="cancelled",
             guards=(g.is_of_this_place,)),
    ),
)

FINDINGS = Moves(
    "outreach.visit_finding",
    FindingState,
    (
        move("note", "记一条困难", on=(), to=F.WAITING, by=VISITORS, under="五(四)", records="noted",
             guards=(g.is_of_this_place, g.was_made)),
        move("note_settled", "记一条已解答的困难", on=(), to=F.SETTLED, by=VISITORS, under="五(四)",
             records="noted_settled", guards=(g.is_of_this_place, g.was_made)),
        # The bureau alone receives, 四; what a township heard waits for its clerk.
        move("register", "登记为诉求", on={F.WAITING}, to=F.REGISTERED, by={Role.INTAKE}, under="五(四)",
             records="registered"),
        move("settle", "记为当面解答", on={F.WAITING}, to=F.SETTLED, by=VISITORS, under="五(四)", records="settled",
             guards=(g.is_of_this_place,)),
    ),
)

CAMPAIGNS = Moves(
    "outreach.campaign",
    CampaignState,
    (
        move("plan", "发起宣传", on=(), to=C.PLANNED, by=VISITORS, under="五(五)", records="planned",
             guards=(g.is_of_this_place,)),
        move("amend", "更改安排", on={C.PLANNED}, to=None, by=VISITORS, under="五(五)", records="amended",
             guards=(g.is_of_this_place,)),
        move("add_material", "添加资料", on=OUT, to=None, by=VISITORS, under="五(五)", records="material_added",
             guards=(g.is_of_this_place,)),
        move("invite", "邀请企业", on={C.PLANNED}, to=None, by=VISITORS, under="五(五)", records="invited",
             guards=(g.is_of_this_place,)),
        move("attend", "登记到场", on=OUT, to=None, by=VISITORS, under="五(五)", records="attended",
             guards=(g.is_of_this_place, g.day_has_come)),
        move("hold", "记录举办", on={C.PLANNED}, to=C.HELD, by=VISITORS, under="五(五)", records="held",
             guards=(g.is_of_this_place, g.day_has_come)),
        move("cancel", "取消宣传", on={C.PLANNED}, to=C.CANCELLED, by=VISITORS, under="五(五)", records="cancelled",
             guards=(g.is_of_this_place,)),
        # The poster hangs on after the day: who scans it is heard all the same.
        move("lodge", "扫宣传码反映诉求", on=OUT, to=None, by=SPEAKERS, under="五(五)", records="lodged"),
    ),
)

ON_APPEALS = Moves(
    "outreach.appeal",
    Standing,
    (
        move("came_by", "扫宣传码反映", on={Standing.LODGED}, to=None, by=SPEAKERS, under="五(五)",
             records="came_by_campaign"),
    ),
)
# fmt: on
