"""受阻: what an item waits for, another decided item or a condition outside, and when that is expected to clear. 四(三)."""

from datetime import date, datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.shaping import clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.decisions.actions.implementing import need
from qinqing.procedure.decisions.actions.step import take
from qinqing.procedure.decisions.models import Block, DecidedItem
from qinqing.procedure.decisions.queries.reading import by_number
from qinqing.procedure.decisions.queries.snapshots import block_sets
from qinqing.procedure.decisions.states import OVER
from qinqing.procedure.register import queries as register


@transaction.atomic
def block(
    item: DecidedItem, *, expected_on: date, by: Actor, at: datetime, number: str = "", condition: str = ""
) -> DecidedItem:
    """登记受阻: by the decided item with this number, or by a condition in words; the limit runs on.

    Raises Refused when it is both or neither, for an item that is over or itself waits for this one, and for a day
    that has passed.
    """
    if bool(number.strip()) == bool(condition.strip()):
        raise Refused("请写明受阻于哪一项决定（编号），或受阻于什么条件，两样只填一样", clause="四(三)")
    if expected_on < day_of(at):
        raise Refused("预计解除的日期已经过去，请改晚", clause="四(三)")
    other = _other(item, number, by) if number.strip() else None
    step = take("block", item, by=by, at=at, also={"blocked": item.blocked + 1})
    row = Block.objects.create(
        item=item,
        ordinal=Block.objects.filter(item=item).count() + 1,
        by=other,
        condition=clean_text(condition).strip(),
        expected_on=expected_on,
        set_by=by.title,
        set_at=at,
    )
    return step.record(sets=block_sets(row), blocked_by=said(row), expected_on=expected_on)


@transaction.atomic
def unblock(item: DecidedItem, *, block: int, note: str, by: Actor, at: datetime) -> DecidedItem:
    """解除受阻: how it was cleared; the item goes on."""
    need(note, "请写明是怎样解除的", "四(三)")
    row = Block.objects.filter(item=item, ordinal=block, cleared_at__isnull=True).first()
    if row is None:
        raise Refused("这一条受阻已经解除，请刷新页面", clause="四(三)")
    step = take("unblock", item, by=by, at=at, also={"blocked": item.blocked - 1})
    row.note = clean_text(note)
    clear(row, by, at)
    return step.record(sets=block_sets(row), blocked_by=said(row), note=row.note)


def clear(row: Block, by: Actor, at: datetime) -> None:
    """It stands in the way no more."""
    row.cleared_by, row.cleared_at = by.title, at
    row.save(update_fields=("note", "cleared_by", "cleared_at"))


def said(row: Block) -> str:
    """What stands in the way, in one line."""
    if row.by is None:
        return row.condition
    return f"{row.by.number}（{register.organ_names().get(row.by.lead_id, '')}）"


def _other(item: DecidedItem, number: str, by: Actor) -> DecidedItem:
    try:
        other = by_number(by, number)
    except NotFound:
        raise Refused(
            f"没有找到您能看到的决定事项“{number.strip()}”，请核对编号，或写成条件", clause="四(三)"
        ) from None
    if other.pk == item.pk:
        raise Refused("不能受阻于它自己，请另填编号", clause="四(三)")
    if other.standing in OVER:
        raise Refused(f"{other.number}{other.standing.label}，不会再阻碍这一项，请核对编号", clause="四(三)")
    if Block.objects.filter(item=other, by=item, cleared_at__isnull=True).exists():
        raise Refused(f"{other.number}正受阻于这一项，不能互相等待，请核对", clause="四(三)")
    return other
