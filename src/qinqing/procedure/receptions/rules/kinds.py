"""The words a reception day is described in."""

from dataclasses import dataclass

from qinqing.kernel.labels import Labelled


class Kind(Labelled):
    """二(二): heard together in one room, or at the enterprise's own site."""

    CENTRALISED = "centralised", "集中接待"
    ON_SITE = "on_site", "现场办公"


class HeardOutcome(Labelled):
    """What the host brings an appeal to, 四(二)."""

    DECIDED = "decided", "研究决定"
    EXPLAINED = "explained", "已解释"
    UNRESOLVED = "unresolved", "未解决"
    DEFERRED = "deferred", "缓议"


class Presence(Labelled):
    """Who came for a department that was called, 五(二)."""

    LEADER = "leader", "主要负责人到会"
    SUBSTITUTE = "substitute", "委托他人到会"
    ABSENT = "absent", "未到会"


@dataclass(frozen=True, slots=True)
class Present:
    """One department's attendance as it is told: organ id, how, who came, and why not the main leader."""

    organ: int
    presence: str
    name: str = ""
    reason: str = ""

    @property
    def fault(self) -> str:
        """What is missing; empty when the attendance is complete."""
        if self.presence != Presence.ABSENT and not self.name.strip():
            return "请写明到会人姓名"
        if self.presence != Presence.LEADER and not self.reason.strip():
            return "主要负责人没有到会的，请写明原因"
        return ""
