"""二: when and where a day may be planned. Each obstacle is one sentence that says what to change. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from qinqing.kernel.phrases import day_zh
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

MORNING = time(9)
USUAL_LENGTH = timedelta(hours=3)
USUAL_CAPACITY = 10
MOST = 30  # a whole day of twenty minutes each; more is not heard, it is only listed


@dataclass(frozen=True, slots=True)
class Slotted:
    """One day as far as others may collide with it: whose, when (in Shanghai) and where; a joint meeting is nobody's."""

    host: int | None
    host_title: str
    date: date
    starts_at: time
    ends_at: time
    place: str

    @property
    def hours(self) -> str:
        """``09:00—12:00``."""
        return f"{self.starts_at:%H:%M}—{self.ends_at:%H:%M}"

    @property
    def name(self) -> str:
        """``县长接待日``, or 联席会议."""
        return f"{self.host_title}接待日" if self.host else "联席会议"

    @property
    def words(self) -> str:
        """``11月30日 09:00—12:00，县政府二楼会议室``."""
        return f"{day_zh(self.date)} {self.hours}，{self.place}"

    def meets(self, other: "Slotted") -> bool:
        """Do the two share a moment?"""
        return self.date == other.date and self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Ahead:
    """How far ahead a day is: working days between ``today`` and it, and how many the Plan wants."""

    today: date
    days: int
    wanted: int
    working: bool
    name: str  # what the day is when it is not a working day: 周日, 国庆节


def ends(starts_at: time, length: timedelta = USUAL_LENGTH) -> time:
    """When a day is over that lasts so long; it never runs past its own midnight."""
    end = datetime.combine(date.min, starts_at) + length
    return end.time() if end.date() == date.min else time(23, 59)


def fits(wanted: Slotted, capacity: int, *, heard: int = 0) -> Verdict:
    """A place, hours in their order, and a number of appeals that can be heard and holds those on the agenda."""
    if not wanted.place.strip():
        return deny("请写明接待地点", "二(二)")
    if wanted.ends_at <= wanted.starts_at:
        return deny("结束时间要晚于开始时间，请改正", "二(一)")
    if not 1 <= capacity <= MOST:
        return deny(f"一次接待日可以安排 1 到 {MOST} 件诉求，请改正；更多的请分几天安排", "二(二)")
    if capacity < heard:
        return deny(f"议程上已有 {heard} 件诉求，可接待件数不能少于 {heard}，请先移出几件", "二(二)")
    return ALLOWED


def is_free(wanted: Slotted, others: Iterable[Slotted]) -> Verdict:
    """Nobody hosts two days at once, and no room holds two."""
    for other in others:
        if not wanted.meets(other):
            continue
        when = f"{day_zh(other.date)} {other.hours}"
        if other.host and other.host == wanted.host:
            return deny(f"{other.host_title}{when}已有接待日，时间重叠，请另选时间，或调整已有的接待日", "二(一)")
        if other.place == wanted.place:
            return deny(f"{when}{other.place}已安排{other.name}，请另选时间或地点", "二(二)")
    return ALLOWED


def is_announced(on: date, ahead: Ahead, reason: str) -> Verdict:
    """二(一): not in the past; on a day off or at shorter notice than the Plan wants only with a reason."""
    if on < ahead.today:
        return deny("接待日不能安排在已经过去的日子，请另选日期", "二(一)")
    if reason.strip() or not (why := unusual(on, ahead)):
        return ALLOWED
    return deny(f"{why}，请另选日期；确需安排的，请写明原因", "二(一)")


def unusual(on: date, ahead: Ahead) -> str:
    """What is out of the ordinary with a date, as half a sentence; empty when nothing is."""
    found = []
    if not ahead.working:
        found.append(f"{day_zh(on)}是{ahead.name}，不是工作日")
    if ahead.days < ahead.wanted:
        found.append(f"离接待日只有 {max(0, ahead.days)} 个工作日，少于制度要求的 {ahead.wanted} 个")
    return "，".join(found)


def may_host(title: str, *, sections: int, mayor: bool) -> Verdict:
    """二(四): who hosts has somebody to hear; a deputy without a portfolio has not."""
    if mayor or sections:
        return ALLOWED
    return deny(f"{title}还没有分管行业，没有可接待的诉求，请先在“机构与人员”中设定分管", "五(三)")


def has_room(capacity: int, heard: int, more: int) -> Verdict:
    """二(二): no more on the agenda than can be heard; ``capacity`` 0 is a day from before capacities were kept."""
    left = capacity - heard
    if not capacity or more <= left:
        return ALLOWED
    room = f"还能列入 {left} 件" if left > 0 else "已经满了"
    return deny(
        f"这次接待日可接待 {capacity} 件，已列入 {heard} 件，{room}，所选 {more} 件没有列入；"
        "请少选几件，调整可接待件数，或另安排一天",
        "二(二)",
    )
