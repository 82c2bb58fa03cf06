"""What a reader asks of the list of decided items: the same for the page, its figures and the ledger taken away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.decisions.scopes import ItemQuerySet
from qinqing.procedure.decisions.states import OVER

PAGE = 50
ORDERS = {"newest": ("-id",), "oldest": ("id",), "due": ("due_on", "id"), "due_last": ("-due_on", "-id")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; empty fields do not filter. ``after`` is the keyset cursor.

    ``host`` is a leader's post (its id) or ``city``; ``light`` is red, today, or week: due within seven days; ``kind``
    is money (a promised amount) or other; ``due_from`` and ``due_until`` are days, both included.
    """

    text: str = ""
    state: str = ""
    standing: str = ""
    lead: int | None = None
    host: str = ""
    light: str = ""
    blocked: str = ""
    kind: str = ""
    due_from: date | None = None
    due_until: date | None = None
    order: str = "newest"
    after: str = ""
    size: int = PAGE


def wanted_by(actor: Actor, wanted: Wanted, *, at: datetime) -> ItemQuerySet:
    """The items the actor may see and asked for, in no order."""
    rows = DecidedItem.objects.visible_to(actor)
    exact = {
        "state": wanted.state,
        "lead": wanted.lead,
        "due_on__gte": wanted.due_from,
        "due_on__lte": wanted.due_until,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    for condition in _conditions(actor, wanted, at):
        rows = rows.filter(condition)
    return rows


def _conditions(actor: Actor, wanted: Wanted, at: datetime) -> list[Q]:
    over, city, money, free = Q(state__in=OVER), Q(agenda_item__isnull=True), Q(amount__isnull=False), Q(blocked=0)
    asked = {
        "standing": ~over if wanted.standing == "open" else over,
        "host": city if wanted.host in ("", "city") else Q(agenda_item__day__host_post=int(wanted.host)),
        "light": _lit(wanted.light, at),
        "blocked": ~free if wanted.blocked == "yes" else free,
        "kind": money if wanted.kind == "money" else ~money,
        "text": _told(actor, wanted.text),
    }
    return [condition for name, condition in asked.items() if getattr(wanted, name)]


def _lit(light: str, at: datetime) -> Q:
    """Overdue, or due from now to the end of today or of the seventh day."""
    if light == "red":
        return Q(due_at__lte=at)
    last = day_of(at) + timedelta(days=7 if light == "week" else 0)
    return Q(due_at__gt=at, due_at__lte=end_of(last))


def _told(actor: Actor, text: str) -> Q:
    """Every word typed stands in a number, in what was decided or in the appeal's title.

    A department finds a confidential appeal's item by numbers alone: a hit in words would tell whose name they hold.
    """
    found = Q()
    for word in text.split():
        said = Q(text__icontains=word) | Q(appeal__title__icontains=word)
        if actor.role in DEPARTMENT:
            said &= Q(appeal__confidential=False)
        found &= said | Q(number__icontains=word) | Q(appeal__number__icontains=word)
    return found


def ordered(rows: ItemQuerySet, wanted: Wanted) -> ItemQuerySet:
    """The order asked for, from the cursor on."""
    by = ORDERS.get(wanted.order, ORDERS["newest"])
    if wanted.after:
        rows = rows.filter(_beyond(by, wanted.after))
    return rows.order_by(*by)


def _beyond(by: tuple[str, ...], after: str) -> Q:
    day, _, last = after.rpartition("~")
    way = "lt" if by[0].startswith("-") else "gt"
    later = Q(**{f"id__{way}": int(last)})
    if len(by) == 1:
        return later
    return Q(**{f"due_on__{way}": date.fromisoformat(day)}) | Q(due_on=day) & later


def cursor(row: DecidedItem, wanted: Wanted) -> str:
    """Where the page after this row begins."""
    return f"{row.due_on.isoformat()}~{row.pk}" if wanted.order.startswith("due") else str(row.pk)
