"""What a decided item must say before it can be assigned, 四(三)."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from qinqing.kernel.phrases import day_zh
from qinqing.procedure.decisions.rules.kinds import NewItem


def latest_due(today: date, months: int) -> date:
    """The last day a decided item may take: the same day so many months later, or that month's last."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def misfits(items: Sequence[NewItem], *, today: date, months: int, assignable: Collection[int]) -> list[str]:
    """What is wrong with these items, a phrase each; nothing when they may be assigned."""
    if not items:
        return ["还没有写决定事项，请至少写一项"]
    return [
        f"第{number}项{fault}" if len(items) > 1 else f"决定事项{fault}"
        for number, item in enumerate(items, 1)
        for fault in _misfits(item, today, months, assignable)
    ]


def _misfits(item: NewItem, today: date, months: int, assignable: Collection[int]) -> Iterable[str]:
    if not item.text.strip():
        yield "没有写内容，请补充"
    if not item.criterion.strip():
        yield "没有写验收标准，请写明办到什么程度算完成"
    if item.lead is None:
        yield "没有指定牵头部门，请选择一个"
    if not all(organ in assignable for organ in (item.lead, *item.assisting) if organ is not None):
        yield "所选单位不承办企业诉求或已撤并，请另选"
    yield from due_misfits(item.due_on, today, latest_due(today, months), months)


def due_misfits(due_on: date | None, today: date, latest: date, months: int) -> Iterable[str]:
    """What is wrong with a due date."""
    if due_on is None:
        yield "没有写完成时限，请填写"
    elif due_on < today:
        yield f"完成时限{day_zh(due_on, this_year=today.year)}已经过去，请改晚"
    elif due_on > latest:
        yield f"完成时限最长{months}个月，请改到{day_zh(latest, this_year=today.year)}或更早"
