"""差评整改: a bad rating is put right within its own limit, and the bureau head looks at it. 五(四)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.moves import Move
from qinqing.kernel.shaping import clean_text
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.supervision.models import Correction, Finding, SampleCall, Urging
from qinqing.procedure.supervision.queries.facts import correction_facts, heir
from qinqing.procedure.supervision.queries.snapshots import columns
from qinqing.procedure.supervision.rules.clocks import Clock
from qinqing.procedure.supervision.states import MOVES, CallState, FindingState, State, UrgingState
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import actions as journal


def start_correction(correction: Correction, *, by: Actor, at: datetime) -> Correction:
    """A bad rating was given: the department's limit to put it right starts."""
    move, clocks = MOVES["start"], Clocks(correction.subject)
    correction.state, correction.version = State.OPEN, 1
    correction.due_at = _start_clock(correction, clocks, at)
    correction.save(force_insert=True)
    _record(move, correction, by, at, columns(correction) | clocks.save(), {})
    return correction


@transaction.atomic
def correct(correction: Correction, *, text: str, by: Actor, at: datetime) -> Correction:
    """报送整改情况: what the department has put right, told to the bureau."""
    if not text.strip():
        raise Refused("请写明整改情况和与企业沟通的结果", clause="五(四)")
    also = {"text": clean_text(text), "done_by": by.title, "done_at": at, "due_at": None}
    return _take("correct", correction, by=by, at=at, also=also, told={"text": text})


@transaction.atomic
def see(correction: Correction, *, by: Actor, at: datetime, note: str = "") -> Correction:
    """阅知: the bureau head has seen the correction and is content."""
    return _take("see", correction, by=by, at=at, also={"seen_by": by.title, "seen_at": at}, told={"note": note})


@transaction.atomic
def send_back(correction: Correction, *, reason: str, by: Actor, at: datetime) -> Correction:
    """退回重新整改: the bureau head is not content; the limit starts anew."""
    if not reason.strip():
        raise Refused("请写明哪里没有整改到位", clause="五(四)")
    return _take("send_back", correction, by=by, at=at, also={"done_by": "", "done_at": None}, told={"reason": reason})


# Which rows copy a limit's day while they stand so.
COPIES: tuple[tuple[str, Any, str], ...] = (
    ("correction", Correction, State.OPEN),
    ("urging", Urging, UrgingState.ISSUED),
    ("finding", Finding, FindingState.RECTIFYING),
    ("sample_call", SampleCall, CallState.PENDING),
)


def refresh_due(subjects: Sequence[str], by: Actor, at: datetime) -> dict[str, dict[str, object]]:
    """When a holiday notice moves limits, the columns that copy them move along; returns what changed."""
    changed: dict[str, dict[str, object]] = {}
    for kind, model, state in COPIES:
        changed |= _refresh(model, [one.partition("/")[2] for one in subjects if one.startswith(f"{kind}/")], state)
    return changed


def _refresh(model: Any, codes: Sequence[str], state: str) -> dict[str, dict[str, object]]:
    rows = list(model.objects.filter(code__in=codes, state=state))
    clocks = Clocks.of_many([row.subject for row in rows])
    changed: dict[str, dict[str, object]] = {}
    for row in rows:
        due = _due(clocks[row.subject])
        if due != row.due_at:
            row.due_at = due
            changed[row.subject] = {"due_at": due}
    model.objects.bulk_update([row for row in rows if row.subject in changed], ["due_at"], batch_size=500)
    return changed


def _take(
    name: str, correction: Correction, *, by: Actor, at: datetime, also: dict[str, object], told: dict[str, object]
) -> Correction:
    """Moves the correction and its clock, or nothing. Raises Refused, or Conflict when a colleague was faster."""
    move, clocks = MOVES[name], Clocks.of(correction.subject)
    move.judge(by, correction.standing, correction_facts(correction)).enforce()
    wanted = dict(also)
    if move.target is not None:
        wanted["state"] = move.target
    for kind in move.stops:
        clocks.stop(kind, at)
    if move.starts:
        wanted["due_at"] = _start_clock(correction, clocks, at)
    rows = Correction.objects.filter(pk=correction.pk, version=correction.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise Conflict(f"这件整改刚刚有变化，不能“{move.label}”，请刷新后再办")
    correction.version += 1
    for column, value in wanted.items():
        setattr(correction, column, value)
    _record(move, correction, by, at, wanted | clocks.save(), told)
    return correction


def _start_clock(correction: Correction, clocks: Clocks, at: datetime) -> datetime:
    return clocks.start(
        Clock.CORRECTION,
        at=at,
        length=plan.edition(correction.edition_id).limit(Clock.CORRECTION),
        holder_role=Role.OFFICER,
        holder_organ=heir(correction.organ_id),
        clause="五(四)",
        edition=correction.edition_id,
    ).due_at


def _due(clocks: Clocks) -> datetime | None:
    pressing = clocks.most_pressing
    return pressing.due_at if pressing else None


def _record(
    move: Move, correction: Correction, by: Actor, at: datetime, sets: dict[str, object], told: dict[str, object]
) -> None:
    journal.record(
        correction.subject,
        f"{MOVES.subject}.{move.records}",
        by=by,
        at=at,
        clause=move.clause,
        facts={name: value for name, value in told.items() if value},
        sets=sets,
    )
