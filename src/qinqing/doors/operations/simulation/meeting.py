"""Joint meetings, one a quarter, and the minutes of every day: drafted, confirmed or adopted, issued. 五(三), 四(二)."""

from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.services.calendar import queries as calendar

PLACE = "县人民政府三楼小会议室"
MOST = 4
BEFORE_A_DAY = (Standing.CONSULTING, Standing.RIPE, Standing.AT_OFFICE)


def call_meeting(world: World) -> None:
    """Once a quarter the office brings together what waits with it, with the departments that lead it."""
    office, quarter = world.cast.office, (world.today.month - 1) // 3
    held = [day for day in days.days(office, world.today.year) if day.joint and (day.date.month - 1) // 3 == quarter]
    on = calendar.current().add(world.today, plan.in_force(world.today).limits.notice)
    if held or (on.month - 1) // 3 != quarter:
        return
    waiting = [queries.fetch(office, row.code) for row in queries.in_states(office, *BEFORE_A_DAY) if row.lead_id]
    chosen = waiting[:MOST]
    leads = sorted({appeal.lead_id for appeal in chosen if appeal.lead_id})
    if chosen:
        receptions.call_meeting(date=on, place=PLACE, departments=leads, agenda=chosen, by=office, at=world.tick())


def write_minutes(world: World) -> None:
    """Each who has minutes to go on with does so on most days."""
    for actor in (world.cast.intake, world.cast.office, *world.leaders()):
        for one in days.minutes_waiting(actor):
            if world.happens(0.7):
                _go_on(world, actor, days.fetch_minutes(actor, one.code))


def _go_on(world: World, actor: Actor, minutes: days.Minutes) -> None:
    if minutes.state == "pending":
        decisions.draft_minutes(minutes.day, by=actor, at=world.tick())
    elif minutes.state == "drafting" and not minutes.day.joint:
        decisions.send_minutes(minutes, by=actor, at=world.tick())
    elif minutes.state == "drafting" and actor == world.cast.office:
        decisions.adopt_minutes(minutes, by=actor, at=world.tick())
    elif minutes.state == "with_host":
        receptions.confirm_minutes(minutes, by=actor, at=world.tick())
    elif minutes.state == "confirmed":
        decisions.issue_minutes(minutes, by=actor, at=world.tick())
