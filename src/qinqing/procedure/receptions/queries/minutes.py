"""The minutes of a day as one reader may see them: what they say, what is still missing, who wrote what when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, Value, When

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import day_zh, particular_zh
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions import permits
from qinqing.procedure.receptions.events import EVENTS, FIELDS
from qinqing.procedure.receptions.models import (
    AgendaItem,
    Attendance,
    Erratum,
    Excerpt,
    Minutes,
    MinutesItem,
    MinutesPart,
    ReceptionDay,
)
from qinqing.procedure.receptions.queries.days import Line, host_title
from qinqing.procedure.receptions.queries.minutes_record import TEXTS
from qinqing.procedure.receptions.rules import minutes as rules
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.receptions.rules.minutes import Came, Heard, Held, ItemLine
from qinqing.procedure.receptions.rules.minutes_guards import MinutesFacts
from qinqing.procedure.receptions.scopes import MinutesQuerySet
from qinqing.procedure.receptions.states import MinutesState
from qinqing.procedure.register import queries as register
from qinqing.services.documents import queries as documents
from qinqing.services.journal import queries as record

WHOLE = frozenset({Role.INTAKE, Role.BUREAU_HEAD, Role.OFFICE, Role.MAYOR, Role.MACHINE})
WAITING = {
    Role.OFFICE: (MinutesState.PENDING, MinutesState.DRAFTING, MinutesState.CONFIRMED),
    Role.INTAKE: (MinutesState.PENDING, MinutesState.DRAFTING),
    Role.DEPUTY: (MinutesState.WITH_HOST, MinutesState.CORRECTING),
    Role.MAYOR: (MinutesState.WITH_HOST, MinutesState.CORRECTING),
}
LABELS = {
    "form": "形式", "opening": "会议概况", "present": "出席", "excused": "请假", "observers": "列席", "closing": "结尾",
    "heading": "标题", "statement": "企业陈述", "opinion": "领导意见", "conclusion": "会议结论",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """One saving of the text: who, when, and each place that changed with the words before and after."""

    at: datetime
    who: str
    changes: tuple[tuple[str, str, str], ...]


def fetch_minutes(actor: Actor, code: str) -> Minutes:
    """The minutes with this code, if the actor may see them; NotFound alike for absent and not theirs."""
    found: Minutes | None = Minutes.objects.visible_to(actor).filter(code=code).select_related("day").first()
    if found is None:
        raise NotFound("minutes")
    return found


def minutes_of(day: ReceptionDay, actor: Actor) -> Minutes | None:
    """The minutes of a day, if there are any that the actor may see."""
    found: Minutes | None = Minutes.objects.visible_to(actor).filter(day=day).select_related("day").first()
    return found


def minutes_list(actor: Actor, *, limit: int = 200) -> Sequence[Minutes]:
    """The visible minutes, those not issued first, then the newest; each with its day and ``host``; two queries."""
    waits = Case(When(issued_at__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Minutes.objects.visible_to(actor).select_related("day").order_by(waits, "-day__date", "-id")
    return _hosted(rows[:limit])


def minutes_page(actor: Actor, *, state: str = "", after: int | None = None, size: int = 50) -> Sequence[Minutes]:
    """The visible minutes in this state, or in any, the newest first from ``after`` (an id) on; each with its day."""
    rows = Minutes.objects.visible_to(actor).select_related("day")
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(pk__lt=after) if after else rows
    return list(rows.order_by("-id")[:size])


def minutes_waiting(actor: Actor) -> Sequence[Minutes]:
    """The minutes that wait for this actor: to draft, to confirm, to issue; the oldest day first."""
    return _hosted(minutes_waiting_rows(actor).select_related("day").order_by("day__date", "id"))


def minutes_waiting_rows(actor: Actor) -> MinutesQuerySet:
    """The minutes that wait for this actor, in no order; not asked yet."""
    states = WAITING.get(actor.role, ())
    if not states:
        return Minutes.objects.none()
    mine = Q(state__in=states)
    if actor.role is Role.OFFICE:  # it answers for the minutes of what nobody hosted
        mine |= Q(state=MinutesState.CORRECTING, day__host_post__isnull=True)
    rows = Minutes.objects.visible_to(actor).filter(mine)
    return rows.filter(day__host_post_id=actor.post) if actor.role in (Role.DEPUTY, Role.MAYOR) else rows


def minutes_parts(minutes: Minutes, actor: Actor, lines: Iterable[ItemLine] = ()) -> Sequence[MinutesPart]:
    """What the minutes say of each appeal the actor may see, masked where its enterprise is not to be known.

    Each with ``items``: as issued, or before that the ``lines`` the chapter of decisions gives.
    """
    rows = MinutesPart.objects.filter(minutes=minutes).select_related("entry__appeal").prefetch_related("lines")
    if not _reads_all(minutes, actor):
        rows = rows.filter(entry__appeal__in=appeals.Appeal.objects.visible_to(actor).values("pk"))
    found, by_entry = list(rows.order_by("position", "id")), _by_entry(lines)
    for part in found:
        part.items = list(part.lines.all()) if minutes.issued else by_entry.get(part.entry_id, [])
        if appeals.hides_identity(part.entry.appeal, actor):
            _mask(part)
    return found


def minutes_frame(minutes: Minutes, actor: Actor) -> dict[str, str]:
    """Opening, attendance and closing; those kept from an enterprise's name do not read it there either."""
    texts = {name: str(getattr(minutes, name)) for name in ("opening", "present", "excused", "observers", "closing")}
    for hidden in _hidden(minutes, actor):
        texts = {name: appeals.mask(hidden, text) for name, text in texts.items()}
    return texts


