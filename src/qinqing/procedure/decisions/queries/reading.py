"""Lists of decided items and single ones: what is mine, what was promised, what was reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from qinqing.kernel.actors import BUREAU, DEPARTMENT, LEADERS, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import particular_zh
from qinqing.kernel.verdicts import Verdict
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.decisions import permits
from qinqing.procedure.decisions.events import EVENTS, FIELDS
from qinqing.procedure.decisions.models import Circulation, DecidedItem, Report, Share
from qinqing.procedure.decisions.queries.facts import facts
from qinqing.procedure.decisions.queries.filtering import Wanted, cursor, ordered, wanted_by
from qinqing.procedure.decisions.rules.kinds import CirculationState, ShareKind
from qinqing.procedure.decisions.scopes import ItemQuerySet
from qinqing.procedure.decisions.states import DONE, OVER, UNDER_WAY, WITH_REPORT, State
from qinqing.procedure.receptions.queries import AgendaItem
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as record

OUTSIDE = frozenset({Role.ENTERPRISE, Role.CITY})
SPEAKER = "said_by"  # who spoke for the enterprise: kept from those from whom the enterprise is


@dataclass(frozen=True, slots=True)
class Page:
    """One page of decided items, and the cursor of the next, if there is one."""

    rows: Sequence[DecidedItem]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of an item's timeline."""

    at: datetime
    who: str
    what: str
    particulars: tuple[tuple[str, str], ...]
    clause: str
    event: str
    sequence: int
    hash: str


def fetch(actor: Actor, code: str) -> DecidedItem:
    """The item with this code, if the actor may see it; NotFound alike for absent and not theirs."""
    shown = DecidedItem.objects.visible_to(actor).select_related("appeal", "agenda_item__day")
    item = shown.filter(code=code).first()
    if item is None:
        raise NotFound("decided item")
    return _named([item])[0]


def by_number(actor: Actor, number: str) -> DecidedItem:
    """The visible item with this official number. Raises NotFound."""
    item = DecidedItem.objects.visible_to(actor).select_related("appeal").filter(number=number.strip().upper()).first()
    if item is None:
        raise NotFound("decided item")
    return _named([item])[0]


def by_subjects(subjects: Iterable[str]) -> list[DecidedItem]:
    """The items under these names of the journal's, each with its appeal. The caller says who reads of them."""
    codes = {subject.removeprefix("item/") for subject in subjects if subject.startswith("item/")}
    return list(DecidedItem.objects.select_related("appeal").filter(code__in=codes)) if codes else []


def page(actor: Actor, wanted: Wanted, *, at: datetime) -> Page:
    """The items the actor may see and asked for in their order, each with its appeal and ``lead_name``; one query."""
    rows = ordered(wanted_by(actor, wanted, at=at), wanted).select_related("appeal")
    found = _named(rows[: wanted.size + 1])
    return Page(found[: wanted.size], cursor(found[wanted.size - 1], wanted) if len(found) > wanted.size else "")


def count(actor: Actor) -> int:
    """How many items the actor may see."""
    return DecidedItem.objects.visible_to(actor).count()


def carriers(actor: Actor) -> set[int]:
    """The departments that lead an item which is not accepted yet, among those the actor may see."""
    rows = DecidedItem.objects.visible_to(actor).exclude(state__in=DONE | OVER)
    return set(rows.values_list("lead", flat=True).distinct())


def todo(actor: Actor, *, at: datetime, size: int = 100) -> Sequence[DecidedItem]:
    """The items whose move is the actor's, most pressing first, each with its appeal and ``lead_name``; one query."""
    rows = todo_rows(actor, at=at).select_related("appeal")
    return _named(rows.order_by(F("due_at").asc(nulls_last=True), "id")[:size])


def todo_rows(actor: Actor, *, at: datetime) -> ItemQuerySet:
    """The items whose move is the actor's, in no order; not asked yet."""
    mine = _mine(actor, at)
    return DecidedItem.objects.none() if mine is None else DecidedItem.objects.visible_to(actor).filter(mine)


