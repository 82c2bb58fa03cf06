"""Lists of appeals: what is mine to do, and all I may see; keyset paged, a constant number of queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.expressions import OrderBy

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.appeals.models import Appeal, Batch, Part
from qinqing.procedure.appeals.queries.finding import SEARCH_KIND, search_mark
from qinqing.procedure.appeals.queries.seen import seen
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import PartKind, PartState
from qinqing.procedure.appeals.scopes import AppealQuerySet
from qinqing.procedure.appeals.states import OVER, State
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.search import queries as search

PAGE = 50
SHOWN = (
    "id", "code", "number", "title", "enterprise_name", "contact_name", "contact_phone", "confidential", "state",
    "rung", "result", "urgency", "kind", "matter", "category", "channel", "lead_id", "turn_role", "turn_organ_id",
    "due_at", "due_from", "due_kind", "received_at", "closed_at", "extension_asked", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; empty fields do not filter. ``after`` is the keyset cursor."""

    text: str = ""
    state: str = ""
    standing: str = ""
    rung: int | None = None
    lead: int | None = None
    category: str = ""
    urgency: str = ""
    channel: str = ""
    enterprise: int | None = None
    light: str = ""
    order: str = "newest"
    after: str = ""
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Page:
    """One page of appeals, and the cursor of the next, if there is one."""

    rows: Sequence[Appeal]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits for one actor: appeals whose turn it is, extensions to rule on; reddest first.

    ``figures`` count all the appeals (``all``, and those due in each of the ``pressing`` spans), also where more wait
    than are listed.
    """

    appeals: Sequence[Appeal]
    figures: dict[str, int]


def page(actor: Actor, wanted: Wanted, *, at: datetime) -> Page:
    """The appeals the actor may see and asked for. One query, or two with full text."""
    rows = narrowed(actor, wanted, at=at)
    if wanted.text:
        return _searched(actor, rows, wanted)
    rows = _ordered(rows, wanted)
    return _cut(list(rows.only(*SHOWN)[: wanted.size + 1]), wanted)


def narrowed(actor: Actor, wanted: Wanted, *, at: datetime) -> AppealQuerySet:
    """The appeals the actor may see and asked for, but for the text looked for, in no order."""
    visible = _known_to(actor, wanted.enterprise) if wanted.enterprise else Appeal.objects.visible_to(actor)
    return _filtered(visible, wanted, at)


def todo(actor: Actor, *, at: datetime, size: int = 100) -> Todo:
    """What is the actor's to do, most pressing first (nulls last), and how much there is of it."""
    spans = {name: Q(due_at__gt=after, due_at__lte=until) for name, (after, until) in pressing(at).items()}
    figures = {name: Window(Count("pk", filter=span)) for name, span in (spans | {"all": Q()}).items()}
    mine = _mine(actor, at).only(*SHOWN).annotate(**{f"count_{name}": figure for name, figure in figures.items()})
    rows = list(mine.order_by(*_pressing())[:size])
    counted = {name: getattr(rows[0], f"count_{name}") if rows else 0 for name in figures}
    return Todo(rows, counted)


def parts_owed(actor: Actor) -> QuerySet[Part]:
    """Assistance and opinions the actor's department owes, most pressing first, each with its appeal; not asked yet."""
    if actor.role not in DEPARTMENT:
        return Part.objects.none()
    owed = Part.objects.filter(organ=actor.organ, state=PartState.OPEN).exclude(appeal__state__in=OVER)
    owed = owed.filter(Q(kind=PartKind.ASSISTING) | Q(appeal__state=State.CONSULTING))
    return owed.select_related("appeal").order_by("due_at", "id")


def pressing(at: datetime) -> dict[str, tuple[datetime, datetime]]:
    """Limits that are past, end today, or within three working days: after which moment, until which."""
    today = end_of(day_of(at))
    soon = end_of(calendar.current().add(day_of(at), 3))
    return {"overdue": (datetime.fromtimestamp(0, UTC), at), "today": (at, today), "soon": (today, soon)}


def busy(actor: Actor) -> set[int]:
    """The departments that something waits for, in what the actor may see: a turn, assistance or an opinion."""
    visible = Appeal.objects.visible_to(actor)
    turns = visible.filter(turn_organ__isnull=False).values_list("turn_organ", flat=True).distinct()
    owed = Part.objects.filter(state=PartState.OPEN, appeal__in=visible).values_list("organ", flat=True).distinct()
    return {*turns, *owed}


def unresolved(actor: Actor) -> Sequence[Appeal]:
    """First-rung appeals that wait to be compiled into a batch, 四(一)2."""
    rows = Appeal.objects.visible_to(actor).filter(state=State.UNRESOLVED, rung=1)
    return list(rows.only(*SHOWN).order_by(*_pressing())[:500])


