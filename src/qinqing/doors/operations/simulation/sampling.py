"""The bureau's sample of each month, as the county lives it. 五(四)."""

from qinqing.doors.operations.county.sampling import call_all, draw
from qinqing.doors.operations.simulation.world import World
from qinqing.procedure.supervision import queries


def sample(world: World) -> None:
    """On the first working day of a month the last one is drawn from; by the evening everybody was called."""
    month = queries.undrawn(world.today)
    if month is not None:
        call_all(world.cast, draw(world.cast, month, world.tick), world.tick)
