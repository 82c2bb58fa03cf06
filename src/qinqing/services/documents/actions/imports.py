"""Tables handed in to be taken over 导入: read first, changed by nothing until somebody who may has looked and confirmed.

Both the reading and the taking over may be interrupted at any moment: whoever works on it next begins again, and finds
unchanged what was taken before.
"""

import json
import zipfile
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Q

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.ids import public_code
from qinqing.services.documents import events, store
from qinqing.services.documents.models import Import
from qinqing.services.documents.queries.imports import import_kind, told_of
from qinqing.services.documents.rules import archives, names
from qinqing.services.documents.rules.imports import BUSY, ImportState
from qinqing.services.documents.rules.tables import Report, count_lines, glance
from qinqing.services.documents.rules.tables.reading import WORKBOOKS
from qinqing.services.journal.actions import record

LEASE = timedelta(minutes=2)
REMEMBERED = ("role", "name", "person", "post", "post_label", "organ", "organ_name", "substitute_for")
Clock = Callable[[], datetime]


def hand_in(kind: str, *, file: Any, name: str, by: Actor, at: datetime) -> Import:
    """Keeps a table that somebody wants taken over; it is read by ``work_on``.

    Raises Refused for an actor without the right, an empty file, one that is too large or no honest container.
    """
    known = import_kind(kind)
    known.may(by).enforce()
    title = names.clean_name(name)
    names.refuse_by_name(title)
    with store.aside() as received:
        store.receive(file, received, title)
        _refuse_bombs(received, title)
        return _keep(Import(kind=known.key, name=title), received, by, at)


def _refuse_bombs(received: BinaryIO, title: str) -> None:
    received.seek(0)
    if not received.read(4).startswith(WORKBOOKS[0]):
        return
    try:
        with archives.opened(received):
            pass
    except zipfile.BadZipFile as error:
        raise Refused(f"“{title}”已损坏，请用表格软件打开后另存为 .xlsx 再上传", code="file_refused") from error


def _keep(one: Import, received: BinaryIO, by: Actor, at: datetime) -> Import:
    measured, code = store.measure(received), public_code(24)
    if not measured.size:
        raise Refused(f"“{one.name}”是空文件，请选择有内容的表格", code="file_refused")
    one.stored_name, one.size, one.sha256 = f"{code[:2]}/{code}", measured.size, measured.sha256
    one.handed_in_by, one.handed_in_at, one.actor = by.title, at, _remembered(by)
    store.keep(received, one.stored_name)
    try:
        one.lines = count_lines(store.path_of(one.stored_name))
        with transaction.atomic():
            one.save(force_insert=True)
            sets = {"kind": one.kind, "name": one.name, "size": one.size, "sha256": one.sha256}
            record(one.subject, events.IMPORT_HANDED_IN, by=by, at=at, facts={"name": one.name}, sets=sets)
    except BaseException:
        store.discard(one.stored_name)
        raise
    return one


@transaction.atomic
def confirm_import(one: Import, *, skip: bool = False, by: Actor, at: datetime) -> Import:
    """Lets the table be taken over; with ``skip`` without the rows that were refused.

    Raises Refused for an actor without the right and while there are refused rows, Conflict when it was decided already.
    """
    kind = import_kind(one.kind)
    kind.may(by).enforce()
    refused = len(json.loads(one.preview or "{}").get("rejected", ()))
    if refused and not skip:
        raise Refused(f"有 {refused} 行导入不了，请改正后重新上传；要先导入其余各行，请勾选“跳过这些行”")
    told = {"confirmed_by": by.title, "confirmed_at": at, "actor": _remembered(by), "reached": 0, "lease": None}
    _decide(one, ImportState.TAKING, told)
    facts = {"name": one.name, "skipped": refused}
    record(
        one.subject,
        events.IMPORT_CONFIRMED,
        by=by,
        at=at,
        clause=kind.clause,
        facts=facts,
        sets={"confirmed_by": by.title},
    )
    return one