def _hidden(minutes: Minutes, actor: Actor) -> list[appeals.Appeal]:
    """The appeals of the day whose enterprises this reader must not learn of."""
    rows = AgendaItem.objects.filter(day=minutes.day, appeal__confidential=True).select_related("appeal")
    return [row.appeal for row in rows if appeals.hides_identity(row.appeal, actor)]


def errata(minutes: Minutes, actor: Actor) -> Sequence[Erratum]:
    """The corrections, in order: for those who read the whole all of them, for others what was confirmed of theirs."""
    rows = Erratum.objects.filter(minutes=minutes).select_related("entry__appeal").order_by("ordinal")
    if _reads_all(minutes, actor):
        return list(rows)
    shown = [row for row in rows if row.number and (row.entry is None or _sees(row.entry.appeal, actor))]
    for hidden in _hidden(minutes, actor) if shown else ():
        for row in shown:
            row.was, row.becomes, row.reason = (
                appeals.mask(hidden, text) for text in (row.was, row.becomes, row.reason)
            )
    return shown


def excerpts(minutes: Minutes, actor: Actor) -> Sequence[Excerpt]:
    """The departments that read an excerpt, each with ``organ_name``; a department is told only of itself."""
    rows = Excerpt.objects.filter(minutes=minutes).order_by("organ_id")
    if not _reads_all(minutes, actor):
        rows = rows.filter(organ=actor.organ)
    names, found = register.organ_names(), list(rows)
    for row in found:
        row.organ_name = names.get(row.organ_id, "")
    return found


def minutes_papers(minutes: Minutes, actor: Actor, also: Iterable[str] = ()) -> Sequence[documents.Paper]:
    """The minutes and their corrections as papers, for those from whom nothing in them is kept; not for departments.

    ``also`` are further subjects whose papers the caller knows the actor may read; one query for all.
    """
    whole = minutes.issued and (_reads_all(minutes, actor) or _nothing_is_hidden(minutes, actor))
    return documents.papers_of(*([minutes.subject] if whole else []), *also)


