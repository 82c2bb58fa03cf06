"""The monthly bulletin in the simulated county: one hand a day, so that it is out well before the tenth. 四(六)."""

from qinqing.doors.operations.simulation.world import World
from qinqing.procedure.bulletins import actions, queries

EXAMPLES = 2
UNTIL = 20  # of a month: by then the last month's is out


def publish(world: World) -> int:
    """Whoever has the bulletin today does the next thing with it; returns how many went out."""
    actions.chase_due(world.tick())
    if world.today.day > UNTIL:
        return 0
    cast = world.cast
    actions.follow_record()
    actions.open_due(world.tick())
    out = 0
    for one in queries.bulletins_todo(cast.mayor):
        actions.publish(one, by=cast.mayor, at=world.tick())
        out += 1
    for one in queries.bulletins_todo(cast.bureau_head):
        actions.approve(one, by=cast.bureau_head, at=world.tick())
    for one in queries.bulletins_todo(cast.intake):
        _draft(world, one)
    return out


def _draft(world: World, found: queries.Bulletin) -> None:
    """Two examples with stand-ins for names; one in which something is still flagged is left out again."""
    clerk = world.cast.intake
    for candidate in queries.candidates(found, clerk)[:EXAMPLES]:
        code = candidate.appeal.code
        actions.choose_example(found, appeal=code, by=clerk, at=world.tick())
        if any(not one.settled for one in queries.flagged(found)):
            actions.drop_example(found, appeal=code, by=clerk, at=world.tick())
    actions.submit(found, by=clerk, at=world.tick())
