"""The words of follow-up and evaluation."""

from qinqing.kernel.labels import Labelled


class Level(Labelled):
    """How content the enterprise is: five levels, the values as people count stars."""

    VERY_SATISFIED = "5", "非常满意"
    SATISFIED = "4", "满意"
    FAIR = "3", "基本满意"
    DISSATISFIED = "2", "不满意"
    VERY_DISSATISFIED = "1", "非常不满意"

    @classmethod
    def numbers(cls) -> list[tuple[int, str]]:
        """Number and label of each level, as columns and forms want them."""
        return [(int(level), level.label) for level in cls]


# The three upper levels count as satisfied; the two lowest start a correction.
SATISFIED = frozenset({5, 4, 3})
UNSATISFIED = frozenset({2, 1})
# How the enterprise's word on the matter itself stands on the record; nothing where it was not asked.
SOLVED_WORDS = {None: "", True: "已解决", False: "没有解决"}


class CallerKind(Labelled):
    """Who called back: whoever solved it (谁解决谁回访), or the bureau."""

    DEPARTMENT = "department", "办理部门回访"
    BUREAU = "bureau", "工信商务局回访"


class Via(Labelled):
    """How an evaluation came in. By the link, it was given by whoever held it, the enterprise or not."""

    PORTAL = "portal", "企业门户"
    LINK = "link", "评价链接"


class Reason(Labelled):
    """Why an enterprise is not content."""

    NOT_SOLVED = "not_solved", "问题没有解决"
    SLOW = "slow", "办理太慢"
    UNCLEAR = "unclear", "答复没有说清楚"
    ATTITUDE = "attitude", "态度不好"
    SHUFFLED = "shuffled", "部门之间推来推去"
    BURDEN = "burden", "反复要材料"
    OTHER = "other", "其他"
