"""After closing: enterprises rate, departments call back, bad ratings are put right. 五(四)."""

from collections.abc import Iterable

from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals import queries
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries as aftercare
from qinqing.procedure.supervision.states import State

LEVELS, ODDS = (5, 4, 3, 2, 1), (0.35, 0.3, 0.2, 0.1, 0.05)


def care(world: World, codes: Iterable[str]) -> None:
    """Some of today's closed appeals are rated, most follow-ups are called, open corrections are answered."""
    intake = world.cast.intake
    for row in aftercare.waiting_follow_ups(intake):
        if world.happens(0.6):
            said = "企业表示问题已经解决" if world.happens(0.8) else "企业表示还有尾巴"
            appeal = queries.fetch(intake, row.code)
            supervision.follow_up(appeal, reached=True, said=said, solved=True, level=4, by=intake, at=world.tick())
    for code in codes:
        if world.happens(0.05):
            _rate(world, code)
    for code in world.departments():
        _correct(world, world.cast.officer(code))


def _rate(world: World, code: str) -> None:
    appeal = queries.fetch(world.cast.intake, code)
    by = Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk}))
    if aftercare.may_evaluate(appeal, by):
        level = world.chance.choices(LEVELS, ODDS)[0]
        supervision.evaluate(appeal, solved=level > 2, level=level, comment="", by=by, at=world.tick())


def _correct(world: World, officer: Actor) -> None:
    for correction in aftercare.corrections(officer, state=State.OPEN):
        if world.happens(0.3):
            supervision.correct(correction, text="已上门道歉并重新办理，企业认可。", by=officer, at=world.tick())
