"""Issued minutes change only by a correction, on the record beside what it corrects. 四(二)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_text
from qinqing.procedure.receptions import papers, queries
from qinqing.procedure.receptions.actions.minutes_step import MinutesStep, take
from qinqing.procedure.receptions.models import Erratum, Minutes, MinutesPart
from qinqing.procedure.receptions.queries.minutes_record import erratum_sets
from qinqing.procedure.receptions.rules.minutes import ErratumState


@transaction.atomic
def propose_erratum(
    minutes: Minutes, *, was: str, becomes: str, reason: str, by: Actor, at: datetime, entry: int | None = None
) -> Erratum:
    """提出更正: issued minutes change only so; ``entry`` is the agenda item it is about, None the frame."""
    told = {"was": clean_text(was), "becomes": clean_text(becomes), "reason": clean_text(reason)}
    if not all(told.values()):
        raise Refused("请写明原文、更正为什么内容和更正原因", clause="四(二)")
    if not queries.says(minutes, told["was"]):
        raise Refused("纪要里没有这段原文，请从纪要中照抄要更正的文字", clause="四(二)")
    if entry is not None and not MinutesPart.objects.filter(minutes=minutes, entry=entry).exists():
        raise Refused("这件诉求不在这份纪要里，请重新选择", clause="四(二)")
    step = take("propose_erratum", minutes, by=by, at=at)
    last = Erratum.objects.filter(minutes=minutes).aggregate(last=Max("ordinal"))["last"] or 0
    erratum = Erratum(
        minutes=minutes, ordinal=last + 1, entry_id=entry, proposed_by=by.title, proposed_at=at, **told
    )  # fmt: skip
    erratum.save(force_insert=True)
    step.record(sets=erratum_sets(erratum), **told)
    return erratum


@transaction.atomic
def confirm_erratum(minutes: Minutes, *, by: Actor, at: datetime, remark: str = "") -> Erratum:
    """确认更正: it gets its number, and is shown beside what it corrects."""
    return _confirm(take("confirm_erratum", minutes, by=by, at=at), remark)


@transaction.atomic
def adopt_erratum(minutes: Minutes, *, by: Actor, at: datetime, remark: str = "") -> Erratum:
    """核定更正: of a joint meeting's minutes, by the office, 五(三)."""
    return _confirm(take("adopt_erratum", minutes, by=by, at=at), remark)


@transaction.atomic
def decline_erratum(minutes: Minutes, *, reason: str, by: Actor, at: datetime) -> Erratum:
    """不同意更正: the minutes stand as they were issued."""
    if not reason.strip():
        raise Refused("请写明不同意的原因", clause="四(二)")
    return _rule(take("decline_erratum", minutes, by=by, at=at), ErratumState.DECLINED, reason)


@transaction.atomic
def dismiss_erratum(minutes: Minutes, *, reason: str, by: Actor, at: datetime) -> Erratum:
    """不作更正: the minutes of a joint meeting stand as they were issued, 五(三)."""
    if not reason.strip():
        raise Refused("请写明不作更正的原因", clause="五(三)")
    return _rule(take("dismiss_erratum", minutes, by=by, at=at), ErratumState.DECLINED, reason)


def _confirm(step: MinutesStep, remark: str) -> Erratum:
    confirmed = Erratum.objects.filter(minutes=step.minutes, state=ErratumState.CONFIRMED).count()
    return _rule(step, ErratumState.CONFIRMED, remark, number=confirmed + 1)


def _rule(step: MinutesStep, state: ErratumState, remark: str, *, number: int | None = None) -> Erratum:
    waiting = Erratum.objects.select_related("entry__minuted")
    erratum = waiting.get(minutes=step.minutes, state=ErratumState.WAITING)
    erratum.state, erratum.number, erratum.remark = state, number, clean_text(remark)
    erratum.ruled_by, erratum.ruled_at = step.by.title, step.at
    erratum.save(update_fields=["state", "number", "remark", "ruled_by", "ruled_at"])
    said = f"第{number}号更正" if number else ""
    paper = _file(step, erratum) if number else ""
    step.record(sets=erratum_sets(erratum), erratum=said, remark=remark, paper=paper)
    return erratum


def _file(step: MinutesStep, erratum: Erratum) -> str:
    heading = erratum.entry.minuted.heading if erratum.entry else ""
    content = papers.erratum(step.minutes, erratum, heading=heading, readers=papers.readers_of(step.minutes))
    return step.file("erratum", content, papers.erratum_number(step.minutes, erratum))
