"""The upper rungs as they are lived: days held, items implemented late or on time, reports read."""

from collections.abc import Callable
from datetime import time
from decimal import Decimal
from typing import Any

from qinqing.doors.operations.simulation.carrying import carry, receive_money
from qinqing.doors.operations.simulation.words import Words
from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.decisions.rules.kinds import NewItem
from qinqing.procedure.decisions.rules.wording import latest_due
from qinqing.procedure.decisions.states import State
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.procedure.receptions.rules.kinds import Guest, Presence, Present
from qinqing.services.calendar import queries as calendar

# What a hearing comes to, and how often.
OF_HOSTS = ("decided", "explained", "unresolved", "deferred"), (0.55, 0.1, 0.25, 0.1)
OF_MEETINGS = ("divided", "agreed", "differing"), (0.5, 0.35, 0.15)


def hold_days(world: World, words: Words) -> int:
    """Every day whose date has come is held: each appeal gets an outcome, attendance is taken, the day closed."""
    intake, held = world.cast.intake, 0
    for day in days.days(intake, world.today.year):
        if day.state != "planned" or day.date > world.today:
            continue
        for entry in days.agenda(day, intake):
            _hear(world, words, days.entry(intake, day.code, entry.appeal.code))
        rows = [_attendance(world, organ) for organ in days.departments(day)]
        receptions.record_attendance(days.fetch(intake, day.code), rows, by=intake, at=world.tick())
        decisions.close_day(days.fetch(intake, day.code), by=intake, at=world.tick())
        held += 1
    return held


def _attendance(world: World, organ: int) -> Present:
    """Most main leaders come in person, some of them late; few departments send nobody."""
    late = time(9, world.chance.randint(5, 40)) if world.happens(0.06) else None
    if world.happens(0.85):
        return Present(organ, Presence.LEADER, "主要负责人", arrived_at=late)
    if world.happens(0.2):
        return Present(organ, Presence.ABSENT, reason="主要负责人出差，没有委托他人")
    return Present(organ, Presence.SUBSTITUTE, "分管负责人", "主要负责人外出开会", late)


def _greet(world: World, entry: days.AgendaItem) -> bool:
    """登记企业到会; whether it came. One that did not is put off; to a joint meeting none is asked."""
    if entry.day.joint:
        return True
    act: dict[str, Any] = {"by": world.cast.intake, "at": world.tick()}
    if world.happens(0.95):
        receptions.record_guest(entry, guest=Guest.CAME, name="企业负责人", **act)
        return True
    if world.happens(0.6):
        receptions.record_guest(entry, guest=Guest.EXCUSED, reason="负责人在外地，请改日安排", defer=True, **act)
    else:
        receptions.record_guest(entry, guest=Guest.MISSING, defer=True, **act)
    return False


def _hear(world: World, words: Words, entry: days.AgendaItem) -> None:
    intake = world.cast.intake
    if not _greet(world, entry):
        return
    entry = days.entry(intake, entry.day.code, entry.appeal.code)
    outcome = world.chance.choices(*(OF_MEETINGS if entry.day.joint else OF_HOSTS))[0]
    opinion = "请牵头部门会同有关部门抓紧落实。"
    if outcome in ("decided", "divided"):
        chosen = [_item(world, entry.appeal) for _ in range(world.chance.randint(1, 2))]
        decisions.decide_at_hearing(entry, items=chosen, opinion=opinion, by=intake, at=world.tick())
        return
    basis = "现行政策规定" if outcome == "explained" else ""
    receptions.record_outcome(entry, outcome=outcome, opinion=opinion, basis=basis, by=intake, at=world.tick())


def _item(world: World, appeal: queries.Appeal) -> NewItem:
    lead, months = appeal.lead_id, plan.edition(appeal.edition_id).limit("item_months")
    wanted = calendar.current().add(world.today, world.chance.randint(8, 30))
    due = min(wanted, latest_due(world.today, months))
    if world.happens(0.15):
        owed = Decimal(world.chance.randint(1, 80) * 10_000)
        return NewItem("兑现拖欠企业的资金", "资金到达企业账户", lead, due, amount=owed)
    return NewItem("限期解决企业反映的问题并书面答复", "企业确认问题解决", lead, due)


def implement(world: World) -> None:
    """Departments, the bureau, the office and the leaders do what decided items ask of them today."""
    for code in world.departments(items.carriers(MACHINE)):
        for actor in (world.cast.officer(code), world.cast.head(code)):
            _work(world, actor, world.diligence(code) * 0.5, carry)
    for actor in (world.cast.intake, world.cast.office):
        _work(world, actor, 1.0, _look_at)
    for leader in world.leaders():
        _read(world, leader)
    receive_money(world)
    for item in items.page(MACHINE, items.Wanted(state=State.ACCEPTED, size=500), at=world.now).rows:
        if item.confirmed_at is None and item.amount is None and world.happens(0.3):
            _confirm(world, item)


def _work(world: World, actor: Actor, diligence: float, act: Callable[[World, Actor, items.DecidedItem], None]) -> None:
    for item in items.todo(actor, at=world.now):
        if world.happens(diligence):
            act(world, actor, item)


def _read(world: World, leader: Actor) -> None:
    """圈阅: about half of what lies before a leader each day."""
    for circulation in items.circulations_for(leader):
        if world.happens(0.5):
            item = items.fetch(leader, circulation.report.item.code)
            decisions.mark_read(item, by=leader, at=world.tick())


def _confirm(world: World, item: items.DecidedItem) -> None:
    """The enterprise confirms, or says what is still missing."""
    by = Actor(Role.ENTERPRISE, appeals=frozenset({item.appeal_id}))
    item = items.fetch(by, item.code)
    if world.happens(0.08):
        decisions.doubt(item, said="还有一处没有落实", by=by, at=world.tick())
    else:
        decisions.confirm(item, by=by, at=world.tick())


def _look_at(world: World, actor: Actor, item: items.DecidedItem) -> None:
    item = items.fetch(actor, item.code)
    if actor.role is Role.OFFICE and items.may("circulate", item, actor, at=world.now):
        decisions.circulate(item, by=actor, at=world.tick())
    elif actor.role is Role.INTAKE and items.may("accept", item, actor, at=world.now):
        if world.happens(0.1):
            decisions.decline(item, reason="企业反映还没有完全落实", by=actor, at=world.tick())
        else:
            decisions.accept(item, by=actor, at=world.tick())
    elif actor.role is Role.INTAKE and items.may("close_out", item, actor, at=world.now):
        decisions.close_out(item, by=actor, at=world.tick())
    elif actor.role is Role.INTAKE and items.may("call_in_vain", item, actor, at=world.now):
        decisions.call_in_vain(item, note="电话无人接听", by=actor, at=world.tick())


def city_replies(world: World) -> None:
    """The city answers about one in ten of what lies with it each day."""
    city = world.cast.city
    for appeal in queries.in_states(city, Standing.WITH_CITY):
        if not world.happens(0.1):
            continue
        found = queries.fetch(city, appeal.code)
        if world.happens(0.6):
            chosen = [_item(world, found)]
            decisions.city_decides(found, items=chosen, opinion="同意协调解决", by=city, at=world.tick())
        elif world.happens(0.5):
            appeals.city_explains(found, opinion="现行政策暂不允许", basis="省级有关规定", by=city, at=world.tick())
        else:
            appeals.city_leaves(found, reason="涉及省级规划，市里目前不能解决", by=city, at=world.tick())
