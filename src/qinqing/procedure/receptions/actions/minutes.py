"""The minutes of a day: drafted from its record, written, confirmed by its host and issued. 四(二)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import local
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import papers, queries
from qinqing.procedure.receptions.actions.minutes_step import enter, take
from qinqing.procedure.receptions.models import (
    AgendaItem,
    Excerpt,
    Minutes,
    MinutesItem,
    MinutesPart,
    ReceptionDay,
)
from qinqing.procedure.receptions.queries.minutes_record import (
    TEXTS,
    excerpt_sets,
    item_sets,
    part_sets,
)
from qinqing.procedure.receptions.rules import minutes as rules
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.receptions.rules.minutes import Form, Heard, ItemLine
from qinqing.services.documents import actions as documents

FRAME = ("opening", "present", "excused", "observers", "closing")


def open_minutes(day: ReceptionDay, *, by: Actor, at: datetime) -> Minutes:
    """待起草纪要: a day that is over owes its minutes; their limit begins, 四(二). Called where the day is closed."""
    edition = plan.in_force(day.date)
    minutes = Minutes(day=day, edition_id=edition.id, opened_at=at)
    return enter("open_minutes", minutes, by=by, at=at).record(date=day.date)


@transaction.atomic
def draft_minutes(day: ReceptionDay, *, lines: Sequence[ItemLine], by: Actor, at: datetime) -> Minutes:
    """起草纪要: written from the record of the day; ``lines`` are its decided items. Raises Refused before its end.

    Called by the chapter of decisions. A day that was closed before there were minutes opens them now.
    """
    if day.closed_at is None or not AgendaItem.objects.filter(day=day).exists():
        raise Refused(worded("接待日结束后才能起草纪要，请先结束接待日", joint=day.joint), clause="四(二)")
    minutes = Minutes.objects.filter(day=day).select_related("day").first()
    minutes = minutes or open_minutes(day, by=by, at=at)
    heard = queries.heard_of(day, lines)
    held, came = queries.held_day(day), queries.came_to(day)
    frame: dict[str, object] = {
        "opening": rules.opening(held, heard),
        "present": rules.present(held, came),
        "excused": rules.excused(came),
        "observers": "" if day.joint else rules.observers(heard),
        "drafted_by": by.title,
    }
    step = take("draft_minutes", minutes, by=by, at=at, also=frame)
    entries = AgendaItem.objects.filter(day=day).order_by("position", "id")
    parts = [
        _part(minutes, entry, one, place) for place, (entry, one) in enumerate(zip(entries, heard, strict=True), 1)
    ]
    MinutesPart.objects.bulk_create(parts)
    return step.record(sets=part_sets(*parts), appeals=[one.number for one in heard])


@transaction.atomic
def write_minutes(
    minutes: Minutes, *, by: Actor, at: datetime, form: str, parts: Mapping[int, Mapping[str, str]], **frame: str
) -> Minutes:
    """修改纪要: ``parts`` by agenda item, each with heading, statement, opinion and conclusion; the frame's texts.

    What does not change is not recorded. Raises Conflict when a colleague saved since these minutes were read.
    """
    wanted: dict[str, object] = {"form": Form(form)} | {
        name: clean_text(frame[name]) for name in FRAME if name in frame
    }
    changed = {name: value for name, value in wanted.items() if getattr(minutes, name) != value}
    if minutes.day.joint and wanted["form"] is not Form.MINUTES:
        raise Refused("联席会议只形成会议纪要，不作会议决定，请改选会议纪要", clause="五(三)")
    rows = {part.entry_id: part for part in MinutesPart.objects.filter(minutes=minutes)}
    written = [rows[entry] for entry, texts in parts.items() if entry in rows and _write(rows[entry], texts)]
    if not changed and not written:
        raise Refused("没有修改内容，请修改后再保存", clause="四(二)")
    step = take("write_minutes", minutes, by=by, at=at, also=changed)
    MinutesPart.objects.bulk_update(written, TEXTS)
    places = [queries.LABELS[name] for name in changed] + [part.heading for part in written]
    return step.record(sets=part_sets(*written), changed_parts=places)


@transaction.atomic
def send_minutes(minutes: Minutes, *, lines: Sequence[ItemLine], by: Actor, at: datetime, note: str = "") -> Minutes:
    """送主持领导确认: whole as they are. Raises Refused with every line that is missing."""
    return take("send_minutes", minutes, by=by, at=at, lines=lines).record(note=note)


@transaction.atomic
def confirm_minutes(minutes: Minutes, *, by: Actor, at: datetime, remark: str = "") -> Minutes:
    """确认纪要: the host answers for them, with or without a remark."""
    also: dict[str, object] = {"confirmed_by": by.title, "confirmed_at": at}
    return take("confirm_minutes", minutes, by=by, at=at, also=also).record(remark=remark)


@transaction.atomic
def adopt_minutes(minutes: Minutes, *, lines: Sequence[ItemLine], by: Actor, at: datetime, note: str = "") -> Minutes:
    """核定纪要: of a joint meeting, by the office that called it, 五(三). Raises Refused with every line that is missing."""
    also: dict[str, object] = {"confirmed_by": by.title, "confirmed_at": at}
    return take("adopt_minutes", minutes, by=by, at=at, also=also, lines=lines).record(note=note)


@transaction.atomic
def send_back_minutes(minutes: Minutes, *, reason: str, by: Actor, at: datetime) -> Minutes:
    """退回修改: the host says what is to be changed."""
    if not reason.strip():
        raise Refused("请写明要修改什么", clause="四(二)")
    return take("send_back_minutes", minutes, by=by, at=at).record(reason=reason)


@transaction.atomic
def recall_minutes(minutes: Minutes, *, reason: str, by: Actor, at: datetime) -> Minutes:
    """收回修改: before they are issued; what was confirmed is confirmed anew."""
    also: dict[str, object] = {"confirmed_by": "", "confirmed_at": None}
    return take("recall_minutes", minutes, by=by, at=at, also=also).record(reason=reason)


@transaction.atomic
def issue_minutes(
    minutes: Minutes, *, lines: Sequence[ItemLine], readers: Mapping[int, int], by: Actor, at: datetime
) -> Minutes:
    """印发纪要: numbered without gaps, items as they are now, an excerpt for each of ``readers`` (organ: items it carries).

    Called by the chapter of decisions. Raises Refused with every line that is missing, and Conflict.
    """
    also: dict[str, object] = {"number": _number(minutes, at), "issued_by": by.title, "issued_at": at}
    step = take("issue_minutes", minutes, by=by, at=at, also=also, lines=lines)
    parts = {part.entry_id: part for part in MinutesPart.objects.filter(minutes=minutes)}
    items = MinutesItem.objects.bulk_create(_issued(parts[line.entry], line) for line in lines)
    content = papers.minutes(minutes, parts.values(), items, sorted(readers))
    rows = [Excerpt(minutes=minutes, organ_id=organ, items=count) for organ, count in sorted(readers.items())]
    Excerpt.objects.bulk_create(rows)
    return step.record(
        sets=item_sets(*items) | excerpt_sets(*rows), number=minutes.number, form=Form(minutes.form).label,
        readers=queries.organ_labels(readers), paper=step.file("minutes", content, minutes.number),
    )  # fmt: skip


def _part(minutes: Minutes, entry: AgendaItem, one: Heard, place: int) -> MinutesPart:
    return MinutesPart(
        minutes=minutes,
        entry=entry,
        position=place,
        heading=f"{one.enterprise}：{one.title}",
        statement=one.statement,
        opinion=one.opinion,
        conclusion=rules.conclusion(one),
    )


def _write(part: MinutesPart, texts: Mapping[str, str]) -> bool:
    """Puts the texts into the part; whether anything changed."""
    told = {name: clean_line(texts[name]) if name == "heading" else clean_text(texts[name]) for name in texts}
    changed = {name: text for name, text in told.items() if getattr(part, name) != text}
    if "heading" in changed and not changed["heading"]:
        raise Refused("每件诉求都要有标题，请填写", clause="四(二)")
    for name, text in changed.items():
        setattr(part, name, text)
    return bool(changed)


def _number(minutes: Minutes, at: datetime) -> str:
    year, series = local(at).year, rules.JOINT_SERIES if minutes.day.joint else minutes.form
    return rules.number(series, year, documents.next_number(series, year))


def _issued(part: MinutesPart, line: ItemLine) -> MinutesItem:
    assert line.lead is not None
    assert line.due_on is not None  # both are refused as missing before
    return MinutesItem(
        part=part,
        number=line.number,
        text=line.text,
        criterion=line.criterion,
        due_on=line.due_on,
        lead_id=line.lead,
        lead_name=line.lead_name,
        assisting_names="、".join(line.assisting_names),
    )
