"""The monthly bulletin as one table: drafted by the bureau, approved by its head, published by a county leader, 四(六)."""

from qinqing.kernel.actors import BUREAU, LEADERS, Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.moves import Moves, move
from qinqing.procedure.bulletins.rules import guards as g


class State(Labelled):
    """Where a bulletin stands."""

    DRAFTING = "drafting", "起草中"
    WITH_HEAD = "with_head", "待主管局负责人审核"
    WITH_LEADER = "with_leader", "待县领导批准"
    PUBLISHED = "published", "已公开"
    CORRECTING = "correcting", "已公开，更正待批准"


S, R = State, Role
PUBLIC = frozenset({S.PUBLISHED, S.CORRECTING})

# fmt: off
MOVES = Moves(
    "bulletins.bulletin",
    State,
    (
        move("open", "待起草通报", on=(), to=S.DRAFTING, by={R.MACHINE}, under="四(六)", records="opened"),
        move("write", "修改文字", on={S.DRAFTING}, to=None, by={R.INTAKE}, under="四(六)", records="written"),
        move("choose_example", "选用案例", on={S.DRAFTING}, to=None, by={R.INTAKE}, under="四(六)", records="example_chosen"),
        move("drop_example", "不用案例", on={S.DRAFTING}, to=None, by={R.INTAKE}, under="四(六)", records="example_dropped"),
        # Kept with a reason and a name: consent of the enterprise, or a word that only looks like a name.
        move("keep", "保留并说明理由", on={S.DRAFTING, S.WITH_HEAD}, to=None, by=BUREAU, under="四(六)", records="kept"),
        # The figures are counted when the draft is sent, so that both approve what they read, and frozen at approval.
        move("submit", "送主管局负责人审核", on={S.DRAFTING}, to=S.WITH_HEAD, by={R.INTAKE}, under="四(六)",
             records="submitted", guards=(g.nothing_is_flagged,)),
        move("approve", "审核通过，报县领导", on={S.WITH_HEAD}, to=S.WITH_LEADER, by={R.BUREAU_HEAD}, under="四(六)",
             records="approved", guards=(g.nothing_is_flagged,)),
        move("send_back", "退回修改", on={S.WITH_HEAD}, to=S.DRAFTING, by={R.BUREAU_HEAD}, under="四(六)",
             records="sent_back"),
        move("publish", "批准公开", on={S.WITH_LEADER}, to=S.PUBLISHED, by=LEADERS, under="四(六)", records="published",
             guards=(g.nothing_is_flagged, g.was_approved_by_another), paper="bulletin", grave=True),
        move("return_draft", "不批准，退回修改", on={S.WITH_LEADER}, to=S.DRAFTING, by=LEADERS, under="四(六)",
             records="returned"),
        # What is out changes only in public.
        move("propose_correction", "提出更正", on={S.PUBLISHED}, to=S.CORRECTING, by=BUREAU, under="四(六)",
             records="correction_proposed"),
        move("confirm_correction", "批准更正", on={S.CORRECTING}, to=S.PUBLISHED, by=LEADERS, under="四(六)",
             records="corrected", guards=(g.was_proposed_by_another,), grave=True),
        move("decline_correction", "不同意更正", on={S.CORRECTING}, to=S.PUBLISHED, by=LEADERS, under="四(六)",
             records="correction_declined"),
    ),
)
# fmt: on
