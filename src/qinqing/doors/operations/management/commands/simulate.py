"""``qinqing simulate``: lives months of the county through the public actions, with simulated time."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser

from qinqing.doors.operations.command import Answer, OperatorCommand, progress
from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import tell
from qinqing.doors.operations.editions import numbers
from qinqing.doors.operations.simulation.running import Life, live
from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.kernel.shaping import shape_date
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.plan.actions import adopt
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as journal

START = date(2026, 1, 5)
LONGEST = timedelta(days=6 * 366)


class Command(OperatorCommand):
    """People here are late, return, doubt and withdraw; the same seed lives the same life."""

    help = "在空库或演示库里，用模拟时间让全县按制度办几个月的事"

    def add_words(self, parser: CommandParser) -> None:
        parser.add_argument("--months", type=int, default=3, help="几个月，默认 3")
        parser.add_argument("--appeals", type=int, default=300, help="多少件诉求，默认 300")
        parser.add_argument("--seed", type=int, default=1, help="随机种子，默认 1")
        parser.add_argument("--set", metavar="KEY=N", action="append", default=[], help="换一个制度数字，可写几个")
        parser.add_argument("--start", default=START.isoformat(), help="从哪一天开始，默认 2026-01-05")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """Lives, and counts what came of it."""
        call_command("migrate", verbosity=0)
        start, months, arriving = _checked(options)
        county = tell()
        if register.is_empty():
            settle(county, at=datetime.combine(start - timedelta(days=90), time(9), SHANGHAI))
        _adopt(numbers(options["set"]), Cast(county, start), start)
        began = monotonic()
        life = live(
            Cast(county, start),
            start=start,
            months=months,
            arriving=arriving,
            seed=options["seed"],
            progress=lambda days: iter(progress(days, what="模拟", total=len(days))),
        )
        data = _counted(life, start) | {"seconds": round(monotonic() - began, 1)}
        return Answer(data, f"{_sentence(data)}；制度不许而没有办成的操作{life.refused}次。{_once(options['seed'])}")


def _once(seed: int) -> str:
    return f"人们的快慢和企业的诉求按种子{seed}随机而来，是许多可能里的一种；换几个 --seed 再办，看结果相差多少"


def _adopt(changed: dict[str, int], cast: Cast, start: date) -> None:
    """Another edition from the first day on, if other numbers were asked for."""
    if changed:
        former, at = plan.in_force(start), datetime.combine(start, time(0, 1), SHANGHAI)
        adopt(title=former.title, settings=changed, in_force_from=start, by=cast.bureau_head, at=at)


def _checked(options: dict[str, Any]) -> tuple[date, int, int]:
    start = shape_date(options["start"])
    if start is None:
        raise Refused(f"没有看懂开始日期“{options['start']}”，请写成 2026-01-05")
    if not 1 <= options["months"] <= 60 or not 1 <= options["appeals"] <= 1_000_000:
        raise Refused("月数须在 1 至 60 之间，诉求须在 1 至 1000000 件之间")
    return start, options["months"], options["appeals"]


def _counted(life: Life, start: date) -> dict[str, Any]:
    """How the simulated appeals ended, from the tables."""
    found = [appeals.fetch(MACHINE, code) for code in life.lodged]
    return {
        "appeals": len(found),
        "closed": sum(not appeal.is_open for appeal in found),
        "open": sum(appeal.is_open for appeal in found),
        "refused": sum(appeal.result == Result.REFUSED for appeal in found),
        "by_rung": _sorted(Counter(str(appeal.rung) for appeal in found)),
        "by_result": _sorted(Counter(appeal.result for appeal in found if appeal.result)),
        "reception_days": life.days_held,
        "missed": _missed(start),
        "waiting": sum(appeals.ripe_now().values()),
        "decided_items": decisions.count(MACHINE),
        "bulletins": life.bulletins,
        "events": journal.entry_count(),
    }


def _missed(start: date) -> dict[str, int]:
    """By setting, how many limits in working days ended late."""
    since, late = datetime.combine(start, time(), SHANGHAI), Counter[str]()
    for one in appeals.ended(since, since + LONGEST):
        late[one.setting] += one.late * one.times
    return _sorted(+late)


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items()))


def _sentence(data: dict[str, Any]) -> str:
    return (
        f"共{data['appeals']}件诉求，办结{data['closed']}件，在办{data['open']}件；"
        f"举行接待日{data['reception_days']}次，决定事项{data['decided_items']}项；"
        f"时限超期{sum(data['missed'].values())}个，等待接待{data['waiting']}件；"
        f"留痕{data['events']}条，用时{data['seconds']}秒"
    )
