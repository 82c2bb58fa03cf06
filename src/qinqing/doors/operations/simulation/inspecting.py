"""A round of inspection each quarter, as the inspectorate, the departments and the leaders live it. 四(五)."""

from qinqing.doors.operations.county.inspecting import look_at_all, report
from qinqing.doors.operations.simulation.world import World
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries
from qinqing.procedure.supervision.states import FindingState, RoundState
from qinqing.services.calendar.actions import Clocks

ACCOUNT = "已倒排工期、专人负责，事项已经办好并经企业确认。"


def inspect(world: World) -> None:
    """On the first working day of a quarter the last one's round is opened and looked through; the next day it is
    reported. What was put right is examined, and leaders read."""
    inspector = world.cast.inspector
    newest = next(iter(queries.rounds(inspector)), None)
    if newest and newest.round.standing is RoundState.OPEN:
        report(world.cast, newest.round, world.tick)
    elif due := queries.due_round(world.today):
        supervision.remind_inspection(at=world.tick())
        one = supervision.open_round(year=due.quarter.year, quarter=due.quarter.number, by=inspector, at=world.tick())
        look_at_all(world.cast, one, today=world.today, tick=world.tick)
    for finding in queries.findings_todo(inspector):
        supervision.accept_rectification(finding, by=inspector, at=world.tick())
    for leader in world.leaders():
        for one in queries.reports_to_read(leader):
            supervision.mark_round_read(one, remark="请抓好整改", by=leader, at=world.tick())


def put_right(world: World) -> None:
    """Departments answer on the last day, as departments do."""
    newest = next(iter(queries.rounds(world.cast.inspector)), None)
    if newest is None:
        return
    wanted = queries.FindingsWanted(state=FindingState.RECTIFYING, size=500)
    for finding in queries.findings(newest.round, world.cast.inspector, wanted).rows:
        clocks = Clocks.of(finding.subject).running()
        code = world.cast.code_of(finding.organ_id)
        if code in world.departments({finding.organ_id}) and any(clock.due_on <= world.today for clock in clocks):
            supervision.rectify(finding, account=ACCOUNT, by=world.cast.head(code), at=world.tick())
