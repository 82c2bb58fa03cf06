"""What an old ledger 台账 says, taken into the register once. 四(一)1.

A finished entry is history: it comes in closed, on the day and with the words of the ledger, without clocks, and nobody
is said to have signed it here. An unfinished one is registered, and its limit to be transferred runs from the moment it
came in, for the ledger says when it was received but not what was done by when. The machine does both: no post can.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.phrases import day_zh, local
from qinqing.kernel.shaping import clean_text
from qinqing.procedure.appeals.actions.departments import concern
from qinqing.procedure.appeals.actions.entering import new_appeal, tell_contact, tell_enterprise
from qinqing.procedure.appeals.actions.step import Step, enter, take
from qinqing.procedure.appeals.models import Answer, Appeal
from qinqing.procedure.appeals.queries.finding import index
from qinqing.procedure.appeals.queries.snapshots import answer_sets
from qinqing.procedure.appeals.rules.kinds import Category, Channel, Outcome, Result
from qinqing.procedure.appeals.states import State
from qinqing.procedure.register import queries as register
from qinqing.services.documents.rules.tables import Taken

BY_LEDGER = "原有台账"
OUTCOMES = {
    Result.RESOLVED: Outcome.RESOLVED,
    Result.PARTLY: Outcome.RESOLVED,
    Result.EXPLAINED: Outcome.EXPLAINED,
}


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry, put into shape. ``key`` says which it is, ``digest`` what it says.

    ``closed_at`` is None for an unfinished one; ``result`` is empty where the ledger does not say; ``answer`` its own
    words on how it ended; ``lead`` and ``others`` organ ids; ``note`` everything that has no column here.
    """

    key: str
    digest: str
    text: str
    received_at: datetime
    source: str = ""
    title: str = ""
    enterprise_name: str = ""
    credit_code: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    category: Category | None = None
    lead: int | None = None
    others: tuple[int, ...] = ()
    closed_at: datetime | None = None
    result: Result | None = None
    answer: str = ""
    note: str = ""


@transaction.atomic
def take_from_ledger(entry: LedgerEntry, *, by: Actor, at: datetime) -> Taken:
    """由台账登记: enters an entry, or follows it while the appeal still waits to be transferred.

    Taken again, the same entry changes nothing. Raises Refused for an open appeal of an enterprise the Plan does not
    receive (二(三)), and for text that cannot be stored.
    """
    appeal = Appeal.objects.filter(ledger_key=entry.key).first()
    if appeal is None:
        _enter(entry, by, at)
        return Taken.CREATED
    if appeal.ledger_digest == entry.digest:
        return Taken.UNCHANGED
    if appeal.standing is not State.REGISTERED:
        return Taken.LEFT
    _follow(appeal, entry, by, at)
    return Taken.UPDATED


def _enter(entry: LedgerEntry, by: Actor, at: datetime) -> Appeal:
    appeal, _ = new_appeal(entry.text, entry.title, by, at)
    appeal.channel, appeal.received_at = Channel.LEDGER, entry.received_at
    appeal.ledger_key, appeal.ledger_digest = entry.key, entry.digest
    appeal.category = entry.category or ""
    news = tell_enterprise(appeal, entry.enterprise_name, entry.credit_code, by, at)
    tell_contact(appeal, entry.contact_name, entry.contact_phone, False)
    if entry.closed_at is None:
        register.eligibility(appeal.enterprise_id).enforce()
        step = enter("import_open", appeal, by=by, at=at, first=news)
    else:
        step = enter("import_closed", appeal, by=by, at=at, also=_ended(entry), first=news)
    index(appeal)
    return _tell(step, entry, number=appeal.number, received_on=day_zh(entry.received_at, this_year=0))


def _follow(appeal: Appeal, entry: LedgerEntry, by: Actor, at: datetime) -> Appeal:
    also: dict[str, object] = {"ledger_digest": entry.digest}
    also |= {name: value for name, value in _contact(entry).items() if value and getattr(appeal, name) != value}
    if entry.closed_at is None:
        step = take("follow_ledger", appeal, by=by, at=at, also=also)
    else:
        step = take("close_by_ledger", appeal, by=by, at=at, also=also | _ended(entry))
    index(appeal)
    return _tell(step, entry)


def _contact(entry: LedgerEntry) -> dict[str, str]:
    return {"contact_name": entry.contact_name, "contact_phone": entry.contact_phone}


def _ended(entry: LedgerEntry) -> dict[str, object]:
    """The columns of an appeal that the ledger says is over."""
    return {
        "closed_at": entry.closed_at,
        "result": entry.result or "",
        "outcome": OUTCOMES.get(entry.result, "") if entry.result else "",
        "lead_id": entry.lead,
    }


def _tell(step: Step, entry: LedgerEntry, **facts: object) -> Appeal:
    """Writes the ledger's answer down, lets the departments it names see a finished appeal, and records."""
    over, names = entry.closed_at is not None, register.organ_names()
    answer = _answer(step.appeal, entry)
    if over:
        concern(step.appeal, [organ for organ in (entry.lead, *entry.others) if organ])
    named = entry.enterprise_name if entry.enterprise_name != step.appeal.enterprise_name else ""
    return step.record(
        sets=answer_sets(answer) if answer else {},
        **facts,
        named=named,
        lead=names.get(entry.lead or 0, ""),
        assisting=[names[organ] for organ in entry.others],
        closed_on=day_zh(local(entry.closed_at), this_year=0) if entry.closed_at else "",
        result=entry.result.label if entry.result else "",
        answer=entry.answer,
        note=entry.note,
        source=entry.source,
    )


def _answer(appeal: Appeal, entry: LedgerEntry) -> Answer | None:
    """How it ended in the ledger's words; nobody drafted it here. Without outcome where the ledger does not say."""
    if not entry.answer or entry.closed_at is None:
        return None
    return Answer.objects.create(
        appeal=appeal,
        ordinal=1,
        rung=appeal.rung,
        outcome=appeal.outcome,
        answer=clean_text(entry.answer),
        drafted_by="",
        drafted_at=entry.closed_at,
        signed_by=BY_LEDGER,
        signed_at=entry.closed_at,
    )
