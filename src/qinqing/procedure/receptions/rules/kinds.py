"""The words a reception day is described in."""

from dataclasses import dataclass, replace
from datetime import time

from qinqing.kernel.labels import Labelled
from qinqing.kernel.verdicts import Verdict


class Kind(Labelled):
    """二(二): heard together in one room, or at the enterprise's own site; 五(三): departments meeting without a host."""

    CENTRALISED = "centralised", "集中接待"
    ON_SITE = "on_site", "现场办公"
    JOINT = "joint", "联席会议"


# What a reception day calls by one name a joint meeting, which nobody hosts, calls by another; the longer words first.
AT_MEETINGS = {
    "接待领导意见": "会商意见",
    "接待领导的意见": "会商意见",
    "领导意见": "会商意见",
    "企业陈述": "情况说明",
    "活动通知": "会议通知",
    "接待材料": "会议材料",
    "接待地点": "会议地点",
    "可接待": "可会商",
    "接待日": "联席会议",
}


def worded(text: str, *, joint: bool) -> str:
    """A text about a reception day, in the words of a joint meeting where it is one. 五(三)."""
    for word, other in AT_MEETINGS.items() if joint else ():
        text = text.replace(word, other)
    return text


def said(verdict: Verdict, *, joint: bool) -> Verdict:
    """A verdict in those words."""
    return replace(verdict, reason=worded(verdict.reason, joint=joint)) if joint else verdict


HOSTED = (Kind.CENTRALISED, Kind.ON_SITE)


class HeardOutcome(Labelled):
    """What the host brings an appeal to, 四(二); and what a joint meeting does, which decides nothing, 五(三)."""

    DECIDED = "decided", "研究决定"
    EXPLAINED = "explained", "已解释"
    UNRESOLVED = "unresolved", "未解决"
    DEFERRED = "deferred", "缓议"
    DIVIDED = "divided", "明确分工"
    AGREED = "agreed", "形成共同意见"
    DIFFERING = "differing", "意见不一致"


OF_MEETINGS = (HeardOutcome.DIVIDED, HeardOutcome.AGREED, HeardOutcome.DIFFERING)
OF_HOSTS = tuple(outcome for outcome in HeardOutcome if outcome not in OF_MEETINGS)
WITH_ITEMS = (HeardOutcome.DECIDED, HeardOutcome.DIVIDED)


class Presence(Labelled):
    """Who came for a department that was called, 五(二)."""

    LEADER = "leader", "主要负责人到会"
    SUBSTITUTE = "substitute", "委托他人到会"
    ABSENT = "absent", "未到会"


class Guest(Labelled):
    """Whether the enterprise came to be heard, 二(三)."""

    CAME = "came", "企业到会"
    EXCUSED = "excused", "事先说明，未到会"
    MISSING = "missing", "没有说明，未到会"


AWAY = frozenset({Guest.EXCUSED, Guest.MISSING})


@dataclass(frozen=True, slots=True)
class Present:
    """One department's attendance as it is told: organ id, how, who came, why not the main leader, when if late."""

    organ: int
    presence: str
    name: str = ""
    reason: str = ""
    arrived_at: time | None = None

    @property
    def fault(self) -> str:
        """What is missing; empty when the attendance is complete."""
        if self.presence != Presence.ABSENT and not self.name.strip():
            return "请写明到会人姓名"
        if self.presence != Presence.LEADER and not self.reason.strip():
            return "主要负责人没有到会的，请写明原因"
        if self.presence == Presence.ABSENT and self.arrived_at:
            return "没有人到会的，不用写到会时间，请删去"
        return ""

    def late_fault(self, starts_at: time) -> str:
        """A time of arrival is written for who came late; empty when it is one."""
        if self.arrived_at is None or self.arrived_at > starts_at:
            return ""
        return f"会议{starts_at:%H:%M}开始，按时到会的不用写到会时间，迟到的请写晚于{starts_at:%H:%M}的时间"