@transaction.atomic
def give_up_import(one: Import, *, by: Actor, at: datetime) -> Import:
    """Nothing of it is taken over. Raises as ``confirm_import`` does."""
    import_kind(one.kind).may(by).enforce()
    _decide(one, ImportState.GIVEN_UP, {"finished_at": at})
    sets = {"result": ImportState.GIVEN_UP.value}
    record(one.subject, events.IMPORT_GIVEN_UP, by=by, at=at, facts={"name": one.name}, sets=sets)
    return one


def _decide(one: Import, state: ImportState, told: dict[str, Any]) -> None:
    if not Import.objects.filter(pk=one.pk, state=ImportState.READ).update(state=state, **told):
        raise Conflict("这次导入已经有人处理，请刷新页面看结果")
    one.refresh_from_db()


def work_off(*, at: datetime, clock: Clock) -> int:
    """Reads and takes over whatever waits, oldest first. ``clock`` says how long a lease has yet to run."""
    waiting = Import.objects.filter(state__in=BUSY).order_by("pk")
    return sum(work_on(one, at=at, clock=clock) for one in waiting)


def work_on(one: Import, *, at: datetime, clock: Clock) -> bool:
    """Reads a table that was handed in, or takes over one that was confirmed; False while another process does."""
    if not _claim(one, clock()):
        return False
    dry_run = one.standing is ImportState.READING
    try:
        report = _taken(one, at, clock, dry_run=dry_run)
        glances = glance(store.path_of(one.stored_name), import_kind(one.kind).words) if dry_run else []
    except Refused as refusal:
        _end(one, ImportState.UNREADABLE, at, refused=str(refusal)[:400])
        return True
    told = json.dumps(told_of(report, glances), ensure_ascii=False)
    if dry_run:
        _free(one, state=ImportState.READ, preview=told, lines=report.lines, reached=report.lines)
    else:
        _end(one, ImportState.DONE, at, report=told, reached=report.lines)
    return True


def _claim(one: Import, now: datetime) -> bool:
    """One process at a time: whoever stopped without a word is waited for no longer than its lease."""
    free = Import.objects.filter(Q(lease=None) | Q(lease__lt=now), pk=one.pk, state__in=BUSY)
    claimed = bool(free.update(lease=now + LEASE))
    one.refresh_from_db()
    return claimed


def _taken(one: Import, at: datetime, clock: Clock, *, dry_run: bool) -> Report:
    reports = import_kind(one.kind).take(
        store.path_of(one.stored_name), name=one.name, by=_actor(one), at=at, dry_run=dry_run
    )
    return deque((_reached(one, report, clock()) for report in reports), maxlen=1).pop()


def _reached(one: Import, report: Report, now: datetime) -> Report:
    Import.objects.filter(pk=one.pk).update(reached=report.lines, lease=now + LEASE)
    return report


def _end(one: Import, state: ImportState, at: datetime, **told: Any) -> None:
    with transaction.atomic():
        _free(one, state=state, finished_at=at, **told)
        event = events.IMPORT_TAKEN if state is ImportState.DONE else events.IMPORT_UNREADABLE
        counts = json.loads(told.get("report", "{}")).get("counts", {})
        facts = {"name": one.name, "reason": told.get("refused", ""), **counts}
        record(one.subject, event, by=_actor(one), at=at, facts=facts, sets={"result": state.value})


def _free(one: Import, **told: Any) -> None:
    Import.objects.filter(pk=one.pk).update(lease=None, **told)
    one.refresh_from_db()


def _remembered(by: Actor) -> dict[str, Any]:
    return {name: value for name, value in asdict(by).items() if name in REMEMBERED}


def _actor(one: Import) -> Actor:
    """Who let it be taken over (until then: who handed it in), as at that moment."""
    return Actor(**{**one.actor, "role": Role(one.actor["role"])})
