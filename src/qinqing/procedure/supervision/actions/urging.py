"""督办单: proposed by the ladder, issued with a limit by the inspectorate, answered in writing, closed. 四(五)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from qinqing.kernel.actors import DEPARTMENT, MACHINE, Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.ids import official_number
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import local
from qinqing.kernel.shaping import clean_text
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import papers
from qinqing.procedure.supervision.models import Urging
from qinqing.procedure.supervision.queries.chased import Chased
from qinqing.procedure.supervision.queries.facts import answering_role, urging_facts
from qinqing.procedure.supervision.queries.snapshots import columns
from qinqing.procedure.supervision.rules.clocks import Clock
from qinqing.procedure.supervision.states import URGINGS, UrgingState
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.actions import Clocks
from qinqing.services.documents import actions as documents
from qinqing.services.journal import actions as journal

SERIES = "DB"
CLAUSE = "四(五)"


def propose(clock: calendar.Clock, about: Chased, *, at: datetime, by: Actor = MACHINE) -> Urging | None:
    """提请督办: once for each limit that was missed; None where it was proposed before or nobody can be urged."""
    organ = clock.holder_organ or _organ_of(clock.holder_role)
    if organ is None or Urging.objects.filter(clock=clock.pk).exists():
        return None
    urging = Urging(
        clock=clock.pk,
        matter=about.matter,
        appeal=about.appeal,
        organ_id=organ,
        edition_id=about.appeal.edition_id,
        limit=about.limit(clock),
        missed_on=clock.due_on,
        state=UrgingState.PROPOSED,
        proposed_at=at,
        version=1,
    )
    try:
        with transaction.atomic():
            urging.save(force_insert=True)
    except IntegrityError:
        return None
    _record(URGINGS["propose"], urging, by, at, columns(urging), {"limit": urging.limit})
    return urging


def lapse_what_is_done(*, at: datetime) -> int:
    """What was proposed and has been done meanwhile needs no paper; returns how many lapsed."""
    waiting = Urging.objects.filter(state=UrgingState.PROPOSED).order_by("pk")
    done = [urging for urging in waiting if not calendar.clock(urging.clock).running]
    for urging in done:
        with transaction.atomic():
            _take("lapse", urging, by=MACHINE, at=at, also={"ended_by": MACHINE.title, "ended_at": at}, told={})
    return len(done)


@transaction.atomic
def issue(urging: Urging, *, demand: str, by: Actor, at: datetime) -> Urging:
    """签发督办单: what is demanded, with a number and a limit to answer in writing."""
    if not demand.strip():
        raise Refused("请写明督办要求：要查明什么、何时办好", clause=CLAUSE)
    also: dict[str, object] = {"demand": clean_text(demand), "issued_by": by.title, "issued_at": at}
    issued = _take("issue", urging, by=by, at=at, also=also, told={"demand": demand}, numbered=True)
    documents.issue_paper("urging", issued.subject, papers.urging_notice(issued), by=by, at=at)
    return issued


@transaction.atomic
def drop(urging: Urging, *, reason: str, by: Actor, at: datetime) -> Urging:
    """不签发: the inspectorate sees no need, and says why."""
    _need(reason, "请写明不签发的原因")
    return _take("drop", urging, by=by, at=at, also={"ended_by": by.title, "ended_at": at}, told={"reason": reason})


@transaction.atomic
def answer(urging: Urging, *, account: str, by: Actor, at: datetime) -> Urging:
    """答复督办单: why it was late, what was done, when it will be finished."""
    _need(account, "请写明原因、已采取的措施和完成时间")
    also: dict[str, object] = {
        "answer": clean_text(account), "answered_by": by.title, "answered_at": at, "due_at": None,
    }  # fmt: skip
    return _take("answer", urging, by=by, at=at, also=also, told={"account": account})


@transaction.atomic
def send_urging_back(urging: Urging, *, reason: str, by: Actor, at: datetime) -> Urging:
    """退回重新答复: the answer does not do; the limit starts anew."""
    _need(reason, "请写明哪里没有答清楚")
    also: dict[str, object] = {"answered_by": "", "answered_at": None}
    return _take("send_back", urging, by=by, at=at, also=also, told={"reason": reason})


@transaction.atomic
def close_urging(urging: Urging, *, by: Actor, at: datetime, note: str = "") -> Urging:
    """督办办结: the inspectorate is content."""
    return _take("close", urging, by=by, at=at, also={"ended_by": by.title, "ended_at": at}, told={"note": note})


def _take(
    name: str,
    urging: Urging,
    *,
    by: Actor,
    at: datetime,
    also: dict[str, object],
    told: dict[str, object],
    numbered: bool = False,
) -> Urging:
    """Moves the notice and its clock, or nothing. Raises Refused, or Conflict when a colleague was faster."""
    move, clocks, wanted = URGINGS[name], Clocks.of(urging.subject), dict(also)
    move.judge(by, urging.standing, urging_facts(urging)).enforce()
    wanted["state"] = move.target
    for kind in move.stops:
        clocks.stop(kind, at)
    if move.starts:
        wanted["due_at"] = _start_clock(urging, clocks, at)
    if numbered:
        year = local(at).year
        wanted["number"] = official_number(SERIES, year, documents.next_number(SERIES, year))
    rows = Urging.objects.filter(pk=urging.pk, version=urging.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise Conflict(f"这份督办单刚刚有变化，不能“{move.label}”，请刷新后再办")
    urging.version += 1
    for column, value in wanted.items():
        setattr(urging, column, value)
    _record(move, urging, by, at, wanted | clocks.save(), told)
    return urging


def _start_clock(urging: Urging, clocks: Clocks, at: datetime) -> datetime:
    role = answering_role(urging.organ_id)
    return clocks.start(
        Clock.URGING,
        at=at,
        length=plan.edition(urging.edition_id).limit(Clock.URGING),
        holder_role=role,
        holder_organ=urging.organ_id if role in DEPARTMENT else None,
        clause=CLAUSE,
        edition=urging.edition_id,
    ).due_at


def _organ_of(role: str) -> int | None:
    organ = register.bureau() if role == Role.INTAKE else register.office() if role == Role.OFFICE else None
    return organ.id if organ else None


def _need(text: str, reason: str) -> None:
    if not text.strip():
        raise Refused(reason, clause=CLAUSE)


def _record(
    move: Move, urging: Urging, by: Actor, at: datetime, sets: dict[str, object], told: dict[str, object]
) -> None:
    journal.record(
        urging.subject,
        f"{URGINGS.subject}.{move.records}",
        by=by,
        at=at,
        clause=move.clause,
        facts={name: value for name, value in told.items() if value},
        sets=sets,
    )
