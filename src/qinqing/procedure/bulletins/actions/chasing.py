"""催办通报: a bulletin that is late is chased as everything else is; each stage once, on its record. 四(五), 四(六)."""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.phrases import day_zh, local
from qinqing.kernel.workdays import AFTERNOON, MORNING, day_of
from qinqing.procedure.bulletins.actions.step import CLAUSE
from qinqing.procedure.bulletins.models import Bulletin
from qinqing.procedure.bulletins.rules.chasing import Stage, stage_now
from qinqing.procedure.bulletins.states import PUBLIC, State
from qinqing.procedure.plan import queries as plan
from qinqing.services.calendar import queries as calendar
from qinqing.services.journal import actions as journal

EVENTS = {
    Stage.DRAFT: "reminded", Stage.WARNING: "reminded", Stage.URGING: "urged", Stage.LEADER: "reported_late",
}  # fmt: skip


def chase_due(at: datetime, *, by: Actor = MACHINE) -> int:
    """Takes the stage that is right now for every bulletin that is not out; returns how many were taken.

    On working days in office hours. Whoever writes meanwhile is not disturbed: nothing that is read for writing changes.
    """
    days, today = calendar.current(), day_of(at)
    if not days.is_working(today) or not MORNING[0] <= local(at).time() < AFTERNOON[1]:
        return 0
    taken = 0
    for one in Bulletin.objects.exclude(state__in=sorted(PUBLIC)).order_by("month"):
        stage = stage_now(
            drafting=one.standing is State.DRAFTING, draft_due_on=one.draft_due_on, due_on=one.due_on, today=today,
            limits=plan.edition(one.edition_id).limits, days=days,
        )  # fmt: skip
        if stage and stage.number > one.chased:
            taken += _take(one, stage, by, at)
    return taken


@transaction.atomic
def _take(one: Bulletin, stage: Stage, by: Actor, at: datetime) -> bool:
    waiting = Bulletin.objects.filter(pk=one.pk, state=one.state, chased__lt=stage.number)
    if not waiting.update(chased=stage.number):
        return False
    facts = {"stage": stage.label, "standing": one.standing.label, "due": day_zh(one.due_on, this_year=local(at).year)}
    journal.record(
        one.subject,
        f"bulletins.bulletin.{EVENTS[stage]}",
        by=by,
        at=at,
        clause=CLAUSE,
        facts=facts,
        sets={"chased": stage.number},
    )
    return True
