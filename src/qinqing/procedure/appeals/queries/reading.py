"""One appeal, as one reader sees it: what was said, what happened, what runs, what may be done and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db.models import Q, QuerySet

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor, Role
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import local, particular_zh
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import permits
from qinqing.procedure.appeals.events import EVENTS, FIELDS, KEPT, PLAIN, TOLD
from qinqing.procedure.appeals.models import Answer, Appeal, Batch, Part
from qinqing.procedure.appeals.queries.facts import facts, parts_of
from qinqing.procedure.appeals.queries.finding import hides_identity, mask_identity
from qinqing.procedure.appeals.queries.lists import SHOWN
from qinqing.procedure.appeals.queries.seen import seen
from qinqing.procedure.appeals.scopes import AppealQuerySet
from qinqing.procedure.register import queries as register
from qinqing.services.calendar.actions import Clocks
from qinqing.services.documents import queries as documents
from qinqing.services.journal import queries as record
from qinqing.services.journal.queries import Entry
from qinqing.services.statements import compiled

ORDER = {name: place for place, name in enumerate(FIELDS)}
ENTERPRISE = "企业"
HIDDEN = "（企业要求对被反映部门保密）"

# Written to departments, with the identity taken out where the enterprise asked for it.
TO_DEPARTMENTS = frozenset({"transfer", "consultation"})
TO_ENTERPRISES = frozenset({"registration"})


NAMING = frozenset({"files", "original"})
WHOLE_MATERIAL = BUREAU | {Role.ENTERPRISE}
WHOLE_BATCH = BUREAU | {Role.OFFICE, Role.MAYOR}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the timeline: when, who in which post, what, with which particulars, under which clause."""

    at: datetime
    who: str
    what: str
    particulars: tuple[tuple[str, str], ...]
    clause: str
    event: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder as the page draws it."""

    number: int
    name: str
    state: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The appeal for one reader; identity masked where the enterprise asked for it."""

    appeal: Appeal
    enterprise_name: str
    contact_name: str
    contact_phone: str
    title: str
    text: str
    hidden: bool


RUNGS = ("部门办理", "副县长接待日", "县长接待日", "报市协调")


def shown(appeal: Appeal, actor: Actor) -> Shown:
    """What this reader may know of who brought the appeal, and its words."""
    hidden = hides_identity(appeal, actor)
    return Shown(
        appeal,
        enterprise_name=HIDDEN if hidden else appeal.enterprise_name,
        contact_name="" if hidden else appeal.contact_name,
        contact_phone="" if hidden else appeal.contact_phone,
        title=mask_identity(appeal, appeal.title) if hidden else appeal.title,
        text=mask_identity(appeal, appeal.text) if hidden else appeal.text,
        hidden=hidden,
    )


def offers(appeal: Appeal, actor: Actor, *, at: datetime) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post here: open ones, and closed ones with the reason. Four queries."""
    clocks = Clocks.of(appeal.subject)
    return list(permits.offers(actor, appeal.standing, facts(appeal, clocks, at)))


def may(name: str, appeal: Appeal, actor: Actor, *, at: datetime) -> Verdict:
    """The verdict on one move."""
    return permits.may(name, actor, appeal.standing, facts(appeal, Clocks.of(appeal.subject), at))


def timeline(appeal: Appeal, actor: Actor) -> Sequence[Line]:
    """What happened, newest first; the enterprise reads it in plain words, without what departments tell each other.

    What comes to the same words on the same day, it reads once: two limits that are chased in one minute.
    """
    outside = actor.role in (Role.ENTERPRISE, Role.PUBLIC)
    entries = [entry for entry in record.history(appeal.subject) if not _keeps(actor, entry)]
    lines = [line(appeal, actor, entry, outside) for entry in entries if not outside or entry.event in PLAIN]
    once = [one for former, one in zip([None, *lines], lines, strict=False) if not (outside and _repeats(one, former))]
    return once[::-1]


def _repeats(one: Line, former: Line | None) -> bool:
    if former is None or one.particulars or former.particulars:
        return False
    return (one.who, one.what, local(one.at).date()) == (former.who, former.what, local(former.at).date())


def _keeps(actor: Actor, entry: Entry) -> bool:
    return actor.role in DEPARTMENT and entry.event in KEPT


def line(appeal: Appeal, actor: Actor, entry: Entry, outside: bool = False) -> Line:
    """One entry of an appeal's record as this actor may read it; ``outside`` in plain words."""
    told = entry.facts if not outside or entry.event in TOLD else {}
    mask = hides_identity(appeal, actor)
    particulars = tuple(
        (FIELDS.get(name, name), _masked_fact(appeal, name, value) if mask else particular_zh(name, value))
        for name, value in sorted(told.items(), key=lambda fact: ORDER.get(fact[0], len(ORDER)))
    )
    by_enterprise = entry.role in (Role.ENTERPRISE, Role.PUBLIC)
    if outside:
        who = "您" if by_enterprise else entry.organ_name or Role(entry.role).label
        what = PLAIN[entry.event].removeprefix(who)
    else:
        who, what = ENTERPRISE if by_enterprise else _who(entry), EVENTS.get(entry.event, entry.event)
    return Line(entry.at, who, what, particulars, entry.clause, entry.event, entry.sequence, entry.hash)


def _masked_fact(appeal: Appeal, name: str, value: object) -> str:
    """A particular without names that would tell; of files only how many there were, for they are named by others."""
    if name in NAMING and isinstance(value, list):
        return f"{len(value)} 份"
    return mask_identity(appeal, particular_zh(name, value))


