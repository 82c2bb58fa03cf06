"""Where a proposal to write papers with another template stands."""

from qinqing.kernel.labels import Labelled


class ProposalState(Labelled):
    """One proposes, another rules."""

    WAITING = "waiting", "待确认"
    CONFIRMED = "confirmed", "已启用"
    DECLINED = "declined", "没有同意"
