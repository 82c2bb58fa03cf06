"""The bureau calls who was drawn: what enterprises tell it is a little less kind than what departments heard. 五(四)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from qinqing.doors.operations.county.cast import Cast
from qinqing.kernel.workdays import day_of
from qinqing.procedure.bulletins.rules.months import month_before
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries

MONTHS = 3
A_WHILE = timedelta(minutes=2)
LEVELS, ODDS = (5, 4, 3, 2, 1), (0.25, 0.3, 0.2, 0.15, 0.1)
ANSWERING, RINGS = 0.85, 3
WORDS = {True: "事情办好了，没有别的困难。", False: "还没有完全办好，盼着再催一催。"}
UNHAPPY = 2
Tick = Callable[[], datetime]


def draw(cast: Cast, month: date, tick: Tick) -> queries.Sample:
    """The draw of a month; its seed follows from the month, so that the same life is lived again."""
    chance = Random(f"{month:%Y-%m}")
    seed = f"{chance.getrandbits(128):032x}"
    return supervision.draw_sample(year=month.year, month=month.month, seed=seed, by=cast.intake, at=tick())


def call_all(cast: Cast, sample: queries.Sample, tick: Tick, *, leaving: int = 0) -> None:
    """Most are reached and say what they think; who is not, after three calls, is given up. The last few are left."""
    clerk, chance, after = cast.intake, Random(sample.seed), 0
    while True:
        rows, following = queries.calls_of(sample, clerk, after=after)
        for call in rows[: max(0, len(rows) - leaving)]:
            _call(cast, call, chance, tick)
        if following is None:
            return
        after = following


def _call(cast: Cast, call: queries.SampleCall, chance: Random, tick: Tick) -> None:
    by = cast.intake
    if chance.random() > ANSWERING:
        for _ in range(RINGS):
            supervision.call_in_vain(call, note="没有人接听", by=by, at=tick())
        supervision.give_up(call, note="三次都没有人接听", by=by, at=tick())
        return
    level = chance.choices(LEVELS, ODDS)[0]
    supervision.reach(
        call, solved=level > UNHAPPY, level=level, reasons=["slow"] if level <= UNHAPPY else [],
        called_back=chance.random() < 0.8, said=WORDS[level > UNHAPPY], by=by, at=tick(),
    )  # fmt: skip


def sample(cast: Cast, *, now: datetime) -> None:
    """The last three months are drawn from; of the newest a few are still to be called. All within minutes before now."""
    seconds = count(1)

    def tick() -> datetime:
        return now - A_WHILE + timedelta(seconds=next(seconds) / 4)

    months = [month_before(day_of(now))]
    for _ in range(MONTHS - 1):
        months.append(month_before(months[-1]))
    for month in reversed(months):
        call_all(cast, draw(cast, month, tick), tick, leaving=2 if month == months[0] else 0)