def _mine(actor: Actor, at: datetime) -> Q | None:
    """The department implements, its head signs, the bureau accepts and closes out, the office circulates, leaders read."""
    if actor.role is Role.OFFICER:
        return Q(lead=actor.organ, state__in=[*UNDER_WAY, State.COMPLETED])
    if actor.role is Role.HEAD:
        return Q(lead=actor.organ) & (Q(state=State.SIGNING) | Q(state__in=UNDER_WAY, due_at__lte=at))
    if actor.role in BUREAU:
        return Q(state=State.REPORTED) | _to_close(at) | _orphaned()
    if actor.role is Role.OFFICE:
        return Q(due_asked__isnull=False) | Q(state__in=WITH_REPORT) & ~_circulated() | _orphaned()
    if actor.role in LEADERS:
        waiting = Circulation.objects.filter(report__item=OuterRef("pk"), post=actor.post)
        return Q(due_asked__isnull=False) | Q(Exists(waiting.filter(state=CirculationState.WAITING)))
    return None


def _to_close(at: datetime) -> Q:
    """Accepted, and the enterprise has confirmed, or has let its time pass and is to be called."""
    return Q(state=State.ACCEPTED) & (Q(confirmed_at__isnull=False) | Q(due_at__lte=at))


def _orphaned() -> Q:
    """Open, and led by a department that was abolished; or left open by an appeal that was withdrawn."""
    abolished = [organ.id for organ in register.organs(active=False)]
    return ~Q(state__in=OVER) & (Q(lead__in=abolished) | Q(appeal__result=Result.WITHDRAWN))


def _circulated() -> Q:
    """The newest report has gone to the leaders."""
    newer = Report.objects.filter(item=OuterRef("item"), ordinal__gt=OuterRef("ordinal"))
    newest = Report.objects.filter(~Exists(newer), item=OuterRef("pk"))
    return Q(Exists(newest.filter(circulations__isnull=False)))


def items_of(appeal: appeals.Appeal, actor: Actor) -> Sequence[DecidedItem]:
    """The decided items of an appeal that the actor may see, in their order, with ``lead_name``.

    One query; none where nothing was decided.
    """
    if not appeal.decided:
        return ()
    rows = DecidedItem.objects.visible_to(actor).filter(appeal=appeal).select_related("appeal")
    return _named(rows.order_by("id"))


def numbers_of(entries: Iterable[AgendaItem]) -> dict[int, list[str]]:
    """The numbers of the items decided on these appeals of an agenda (which the caller has scoped), by the entry's id."""
    found: dict[int, list[str]] = {}
    rows = DecidedItem.objects.filter(agenda_item__in=[entry.pk for entry in entries]).exclude(state=State.TAKEN_BACK)
    for entry, number in rows.order_by("id").values_list("agenda_item", "number"):
        found.setdefault(entry, []).append(number)
    return found


def counts_by_day(days: Iterable[int]) -> dict[int, tuple[int, int]]:
    """How many items were decided on these reception days (ids the caller has scoped), and how many are accepted."""
    found: dict[int, tuple[int, int]] = {}
    decided = DecidedItem.objects.filter(agenda_item__day__in=list(days)).exclude(state=State.TAKEN_BACK)
    for day, state in decided.values_list("agenda_item__day", "state"):
        count, accepted = found.get(day, (0, 0))
        found[day] = (count + 1, accepted + (state in DONE))
    return found


def shares(item: DecidedItem) -> Sequence[Share]:
    """The departments' parts, lead first, each with ``organ_name``."""
    names, order = register.organ_names(), list(ShareKind)
    rows = sorted(Share.objects.filter(item=item), key=lambda row: (order.index(ShareKind(row.kind)), row.pk))
    for row in rows:
        row.organ_name = names.get(row.organ_id, "")
    return rows


