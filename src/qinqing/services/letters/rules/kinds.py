"""Where a letter stands."""

from qinqing.kernel.labels import Labelled


class LetterState(Labelled):
    """Waiting for a clerk, or what the clerk made of it."""

    WAITING = "waiting", "待处理"
    REGISTERED = "registered", "已登记为诉求"
    ADDED = "added", "已作为补充材料"
    SET_ASIDE = "set_aside", "不作诉求"


SETTLED = frozenset(LetterState) - {LetterState.WAITING}
