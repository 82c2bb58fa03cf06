"""The inspectorate at work: rounds are opened, every matter looked at as it stands, reports written. 四(五)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count

from qinqing.doors.operations.county.cast import Cast
from qinqing.kernel.workdays import day_of
from qinqing.procedure.decisions.states import DONE
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries
from qinqing.procedure.supervision.rules.inspection import quarter_of
from qinqing.procedure.supervision.states import FindingState

DONE_WORDS = "查阅办理情况报告和验收记录，并向企业核实，决定事项已经落实。"
ON_THE_WAY = "正在按计划推进，还没有到完成时限，已请责任单位按时报送进展。"
WANTING = "超过完成时限仍未办好，责任单位没有说明原因。请限期办理并书面报送整改情况。"
DEMAND = "请查明超期原因，三个工作日内办好并书面答复。"
ACCOUNT = "已倒排工期、专人负责，本月底前办好，每周报一次进度。"
CONCLUSION = "各责任单位总体重视，多数事项按期推进。个别事项超过时限，已责成限期整改，下一季度继续督查。"
A_WHILE = timedelta(minutes=9)
DAYS = 5
Tick = Callable[[], datetime]


def look_at(cast: Cast, finding: queries.Finding, *, today: date, tick: Tick) -> None:
    """One matter gets the finding that its own state and date give it; every other one is visited on the spot."""
    done = finding.item.standing in DONE if finding.item else not finding.appeal.is_open
    again = finding.former is not None and finding.former.standing is FindingState.RECTIFIED
    if finding.item and not done and not again and finding.item.due_on < today:
        supervision.find_wanting(finding, words=WANTING, days=DAYS, by=cast.inspector, at=tick())
        return
    visit = {"visit_on": today, "visit_place": "企业现场"} if finding.pk % 2 else {}
    result, words = ("implemented", DONE_WORDS) if done else ("in_progress", ON_THE_WAY)
    supervision.find(finding, result=result, words=words, by=cast.inspector, at=tick(), **visit)


def look_at_all(cast: Cast, one: queries.Round, *, today: date, tick: Tick, most: int | None = None) -> None:
    """Everything that has no finding yet, or the first few of it."""
    looked = 0
    while rows := queries.findings(one, cast.inspector, queries.FindingsWanted(state=FindingState.PENDING)).rows:
        for finding in rows:
            if looked == most:
                return
            look_at(cast, finding, today=today, tick=tick)
            looked += 1


def report(cast: Cast, one: queries.Round, tick: Tick) -> None:
    """The round is closed, with its report."""
    found = queries.fetch_round(cast.inspector, one.code)
    supervision.close_round(found, conclusion=CONCLUSION, by=cast.inspector, at=tick())


def inspect(cast: Cast, *, now: datetime) -> None:
    """The quarter that ended last is inspected and reported, this one is under way; all within minutes before now."""
    seconds, today = count(1), day_of(now)

    def tick() -> datetime:
        return now - A_WHILE + timedelta(seconds=next(seconds))

    quarter = quarter_of(today)
    for when, most in ((quarter.before, None), (quarter, 6)):
        one = supervision.open_round(year=when.year, quarter=when.number, by=cast.inspector, at=tick())
        look_at_all(cast, one, today=today, tick=tick, most=most)
        if most is None:
            report(cast, one, tick)
            _put_right(cast, one, tick)
        else:
            _urge(cast, one, tick)


def _urge(cast: Cast, one: queries.Round, tick: Tick) -> None:
    """督办单 about the first matter whose limit was missed; its department has answered, the second's has not yet."""
    rows = queries.findings(one, cast.inspector, queries.FindingsWanted(state=FindingState.RECTIFYING, size=500)).rows
    for turn, row in enumerate(rows[:2]):
        finding = queries.fetch_finding(cast.inspector, row.code)
        if not queries.may_with_finding("urge", finding, cast.inspector, at=tick()):
            continue
        urging = supervision.urge_finding(finding, by=cast.inspector, at=tick())
        urging = supervision.issue(urging, demand=DEMAND, by=cast.inspector, at=tick())
        if not turn:
            head = cast.head(cast.code_of(urging.organ_id))
            supervision.answer(queries.fetch_urging(head, urging.code), account=ACCOUNT, by=head, at=tick())


def _put_right(cast: Cast, one: queries.Round, tick: Tick) -> None:
    """Every department but the first has answered; all but the last answer are examined."""
    wanted = queries.FindingsWanted(state=FindingState.RECTIFYING)
    rows = queries.findings(one, cast.inspector, wanted).rows[1:]
    for finding in rows:
        head = cast.head(cast.code_of(finding.organ_id))
        supervision.rectify(queries.fetch_finding(head, finding.code), account=ACCOUNT, by=head, at=tick())
    for finding in rows[:-1]:
        found = queries.fetch_finding(cast.inspector, finding.code)
        supervision.accept_rectification(found, by=cast.inspector, at=tick())