def _who(entry: Entry) -> str:
    stand_in = f"，代{entry.substitute_for}" if entry.substitute_for else ""
    return (
        f"{entry.name}（{entry.post_label or Role(entry.role).label}{stand_in}）"
        if entry.name
        else Role(entry.role).label
    )


def ladder(appeal: Appeal) -> Sequence[Rung]:
    """The four rungs: which are behind, which is now, which may come."""
    lead = register.organ_names().get(appeal.lead_id or 0, "")
    notes = [f"{lead}牵头" if lead else "", "分管副县长", "", "市企业服务中心"]
    if appeal.is_open:
        notes[appeal.rung - 1] = appeal.standing.label
    return [
        Rung(number, name, _standing(appeal, number), tuple(filter(None, [notes[number - 1]])))
        for number, name in enumerate(RUNGS, 1)
    ]


def _standing(appeal: Appeal, number: int) -> str:
    if number < appeal.rung or (number == appeal.rung and not appeal.is_open):
        return "done"
    return "now" if number == appeal.rung else "later"


def answers(appeal: Appeal, actor: Actor) -> Sequence[Answer]:
    """What was answered, newest first; drafts only within the lead department and above it."""
    rows = _answers(appeal.pk)
    if actor.role is Role.ENTERPRISE:
        return [row for row in rows if row.signed_at and row.outcome != "unresolved"]
    outside = actor.role in DEPARTMENT and actor.organ != appeal.lead_id
    seen = [row for row in rows if row.signed_at] if outside else rows
    return _masked(seen, appeal, actor, "checked", "answer", "basis", "contact")


@compiled
def _answers(appeal: int) -> QuerySet[Answer]:
    return Answer.objects.filter(appeal=appeal).order_by("-ordinal")


def _masked(rows: list[Any], appeal: Appeal, actor: Actor, *texts: str) -> list[Any]:
    """The rows with these texts as the actor may read them. Bureau and leaders write names that departments may not."""
    if hides_identity(appeal, actor):
        for row in rows:
            for name in texts:
                setattr(row, name, mask_identity(appeal, getattr(row, name)))
    return rows


def parts(appeal: Appeal, actor: Actor) -> Sequence[Part]:
    """What assisting and consulted departments owe or gave; a matter among offices, not shown to the enterprise."""
    if actor.role is Role.ENTERPRISE:
        return ()
    names = register.organ_names()
    owed = parts_of(appeal)
    for part in owed:
        part.organ_name = names.get(part.organ_id, "")
    return _masked(owed, appeal, actor, "text")


def files(appeal: Appeal, actor: Actor) -> Sequence[documents.Attachment]:
    """The appeal's material: from or for the enterprise, whose own names for it, and in it, may tell who it is.

    What is covered is seen whole by the bureau and the enterprise itself, and by nobody else. What was lodged without an
    account is told as 企业, as in the record.
    """
    found = documents.attachments(appeal.subject, whole=actor.role in WHOLE_MATERIAL)
    for one in found:
        one.added_by = ENTERPRISE if one.added_by == Role.PUBLIC.label else one.added_by
        if actor.role in WHOLE_MATERIAL:
            one.note = "，".join(filter(None, (one.note, _covering_zh(one))))
    if hides_identity(appeal, actor):
        for number, one in enumerate(found, 1):
            one.name, one.added_by, one.note = f"附件{number}{PurePath(one.name).suffix.lower()}", ENTERPRISE, ""
    return found


def _covering_zh(one: documents.Attachment) -> str:
    """What the bureau and the enterprise read of an original and of its copies: which of them the others see."""
    if one.covered:
        return "已遮盖，部门和县领导看到的是遮盖件"
    if one.lifted_at:
        return "遮盖已取消，部门和县领导看到的是原件"
    return "部门和县领导看到的是这一份" if one.covers_id else ""


def papers(appeal: Appeal, actor: Actor) -> Sequence[documents.Paper]:
    """The papers written of it; of a confidential one departments read only those that do not tell who brought it.

    Its enterprise reads what was written for it; how offices write to each other is theirs.
    """
    written = documents.papers_of(appeal.subject)
    if actor.role is Role.ENTERPRISE:
        return [one for one in written if one.kind in TO_ENTERPRISES]
    hidden = hides_identity(appeal, actor)
    return [one for one in written if one.kind in TO_DEPARTMENTS] if hidden else written


def batch_papers(batch: Batch, actor: Actor) -> Sequence[documents.Paper]:
    """The papers written of a batch (which the caller has scoped): they name every enterprise in it.

    So they are for those who see whatever reached the office, and for no department and no single portfolio.
    """
    return documents.papers_of(f"batch/{batch.code}") if actor.role in WHOLE_BATCH else ()


def relatives(appeal: Appeal, actor: Actor) -> Sequence[Appeal]:
    """Merged and split appeals around this one that the actor may see too."""
    found = _relatives(actor, appeal.pk, appeal.merged_into_id or 0, appeal.split_from_id or 0)
    for one in found:
        _masked([one], one, actor, "title")
    return found


@seen
def _relatives(visible: AppealQuerySet, appeal: int, into: int, origin: int) -> AppealQuerySet:
    around = Q(merged_into=appeal) | Q(split_from=appeal) | Q(pk=into) | Q(pk=origin)
    return visible.filter(around).only(*SHOWN).order_by("id")[:50]
