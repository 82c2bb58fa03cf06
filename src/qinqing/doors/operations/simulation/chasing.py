"""The worker's morning, and what the inspectorate and the departments make of it. 四(五)."""

from qinqing.doors.operations.simulation.world import World
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries
from qinqing.procedure.supervision.states import UrgingState
from qinqing.services.calendar.actions import Clocks

DEMAND = "请查明超期原因，三个工作日内办好并书面答复。"
ACCOUNT = "人手调整期间耽误，现已专人负责，本周内办好。"


def chase(world: World) -> None:
    """Limits are chased and digests told; the inspectorate signs what is proposed and closes what is answered."""
    supervision.chase(at=world.tick())
    supervision.tell_the_day(at=world.tick())
    inspector = world.cast.inspector
    for urging in queries.urgings_todo(inspector):
        if urging.standing is UrgingState.PROPOSED:
            supervision.issue(urging, demand=DEMAND, by=inspector, at=world.tick())
        else:
            supervision.close_urging(urging, by=inspector, at=world.tick())


def answer(world: World) -> None:
    """Departments answer an urging notice on its last day, as departments do."""
    for urging in queries.urgings(world.cast.inspector, state=UrgingState.ISSUED).rows:
        clocks = Clocks.of(urging.subject).running()
        code = world.cast.code_of(urging.organ_id)
        if code in world.departments({urging.organ_id}) and any(clock.due_on <= world.today for clock in clocks):
            supervision.answer(urging, account=ACCOUNT, by=world.cast.head(code), at=world.tick())
