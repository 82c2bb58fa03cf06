"""From what was decided to who does it by when: at a hearing, or by the city's reply. 四(二), 四(三), 四(一)4."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.ids import official_number
from qinqing.kernel.phrases import day_zh, local
from qinqing.kernel.shaping import clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.decisions.actions.step import enter
from qinqing.procedure.decisions.models import DecidedItem, Share
from qinqing.procedure.decisions.queries.snapshots import share_sets
from qinqing.procedure.decisions.rules.kinds import NewItem, ShareKind
from qinqing.procedure.decisions.rules.wording import misfits
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions.queries import AgendaItem
from qinqing.procedure.register import queries as register
from qinqing.services.documents import actions as documents

SERIES = "JD"


@transaction.atomic
def decide_at_hearing(
    entry: AgendaItem, *, items: Sequence[NewItem], opinion: str, by: Actor, at: datetime, statement: str = ""
) -> list[DecidedItem]:
    """研究决定: what the host decided about an appeal on the agenda, and at once who does it by when, 四(二) and (三).

    Raises Refused with everything an item lacks; then nothing is recorded.
    """
    _check(entry.appeal, items, at)
    receptions.record_decision(
        entry, opinion=opinion, items=[_in_one_line(item) for item in items], by=by, at=at, statement=statement
    )
    return _assign_all(entry.appeal, items, by=by, at=at, entry=entry)


@transaction.atomic
def city_decides(
    appeal: Appeal, *, items: Sequence[NewItem], opinion: str, by: Actor, at: datetime
) -> list[DecidedItem]:
    """市里研究决定: the city's reply is recorded and handled like a decision, 四(一)4. Raises as decide_at_hearing."""
    _check(appeal, items, at)
    appeals.city_decides(appeal, opinion=opinion, items=[_in_one_line(item) for item in items], by=by, at=at)
    return _assign_all(appeal, items, by=by, at=at)


def _check(appeal: Appeal, items: Sequence[NewItem], at: datetime) -> None:
    months = plan.edition(appeal.edition_id).limit("item_months")
    assignable = {organ.id for organ in register.assignable()}
    found = misfits(items, today=day_of(at), months=months, assignable=assignable)
    if found:
        raise Refused("；".join(found), clause="四(三)", code="item_incomplete")


def _assign_all(
    appeal: Appeal, items: Sequence[NewItem], *, by: Actor, at: datetime, entry: AgendaItem | None = None
) -> list[DecidedItem]:
    assigned = [_assign(appeal, item, by=by, at=at, entry=entry) for item in items]
    appeals.call_in(appeal, [organ for item in items for organ in _organs(item)])
    return assigned


def _assign(appeal: Appeal, told: NewItem, *, by: Actor, at: datetime, entry: AgendaItem | None) -> DecidedItem:
    assert told.lead is not None
    assert told.due_on is not None  # both are refused as misfits before
    year = local(at).year
    item = DecidedItem(
        number=official_number(SERIES, year, documents.next_number(SERIES, year)),
        appeal=appeal,
        agenda_item=entry,
        edition_id=appeal.edition_id,
        text=clean_text(told.text),
        criterion=clean_text(told.criterion),
        lead_id=told.lead,
        decided_on=day_of(at),
        due_on=told.due_on,
        original_due_on=told.due_on,
        amount=told.amount,
        assigned_by=by.title,
        assigned_at=at,
    )
    step = enter("assign", item, by=by, at=at)
    shares = _share(item, told)
    names = register.organ_names()
    return step.record(
        sets=share_sets(*shares),
        number=item.number,
        text=item.text,
        criterion=item.criterion,
        lead=names[item.lead_id],
        assisting=[names[share.organ_id] for share in shares if share.kind == ShareKind.ASSISTING],
        due_on=item.due_on,
        amount=item.amount,
    )


def _share(item: DecidedItem, told: NewItem) -> list[Share]:
    return Share.objects.bulk_create(
        Share(item=item, organ_id=organ, kind=ShareKind.LEAD if organ == told.lead else ShareKind.ASSISTING)
        for organ in _organs(told)
    )


def _organs(item: NewItem) -> list[int]:
    return [organ for organ in dict.fromkeys((item.lead, *item.assisting)) if organ is not None]


def _in_one_line(item: NewItem) -> str:
    """An item as the appeal's own record tells it: what, who, by when."""
    lead = register.organ_names().get(item.lead or 0, "")
    due = f"，{day_zh(item.due_on, this_year=0)}前" if item.due_on else ""
    money = f"，兑现 {item.amount:,f} 元" if item.amount is not None else ""
    return f"{item.text.strip()}（{lead}牵头{due}{money}）"
