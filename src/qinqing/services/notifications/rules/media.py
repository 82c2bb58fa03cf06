"""The ways out of the house, what may become of a notice on its way, and when it is tried again."""

from dataclasses import dataclass
from datetime import timedelta

from qinqing.kernel.labels import Labelled


class Medium(Labelled):
    """What carries a notice to people who are not signed in."""

    MAIL = "mail", "电子邮件"
    SMS = "sms", "短信"
    WECOM = "wecom", "企业微信群机器人"
    DINGTALK = "dingtalk", "钉钉群机器人"
    WEBHOOK = "webhook", "推送到其他系统"


PERSONAL = frozenset({Medium.MAIL, Medium.SMS})  # goes to each reader's own address; the others have one of their own
ROBOTS = frozenset({Medium.WECOM, Medium.DINGTALK})


class Fate(Labelled):
    """What became of one notice on one way."""

    WAITING = "waiting", "等待发送"
    SENT = "sent", "已发出"
    FAILED = "failed", "没有发成"
    HELD = "held", "免打扰，暂缓"
    GATHERED = "gathered", "等待汇总"
    SKIPPED = "skipped", "不必发送"


ENDED = frozenset({Fate.SENT, Fate.FAILED, Fate.SKIPPED})


class Result(Labelled):
    """How one attempt ended: gone, to be tried again, or in vain for good."""

    GONE = "gone", "已发出"
    AGAIN = "again", "稍后再试"
    NEVER = "never", "不再尝试"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt's end; ``why`` is told to the administrator and names no secret."""

    result: Result
    why: str = ""


GONE = Outcome(Result.GONE)
PAUSES = tuple(
    timedelta(**length)
    for length in ({"seconds": 30}, {"minutes": 5}, {"minutes": 30}, {"hours": 2}, {"hours": 8}, {"hours": 24})
)
JITTER = 0.2


def pause_after(tries: int, chance: float) -> timedelta | None:
    """How long to wait after so many attempts, a little longer by ``chance`` (0 to 1); None when it was the last."""
    return PAUSES[tries - 1] * (1 + JITTER * chance) if tries <= len(PAUSES) else None


def again(why: str) -> Outcome:
    """Trouble that may pass: the network, an overloaded receiver."""
    return Outcome(Result.AGAIN, why)


def never(why: str) -> Outcome:
    """The receiver will not have it, now or later."""
    return Outcome(Result.NEVER, why)


def judge(status: int) -> Outcome:
    """An HTTP status as the end of an attempt: only overload and the receiver's own trouble are tried again."""
    if 200 <= status < 300:
        return GONE
    why = f"对方回答 {status}"
    return again(why) if status == 429 or status >= 500 else never(why)
