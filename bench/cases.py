"""One appeal of the filling, walked through the tables of moves in memory, and the people who walk it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.test.utils import override_settings

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.dates import dated
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import tell
from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.kernel.ids import official_number, public_code
from qinqing.kernel.moves import Moves
from qinqing.kernel.phrases import local
from qinqing.kernel.workdays import WorkCalendar
from qinqing.procedure.appeals.actions.entering import SERIES
from qinqing.procedure.appeals.actions.step import consequences
from qinqing.procedure.appeals.models import Answer, Appeal, Part
from qinqing.procedure.appeals.queries.finding import query_digest
from qinqing.procedure.appeals.queries.snapshots import APPEAL_COLUMNS, answer_sets, part_sets, primitive
from qinqing.procedure.appeals.rules.clocks import CLOCKS, Clock, setting_for
from qinqing.procedure.appeals.rules.kinds import Channel, Outcome, PartKind, PartState, Result
from qinqing.procedure.appeals.states import EFFECTS, MOVES, OPEN, VOIDING
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.plan.queries import EditionView
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.models import Enterprise
from qinqing.procedure.supervision.models import FollowUp
from qinqing.procedure.supervision.queries.snapshots import columns
from qinqing.procedure.supervision.rules.kinds import CallerKind, Level
from qinqing.procedure.supervision.states import AFTERCARE
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.actions import Clocks
from qinqing.services.calendar.rules.rows import column, primitives
from qinqing.services.journal.rules.entries import Pending

DEPARTMENTS = 30
ASSISTED = 0.2
CHANNELS = (Channel.TELEPHONE, Channel.COUNTER, Channel.VISIT, Channel.FAX)


FOLLOWED_UP = "五(四)"


def _table(name: str) -> Moves:
    """The table that a move stands in: the ladder's, or that of what comes after closing."""
    return MOVES if name in MOVES.index else AFTERCARE


class County:
    """The demo county without its own appeals: who acts, in which of 30 departments, for which enterprises.

    It is settled at ``settled``, or was before.
    """

    def __init__(self, *, now: datetime, settled: datetime | None = None) -> None:
        self.story = tell()
        if settled:
            # The hash of a password takes its time on purpose, and who signs in here gets a real one.
            with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
                settle(self.story, at=settled)
        self.cast = Cast(self.story, local(now).date())
        staffed = {post.organ for post in self.story.posts if post.role == "officer"}
        self.departments = [organ for organ in register.assignable() if organ.code in staffed][:DEPARTMENTS]
        keys = {one.enterprise for one in self.story.spokesmen}
        speaking = {one.name for one in self.story.enterprises if one.key in keys}
        everybody = list(Enterprise.objects.filter(unnamed=False).order_by("pk"))
        # Nobody has hundreds of troubles: those who look at their own pages brought only what is in hand.
        self.enterprises = [one for one in everybody if one.name not in speaking]
        self.everybody = everybody
        self.days: WorkCalendar = calendar.current()
        self.edition: EditionView = plan.in_force(local(now).date())
        self.clerk = self.cast.intake

    def actor(self, role: Role, case: "Case") -> Actor:
        """Who takes a step of this role on this case."""
        if role is Role.ENTERPRISE:
            return Actor(Role.ENTERPRISE, appeals=frozenset({0}))
        if role in DEPARTMENT:
            return self.cast.post(f"{case.lead_code}-{role}")
        return self.cast.bureau_head if role is Role.BUREAU_HEAD else self.cast.office


class CountyClocks(Clocks):
    """Clocks on a calendar that was read once."""

    days: WorkCalendar

    @property
    def calendar(self) -> WorkCalendar:
        return self.days


