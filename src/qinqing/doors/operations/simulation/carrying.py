"""Decided items as departments carry them: contacted, planned in steps, told of each month, blocked now and then, done."""

from datetime import date
from decimal import Decimal

from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.decisions.rules.kinds import NewMilestone
from qinqing.procedure.decisions.states import State
from qinqing.services.calendar import queries as calendar


def carry(world: World, actor: Actor, item: items.DecidedItem) -> None:
    """What the lead department does today about one of its items."""
    item = items.fetch(actor, item.code)
    state = State(item.state)
    if state is State.ASSIGNED:
        decisions.contact(item, contact=actor.name, note="已与企业对接", by=actor, at=world.tick())
    elif state is State.IMPLEMENTING:
        _implement(world, actor, item)
    elif state is State.COMPLETED:
        decisions.draft_report(item, text="决定事项已经落实，企业现场确认。", by=actor, at=world.tick())
    elif state is State.SIGNING and actor.role is Role.HEAD:
        decisions.sign_report(item, by=actor, at=world.tick())


def receive_money(world: World) -> None:
    """The enterprise confirms what has come of the money promised, at once or in two parts."""
    for row in items.page(MACHINE, items.Wanted(state=State.REPORTED, size=500), at=world.now).rows:
        if row.amount is None or row.confirmed_at is not None or not world.happens(0.4):
            continue
        by = Actor(Role.ENTERPRISE, appeals=frozenset({row.appeal_id}))
        owed = row.amount - (row.received or Decimal(0))
        part = owed if row.received or world.happens(0.7) else owed / 2
        decisions.confirm_receipt(
            items.fetch(by, row.code), received_on=world.today, amount=part, by=by, at=world.tick()
        )


def _implement(world: World, actor: Actor, item: items.DecidedItem) -> None:
    """One thing a day: the month's note first, then what stands in the way, then the next step, then the end."""
    open_steps = items.open_milestones(item)
    if item.progress_month and (item.progressed_on is None or item.progressed_on < item.progress_month):
        decisions.note_progress(item, progress="正在按节点推进，没有突破时限。", by=actor, at=world.tick())
    elif item.blocked:
        _unblock(world, actor, item)
    elif world.happens(0.05):
        expected = calendar.current().add(world.today, 5)
        decisions.block(item, condition="等待设备到货", expected_on=expected, by=actor, at=world.tick())
    elif open_steps:
        if world.happens(0.5):
            first = open_steps[0].ordinal
            decisions.finish_milestone(item, milestone=first, proof="现场照片和验收单", by=actor, at=world.tick())
    elif not items.milestones(item) and world.happens(0.3) and item.due_on > _soon(world):
        _plan(world, actor, item)
    elif world.happens(0.3):
        decisions.complete(item, note="已按决定办理完毕", by=actor, at=world.tick())


def _unblock(world: World, actor: Actor, item: items.DecidedItem) -> None:
    (block, *_) = items.blocks(item)
    if world.happens(0.5):
        decisions.unblock(item, block=block.ordinal, note="设备已经到货", by=actor, at=world.tick())


def _plan(world: World, actor: Actor, item: items.DecidedItem) -> None:
    steps = [
        NewMilestone("现场勘察并定方案", _soon(world), "勘察记录"),
        NewMilestone("施工完成", item.due_on, "验收单"),
    ]
    decisions.plan_milestones(item, milestones=steps, by=actor, at=world.tick())


def _soon(world: World) -> date:
    return calendar.current().add(world.today, 3)
