"""The office plans as many reception days as the Plan wants of each host, spread over the month or quarter. 二(一)."""

from datetime import date, timedelta

from qinqing.doors.operations.county.hearings import place_of
from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.services.calendar import queries as calendar

# Where in its share of the month a day lies: late enough for appeals to have come up, early enough to be made good.
WHERE = 2 / 3
CAPACITY = 15
WANTED = {Role.MAYOR: "mayor_days_quarter", Role.DEPUTY: "deputy_days_month"}


def plan_days(world: World) -> None:
    """Each host's next day at the notice the Plan wants, once its turn has come and something is ripe for it.

    None beyond the number the Plan wants: what is ripe later waits for the next month's day.
    """
    office = world.cast.office
    limits = plan.in_force(world.today).limits
    on = calendar.current().add(world.today, limits.notice)
    kept = {due.post.id: due.periods for due in days.due_and_held(office, on.year)}
    for host in world.leaders():
        period = next(one for one in kept[host.post or 0] if one.since <= on <= one.until)
        turns = turns_until(on, period, limits.limit(WANTED[host.role]))
        ripe = _ripe_for(office, host) if len(period.days) < turns and not period.planned else []
        if ripe:
            _plan(world, host, on, ripe[:CAPACITY])


def turns_until(on: date, period: days.Period, wanted: int) -> int:
    """How many of the ``wanted`` days of a period have had their turn by a date, when they are spread evenly over it."""
    working, eve = calendar.current(), period.since - timedelta(days=1)
    passed = working.between(eve, on) / max(1, working.between(eve, period.until))
    return sum((turn + WHERE) / wanted <= passed for turn in range(wanted))


def _ripe_for(office: Actor, host: Actor) -> list[queries.Appeal]:
    rung = 3 if host.role is Role.MAYOR else 2
    ripe = queries.in_states(office, Standing.RIPE, rung=rung)
    return [queries.fetch(office, appeal.code) for appeal in ripe if rung == 3 or appeal.section in host.sections]


def _plan(world: World, host: Actor, on: date, ripe: list[queries.Appeal]) -> None:
    office, leads = world.cast.office, sorted({appeal.lead_id for appeal in ripe if appeal.lead_id})
    where = {"place": place_of(world.cast, host), "capacity": CAPACITY}
    day = receptions.plan(host_post=host.post, date=on, **where, by=office, at=world.tick())
    receptions.put_on_agenda(day, ripe, by=office, at=world.tick())
    receptions.call_departments(days.fetch(office, day.code), leads, by=office, at=world.tick())
