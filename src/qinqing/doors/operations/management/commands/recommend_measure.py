"""``qinqing recommend measure [--sample N]``: how often the advice would have been right."""

from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser

from qinqing.doors.operations.command import Answer, OperatorCommand
from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals import actions
from qinqing.procedure.appeals.rules.recommending.measuring import NEWEST_MEASURED


class Command(OperatorCommand):
    """Cross-validates the advice on the county's own transfers; the figures go on the record and onto the desk's page."""

    help = "用已转办的诉求交叉验证推荐的准确程度，结果写入留痕，显示在推荐旁边和“权责清单”页面上；后台每月自动做一次"

    def add_words(self, parser: CommandParser) -> None:
        """How many appeals."""
        parser.add_argument(
            "--sample", metavar="N", type=int, default=NEWEST_MEASURED, help=f"最近多少件，默认 {NEWEST_MEASURED}"
        )

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """The figures; too few appeals are refused."""
        told = actions.measure_advice(sample=max(1, options["sample"]), by=MACHINE, at=at)
        text = (
            f"{told['appeals']} 件，分 {told['folds']} 份交叉验证：牵头部门排第一 {told['first']}%，前三 {told['third']}%；"
            f"只按权责清单 {told['duties_first']}%、{told['duties_third']}%；一律推荐同一部门 {told['baseline']}%；"
            f"类别 {told['category']}%"
        )
        return Answer(told, text)