def batches(actor: Actor, *, limit: int = 50) -> Sequence[Batch]:
    """The batches reported to the office, newest first, each with how many of its appeals the actor sees."""
    visible = Appeal.objects.visible_to(actor).filter(batch=OuterRef("pk")).values("batch")
    rows = Batch.objects.annotate(size=Subquery(visible.annotate(size=Count("pk")).values("size")))
    return list(rows.filter(size__gt=0).order_by("-id")[:limit])


def in_batch(actor: Actor, batch: Batch) -> Sequence[Appeal]:
    """The appeals of a batch, in the order of their numbers."""
    return list(Appeal.objects.visible_to(actor).filter(batch=batch).only(*SHOWN).order_by("id"))


def opinions_owed(appeals: Sequence[Appeal]) -> dict[int, list[Part]]:
    """What the departments asked about these appeals said or still owe, by appeal; each with its organ's name."""
    names = register.organ_names()
    asked: dict[int, list[Part]] = {appeal.pk: [] for appeal in appeals}
    for part in Part.objects.filter(appeal__in=appeals, kind=PartKind.OPINION).order_by("due_at", "id"):
        part.organ_name = names.get(part.organ_id, "")
        asked[part.appeal_id].append(part)
    return asked


def organs_concerned(appeals: Sequence[Appeal]) -> dict[int, tuple[int, ...]]:
    """By appeal the departments it concerns: its lead first, then those that assist or gave an opinion; one query."""
    found: dict[int, list[int]] = {appeal.pk: [appeal.lead_id] if appeal.lead_id else [] for appeal in appeals}
    parts = Part.objects.filter(appeal__in=appeals).exclude(state=PartState.RELEASED)
    for appeal, organ in parts.order_by("kind", "id").values_list("appeal", "organ"):
        found[appeal].append(organ)
    return {appeal: tuple(dict.fromkeys(organs)) for appeal, organs in found.items()}


def organs_handling(appeals: Sequence[Appeal]) -> dict[int, tuple[int, ...]]:
    """By appeal the departments that handle it: its lead first, then those that assist; one query."""
    found: dict[int, list[int]] = {appeal.pk: [appeal.lead_id] if appeal.lead_id else [] for appeal in appeals}
    parts = Part.objects.filter(appeal__in=appeals, kind=PartKind.ASSISTING).exclude(state=PartState.RELEASED)
    for appeal, organ in parts.order_by("id").values_list("appeal", "organ"):
        found[appeal].append(organ)
    return {appeal: tuple(dict.fromkeys(organs)) for appeal, organs in found.items()}


def in_states(actor: Actor, *states: State, **also: object) -> Sequence[Appeal]:
    """The visible appeals in these states, most pressing first; at most 500."""
    rows = Appeal.objects.visible_to(actor).filter(state__in=states, **also)
    return list(rows.only(*SHOWN, "section").order_by(*_pressing())[:500])


def open_since(before: datetime) -> Sequence[Appeal]:
    """Appeals received before a moment that are still open, oldest first. The caller says who reads of them."""
    return list(Appeal.objects.exclude(state__in=OVER).filter(received_at__lt=before).order_by("pk"))


def closed_between(since: datetime, until: datetime, results: Iterable[str]) -> Sequence[Appeal]:
    """Appeals closed in a span with one of these results, by number. The caller says who reads of them."""
    rows = Appeal.objects.filter(
        state=State.CLOSED, closed_at__gte=since, closed_at__lt=until, result__in=sorted(results)
    )
    return list(rows.only("code", "number", "lead", "closed_at").order_by("number"))


def of_enterprise(actor: Actor, enterprise: int, *, limit: int = 20) -> Sequence[Appeal]:
    """What this enterprise brought before, newest first, as far as the actor may see it and may know it is theirs."""
    return _of_enterprise(actor, enterprise, limit=limit, hides=actor.role in DEPARTMENT)


@seen
def _of_enterprise(visible: AppealQuerySet, enterprise: int, *, limit: int, hides: bool) -> AppealQuerySet:
    return _known(visible, enterprise, hides).only(*SHOWN).order_by("-id")[:limit]


def _known_to(actor: Actor, enterprise: int) -> AppealQuerySet:
    """The enterprise's visible appeals; for a department without those that would tell who brought them."""
    return _known(Appeal.objects.visible_to(actor), enterprise, actor.role in DEPARTMENT)


def _known(visible: AppealQuerySet, enterprise: int, hides: bool) -> AppealQuerySet:
    rows = visible.filter(enterprise=enterprise)
    return rows.filter(confidential=False) if hides else rows


def among(actor: Actor, ids: Sequence[int]) -> Sequence[Appeal]:
    """Those of these appeals that the actor may see, newest first."""
    return list(Appeal.objects.visible_to(actor).filter(pk__in=ids).only(*SHOWN).order_by("-id"))


