"""What each post does with what waits for it: one habit for each state, with the odds of acting well or badly.

People here are late, return, doubt and withdraw. They act only through the public actions; what the table refuses
is counted, and nothing else happens.
"""

from collections.abc import Callable
from datetime import timedelta

from qinqing.doors.operations.simulation.words import Words
from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.phrases import local
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.rules.kinds import Matter, Outcome, Urgency
from qinqing.procedure.appeals.states import State

Habit = Callable[[World, Words, Actor, queries.Appeal], None]


def register(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    """Most are registered; a few are not the county's to handle."""
    if world.happens(0.06):
        reason, pointer = words.refusal()
        appeals.propose_refusal(appeal, reason=reason, pointer=pointer, by=by, at=world.tick())
    else:
        appeals.register_appeal(appeal, by=by, at=world.tick())


def sort_and_transfer(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    """Sorted as its story tells, then transferred, merged into a similar one, or sent by the fast lane."""
    told = words.story_of(appeal)
    appeals.sort(
        appeal, kind=told.kind, matter=told.matter, category=told.category, urgency=told.urgency, by=by, at=world.tick()
    )
    fast = told.urgency == Urgency.SPECIAL or told.matter == Matter.MANY_DEPARTMENTS
    lead, assisting = world.cast.organ(told.lead), [world.cast.organ(code) for code in told.assisting]
    if fast and world.happens(0.4):
        appeals.ask_fast_lane(
            appeal, lead=lead, assisting=assisting, reason="涉及多个部门，需县领导协调", by=by, at=world.tick()
        )
    else:
        appeals.transfer(appeal, lead=lead, assisting=assisting, note="请按职责办理", by=by, at=world.tick())


def rule_on_refusal(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    if world.happens(0.85):
        appeals.refuse(appeal, by=by, at=world.tick())
    else:
        appeals.decline_refusal(appeal, reason="属于受理范围", by=by, at=world.tick())


def review(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    if world.happens(0.7):
        appeals.uphold_refusal(
            appeal, reason=appeal.refusal_reason, pointer=appeal.refusal_pointer, by=by, at=world.tick()
        )
    else:
        appeals.overturn_refusal(appeal, by=by, at=world.tick())


def sign_for_or_return(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    if not appeal.returned and world.happens(0.07) and queries.may("return", appeal, by, at=world.now):
        appeals.return_appeal(
            appeal, reason="不属于我单位职责", basis="三定规定", suggested="其他部门", by=by, at=world.tick()
        )
    else:
        appeals.sign_for(appeal, by=by, at=world.tick())


def rule_on_return(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    others = [organ for organ in words.departments() if organ != appeal.lead_id]
    if world.happens(0.5):
        appeals.insist(appeal, reason="属于你单位职责范围", by=by, at=world.tick())
    else:
        appeals.redirect(appeal, lead=world.one_of(others), reason="退回理由成立", by=by, at=world.tick())


def handle(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    """Contact first; then material, an extension, or the outcome when the work is done."""
    if not appeal.contacted:
        appeals.contact(appeal, contact=by.name, note="已电话联系企业", by=by, at=world.tick())
    elif world.happens(0.05) and appeal.standing is State.HANDLING:
        appeals.ask_material(appeal, note="请补充合同和付款凭证", by=by, at=world.tick())
    elif world.happens(0.06) and queries.may("ask_extension", appeal, by, at=world.now):
        days = world.chance.randint(2, 10)
        appeals.ask_extension(appeal, days=days, reason="需要现场勘查", by=by, at=world.tick())
    elif world.happens(0.35) and queries.may("draft_outcome", appeal, by, at=world.now):
        draft(world, words, by, appeal)


def draft(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    outcome = world.chance.choices([Outcome.RESOLVED, Outcome.EXPLAINED, Outcome.UNRESOLVED], (0.6, 0.15, 0.25))[0]
    answer = world.cast.plain_answer(words.story_of(appeal), outcome)
    appeals.draft_outcome(
        appeal,
        outcome=outcome,
        checked=answer.checked,
        answer=answer.result,
        basis=answer.basis,
        contact=answer.contact,
        by=by,
        at=world.tick(),
    )


def sign(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    if world.happens(0.08):
        appeals.send_back(appeal, reason="写清楚下一步时间", by=by, at=world.tick())
    elif appeal.outcome == Outcome.UNRESOLVED:
        appeals.sign_unresolved(appeal, by=by, at=world.tick())
    else:
        appeals.sign_answer(appeal, by=by, at=world.tick())


def supply(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    appeals.supplement(appeal, note="材料补上了，请查收", by=by, at=world.tick())


def answer_back(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    """The enterprise confirms, doubts, or lets its time pass."""
    if world.happens(0.2):
        appeals.doubt(appeal, doubt="说了会办，还是没有看到动静", by=by, at=world.tick())
    else:
        appeals.confirm(appeal, said="", by=by, at=world.tick())


def call(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    """The bureau calls a silent enterprise; after enough calls in vain it goes on without."""
    if world.happens(0.6):
        appeals.confirm(appeal, said="电话里说可以", by=by, at=world.tick())
    elif queries.may("give_up_calling", appeal, by, at=world.now):
        appeals.give_up_calling(appeal, note="多次未接通", by=by, at=world.tick())
    else:
        appeals.call_in_vain(appeal, note="无人接听", by=by, at=world.tick())


def rule_on_doubt(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    if world.happens(0.5):
        appeals.rule_explained(appeal, reason="政策依据充分，已当面解释", by=by, at=world.tick())
    else:
        appeals.rule_unresolved(appeal, reason="部门答复没有解决问题", by=by, at=world.tick())


def close(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    resolved = "partly_resolved" if world.happens(0.15) else "resolved"
    result = "explained" if appeal.outcome == Outcome.EXPLAINED else resolved
    appeals.close(appeal, result=result, by=by, at=world.tick())


def compile_batch(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    appeals.compile_batch([appeal], by=by, at=world.tick())


def climb(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    """The office reports upward by the rung it is on."""
    if appeal.rung == 2:
        appeals.report_to_mayor(appeal, by=by, at=world.tick())
    else:
        appeals.send_to_city(appeal, by=by, at=world.tick())


def shelve(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    review_on = local(world.now).date() + timedelta(days=60)
    appeals.propose_shelving(appeal, reason="上级规划调整前客观上办不了", review_on=review_on, by=by, at=world.tick())


def approve_shelving(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    appeals.approve_shelving(appeal, by=by, at=world.tick())


def rule_on_extension(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    if world.happens(0.75):
        appeals.grant_extension(appeal, by=by, at=world.tick())
    else:
        appeals.deny_extension(appeal, reason="事实清楚，请按期办结", by=by, at=world.tick())


def take_fast_lane(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    if world.happens(0.8):
        appeals.accept_fast_lane(appeal, by=by, at=world.tick())
    else:
        appeals.decline_fast_lane(appeal, reason="先由部门办理", by=by, at=world.tick())


def consult(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    others = [organ for organ in words.departments() if organ != appeal.lead_id]
    appeals.consult(appeal, organs=[*filter(None, [appeal.lead_id]), world.one_of(others)], by=by, at=world.tick())


def compile_opinions(world: World, words: Words, by: Actor, appeal: queries.Appeal) -> None:
    if queries.may("compile_opinions", appeal, by, at=world.now):
        appeals.compile_opinions(appeal, by=by, at=world.tick())


HABITS: dict[tuple[State, Role], Habit] = {
    (State.LODGED, Role.INTAKE): register,
    (State.REGISTERED, Role.INTAKE): sort_and_transfer,
    (State.REFUSAL_PROPOSED, Role.BUREAU_HEAD): rule_on_refusal,
    (State.REVIEWING, Role.BUREAU_HEAD): review,
    (State.TRANSFERRED, Role.OFFICER): sign_for_or_return,
    (State.RETURNED, Role.INTAKE): rule_on_return,
    (State.HANDLING, Role.OFFICER): handle,
    (State.DOUBTED, Role.OFFICER): handle,
    (State.HANDLING, Role.BUREAU_HEAD): rule_on_extension,
    (State.SIGNING, Role.HEAD): sign,
    (State.AWAITING_MATERIAL, Role.ENTERPRISE): supply,
    (State.ANSWERED, Role.ENTERPRISE): answer_back,
    (State.ANSWERED, Role.INTAKE): call,
    (State.DOUBTED_AGAIN, Role.BUREAU_HEAD): rule_on_doubt,
    (State.CONFIRMED, Role.INTAKE): close,
    (State.UNRESOLVED, Role.INTAKE): compile_batch,
    (State.UNRESOLVED, Role.OFFICE): climb,
    (State.UNRESOLVED, Role.BUREAU_HEAD): shelve,
    (State.SHELVING_PROPOSED, Role.OFFICE): approve_shelving,
    (State.FAST_LANE, Role.OFFICE): take_fast_lane,
    (State.AT_OFFICE, Role.OFFICE): consult,
    (State.CONSULTING, Role.OFFICE): compile_opinions,
}
