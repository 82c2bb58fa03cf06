"""A notice before it is entered, and what makes one impossible."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import day_zh
from qinqing.services.calendar.states import Status

OFF = "放假"
WORKED = "调休上班"
LAST_YEAR = 2200


@dataclass(frozen=True, slots=True)
class Draft:
    """What a notice says: the days off and the days worked, with their reasons where given."""

    year: int
    off: tuple[date, ...]
    worked: tuple[date, ...] = ()
    number: str = ""
    published_on: date | None = None
    reasons: Mapping[date, str] = field(default_factory=dict)
    region: str = ""
    status: str = Status.PUBLISHED

    def reason(self, day: date, *, off: bool) -> str:
        """The reason given for a day, or the plain one."""
        return self.reasons.get(day) or (OFF if off else WORKED)

    def days(self) -> dict[date, tuple[bool, str]]:
        """Each named day: worked or not, and why."""
        free = {day: (False, self.reason(day, off=True)) for day in self.off}
        return free | {day: (True, self.reason(day, off=False)) for day in self.worked}

    def in_region(self, region: str) -> "Draft":
        """The same days for a region, when one is given."""
        return replace(self, region=region) if region else self

    def as_data(self) -> dict[str, object]:
        """The notice as its file has it: ``parse_notice`` reads it back from JSON."""
        return {
            "year": self.year,
            "number": self.number,
            "published_on": self.published_on.isoformat() if self.published_on else "",
            "off": [day.isoformat() for day in self.off],
            "worked": [day.isoformat() for day in self.worked],
            "reasons": {day.isoformat(): words for day, words in self.reasons.items()},
            "region": self.region,
            "status": str(self.status),
        }


def refused(reason: str) -> Refused:
    """A notice that cannot be entered."""
    return Refused(reason, code="notice")


def check(draft: Draft, *, first_year: int) -> None:
    """Raises Refused for a notice without days off, with a day named twice, or a day far from its year."""
    if not first_year <= draft.year <= LAST_YEAR:
        raise refused(f"年份{draft.year}不在工作日历范围内（{first_year}年起），请核对")
    if draft.status not in set(Status):
        raise refused("状态（status）只能是 published 或 provisional，请改正")
    if not draft.off:
        raise refused("通知里没有放假日期，请核对文件")
    named = sorted([*draft.off, *draft.worked])
    for day, following in pairwise(named):
        if day == following:
            raise refused(f"{day_zh(day, this_year=draft.year)}写了两次，请核对是放假还是上班")
    for day in named:
        if not date(draft.year - 1, 12, 1) <= day <= date(draft.year + 1, 1, 31):
            raise refused(f"{day_zh(day, this_year=0)}不属于{draft.year}年的放假安排，请核对年份")