def sections(ids: Collection[int]) -> dict[int, str]:
    """The industries of appeals by their ids, for those who count from the record."""
    return dict(Appeal.objects.filter(pk__in=ids).values_list("pk", "section")) if ids else {}


def newest_open(actor: Actor, *, limit: int) -> Sequence[Appeal]:
    """The newest open appeals that the actor may see, with what tells whose they are; one query."""
    rows = Appeal.objects.visible_to(actor).exclude(state__in=OVER).order_by("-id")
    return list(rows.only(*SHOWN, "enterprise_id", "section", "reached_office")[:limit])


def ids(codes: Sequence[str]) -> dict[str, int]:
    """The ids of appeals by their codes, for those who count from the record."""
    return dict(Appeal.objects.filter(code__in=codes).values_list("code", "pk"))


def own(actor: Actor, *, limit: int = 200) -> Sequence[Appeal]:
    """The enterprise's own appeals, newest first."""
    return list(Appeal.objects.visible_to(actor).only(*SHOWN).order_by("-id")[:limit])


def _mine(actor: Actor, at: datetime) -> AppealQuerySet:
    """Whose turn it is; the bureau also calls silent enterprises and finds heirs for abolished departments; its
    head rules on extensions."""
    visible = Appeal.objects.visible_to(actor)
    mine = Q(turn_role=actor.role)
    if actor.role in DEPARTMENT:
        mine &= Q(turn_organ=actor.organ)
        if actor.role is Role.HEAD:
            mine |= Q(turn_role=Role.OFFICER, turn_organ=actor.organ, due_at__lte=at)
    if actor.role is Role.INTAKE:
        mine |= Q(state=State.ANSWERED, due_at__lte=at)
        mine |= Q(state=State.SHELVED, due_at__lte=at)
        if gone := [organ.id for organ in register.organs(active=False)]:
            mine |= Q(turn_organ__in=gone)
    if actor.role is Role.BUREAU_HEAD:
        # One of one value: beside another condition SQLite finds no index for a column that stands alone.
        mine |= Q(extension_asked__in=(True,))
    return visible.filter(mine)


def _filtered(rows: AppealQuerySet, wanted: Wanted, at: datetime) -> AppealQuerySet:
    exact = {
        "state": wanted.state,
        "rung": wanted.rung,
        "lead": wanted.lead,
        "category": wanted.category,
        "urgency": wanted.urgency,
        "channel": wanted.channel,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.standing:
        rows = rows.exclude(state__in=OVER) if wanted.standing == "open" else rows.filter(state__in=OVER)
    return rows.filter(_lit(wanted.light, at)) if wanted.light else rows


def _lit(light: str, at: datetime) -> Q:
    """Overdue, or due today; the enterprise's own time to answer is nobody's delay."""
    counted = ~Q(due_kind=Clock.ANSWER)
    if light == "red":
        return counted & Q(due_at__lte=at)
    return counted & Q(due_at__gt=at, due_at__lte=end_of(day_of(at)))


def _pressing() -> tuple[OrderBy | str, ...]:
    return F("due_at").asc(nulls_last=True), "id"


def _ordered(rows: AppealQuerySet, wanted: Wanted) -> AppealQuerySet:
    """The order asked for, from the cursor on."""
    if wanted.order == "due":
        rows = rows.filter(due_at__isnull=False).order_by("due_at", "id")
        if wanted.after:
            moment, _, last = wanted.after.partition("~")
            when, last_id = datetime.fromisoformat(moment), int(last)
            rows = rows.filter(Q(due_at__gt=when) | Q(due_at=when, id__gt=last_id))
        return rows
    oldest = wanted.order == "oldest"
    if wanted.after:
        rows = rows.filter(**{"id__gt" if oldest else "id__lt": int(wanted.after)})
    return rows.order_by("id" if oldest else "-id")


def _cut(rows: list[Appeal], wanted: Wanted) -> Page:
    if len(rows) <= wanted.size:
        return Page(rows)
    last = rows[wanted.size - 1]
    cursor = f"{last.due_at.isoformat()}~{last.pk}" if wanted.order == "due" and last.due_at else str(last.pk)
    return Page(rows[: wanted.size], cursor)


def _searched(actor: Actor, rows: AppealQuerySet, wanted: Wanted) -> Page:
    """Full text, newest first, within the same scope and filters."""
    before = int(wanted.after) if wanted.after else None
    ids = search.newest(
        SEARCH_KIND,
        wanted.text,
        identity=actor.role not in DEPARTMENT,
        before=before,
        limit=wanted.size + 1,
        within=rows,
        mark=search_mark(actor),
    )
    found = {row.pk: row for row in rows.filter(pk__in=ids).only(*SHOWN)}
    return _cut([found[pk] for pk in ids if pk in found], Wanted(size=wanted.size))
