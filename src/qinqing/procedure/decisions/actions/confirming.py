"""The enterprise says whether it is done, and money counts when received; then the item is closed out. 四(三)."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.ids import official_number
from qinqing.kernel.phrases import local
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.rules.kinds import Outcome
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.decisions.actions.implementing import need
from qinqing.procedure.decisions.actions.reporting import lapse, taken_up_again
from qinqing.procedure.decisions.actions.step import take
from qinqing.procedure.decisions.models import DecidedItem, Receipt, Report
from qinqing.procedure.decisions.queries.snapshots import receipt_sets
from qinqing.procedure.decisions.states import OVER, State
from qinqing.procedure.register import queries as register
from qinqing.services.documents import actions as documents

SERIES = "XH"
CENT = Decimal("0.01")


@transaction.atomic
def confirm_receipt(
    item: DecidedItem, *, received_on: date, amount: Decimal, by: Actor, at: datetime, said_by: str = "", note: str = ""
) -> DecidedItem:
    """确认到账: the enterprise has received so much on that day, all of it or a part; by telephone the bureau says who.

    Amounts are in yuan. Raises Refused for a day to come, and for more than was promised.
    """
    said_by = _who(said_by, by)
    _check_receipt(item, received_on, amount, at)
    received = (item.received or Decimal(0)) + amount
    also: dict[str, object] = {"received": received}
    if item.amount is not None and received >= item.amount:
        also |= {"confirmed_at": at, "confirmed_by": said_by}
    step = take("confirm_receipt", item, by=by, at=at, also=also)
    row = Receipt.objects.create(
        item=item,
        ordinal=Receipt.objects.filter(item=item).count() + 1,
        received_on=received_on,
        amount=amount,
        said_by=said_by,
        note=clean_text(note),
        recorded_by=by.title,
        recorded_at=at,
    )
    owed = (item.amount or Decimal(0)) - received
    return step.record(
        sets=receipt_sets(row), received_on=received_on, received=amount, owed=owed or None, said_by=said_by, note=note
    )


@transaction.atomic
def confirm(item: DecidedItem, *, by: Actor, at: datetime, said: str = "", said_by: str = "") -> DecidedItem:
    """企业确认: what was promised has been done; on the telephone the bureau writes down who said so."""
    who = _who(said_by, by)
    step = take("confirm", item, by=by, at=at, also={"confirmed_at": at, "confirmed_by": who})
    return step.record(said_by=who, said=said)


@transaction.atomic
def doubt(item: DecidedItem, *, said: str, by: Actor, at: datetime, said_by: str = "") -> DecidedItem:
    """企业有疑问: it is not done as the enterprise sees it; within its remit the department goes on, 四(三)."""
    need(said, "请写明还有什么没有落实", "四(三)")
    step = take("doubt", item, by=by, at=at, also=taken_up_again(item))
    return step.record(sets=lapse(item, by, at), said_by=_who(said_by, by), said=said)


@transaction.atomic
def call_in_vain(item: DecidedItem, *, note: str, by: Actor, at: datetime) -> DecidedItem:
    """记录联系未果: silence is not consent, so each call is on the record."""
    need(note, "请写明怎样联系、为什么没有结果", "四(三)")
    return take("call_in_vain", item, by=by, at=at, also={"calls": item.calls + 1}).record(note=note)


@transaction.atomic
def close_out(item: DecidedItem, *, by: Actor, at: datetime, note: str = "") -> DecidedItem:
    """销号: done, accepted, confirmed; with its number in the ledger. With an appeal's last item the enterprise is answered."""
    year = local(at).year
    number = official_number(SERIES, year, documents.next_number(SERIES, year))
    step = take("close_out", item, by=by, at=at, also={"closed_at": at, "closing_number": number})
    step.record(closing_number=number, note=note)
    _answer_the_enterprise(item.appeal, by, at)
    return item


def _answer_the_enterprise(appeal: Appeal, by: Actor, at: datetime) -> None:
    """Once all items are over; an appeal that stands elsewhere by now is not answered any more."""
    items = list(DecidedItem.objects.filter(appeal=appeal).order_by("id"))
    if appeal.standing is not Standing.IMPLEMENTING or any(item.state not in OVER for item in items):
        return
    done = [item for item in items if item.state == State.CLOSED]
    appeals.finish_implementing(appeal, outcome=Outcome.RESOLVED, summary=_summary(done), by=by, at=at)


def _summary(items: Iterable[DecidedItem]) -> str:
    """What was decided and what was done about it, item by item."""
    names = register.organ_names()
    reported = {report.item_id: report.text for report in Report.objects.filter(item__in=items).order_by("ordinal")}
    return "\n".join(
        f"{number}. {item.text}（{names.get(item.lead_id, '')}）：{reported.get(item.pk, '')}"
        for number, item in enumerate(items, 1)
    )


def _who(said_by: str, by: Actor) -> str:
    """Whose word it is: the enterprise's own person, or whom the bureau spoke to."""
    said_by = clean_line(said_by)
    if by.role is Role.INTAKE and not said_by:
        raise Refused("请写明是企业的谁、用什么电话说的", clause="四(三)")
    return said_by or by.title


def _check_receipt(item: DecidedItem, received_on: date, amount: Decimal, at: datetime) -> None:
    owed = (item.amount or Decimal(0)) - (item.received or Decimal(0))
    if received_on > day_of(at):
        raise Refused("到账日期还没有到，请核对", clause="四(三)")
    if amount <= 0 or amount != amount.quantize(CENT):
        raise Refused("到账金额要大于零，最多写到分，请核对", clause="四(三)")
    if item.amount is not None and 0 < owed < amount:
        raise Refused(f"到账金额超过尚未到账的 {owed:,f} 元，请核对", clause="四(三)")
