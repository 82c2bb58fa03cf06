"""By what figures are told apart: 部门、分管副县长、类别、行业、乡镇、来源、层级. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from qinqing.kernel.labels import Labelled
from qinqing.procedure.bulletins.rules.measures import Counts

RUNGS = {1: "部门办理", 2: "副县长接待日", 3: "县长接待日", 4: "报市协调"}


class Cut(Labelled):
    """One way to tell figures apart."""

    DEPARTMENT = "department", "牵头部门"
    DEPUTY = "deputy", "分管副县长"
    CATEGORY = "category", "诉求类别"
    INDUSTRY = "industry", "行业"
    TOWNSHIP = "township", "乡镇"
    CHANNEL = "channel", "来源渠道"
    RUNG = "rung", "办到哪一级"


# The column of a track that a cut goes by; a deputy mayor's appeals are those of the industries in the portfolio.
COLUMNS: dict[Cut, str] = {
    Cut.DEPARTMENT: "lead",
    Cut.DEPUTY: "section",
    Cut.CATEGORY: "category",
    Cut.INDUSTRY: "section",
    Cut.TOWNSHIP: "township",
    Cut.CHANNEL: "channel",
    Cut.RUNG: "rung",
}
NOBODY: dict[Cut, str] = {
    Cut.DEPARTMENT: "还没有转办",
    Cut.DEPUTY: "没有分管副县长的行业",
    Cut.CATEGORY: "还没有分类",
    Cut.INDUSTRY: "没有登记行业",
    Cut.TOWNSHIP: "没有登记乡镇",
}


@dataclass(frozen=True, slots=True)
class Window:
    """A period [since, until) and the moment at which its standing figures are taken."""

    since: datetime
    until: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One line of figures: its key in the cut and its name, now, in the period before, and a year ago."""

    key: str
    name: str
    now: Counts
    before: Counts = field(default_factory=Counts)
    year_ago: Counts = field(default_factory=Counts)
