"""A deputy mayor's day that was held: four appeals, four outcomes, two departments called, one of them without its head."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.cast import NOW

from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.decisions.rules.kinds import NewItem
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.procedure.receptions.rules.kinds import Presence, Present
from qinqing.procedure.register import actions as people
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.queries import staffing

TODAY = NOW.date()
OUTCOMES = ("decided", "explained", "unresolved", "deferred")
STATEMENT = "七月以来每周跳闸两三次"
OPINION = "供电公司牵头，限期解决"
BASIS = "《电力供应与使用条例》第十九条。"


@dataclass
class HeldDay:
    """The day, its cast, and a clock of its own that the steps after it take their moments from."""

    cast: Any
    code: str
    at: datetime = NOW + timedelta(hours=1)

    @property
    def day(self) -> days.ReceptionDay:
        """As the bureau sees it now."""
        return days.fetch(self.cast.intake, self.code)

    @property
    def host(self) -> Any:
        """The deputy mayor in charge of industry."""
        return self.cast.post("deputy-industry")

    @property
    def minutes(self) -> days.Minutes:
        """Its minutes as they stand now."""
        found = days.minutes_of(self.day, self.cast.intake)
        assert found is not None
        return found

    def tick(self, **length: int) -> datetime:
        """The next moment: a minute on, or as much later as told."""
        self.at += timedelta(**(length or {"minutes": 1}))
        return self.at

    def until(self, state: str) -> days.Minutes:
        """Takes the minutes on to this state."""
        cast, way = self.cast, ("drafting", "with_host", "confirmed", "issued", "correcting")
        steps = {
            "drafting": lambda: decisions.draft_minutes(self.day, by=cast.intake, at=self.tick()),
            "with_host": lambda: decisions.send_minutes(self.minutes, by=cast.intake, at=self.tick()),
            "confirmed": lambda: receptions.confirm_minutes(self.minutes, by=self.host, at=self.tick()),
            "issued": lambda: decisions.issue_minutes(self.minutes, by=cast.office, at=self.tick()),
            "correcting": lambda: receptions.propose_erratum(
                self.minutes, was="每周跳闸", becomes="每月跳闸", reason="记录有误", by=cast.intake, at=self.tick()
            ),
        }
        standing = self.minutes.state
        for name in way[way.index(standing) + 1 if standing in way else 0 : way.index(state) + 1]:
            steps[name]()
        return self.minutes


def hold(cast: Any, stand: Any, outcomes: tuple[str, ...] = OUTCOMES, **told: Any) -> HeldDay:
    """A day held at the stage's moment with one appeal for each outcome; ``told`` goes to the appeals."""
    power, park = cast.organ("power-supply"), cast.organ("park-west")
    hour = 9 + len(days.days(cast.office, TODAY.year))  # one after the other, so that no two overlap
    planned = receptions.plan(
        host_post=cast.post("deputy-industry").post, date=TODAY, place="县政府二楼会议室", departments=[power, park],
        starts_at=time(hour), ends_at=time(hour + 1), reason="企业急盼", capacity=max(10, len(outcomes)),
        by=cast.office, at=NOW,
    )  # fmt: skip
    day = days.fetch(cast.office, planned.code)
    ripe = [stand("ripe", rung=2, **told) for _ in outcomes]
    receptions.put_on_agenda(day, ripe, by=cast.office, at=NOW)
    for outcome, appeal in zip(outcomes, ripe, strict=True):
        hear(cast, days.entry(cast.intake, day.code, appeal.code), outcome)
    came = [
        Present(power, Presence.LEADER, "何经理"),
        Present(park, Presence.SUBSTITUTE, "罗副主任", "主任在省里开会"),
    ]
    receptions.record_attendance(days.fetch(cast.intake, day.code), came, by=cast.intake, at=NOW)
    receptions.close_day(days.fetch(cast.intake, day.code), by=cast.intake, at=NOW)
    return HeldDay(cast, day.code)


def hear(cast: Any, entry: days.AgendaItem, outcome: str, statement: str = STATEMENT) -> None:
    """One appeal is heard, and comes to this."""
    told = {"opinion": OPINION, "statement": statement, "by": cast.intake, "at": NOW}
    if outcome == "decided":
        decisions.decide_at_hearing(entry, items=[item(cast)], **told)
    else:
        basis = BASIS if outcome == "explained" else ""
        receptions.record_outcome(entry, outcome=outcome, basis=basis, **told)


def item(cast: Any, lead: str = "power-supply", **also: Any) -> NewItem:
    """One decided item."""
    return NewItem(
        text="改造园区二号线",
        criterion="连续三十天不跳闸",
        lead=cast.organ(lead),
        due_on=date(2026, 12, 25),
        assisting=(cast.organ("park-west"),),
        **also,
    )


def lines(minutes: days.Minutes) -> Any:
    """The decided items of its day, as the chapter of decisions tells them."""
    return items.lines_of(minutes.day)


def abolish(cast: Any, code: str, *, successor: str | None, at: datetime) -> None:
    """The department's posts are left, and it is no more; ``successor`` takes over."""
    organ, yesterday = cast.organ(code), at.date() - timedelta(days=1)
    posts = [post.id for post in register.posts(organ_id=organ)]
    for tenure in [one for found in staffing.tenures(posts, at.date()).values() for one in found]:
        people.end_holding(holding_id=tenure.id, until=yesterday, by=cast.post("security-admin"), at=at)
    heir = cast.organ(successor) if successor else None
    people.abolish_organ(organ, successor=heir, by=cast.post("system-admin"), at=at)
