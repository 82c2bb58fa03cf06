"""The steps of a told appeal, each taken by the person whose step it is, with the words they were told to say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.story import Answer
from qinqing.doors.operations.county.story import Appeal as Told
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.phrases import local
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries

STILL_THINKING = 3  # days in which an assisting department need not have answered
NOTHING_SAID = "请按职责抓紧办理，并及时与企业联系。"


@dataclass
class Walk:
    """One told appeal on its way.

    ``outcome`` is what a department finds where the story gives no answer; ``ahead`` the moment of the next step;
    ``day`` the reception day it is heard on.
    """

    cast: Cast
    told: Told
    codes: dict[str, str]
    outcome: str = "resolved"
    ahead: datetime | None = None
    lodged_on: date | None = None
    day: str = ""
    doubts: int = 0
    signed: int = 0

    @property
    def words(self) -> Told:
        """The story with its days filled in, counted from the day of lodging."""
        return self.told.on(self.lodged_on or self.cast.on)

    @property
    def code(self) -> str:
        return self.codes[self.told.key]

    def appeal(self, by: Actor) -> queries.Appeal:
        """The appeal as it stands now, fetched as the one who acts."""
        return queries.fetch(by, self.code)

    @property
    def lead(self) -> int:
        return self.cast.organ(self.told.lead)

    @property
    def holder(self) -> str:
        """The code of the department that leads now."""
        return self.cast.code_of(self.appeal(self.cast.intake).lead_id)

    @property
    def officer(self) -> Actor:
        return self.cast.officer(self.holder)

    @property
    def head(self) -> Actor:
        return self.cast.head(self.holder)

    @property
    def enterprise(self) -> Actor:
        """Whoever speaks for the enterprise: an account, or the holder of number and query code."""
        spokesman = self.cast.spokesman(self.told.enterprise)
        return spokesman or Actor(Role.ENTERPRISE, appeals=frozenset({queries.fetch(self.cast.intake, self.code).pk}))

    def answer(self, *outcomes: str) -> Answer:
        """The told answer of this outcome, the next unsigned one first."""
        fitting = [answer for answer in self.words.answers if answer.outcome in outcomes]
        if not fitting:
            return self.cast.plain_answer(self.told, self.outcome if self.outcome in outcomes else outcomes[0])
        return fitting[min(self.signed, len(fitting) - 1)]


Step = Callable[[Walk, datetime], None]
STEPS: dict[str, Step] = {}


def step(function: Step) -> Step:
    """Registers a step under its own name."""
    STEPS[function.__name__.rstrip("_")] = function
    return function


def lodge(walk: Walk, at: datetime) -> None:
    """The way in the story tells: by portal, by the city, or written down by a clerk."""
    walk.lodged_on = local(at).date()
    told = walk.words
    who = walk.cast.identity(told.enterprise)
    common = {"text": told.text, "title": told.title, "at": at, **who}
    if told.channel == "portal":
        by = walk.cast.spokesman(told.enterprise) or walk.cast.public
        receipt = appeals.lodge(**common, confidential=told.confidential, by=by)
    elif told.channel == "city":
        receipt = appeals.hand_down(**common, by=walk.cast.city)
    else:
        receipt = appeals.receive(**common, channel=told.channel, confidential=told.confidential, by=walk.cast.intake)
    walk.codes[told.key] = receipt.appeal.code


@step
def register(walk: Walk, at: datetime) -> None:
    intake = walk.cast.intake
    appeal = walk.appeal(intake)
    if appeal.state == "lodged":
        appeals.register_appeal(appeal, by=intake, at=at)


@step
def sort(walk: Walk, at: datetime) -> None:
    told, intake = walk.told, walk.cast.intake
    appeals.sort(
        walk.appeal(intake), kind=told.kind, matter=told.matter, category=told.category, urgency=told.urgency,
        by=intake, at=at,
    )  # fmt: skip


@step
def merge(walk: Walk, at: datetime) -> None:
    intake = walk.cast.intake
    into = queries.fetch(intake, walk.codes[walk.told.merged_into])
    appeals.merge(walk.appeal(intake), into=into, note="同一条线路、同一原因，合并办理", by=intake, at=at)


@step
def propose_refusal(walk: Walk, at: datetime) -> None:
    refusal, intake = walk.words.refusal, walk.cast.intake
    appeals.propose_refusal(walk.appeal(intake), reason=refusal.reason, pointer=refusal.pointer, by=intake, at=at)


@step
def refuse(walk: Walk, at: datetime) -> None:
    head = walk.cast.bureau_head
    appeals.refuse(walk.appeal(head), by=head, at=at)


@step
def ask_review(walk: Walk, at: datetime) -> None:
    by = walk.enterprise
    appeals.ask_review(walk.appeal(by), reason=walk.words.refusal.review, by=by, at=at)


@step
def transfer(walk: Walk, at: datetime) -> None:
    intake = walk.cast.intake
    assisting = [walk.cast.organ(code) for code in walk.told.assisting]
    appeals.transfer(walk.appeal(intake), lead=walk.lead, assisting=assisting, note=NOTHING_SAID, by=intake, at=at)


@step
def return_(walk: Walk, at: datetime) -> None:
    told, by = walk.words.returned, walk.officer
    suggested = walk.cast.organ_name(told.suggested)
    appeals.return_appeal(walk.appeal(by), reason=told.reason, basis=told.basis, suggested=suggested, by=by, at=at)


@step
def settle_return(walk: Walk, at: datetime) -> None:
    """A return that was ruled on already, where the story tells of one."""
    told = walk.told.returned
    if told is None or not told.ruling:
        return
    return_(walk, at)
    intake, at = walk.cast.intake, at + timedelta(hours=1)
    reason = walk.words.returned.ruling_text or "属于你单位职责范围，请签收办理。"
    if told.ruling == "redirect":
        appeals.redirect(walk.appeal(intake), lead=walk.cast.organ(told.suggested), reason=reason, by=intake, at=at)
    else:
        appeals.insist(walk.appeal(intake), reason=reason, by=intake, at=at)


@step
def sign_for(walk: Walk, at: datetime) -> None:
    appeals.sign_for(walk.appeal(walk.officer), by=walk.officer, at=at)


@step
def contact(walk: Walk, at: datetime) -> None:
    by = walk.officer
    appeals.contact(
        walk.appeal(by), contact=f"{by.organ_name}{by.name}", note="已电话联系企业，核对诉求内容并约定上门时间。",
        by=by, at=at,
    )  # fmt: skip


@step
def settle_extension(walk: Walk, at: datetime) -> None:
    told, by, head = walk.words.extension, walk.officer, walk.cast.bureau_head
    if told is None:
        return
    appeals.ask_extension(walk.appeal(by), days=told.days, reason=told.reason, by=by, at=at)
    if told.decision == "grant":
        appeals.grant_extension(walk.appeal(head), by=head, at=at)
    elif told.decision == "deny":
        appeals.deny_extension(walk.appeal(head), reason="事实已经清楚，请按期办结。", by=head, at=at)


@step
def ask_material(walk: Walk, at: datetime) -> None:
    appeals.ask_material(walk.appeal(walk.officer), note=walk.words.material, by=walk.officer, at=at)


@step
def settle_material(walk: Walk, at: datetime) -> None:
    """Material that was asked for and has been supplied, where the story tells of it."""
    if not walk.told.material or not walk.told.supplied:
        return
    ask_material(walk, at)
    by = walk.enterprise
    appeals.supplement(walk.appeal(by), note=walk.words.supplied, by=by, at=at)


@step
def assist(walk: Walk, at: datetime) -> None:
    said = {statement.organ: statement.text for statement in walk.words.assistance}
    for code in walk.told.assisting:
        by = walk.cast.officer(code)
        opinion = said.get(code, "")
        if opinion or walk.told.state != "handling" or walk.told.age > STILL_THINKING:
            appeals.assist(walk.appeal(by), opinion=opinion or "我单位配合办理，无不同意见。", by=by, at=at)


def draft(walk: Walk, answer: Answer, at: datetime) -> None:
    by, today = walk.officer, local(at).date()
    appeals.draft_outcome(
        walk.appeal(by),
        outcome=answer.outcome,
        checked=answer.checked,
        answer=answer.result,
        basis=answer.basis,
        next_on=today + timedelta(days=answer.next_days) if answer.next_days else None,
        contact=answer.contact or f"{by.organ_name}{by.name}",
        by=by,
        at=at,
    )


@step
def draft_answer(walk: Walk, at: datetime) -> None:
    draft(walk, walk.answer("resolved", "explained"), at)


@step
def draft_unresolved(walk: Walk, at: datetime) -> None:
    draft(walk, walk.answer("unresolved"), at)


@step
def sign_answer(walk: Walk, at: datetime) -> None:
    appeals.sign_answer(walk.appeal(walk.head), by=walk.head, at=at)
    walk.signed += 1


@step
def sign_unresolved(walk: Walk, at: datetime) -> None:
    appeals.sign_unresolved(walk.appeal(walk.head), by=walk.head, at=at)


@step
def doubt(walk: Walk, at: datetime) -> None:
    told = walk.words.doubts
    text = told[min(walk.doubts, len(told) - 1)] if told else "还是没有说清楚什么时候能办好，请再答复。"
    appeals.doubt(walk.appeal(walk.enterprise), doubt=text, by=walk.enterprise, at=at)
    walk.doubts += 1


@step
def confirm(walk: Walk, at: datetime) -> None:
    appeals.confirm(walk.appeal(walk.enterprise), said="", by=walk.enterprise, at=at)


@step
def close(walk: Walk, at: datetime) -> None:
    intake = walk.cast.intake
    appeal = walk.appeal(intake)
    result = walk.told.result or appeal.outcome
    appeals.close(appeal, result="explained" if appeal.outcome == "explained" else result, by=intake, at=at)


@step
def withdraw(walk: Walk, at: datetime) -> None:
    reason = walk.words.withdrawn or "问题已自行解决，不再需要办理。"
    appeals.withdraw(walk.appeal(walk.enterprise), reason=reason, by=walk.enterprise, at=at)


@step
def rule_explained(walk: Walk, at: datetime) -> None:
    by = walk.cast.bureau_head
    appeals.rule_explained(walk.appeal(by), reason=walk.words.ruling, by=by, at=at)


@step
def compile_(walk: Walk, at: datetime) -> None:
    intake = walk.cast.intake
    appeals.compile_batch([walk.appeal(intake)], by=intake, at=at)


@step
def ask_fast_lane(walk: Walk, at: datetime) -> None:
    intake = walk.cast.intake
    appeals.ask_fast_lane(
        walk.appeal(intake), lead=walk.lead, assisting=[walk.cast.organ(code) for code in walk.told.assisting],
        reason=walk.words.fast_lane, by=intake, at=at,
    )  # fmt: skip


@step
def accept_fast_lane(walk: Walk, at: datetime) -> None:
    appeals.accept_fast_lane(walk.appeal(walk.cast.office), by=walk.cast.office, at=at)


@step
def consult(walk: Walk, at: datetime) -> None:
    codes = dict.fromkeys([walk.told.lead, *walk.told.assisting, *(said.organ for said in walk.told.opinions)])
    appeals.consult(
        walk.appeal(walk.cast.office), organs=[walk.cast.organ(code) for code in codes], by=walk.cast.office, at=at
    )


@step
def give_opinions(walk: Walk, at: datetime) -> None:
    said = {statement.organ: statement.text for statement in walk.words.opinions}
    codes = dict.fromkeys([walk.told.lead, *walk.told.assisting, *said])
    for code in codes:
        by = walk.cast.officer(code)
        appeals.give_opinion(
            walk.appeal(by), opinion=said.get(code, "同意提交接待日研究，按县政府决定落实。"), by=by, at=at
        )


@step
def compile_opinions(walk: Walk, at: datetime) -> None:
    appeals.compile_opinions(walk.appeal(walk.cast.office), by=walk.cast.office, at=at)


@step
def report_to_mayor(walk: Walk, at: datetime) -> None:
    appeals.report_to_mayor(walk.appeal(walk.cast.office), by=walk.cast.office, at=at)


@step
def send_to_city(walk: Walk, at: datetime) -> None:
    appeals.send_to_city(walk.appeal(walk.cast.office), by=walk.cast.office, at=at)


@step
def propose_shelving(walk: Walk, at: datetime) -> None:
    told, by = walk.words.shelving, walk.cast.bureau_head
    review: date = local(at).date() + timedelta(days=told.review_days)
    appeals.propose_shelving(walk.appeal(by), reason=told.reason, review_on=review, by=by, at=at)


@step
def approve_shelving(walk: Walk, at: datetime) -> None:
    appeals.approve_shelving(walk.appeal(walk.cast.office), by=walk.cast.office, at=at)
