"""``qinqing recommend --text T [--enterprise CODE]``: whom to transfer an appeal to, how to sort it, and why."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser

from qinqing.doors.operations.command import Answer, OperatorCommand
from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.queries import Advice, Alike, Suggested
from qinqing.procedure.register import queries as register


class Command(OperatorCommand):
    """Reads the catalogue of duties and the county's own earlier transfers; writes nothing."""

    help = "按权责清单和以往转办，推荐一件诉求的承办部门、类别和缓急，列出类似诉求，并说明理由"

    def add_words(self, parser: CommandParser) -> None:
        """The text, and whose appeal it is."""
        parser.add_argument("--text", metavar="T", required=True, help="诉求内容")
        parser.add_argument("--enterprise", metavar="CODE", default="", help="企业的统一社会信用代码、注册号或全称")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """The advice; an empty text and an enterprise that is not in the register are refused."""
        if not options["text"].strip():
            raise Refused("请写出诉求内容")
        advice = queries.advise(MACHINE, options["text"], township=_township(options["enterprise"]))
        return Answer(_data(advice), "\n".join(_sentences(advice)))


def _township(told: str) -> int | None:
    if not told:
        return None
    found = register.find_enterprises(MACHINE, told, limit=1)
    if not found:
        raise NotFound(f"登记册里没有“{told}”，请核对企业代码或名称")
    return found[0].township_id


def _data(advice: Advice) -> dict[str, object]:
    helping = {one.organ for one in advice.assisting}
    return {
        "departments": [
            {
                "name": register.organ(one.organ).name,
                "score": one.score,
                "why": list(one.why),
                "role": "lead" if one.leads else "assisting" if one.organ in helping else "other",
            }
            for one in advice.departments
        ],
        "category": advice.category.label,
        "category_why": list(advice.category_why),
        "urgency": advice.urgency.label,
        "urgency_why": list(advice.urgency_why),
        "similar": [_alike(one) for one in advice.similar],
    }


def _alike(one: Alike) -> dict[str, object]:
    return {
        "number": one.appeal.number,
        "title": one.appeal.title,
        "received": one.appeal.received_at,
        "lead": one.lead,
        "outcome": one.became,
        "likeness": one.likeness,
    }


def _sentences(advice: Advice) -> Iterator[str]:
    helping = {one.organ for one in advice.assisting}
    if not advice.departments:
        yield "没有看出该由哪个部门承办，请写得具体一些"
    for one in advice.departments:
        yield f"{_role(one, helping)}{register.organ(one.organ).name}（{one.score:.2f}）"
        yield from (f"    {why}" for why in one.why)
    yield f"类别：{advice.category.label}{_because(advice.category_why)}"
    yield f"缓急：{advice.urgency.label}{_because(advice.urgency_why)}"
    for alike in advice.similar:
        yield f"类似：{alike.appeal.number} {alike.appeal.title}（{alike.lead or '未转办'}，{alike.became}）"


def _role(one: Suggested, helping: set[int]) -> str:
    return "牵头：" if one.leads else "配合：" if one.organ in helping else "也可能："


def _because(why: Any) -> str:
    return f"（{'；'.join(why)}）" if why else ""
