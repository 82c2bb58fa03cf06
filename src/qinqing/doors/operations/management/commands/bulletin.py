"""``qinqing bulletin YYYY-MM``: a month's measures from the record, with their digest."""

import re
from argparse import ArgumentTypeError
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.management.base import CommandParser

from qinqing.doors.operations.command import Answer, OperatorCommand
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import moment_zh
from qinqing.kernel.workdays import day_of
from qinqing.procedure.bulletins import queries
from qinqing.procedure.bulletins.queries import Bulletin, Line, Recount
from qinqing.procedure.bulletins.rules import MEASURES


def month(text: str) -> date:
    """``2026-10`` as its first day. Raises ArgumentTypeError."""
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if not found or not 2000 <= int(found[1]) <= 2200:
        raise ArgumentTypeError("月份要写成 2026-10 这样")
    return date(int(found[1]), int(found[2]), 1)


class Command(OperatorCommand):
    """Counts from the journal alone, so the same month gives the same digest at any later time.

    A month whose bulletin is frozen is counted at the bulletin's cut-off, and held against its digest.
    """

    help = "某个月的办理和评价数字：只按办理记录重新计数，附摘要；月份没有过完的，计到现在"

    def add_words(self, parser: CommandParser) -> None:
        """The month."""
        parser.add_argument("month", type=month, metavar="YYYY-MM", help="哪个月，例如 2026-10")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """The recount; a month that has not begun is refused."""
        if options["month"] > day_of(at):
            raise Refused("这个月还没有到，没有数字可计")
        bulletin = queries.frozen(f"{options['month']:%Y-%m}")
        cutoff = bulletin.cutoff_at if bulletin else at
        found = queries.recount(options["month"], at=cutoff)
        data = {
            "month": found.month,
            "as_of": found.as_of,
            "cutoff": cutoff,
            "departments": [_told(line) for line in found.departments],
            "totals": asdict(found.totals),
            "upper": asdict(found.upper),
            "digest": found.digest,
            "agrees": bulletin.digest == found.digest if bulletin else None,
            "frozen": found.as_of < at,
        }
        return Answer(data, "\n".join([*_sentences(found), *_agreement(bulletin, found)]))


def _told(line: Line) -> dict[str, object]:
    return {"organ": line.organ, "name": line.name, **asdict(line.counts)}


def _agreement(bulletin: Bulletin | None, found: Recount) -> Iterator[str]:
    if bulletin is not None:
        agreed = (
            "与通报冻结的摘要一致" if bulletin.digest == found.digest else f"与通报冻结的摘要不一致：{bulletin.digest}"
        )
        yield f"{bulletin.number}，{bulletin.standing.label}，{agreed}"


def _sentences(found: Recount) -> Iterator[str]:
    yield f"{found.month}，计到 {moment_zh(found.as_of)}"
    for name, counts in [*((line.name, line.counts) for line in found.departments), ("合计", found.totals)]:
        rates = "，".join(f"{measure.label} {counts.rate(measure)}" for measure in MEASURES.values())
        yield f"{name}：收到 {counts.received}，在办 {counts.open}，超期 {counts.overdue}，办结 {counts.closed}；{rates}"
    yield f"摘要 {found.digest}"