@dataclass
class Case:
    """An appeal on its way, with everything that will have to be stored of it."""

    county: County
    appeal: Appeal
    clocks: CountyClocks
    chance: random.Random
    told: Any
    lead_code: str = ""
    record: list[Pending] = field(default_factory=list)
    concerned: list[int] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    calls: list[FollowUp] = field(default_factory=list)
    recorded: dict[str, object] = field(default_factory=dict)

    @classmethod
    def begin(cls, county: County, at: datetime, *, number: int, in_hand: bool, chance: random.Random) -> "Case":
        """A new appeal with the words of one told appeal and a sentence of another, from one of the enterprises."""
        told, other = chance.sample([one for one in county.story.appeals if one.lead], 2)
        on = local(at).date()
        name = official_number(SERIES, on.year, number)
        enterprise = chance.choice(county.everybody if in_hand else county.enterprises)
        appeal = Appeal(
            code=public_code(), number=name, query_digest=query_digest(name, "00000000"), edition_id=county.edition.id,
            enterprise_id=enterprise.pk, enterprise_name=enterprise.name, section=enterprise.section,
            contact_name="陈经理", contact_phone=f"138{number:08d}", confidential=told.confidential,
            title=dated(told.title, on), text=dated(f"{told.text}\n{other.text.split('。')[0]}。", on),
            channel=chance.choice(CHANNELS), received_at=at, entered_at=at, state="",
        )  # fmt: skip
        clocks = CountyClocks(appeal.subject)
        clocks.days = county.days
        return cls(county, appeal, clocks, chance, told)

    def take(self, name: str, at: datetime) -> None:
        """One move: state, columns, clocks and record as the table says, with the particulars of ``_do_…``."""
        facts, sets = getattr(self, f"_do_{name}", self._do_nothing)(at)
        table, appeal = _table(name), self.appeal
        move = table[name]
        changed: dict[str, object] = dict(EFFECTS.get(name, {}))
        if move.target is not None:
            changed |= {"state": move.target, "closed_at": None if move.target in OPEN else at}
        for attribute, value in changed.items():
            setattr(appeal, attribute, value)
        self._run_clocks(name, at)
        consequences(appeal, self.clocks)
        appeal.version += 1
        by = self._actor(name)
        self.record.append(
            Pending(appeal.subject, f"{table.subject}.{move.records}", by, at, move.clause, facts, self._news() | sets)
        )

    def _actor(self, name: str) -> Actor:
        roles = _table(name)[name].by
        if name == "follow_up":  # 谁解决谁回访
            return self.county.actor(Role.OFFICER, self)
        if Role.INTAKE in roles:
            return self.county.clerk
        if Role.PUBLIC in roles:
            return self.county.cast.public
        one = next(role for role in (Role.OFFICER, Role.HEAD, Role.BUREAU_HEAD, Role.OFFICE, *roles) if role in roles)
        return self.county.actor(one, self)

    def _news(self) -> dict[str, object]:
        """The columns and clocks that are not as they were last recorded."""
        now: dict[str, object] = {name: getattr(self.appeal, name) for name in APPEAL_COLUMNS}
        now |= {column(clock.key): (clock.verdict, clock.due_at) for clock in self.clocks}
        fresh = [name for name, value in now.items() if name not in self.recorded or self.recorded[name] != value]
        self.recorded = now
        told = {column(clock.key): clock for clock in self.clocks}
        return {name: primitives(told[name]) if name in told else primitive(now[name]) for name in fresh}

    def _run_clocks(self, name: str, at: datetime) -> None:
        move = _table(name)[name]
        for kind in move.stops:
            (self.clocks.void if name in VOIDING else self.clocks.stop)(kind, at)
        for kind in move.starts:
            self._start(Clock(kind), at)

    def _start(self, kind: Clock, at: datetime, organ: int | None = None) -> None:
        rule = CLOCKS[kind]
        if self.appeal.rung not in rule.rungs:
            return
        dated_limit = kind is Clock.SHELF
        self.clocks.start(
            kind,
            key=f"{kind}:{organ}" if organ else kind,
            length=0 if dated_limit else self.county.edition.limit(setting_for(kind, self.appeal.kind)),
            unit="date" if dated_limit else "day",
            holder_role=rule.holder,
            holder_organ=organ or (self.appeal.lead_id if rule.holder in DEPARTMENT else None),
            clause=rule.clause,
            edition=self.appeal.edition_id,
            at=at,
            due_on=self.appeal.review_on if dated_limit else None,
        )

    # What a move brings besides the table's own: facts for the timeline, and rows of its own for the record.

    def _do_nothing(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        return {}, {}

    def _do_receive(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        return {"number": self.appeal.number, "channel": Channel(self.appeal.channel).label}, {}

    def _do_lodge(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        self.appeal.channel = Channel.PORTAL
        return {"number": self.appeal.number, "channel": Channel.PORTAL.label}, {}

    def _do_sort(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        self._sort()
        return {"kind": self.told.kind, "category": self.told.category}, {}

    def _sort(self) -> None:
        for name in ("kind", "matter", "category", "urgency"):
            setattr(self.appeal, name, getattr(self.told, name))

    def _do_transfer(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        self._sort()
        lead, other = self.chance.sample(self.county.departments, 2)
        self.appeal.lead_id, self.lead_code, self.concerned = lead.id, lead.code, [lead.id]
        facts: dict[str, object] = {"lead": lead.label, "note": "请按职责抓紧办理，并及时与企业联系。"}
        if self.chance.random() > ASSISTED:
            return facts, {}
        self.concerned.append(other.id)
        self._start(Clock.ASSIST, at, other.id)
        (clock,) = self.clocks.running(Clock.ASSIST)
        part = Part(appeal=self.appeal, organ_id=other.id, kind=PartKind.ASSISTING, asked_at=at, due_at=clock.due_at)
        self.parts.append(part)
        return facts | {"assisting": [other.label]}, part_sets(part)

    def _do_sign_answer(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        explained = self.chance.random() < 0.2
        return self._sign(at, Outcome.EXPLAINED if explained else Outcome.RESOLVED)

    def _do_sign_unresolved(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        return self._sign(at, Outcome.UNRESOLVED)

    def _do_draft_outcome(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        self.appeal.outcome = Outcome.RESOLVED
        answer = self._answer(at, Outcome.RESOLVED)
        return {"outcome": Outcome.RESOLVED.label}, answer_sets(answer)

    def _sign(self, at: datetime, outcome: Outcome) -> tuple[dict[str, object], dict[str, object]]:
        self.appeal.outcome, self.appeal.contacted = outcome, True
        answer = self._answer(at, outcome)
        answer.signed_by, answer.signed_at = answer.drafted_by, at
        sets = answer_sets(answer)
        for part in self.parts:
            part.state, part.text, part.settled_at = PartState.GIVEN, "我单位配合办理，无不同意见。", at
            part.settled_by = self.county.cast.officer(self.lead_code).title
            self.clocks.stop(f"{Clock.ASSIST}:{part.organ_id}", at)
            sets |= part_sets(part)
        return {"outcome": outcome.label, "checked": answer.checked, "answer": answer.answer}, sets

    def _answer(self, at: datetime, outcome: Outcome) -> Answer:
        told = self.county.cast.plain_answer(self.told, outcome)
        answer = Answer(
            appeal=self.appeal, ordinal=1, rung=self.appeal.rung, outcome=outcome, checked=told.checked,
            answer=told.result, basis=told.basis, contact=told.contact, drafted_at=at,
            drafted_by=self.county.cast.head(self.lead_code).title,
        )  # fmt: skip
        self.answers.append(answer)
        return answer

    def _do_close(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        explained = self.appeal.outcome == Outcome.EXPLAINED
        self.appeal.result = Result.EXPLAINED if explained else Result.RESOLVED
        return {"result": Result(self.appeal.result).label}, {}

    def _do_follow_up(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        by = self.county.actor(Role.OFFICER, self)
        self.calls.append(
            FollowUp(
                appeal=self.appeal, caller=CallerKind.DEPARTMENT, organ_id=self.appeal.lead_id, reached=True,
                said="企业表示事情办好了，没有别的意见。", solved=True, level=int(Level.SATISFIED), done_by=by.title, at=at,
            )
        )  # fmt: skip
        return {"caller": CallerKind.DEPARTMENT.label, "reached": "已接通", "said": self.calls[-1].said}, {}

    def told_of_calls(self) -> Iterator[Pending]:
        """What the record says of each call itself; once the appeal is stored, and not before, its id is known."""
        for call in self.calls:
            by = self.county.actor(Role.OFFICER, self)
            sets = columns(call)
            yield Pending(call.subject, "supervision.follow_up.recorded", by, call.at, FOLLOWED_UP, {}, sets)

    def _do_propose_refusal(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        self.appeal.refusal_reason, self.appeal.refusal_pointer = "已进入诉讼程序", "请向县人民法院反映"
        return {"reason": self.appeal.refusal_reason, "pointer": self.appeal.refusal_pointer}, {}

    def _do_approve_shelving(self, at: datetime) -> tuple[dict[str, object], dict[str, object]]:
        self.appeal.review_on = self.county.days.add(local(at).date(), 60)
        return {"review_on": primitive(self.appeal.review_on)}, {}
