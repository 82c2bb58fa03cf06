"""After closing: enterprises rate, departments call back, bad ratings are put right. 五(四)."""

from datetime import timedelta

from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries as aftercare
from qinqing.procedure.supervision.states import State

LEVELS, ODDS = (5, 4, 3, 2, 1), (0.35, 0.3, 0.2, 0.1, 0.05)


def care(world: World) -> None:
    """Some of today's closed appeals are rated, most follow-ups are called, open corrections are answered."""
    intake = world.cast.intake
    for row in aftercare.waiting_follow_ups(intake):
        if world.happens(0.6):
            said = "企业表示问题已经解决" if world.happens(0.8) else "企业表示还有尾巴"
            appeal = queries.fetch(intake, row.code)
            supervision.follow_up(appeal, reached=True, said=said, solved=True, level=4, by=intake, at=world.tick())
    for row in queries.in_states(intake, Standing.CLOSED, closed_at__gte=world.now - timedelta(days=20)):
        if world.happens(0.05):
            _rate(world, row.code)
    for correction in aftercare.corrections(world.cast.intake, state=State.OPEN):
        officer = world.cast.officer(world.cast.code_of(correction.organ_id))
        if world.happens(0.3):
            _correct(world, officer, correction.code)


def _rate(world: World, code: str) -> None:
    appeal = queries.fetch(world.cast.intake, code)
    by = Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk}))
    if aftercare.may_evaluate(appeal, by):
        level = world.chance.choices(LEVELS, ODDS)[0]
        supervision.evaluate(appeal, solved=level > 2, level=level, comment="", by=by, at=world.tick())


def _correct(world: World, officer: Actor, code: str) -> None:
    correction = aftercare.fetch_correction(officer, code)
    supervision.correct(correction, text="已上门道歉并重新办理，企业认可。", by=officer, at=world.tick())
