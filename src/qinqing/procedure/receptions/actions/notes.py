"""Notes taken at a hearing before its outcome is recorded: shared by those who take them, each field on its own. 四(二).

They are working paper: not on the record, kept until the day is over, and never overwritten by whoever saw less.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.models import AgendaItem, Note, Writer
from qinqing.procedure.receptions.rules.notes import LONGEST, Clash, Typed, is_field, label, plain


@transaction.atomic
def take_notes(entry: AgendaItem, typed: Iterable[Typed], *, by: Actor, at: datetime) -> list[Clash]:
    """记录草稿: keeps each field that nobody else wrote since the version it was typed over; tells the others.

    Raises Refused for those who do not record here, or when the outcome is recorded already.
    """
    queries.may("record_outcome", entry.day, by, at=at).enforce()
    if entry.outcome:
        raise Refused(f"{entry.appeal.number}已记录为“{entry.get_outcome_display()}”，草稿不再保存", clause="四(二)")
    return [clash for one in typed if (clash := _keep(entry, one, by, at))]


@transaction.atomic
def be_present(entry: AgendaItem, *, field: str, by: Actor, at: datetime) -> None:
    """正在记录: who has this appeal open to write, and in which field."""
    queries.may("record_outcome", entry.day, by, at=at).enforce()
    told = {"name": by.title, "field": field if is_field(field) else "", "seen_at": at}
    if not Writer.objects.filter(entry=entry, person=by.person or 0).update(**told):
        Writer.objects.bulk_create([Writer(entry=entry, person=by.person or 0, **told)], ignore_conflicts=True)


def remember_notes(entry: AgendaItem, *, by: Actor, at: datetime) -> None:
    """A result is taken back: where its words were never noted, they are now, so that nobody types them again."""
    words = {"statement": entry.statement, "opinion": entry.opinion, "basis": entry.basis}
    told = {"version": 1, "by": by.title, "at": at}
    rows = [Note(entry=entry, field=field, text=text, **told) for field, text in words.items() if text]
    Note.objects.bulk_create(rows, ignore_conflicts=True)


def forget_notes(entries: Iterable[AgendaItem]) -> None:
    """The day is over; what was recorded stands on the record."""
    chosen = list(entries)
    Note.objects.filter(entry__in=chosen).delete()
    Writer.objects.filter(entry__in=chosen).delete()


def _keep(entry: AgendaItem, typed: Typed, by: Actor, at: datetime) -> Clash | None:
    text = plain(typed.text)
    if not is_field(typed.field):
        raise Refused("这一栏不在接谈记录里，请刷新页面", clause="四(二)")
    if len(text) > LONGEST:
        raise Refused(f"{label(typed.field)}最多{LONGEST:,}字，请缩短", clause="四(二)")
    told = {"text": text, "by": by.title, "at": at}
    rows = Note.objects.filter(entry=entry, field=typed.field)
    if typed.base and rows.filter(version=typed.base).update(version=F("version") + 1, **told):
        return None
    if not typed.base and _begin(Note(entry=entry, field=typed.field, version=1, **told)):
        return None
    there = rows.first()
    if there is None:  # thrown away meanwhile, with the notes of a day that was closed
        Note.objects.create(entry=entry, field=typed.field, version=typed.base + 1, **told)
        return None
    if there.text == text:
        return None
    return Clash(typed.field, text, there.text, there.version, there.by, there.at)


def _begin(note: Note) -> bool:
    """The first to write a field; False when somebody was faster."""
    try:
        with transaction.atomic():
            note.save(force_insert=True)
    except IntegrityError:
        return False
    return True
