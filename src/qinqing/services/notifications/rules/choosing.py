"""What each person may choose: by kind of message, how it leaves the house, and when nothing may. Pure.

The table says what holds until somebody chooses, what cannot be switched off, and what comes at any hour.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from qinqing.kernel.labels import Labelled
from qinqing.kernel.phrases import SHANGHAI, local
from qinqing.services.notifications.rules.addresses import is_enterprise
from qinqing.services.notifications.rules.kinds import Kind
from qinqing.services.notifications.rules.media import Medium

LONGEST_REST = 30  # days off in a row; no holiday is longer


class Way(Labelled):
    """How a message of one kind leaves the house for one person."""

    BOTH = "both", "马上发短信和邮件"
    SMS = "sms", "马上发短信"
    MAIL = "mail", "马上发邮件"
    DIGEST = "digest", "每天汇总成一封邮件"
    HOUSE = "house", "不发，只在系统里看"


AT_ONCE: Mapping[Way, frozenset[Medium]] = {
    Way.BOTH: frozenset({Medium.SMS, Medium.MAIL}),
    Way.SMS: frozenset({Medium.SMS}),
    Way.MAIL: frozenset({Medium.MAIL}),
}


class Group(NamedTuple):
    """One kind of message as its readers understand it.

    ``way`` holds until the reader chooses; ``firm``: it cannot be switched off; ``urgent``: it comes at any hour.
    """

    kind: Kind
    label: str
    hint: str
    way: Way
    firm: bool = False
    urgent: bool = False


STAFF_GROUPS = (
    Group(Kind.TURN, Kind.TURN.label, "等您签收、办理、审批、签发的事", Way.BOTH),
    Group(Kind.URGING, Kind.URGING.label, "时限已过的催办、督办单、限期整改", Way.BOTH, firm=True, urgent=True),
    Group(Kind.CHASE, Kind.CHASE.label, "时限快到、今天到期", Way.BOTH),
    Group(Kind.DAY, Kind.DAY.label, "接待日的安排、改期、取消", Way.BOTH, urgent=True),
    Group(Kind.PAPERS, Kind.PAPERS.label, "办理情况报告、督查报告、会议纪要", Way.MAIL),
    Group(Kind.PROGRESS, Kind.PROGRESS.label, "您经手的事办到哪一步了，不用您办理", Way.DIGEST),
    Group(Kind.DIGEST, Kind.DIGEST.label, "每个工作日早上：超期、今天到期、新到各多少件", Way.HOUSE),
    Group(Kind.AFFAIRS, Kind.AFFAIRS.label, "岗位、代班、密码、放假安排", Way.MAIL),
)
ENTERPRISE_GROUPS = (
    Group(Kind.TURN, "答复", "请您确认答复、补充材料、评价", Way.BOTH),
    Group(Kind.PROGRESS, "进展", "您的诉求办到哪一步了", Way.BOTH),
    Group(Kind.DAY, "接待日", "请您参加的接待日：时间、地点、改期", Way.BOTH, urgent=True),
    Group(Kind.AFFAIRS, "系统", "账号和企业关联", Way.MAIL),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """One person's: the way of each kind that was chosen, and the quiet hours.

    From ``quiet_from`` to ``quiet_until`` (hours, Shanghai; the same twice: never) and, with ``rest_days``, on days that
    are not working days nothing leaves the house but what is urgent. ``digest_hour`` is when the daily mail goes.
    """

    ways: Mapping[str, str] = field(default_factory=dict)
    quiet_from: int = 20
    quiet_until: int = 8
    rest_days: bool = True
    digest_hour: int = 8

    def way(self, group: Group) -> Way:
        """How this kind leaves the house; what cannot be switched off, at once whatever was chosen."""
        chosen = Way(self.ways.get(group.kind, group.way))
        return chosen if chosen in ways_of(group) else group.way

    def told(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def groups_of(*, enterprise: bool) -> Mapping[Kind, Group]:
    """The kinds of message that one side of the house is told; what it never is told stands there as for the staff."""
    staff = {one.kind: one for one in STAFF_GROUPS}
    return {**staff, **{one.kind: one for one in ENTERPRISE_GROUPS}} if enterprise else staff


def group_of(mailbox: str, kind: str) -> Group:
    """The kind of a message as whoever reads this mailbox understands it."""
    return groups_of(enterprise=is_enterprise(mailbox))[Kind(kind)]


def ways_of(group: Group) -> list[Way]:
    """What may be chosen for a kind."""
    return [way for way in Way if way in AT_ONCE or not group.firm]


def quiet_ends(at: datetime, choices: Choices, is_working: Callable[[date], bool]) -> datetime | None:
    """When the quiet that reigns at this moment ends; None when none does."""
    now = local(at)
    for _ in range(2 * LONGEST_REST):
        then = _step(now, choices, is_working)
        if then is None:
            break
        now = then
    return now if now > at else None


def digest_due(at: datetime, choices: Choices, is_working: Callable[[date], bool]) -> datetime:
    """When the next daily mail goes: at the person's hour, with ``rest_days`` on a working day."""
    now = local(at)
    due = datetime.combine(now.date(), time(choices.digest_hour), SHANGHAI)
    days = range(LONGEST_REST)
    awake = (due + timedelta(days=more) for more in days if _may(due + timedelta(days=more), choices, is_working))
    return next((one for one in awake if one > now), due + timedelta(days=1))


def _step(now: datetime, choices: Choices, is_working: Callable[[date], bool]) -> datetime | None:
    midnight = datetime.combine(now.date() + timedelta(days=1), time(0), SHANGHAI)
    if not _may(now, choices, is_working):
        return midnight
    start, end, hour = choices.quiet_from, choices.quiet_until, now.hour
    if start < end and start <= hour < end:
        return _hour(now, end)
    if start > end and (hour >= start or hour < end):
        return _hour(now, end) if hour < end else midnight
    return None


def _hour(now: datetime, hour: int) -> datetime:
    return datetime.combine(now.date(), time(0), SHANGHAI) + timedelta(hours=hour)


def _may(when: datetime, choices: Choices, is_working: Callable[[date], bool]) -> bool:
    return not choices.rest_days or is_working(when.date())