def minutes_offers(minutes: Minutes, actor: Actor, lines: Iterable[ItemLine] = ()) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post with these minutes: open ones, and closed ones with the reason."""
    return list(permits.minutes_offers(actor, minutes.standing, minutes_facts(minutes, lines)))


def may_minutes(name: str, minutes: Minutes, actor: Actor, lines: Iterable[ItemLine] = ()) -> Verdict:
    """The verdict on one move."""
    return permits.may_minutes(name, actor, minutes.standing, minutes_facts(minutes, lines))


def minutes_facts(minutes: Minutes, lines: Iterable[ItemLine] = ()) -> MinutesFacts:
    """The facts their conditions ask about; the chapter of decisions says which items there are."""
    missing = () if minutes.issued else rules.missing(heard_of(minutes.day, lines))
    return MinutesFacts(host_post=minutes.day.host_post_id, missing=missing)


def heard_of(day: ReceptionDay, lines: Iterable[ItemLine] = ()) -> list[Heard]:
    """The appeals of a day as they were heard, in their order."""
    by_entry = _by_entry(lines)
    rows = AgendaItem.objects.filter(day=day).select_related("appeal").order_by("position", "id")
    return [
        Heard(
            number=entry.appeal.number,
            enterprise=entry.appeal.enterprise_name,
            title=entry.appeal.title,
            outcome=entry.outcome,
            statement=entry.statement or entry.appeal.text,
            opinion=entry.opinion,
            basis=entry.basis,
            rung=day.rung,
            decided=entry.items,
            guest=entry.guest,
            guest_name=""
            if entry.appeal.confidential
            else entry.guest_name,  # who speaks for it would tell which it is
            items=tuple(by_entry.get(entry.pk, ())),
        )
        for entry in rows
    ]


def held_day(day: ReceptionDay) -> Held:
    """When, where and under whom the day was."""
    holders = register.acting(day.host_post_id, day.date) if day.host_post_id else ()
    name = holders[0].name if holders else ""
    return Held(day.date, day.starts_at, day.place, day.kind, host_title(day), name)


def came_to(day: ReceptionDay) -> list[Came]:
    """Who came for each department that was called."""
    names = register.organ_names()
    rows = Attendance.objects.filter(day=day).order_by("id")
    return [Came(names.get(row.organ_id, ""), row.presence, row.name, row.reason) for row in rows]


def minutes_timeline(minutes: Minutes, actor: Actor) -> Sequence[Line]:
    """What happened with the minutes, newest first; for those who read the whole."""
    if not _reads_all(minutes, actor):
        return ()
    return [_line(entry, joint=minutes.day.joint) for entry in reversed(record.history(minutes.subject))]


def minutes_versions(minutes: Minutes, actor: Actor) -> Sequence[Version]:
    """Each saving of the text with what it changed, newest first; for those who write and confirm."""
    if not _reads_all(minutes, actor):
        return ()
    texts: dict[str, str] = {}
    found = []
    headings = {row.entry_id: row.heading for row in MinutesPart.objects.filter(minutes=minutes)}
    for entry in record.history(minutes.subject):
        now = _texts_in(entry.sets, headings)
        changes = tuple((place, texts.get(place, ""), text) for place, text in now.items() if texts.get(place) != text)
        if entry.event == "receptions.minutes.written":
            found.append(Version(entry.at, entry.by.title, changes))
        texts |= now
    return found[::-1]


def says(minutes: Minutes, text: str) -> bool:
    """Do these minutes, as issued, say this anywhere?"""
    parts = MinutesPart.objects.filter(minutes=minutes).prefetch_related("lines")
    texts = [getattr(minutes, name) for name in ("opening", "present", "excused", "observers", "closing")]
    for part in parts:
        texts += [getattr(part, name) for name in TEXTS]
        for line in part.lines.all():
            texts += [line.text, line.criterion, line.lead_name, line.assisting_names, day_zh(line.due_on, this_year=0)]
    return any(text in one for one in texts)


def organ_labels(organs: Iterable[int]) -> list[str]:
    """The organs' names, in the order of their ids."""
    names = register.organ_names()
    return [names.get(organ, "") for organ in sorted(organs)]


def _texts_in(sets: dict[str, object], headings: dict[int, str]) -> dict[str, str]:
    """The texts an entry of the record sets, each under the place where it stands."""
    found = {LABELS[name]: str(value) for name, value in sets.items() if name in LABELS}
    for key, value in sets.items():
        if key.startswith("part/") and isinstance(value, dict):
            heading = headings.get(int(key.removeprefix("part/")), "")
            found |= {f"{heading}：{LABELS[name]}": str(value.get(name, "")) for name in TEXTS}
    return found


def _reads_all(minutes: Minutes, actor: Actor) -> bool:
    return actor.role in WHOLE or (actor.role is Role.DEPUTY and actor.post == minutes.day.host_post_id)


def _sees(appeal: appeals.Appeal, actor: Actor) -> bool:
    return bool(appeals.Appeal.objects.visible_to(actor).filter(pk=appeal.pk).exists())


def _nothing_is_hidden(minutes: Minutes, actor: Actor) -> bool:
    if actor.role in DEPARTMENT:
        return False
    heard = AgendaItem.objects.filter(day=minutes.day)
    seen = heard.filter(appeal__in=appeals.Appeal.objects.visible_to(actor).values("pk")).select_related("appeal")
    found = list(seen)
    return len(found) == heard.count() and not any(appeals.hides_identity(row.appeal, actor) for row in found)


def _mask(part: MinutesPart) -> None:
    appeal = part.entry.appeal
    for name in TEXTS:
        setattr(part, name, appeals.mask(appeal, getattr(part, name)))
    for item in part.items:
        if isinstance(item, MinutesItem):
            item.text, item.criterion = appeals.mask(appeal, item.text), appeals.mask(appeal, item.criterion)


def _by_entry(lines: Iterable[ItemLine]) -> dict[int, list[ItemLine]]:
    found: dict[int, list[ItemLine]] = {}
    for line in lines:
        found.setdefault(line.entry, []).append(line)
    return found


def _hosted(rows: Iterable[Minutes]) -> list[Minutes]:
    titles = {post.id: post.title for post in register.posts(active=None)}
    found = list(rows)
    for row in found:
        row.host = titles.get(row.day.host_post_id or 0, "联席会议" if row.day.joint else "")
    return found


def _line(entry: record.Entry, *, joint: bool) -> Line:
    told = (
        (worded(FIELDS.get(name, name), joint=joint), particular_zh(name, value)) for name, value in entry.facts.items()
    )
    what = worded(EVENTS.get(entry.event, entry.event), joint=joint)
    return Line(entry.at, entry.by.title, what, tuple(told), entry.clause, entry.event, entry.sequence, entry.hash)
