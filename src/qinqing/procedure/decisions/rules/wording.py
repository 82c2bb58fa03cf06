"""What a decided item must say before it can be assigned, 四(三)."""

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from qinqing.kernel.phrases import day_zh
from qinqing.procedure.decisions.rules.kinds import NewItem, NewMilestone

MOST_YUAN = 10**12


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
    if item.amount is not None and not 0 < item.amount < MOST_YUAN:
        yield "兑现金额要大于零且小于一万亿元，请核对"
    yield from due_misfits(item.due_on, today, latest_due(today, months), months)


def due_misfits(due_on: date | None, today: date, latest: date, months: int) -> Iterable[str]:
    """What is wrong with a due date."""
    if due_on is None:
        yield "没有写完成时限，请填写"
    elif due_on < today:
        yield f"完成时限{day_zh(due_on, this_year=today.year)}已经过去，请改晚"
    elif due_on > latest:
        yield f"完成时限最长{months}个月，请改到{day_zh(latest, this_year=today.year)}或更早"


def milestone_misfits(
    milestones: Sequence[NewMilestone], *, today: date, latest: date, is_working: Callable[[date], bool]
) -> list[str]:
    """What is wrong with these dated steps of an item that ends ``latest``, a phrase each."""
    if not milestones:
        return ["还没有写节点，请至少写一个"]
    return [
        f"第{number}个节点{fault}" if len(milestones) > 1 else f"节点{fault}"
        for number, milestone in enumerate(milestones, 1)
        for fault in _milestone_misfits(milestone, today, latest, is_working)
    ]


def _milestone_misfits(
    milestone: NewMilestone, today: date, latest: date, is_working: Callable[[date], bool]
) -> Iterable[str]:
    if not milestone.text.strip():
        yield "没有写要办什么，请补充"
    due_on = milestone.due_on
    if due_on is None:
        yield "没有写日期，请填写"
    elif due_on < today:
        yield f"的日期{day_zh(due_on, this_year=today.year)}已经过去，请改晚"
    elif due_on > latest:
        yield f"的日期晚于完成时限{day_zh(latest, this_year=today.year)}，请改早，或先申请调整时限"
    elif due_on != latest and not is_working(due_on):
        yield f"的日期{day_zh(due_on, this_year=today.year)}不是工作日，请选前后相邻的工作日"
