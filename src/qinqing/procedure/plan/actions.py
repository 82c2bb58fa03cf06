"""Adopting a new edition."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.phrases import day_zh, local
from qinqing.kernel.reading import changes
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.plan.events import EDITION_ADOPTED, EDITION_CLOSED, edition_subject
from qinqing.procedure.plan.models import Edition
from qinqing.procedure.plan.permits import may_adopt
from qinqing.procedure.plan.queries import EDITIONS, columns
from qinqing.procedure.plan.rules import Clause, blank_faults, changed, faults
from qinqing.procedure.plan.rules.editions import as_data, digest_of
from qinqing.services.journal.actions import record

CLAUSE = "四(一)1"


@transaction.atomic
def adopt(
    *,
    title: str,
    settings: Mapping[str, int],
    clauses: Iterable[Clause] | None = None,
    in_force_from: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Edition:
    """发布新版本: a new edition of the Plan takes over on ``in_force_from``; clocks that run keep the former's numbers.

    ``settings`` are the numbers that change (the others are kept from the newest edition), ``clauses`` the whole new
    text, or None for the newest edition's. The former edition ends on the day before. Raises Refused for an actor
    without the right, a day that is past or not after the newest edition's, and numbers out of range; Conflict when
    somebody else adopted one meanwhile.
    """
    may_adopt(by).enforce()
    former = Edition.objects.order_by("-number").first()
    _check_day(in_force_from, former, at)
    numbers = {**(former.settings if former else {}), **settings}
    text = as_data(list(clauses)) if clauses is not None else (former.clauses if former else [])
    _check_text(clean_line(title), numbers, text)
    made = _write(former, clean_line(title), numbers, text, in_force_from, clean_text(note), by, at)
    if former is not None:
        _close(former, made, by, at)
    facts = {"title": made.title, "in_force_from": in_force_from, "note": made.note}
    diff = changed(former.settings, numbers) if former else []
    record(
        edition_subject(made.number), EDITION_ADOPTED, by=by, at=at, clause=CLAUSE,
        facts=facts | {"changed": diff, "text_changed": _rewritten(former, text)}, sets=columns(made),
    )  # fmt: skip
    return made


def preview(
    *, title: str, settings: Mapping[str, int], in_force_from: date, note: str = "", by: Actor, at: datetime
) -> list[str]:
    """What ``adopt`` would change, a phrase each; nothing is written.

    Raises what ``adopt`` raises, and Refused when nothing would change.
    """
    may_adopt(by).enforce()
    former = Edition.objects.order_by("-number").first()
    _check_day(in_force_from, former, at)
    if former is None:
        raise Refused("还没有可以修改的制度版本，请先运行 qinqing migrate")
    numbers = {**former.settings, **settings}
    _check_text(clean_line(title), numbers, former.clauses)
    renamed = [f"名称改为“{clean_line(title)}”"] if clean_line(title) != former.title else []
    differences = renamed + changed(former.settings, numbers)
    if not differences:
        raise Refused("与现有版本相同，没有需要发布的改动，请修改后再核对", clause=CLAUSE)
    return differences


def _check_day(day: date, former: Edition | None, at: datetime) -> None:
    if day < local(at).date():
        raise Refused("施行日期不能早于今天，请另选日期", clause=CLAUSE)
    if former is not None and day <= former.in_force_from:
        last = day_zh(former.in_force_from, this_year=day.year)
        raise Refused(f"施行日期须晚于第 {former.number} 版的施行日期{last}，请另选日期", clause=CLAUSE)


def _check_text(title: str, numbers: Mapping[str, object], text: list[dict[str, str]]) -> None:
    clauses = [Clause(one["ref"], one["title"], one["text"]) for one in text]
    refs = [clause.ref for clause in clauses]
    wrong = [] if title else ["制度名称还没有填，请填写"]
    wrong += [] if clauses else ["制度没有条款，请填写条款"]
    wrong += [f"条款{ref}重复，请改正" for ref in dict.fromkeys(refs) if refs.count(ref) > 1]
    wrong += faults(numbers) + blank_faults(clauses)
    if wrong:
        raise Refused("；".join(wrong), clause=CLAUSE, code="invalid")


def _write(
    former: Edition | None,
    title: str,
    numbers: Mapping[str, int],
    text: list[dict[str, str]],
    day: date,
    note: str,
    by: Actor,
    at: datetime,
) -> Edition:
    made = Edition(
        number=former.number + 1 if former else 1, title=title, in_force_from=day, settings=dict(numbers),
        clauses=text, digest=digest_of(title, day, numbers, text), note=note, adopted_by=by.title, adopted_at=at,
    )  # fmt: skip
    changes(EDITIONS)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("同事刚刚发布了另一个版本，请刷新页面核对后再发布") from error
    return made


def _close(former: Edition, made: Edition, by: Actor, at: datetime) -> None:
    former.in_force_until = made.in_force_from - timedelta(days=1)
    ended = Edition.objects.filter(pk=former.pk, in_force_until=None).update(in_force_until=former.in_force_until)
    if not ended:
        raise Conflict("同事刚刚发布了另一个版本，请刷新页面核对后再发布")
    # All columns: the edition that came with the program has no entry before this one.
    record(
        edition_subject(former.number), EDITION_CLOSED, by=by, at=at, clause=CLAUSE,
        facts={"until": former.in_force_until, "next": made.number}, sets=columns(former),
    )  # fmt: skip


def _rewritten(former: Edition | None, text: list[dict[str, str]]) -> list[str]:
    """The clauses whose words differ from the former edition's."""
    before = {one["ref"]: one for one in former.clauses} if former else {}
    after = {one["ref"]: one for one in text}
    return [ref for ref in dict.fromkeys([*before, *after]) if before.get(ref) != after.get(ref)]
