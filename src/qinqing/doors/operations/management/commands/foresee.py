"""``qinqing foresee --set transfer=1 --set deputy_days_month=2``: the last year under other numbers of the Plan."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser

from qinqing.doors.operations.command import Answer, OperatorCommand
from qinqing.doors.operations.editions import numbers
from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import Refused
from qinqing.kernel.workdays import day_of
from qinqing.procedure.bulletins import queries
from qinqing.procedure.bulletins.rules.foresight import SEEDS, Spread
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.plan.rules import SETTINGS, faults

TOLD = (("waited", "平均等", "个工作日"), ("longest", "最多同时排队", "件"), ("left", "年末还在等", "件"))


class Command(OperatorCommand):
    """Reads the record, of a real or a simulated county; writes nothing. 二(一), 四(一)."""

    help = "推演：制度里的数字换一换，过去一年会有多少时限超期，等待接待的会排多长的队"

    def add_words(self, parser: CommandParser) -> None:
        """The numbers to try, and how many appeals a day hears."""
        parser.add_argument("--set", metavar="KEY=N", action="append", default=[], help="改一个数字，可写几个")
        parser.add_argument("--hears", metavar="N", type=int, help="每次接待日听取几件，默认按平时")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """Limits counted again and queues lived again; numbers that no edition could have are refused."""
        changed = numbers(options["set"])
        limits = plan.in_force(day_of(at)).limits
        wrong = faults({**limits.values, **changed})
        if wrong or (options["hears"] is not None and options["hears"] < 1):
            raise Refused("；".join(wrong) or "每次接待日至少听取一件，请改正")
        seen = queries.foresee(MACHINE, changed, hears=options["hears"], at=at)
        return Answer(_data(seen), "\n".join(_sentences(seen)))


def _data(seen: queries.Foresight) -> Mapping[str, object]:
    return {
        "since": seen.since,
        "hears": seen.hears,
        "limits": {key: asdict(again) for key, again in seen.limits.items()},
        "queues": [
            {
                "host": row.host,
                "came": row.came,
                "now": {name: asdict(spread) for name, spread in row.now.items()},
                "then": {name: asdict(spread) for name, spread in row.then.items()},
            }
            for row in seen.queues
        ],
    }


def _sentences(seen: queries.Foresight) -> Iterator[str]:
    for key, again in seen.limits.items():
        yield f"{SETTINGS[key].label}：{again.ended}个，超期{again.late}个，改后{again.would}个"
    for row in seen.queues:
        yield f"{row.host}：" + "；".join(
            f"{label}{row.now[name].middle:.0f}{unit}，改后{_spread(row.then[name])}" for name, label, unit in TOLD
        )
    yield (
        f"推演的前提：大家的快慢不变；今后一年每个工作日来几件，从过去各工作日里随机取{len(SEEDS)}次"
        f"（种子1至{len(SEEDS)}），数字是居中的一次，括号里是其中八成所在的范围"
    )


def _spread(found: Spread) -> str:
    return f"{found.middle:.0f}（{found.low:.0f}—{found.high:.0f}）"