def reports(item: DecidedItem, actor: Actor) -> Sequence[Report]:
    """What was reported, newest first; drafts only within the lead department; not for the enterprise."""
    if actor.role in OUTSIDE:
        return ()
    rows = Report.objects.filter(item=item).order_by("-ordinal")
    if actor.role in DEPARTMENT and actor.organ == item.lead_id:
        return list(rows)
    return list(rows.filter(signed_at__isnull=False))


def circulations(item: DecidedItem, actor: Actor) -> Sequence[Circulation]:
    """Which leaders have read the reports of an item, newest report first, each with ``post_title``."""
    if actor.role in OUTSIDE:
        return ()
    rows = Circulation.objects.filter(report__item=item).select_related("report")
    return _titled(rows.order_by("-report__ordinal", "id"))


def circulations_for(actor: Actor, *, waiting: bool = True, limit: int = 100) -> Sequence[Circulation]:
    """What lies before this leader (all leaders, for the office), oldest first; with ``waiting`` off, newest first.

    Each row has ``report``, its ``item`` with appeal and ``lead_name``, and ``post_title``.
    """
    if actor.role not in LEADERS | {Role.OFFICE}:
        return ()
    rows = Circulation.objects.select_related("report__item__appeal")
    if actor.role in LEADERS:
        rows = rows.filter(post=actor.post)
    if waiting:
        rows = rows.filter(state=CirculationState.WAITING)
    found = _titled(rows.order_by("id" if waiting else "-id")[:limit])
    _named([row.report.item for row in found])
    return found


def progress_missing(actor: Actor, *, at: datetime, limit: int = 200) -> Sequence[DecidedItem]:
    """Items under way whose department has not told of progress this month, 四(三); oldest note first."""
    first = day_of(at).replace(day=1)
    rows = DecidedItem.objects.visible_to(actor).filter(state__in=UNDER_WAY, decided_on__lt=first)
    rows = rows.filter(Q(progressed_on__isnull=True) | Q(progressed_on__lt=first)).select_related("appeal")
    return _named(rows.order_by(F("progressed_on").asc(nulls_first=True), "id")[:limit])


def offers(item: DecidedItem, actor: Actor, *, at: datetime) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post here: open ones, and closed ones with the reason."""
    return list(permits.offers(actor, item.standing, facts(item, at)))


def may(name: str, item: DecidedItem, actor: Actor, *, at: datetime) -> Verdict:
    """The verdict on one move."""
    return permits.may(name, actor, item.standing, facts(item, at))


def timeline(item: DecidedItem, actor: Actor) -> Sequence[Line]:
    """What happened with an item, newest first; not for the enterprise, which reads its appeal's."""
    if actor.role in OUTSIDE:
        return ()
    mask = appeals.hides_identity(item.appeal, actor)
    return [_line(item, entry, mask) for entry in reversed(record.history(item.subject))]


def _line(item: DecidedItem, entry: record.Entry, mask: bool) -> Line:
    told = {name: particular_zh(name, value) for name, value in entry.facts.items()}
    if mask:
        told = {
            name: appeals.HIDDEN if name == SPEAKER else appeals.mask(item.appeal, text) for name, text in told.items()
        }
    particulars = tuple((FIELDS.get(name, name), text) for name, text in told.items())
    what = EVENTS.get(entry.event, entry.event)
    return Line(entry.at, entry.by.title, what, particulars, entry.clause, entry.event, entry.sequence, entry.hash)


def _named(rows: Iterable[DecidedItem] | ItemQuerySet) -> list[DecidedItem]:
    names, found = register.organ_names(), list(rows)
    for row in found:
        row.lead_name = names.get(row.lead_id, "")
    return found


def _titled(rows: Iterable[Circulation]) -> list[Circulation]:
    titles, found = {post.id: post.title for post in register.posts(active=None)}, list(rows)
    for row in found:
        row.post_title = titles.get(row.post_id, "")
    return found
