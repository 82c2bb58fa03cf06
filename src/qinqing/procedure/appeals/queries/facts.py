"""An appeal reduced to the facts its conditions ask about, in a constant number of queries."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from qinqing.kernel.reading import once
from qinqing.kernel.verdicts import ALLOWED, Verdict
from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.appeals.models import Answer, Appeal, Part
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.facts import Facts
from qinqing.procedure.appeals.rules.kinds import PartKind, PartState
from qinqing.procedure.appeals.states import HEARD, UNSORTED, State
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import queries as record
from qinqing.services.statements import compiled

HEARINGS = frozenset(
    f"appeals.appeal.{event}" for event in ("decided", "explained_at_hearing", "unresolved_at_hearing", "deferred")
)
CLEARER = frozenset({"appeals.appeal.clearer_asked"})
# What is said and corrected beside the procedure builds nothing on a result.
ASIDE = frozenset(
    {
        "appeals.appeal.supplemented",
        "appeals.appeal.amended",
        "appeals.appeal.query_code_renewed",
        "appeals.appeal.material_covered",
        "appeals.appeal.material_uncovered",
        "calendar.clock.moved",
    }
)
ON_A_DAY = (2, 3)


def is_sorted(appeal: Appeal) -> bool:
    """四(一)1: whether all that a transfer needs is settled."""
    return bool(appeal.kind and appeal.matter and appeal.category)


def facts(appeal: Appeal, clocks: Clocks, at: datetime) -> Facts:
    """The facts of one appeal at the moment ``at``; three queries beside the clocks' own, one more before the transfer and after a hearing."""
    parts = [(part.kind, part.organ_id, part.state) for part in parts_of(appeal) if part.state != PartState.RELEASED]
    assisting = {organ: state for kind, organ, state in parts if kind == PartKind.ASSISTING}
    opinions = {organ for kind, organ, state in parts if kind == PartKind.OPINION and state == PartState.OPEN}
    opinion_due = max((clock.due_at for clock in clocks.running(Clock.OPINION)), default=None)
    return Facts(
        now=at,
        rung=appeal.rung,
        lead=appeal.lead_id,
        lead_abolished=appeal.lead_id is not None and not register.organ(appeal.lead_id).active,
        section=appeal.section,
        matter=appeal.matter,
        urgency=appeal.urgency,
        result=appeal.result,
        sorted=is_sorted(appeal),
        eligible=_eligible(appeal),
        clearer_asked=_clearer_asked(appeal),
        returned=appeal.returned,
        extended=appeal.extended,
        extension_asked=appeal.extension_asked,
        contacted=appeal.contacted,
        doubts=appeal.doubts,
        calls=appeal.calls,
        reviewed=appeal.reviewed,
        draft=_draft(appeal),
        just_heard=_just_heard(appeal),
        reached_office=appeal.reached_office,
        assisting=frozenset(assisting),
        assisting_open=frozenset(organ for organ, state in assisting.items() if state == PartState.OPEN),
        opinions_open=frozenset(opinions),
        opinions_overdue=opinion_due is not None and at >= opinion_due,
        names=register.organ_names(),
        **_moments(appeal, clocks, at),
    )


def parts_of(appeal: Appeal) -> list[Part]:
    """What other departments owe or gave on an appeal: one query (one a page)."""
    return once(f"parts:{appeal.pk}", lambda: _parts(appeal.pk))


@compiled
def _parts(appeal: int) -> QuerySet[Part]:
    return Part.objects.filter(appeal=appeal).order_by("kind", "asked_at", "id")


def _moments(appeal: Appeal, clocks: Clocks, at: datetime) -> dict[str, Any]:
    """The moments that some moves must keep to, from the running clocks and the appeal's edition."""
    limits, days = plan.edition(appeal.edition_id), calendar.current()
    sign, handle, answer = (next(iter(clocks.running(kind)), None) for kind in (Clock.SIGN, Clock.HANDLE, Clock.ANSWER))

    def after(day: date, length: int) -> datetime:
        return end_of(days.add(day, length))

    return {
        "return_until": after(sign.start_on, limits.limit("return")) if sign else None,
        "raise_from": after(handle.due_on, limits.limit("raise_after")) if handle else None,
        "days_left": days.between(day_of(at), handle.due_on) if handle else None,
        "extension_ask": limits.limit("extension_ask"),
        "answer_until": answer.due_at if answer else None,
    }


def _draft(appeal: Appeal) -> str:
    if appeal.standing is not State.SIGNING:
        return ""
    drafts = Answer.objects.filter(appeal=appeal, signed_at=None).order_by("-ordinal")
    return drafts.values_list("outcome", flat=True).first() or ""


def _just_heard(appeal: Appeal) -> bool:
    if appeal.standing not in HEARD or appeal.rung not in ON_A_DAY:
        return False
    newest = record.last(appeal.subject, but=ASIDE)
    return newest is not None and newest.event in HEARINGS


def _clearer_asked(appeal: Appeal) -> bool:
    return appeal.standing in UNSORTED and bool(record.latest(appeal.subject, events=CLEARER, limit=1))


def _eligible(appeal: Appeal) -> Verdict:
    return register.eligibility(appeal.enterprise_id) if appeal.standing is State.LODGED else ALLOWED
