"""决定事项台账: every visible item that was asked for, with what it is made of, a thousand at a time. 四(三), 四(四)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor, Role
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions.models import Block, DecidedItem, Milestone, Share
from qinqing.procedure.decisions.queries.filtering import Wanted, wanted_by
from qinqing.procedure.decisions.rules.kinds import MilestoneState, ShareKind
from qinqing.procedure.decisions.states import OVER
from qinqing.procedure.register import queries as register
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.ledgers import Column, Kind, Ledger, Row

CHUNK = 1000
READERS = BUREAU | DEPARTMENT | {Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR}
ITEMS = Ledger(
    "items",
    "决定事项台账",
    (
        Column("编号", 16), Column("决定内容", 44), Column("验收标准", 36), Column("由谁决定", 16),
        Column("决定日期", 12, Kind.DATE), Column("牵头部门", 22), Column("配合部门", 26),
        Column("完成时限", 12, Kind.DATE), Column("原定时限", 12, Kind.DATE), Column("调整次数", 10, Kind.NUMBER),
        Column("环节", 18), Column("时限", 10), Column("节点数", 8, Kind.NUMBER), Column("已完成节点", 11, Kind.NUMBER),
        Column("受阻于", 30), Column("应兑现（元）", 16, Kind.AMOUNT), Column("已到账（元）", 16, Kind.AMOUNT),
        Column("尚未到账（元）", 16, Kind.AMOUNT), Column("办理完毕", 12, Kind.DATE), Column("验收", 12, Kind.DATE),
        Column("企业确认", 12, Kind.DATE), Column("销号", 12, Kind.DATE), Column("销号编号", 16),
        Column("诉求编号", 18), Column("诉求", 36), Column("企业", 30),
    ),
    READERS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """How many items a list holds, and what they promise and have brought, in yuan."""

    all: int
    open: int
    overdue: int
    blocked: int
    promised: Decimal
    received: Decimal


@dataclass(slots=True)
class _About:
    """What hangs on a thousand items, by item."""

    assisting: dict[int, list[str]] = field(default_factory=dict)
    steps: dict[int, tuple[int, int]] = field(default_factory=dict)
    blocks: dict[int, list[str]] = field(default_factory=dict)


def figures(actor: Actor, wanted: Wanted, *, at: datetime) -> Figures:
    """The figures of all the items asked for, not of one page; one query."""
    still = ~Q(state__in=OVER)
    found = wanted_by(actor, wanted, at=at).aggregate(
        all=Count("pk"),
        open=Count("pk", filter=still),
        overdue=Count("pk", filter=still & Q(due_at__lte=at)),
        blocked=Count("pk", filter=still & Q(blocked__gt=0)),
        promised=Sum("amount"),
        received=Sum("received", filter=Q(amount__isnull=False)),
    )
    return Figures(**{**found, **{name: found[name] or Decimal(0) for name in ("promised", "received")}})


def ledger_rows(actor: Actor, wanted: Wanted, *, at: datetime) -> Iterator[Row]:
    """The rows of ``ITEMS``, newest first: five queries a thousand, none of them open while the rows are written."""
    rows = wanted_by(actor, wanted, at=at).select_related("appeal", "agenda_item__day")
    rows = rows.defer("appeal__text", "agenda_item__statement", "agenda_item__opinion", "agenda_item__basis")
    for chunk in documents.in_chunks(rows, CHUNK):
        names, hosts, about = register.organ_names(), _hosts(), _about(chunk)
        yield from (_row(item, actor, names, hosts, about, at) for item in chunk)


def _about(items: Sequence[DecidedItem]) -> _About:
    """Assisting departments, dated steps and what stands in the way of these items; three queries."""
    found, names = _About(), register.organ_names()
    shares = Share.objects.filter(item__in=items, kind=ShareKind.ASSISTING).order_by("id")
    for item, organ in shares.values_list("item", "organ"):
        found.assisting.setdefault(item, []).append(names.get(organ, ""))
    steps = Milestone.objects.filter(item__in=items).exclude(state=MilestoneState.DROPPED).values("item").order_by()
    counted = steps.annotate(all=Count("pk"), done=Count("pk", filter=Q(state=MilestoneState.DONE)))
    found.steps = {row["item"]: (row["all"], row["done"]) for row in counted}
    blocks = Block.objects.filter(item__in=items, cleared_at__isnull=True).order_by("ordinal")
    for item, number, condition in blocks.values_list("item", "by__number", "condition"):
        found.blocks.setdefault(item, []).append(number or condition)
    return found


def _hosts() -> dict[int, str]:
    return {post.id: post.title for post in register.posts(active=None)}


def _row(
    item: DecidedItem, actor: Actor, names: Mapping[int, str], hosts: Mapping[int, str], about: _About, at: datetime
) -> Row:
    appeal, hidden = item.appeal, appeals.hides_identity(item.appeal, actor)

    def said(text: str) -> str:
        return appeals.mask(appeal, text) if hidden else text

    steps = about.steps.get(item.pk, (0, 0))
    owed = max(item.amount - (item.received or Decimal(0)), Decimal(0)) if item.amount is not None else None
    return (
        item.number, said(item.text), said(item.criterion), _host(item, hosts),
        item.decided_on, names.get(item.lead_id, ""), "、".join(about.assisting.get(item.pk, ())),
        item.due_on, item.first_due_on, item.due_moved,
        item.standing.label, _light(item, at), *steps,
        said("；".join(about.blocks.get(item.pk, ()))), item.amount, item.received,
        owed, item.completed_at, item.accepted_at,
        item.confirmed_at, item.closed_at if item.closing_number else None, item.closing_number,
        appeal.number, said(appeal.title), appeals.HIDDEN if hidden else appeal.enterprise_name,
    )  # fmt: skip


def _host(item: DecidedItem, hosts: Mapping[int, str]) -> str:
    """Whose decision it was; a joint meeting divided the work without a host."""
    if item.agenda_item is None:
        return "市里答复"
    return hosts.get(item.agenda_item.day.host_post_id or 0, "联席会议")


def _light(item: DecidedItem, at: datetime) -> str:
    if item.standing in OVER:
        return "已了结"
    return "已超期" if item.due_at is not None and item.due_at <= at else "未超期"
