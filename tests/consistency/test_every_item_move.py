"""Every move of a decided item × every post × every state, on stored rows: what the permit says is what the action does."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from tests.cast import NOW
from tests.consistency.test_every_minutes_move import POSTS
from tests.held import hear
from tests.tables import changed, digests

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import fetch as fetch_appeal
from qinqing.procedure.decisions import actions, queries
from qinqing.procedure.decisions.actions.step import take
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.decisions.queries.facts import facts
from qinqing.procedure.decisions.rules import NewMilestone
from qinqing.procedure.decisions.states import MOVES, State
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
PEOPLE = [post for post in POSTS if post not in ("security-admin", "audit-admin")]  # as the first of the three
MADE = [move.name for move in MOVES if move.sources and move.name != "open_progress"]  # which only the worker makes
BEFORE, LATER = date(2026, 12, 1), date(2027, 1, 15)
ACTS = {
    "contact": {"contact": "何工", "note": "已约定现场查看"},
    "plan_milestones": {"milestones": [NewMilestone("勘查", BEFORE, "勘查报告")]},
    "finish_milestone": {"milestone": 1, "proof": "勘查报告已出"},
    "move_milestone": {"milestone": 1, "due_on": date(2026, 12, 10), "reason": "雨季"},
    "drop_milestone": {"milestone": 1, "reason": "不用勘查"},
    "note_progress": {"progress": "电缆已到货"},
    "block": {"condition": "等林地批复", "expected_on": BEFORE},
    "unblock": {"block": 1, "note": "批复已到"},
    "ask_due": {"due_on": LATER, "reason": "设备晚到"},
    "move_due": {},
    "keep_due": {"reason": "不能再晚"},
    "complete": {"note": "已送电"},
    "draft_report": {"text": "线路已改造，连续三十天没有跳闸。"},
    "return_draft": {"reason": "补投资数"},
    "sign_report": {},
    "circulate": {},
    "mark_read": {},
    "send_back_report": {"reason": "佐证不足"},
    "confirm_receipt": {"received_on": NOW.date(), "amount": Decimal(1)},
    "accept": {},
    "decline": {"reason": "还在跳闸"},
    "confirm": {"said_by": "陈立恒"},
    "doubt": {"said": "还在跳闸", "said_by": "陈立恒"},
    "call_in_vain": {"note": "无人接听"},
    "close_out": {},
    "cancel": {"reason": "企业撤回"},
}
DONE = ("contact", "complete")
REPORTED = (*DONE, "draft_report", "sign_report", "circulate")
STANDINGS = {
    "assigned": (),
    "implementing": ("contact",),
    "encumbered": ("contact", "plan_milestones", "block", "ask_due"),
    "completed": DONE,
    "signing": (*DONE, "draft_report"),
    "reported": REPORTED,
    "accepted": (*REPORTED, "accept"),
    "closed": (*REPORTED, "accept", "confirm", "close_out"),
    "cancelled": (),
    "taken_back": (),
}
WALKER = {"sign_report": "power-supply-head", "circulate": "office-1"} | dict.fromkeys(
    ("accept", "confirm", "close_out"), "intake-1"
)


def attempts(moves, made, people):
    """Each move with everybody whose post makes it somewhere, and with one of four whose post never does."""
    for seat, actor in enumerate(people):
        for turn, name in enumerate(made):
            if actor.role in moves[name].by or (seat + turn) % 4 == 0:
                yield actor, name


def make(name, item, cast, actor):
    """The move with plain content."""
    told = {"by": actor, "at": NOW}
    if name == "take_back":
        return take(name, item, also={"closed_at": NOW}, **told).record(reason="记错了")
    said = {"lead": cast.organ("housing"), "reason": "机构改革"} if name == "hand_over" else ACTS[name]
    return getattr(actions, name)(item, **said, **told)


def now(cast, code):
    return queries.fetch(cast.intake, code)


def brought(cast, stand, standing):
    """An item that stands so, decided on a day that is still open."""
    day = receptions.plan(
        host_post=cast.post("deputy-industry").post, date=NOW.date(), place="县政府二楼会议室", reason="急",
        departments=[cast.organ("power-supply")], by=cast.office, at=NOW,
    )  # fmt: skip
    receptions.put_on_agenda(day, [stand("ripe", rung=2)], by=cast.office, at=NOW)
    (entry,) = days.agenda(days.fetch(cast.intake, day.code), cast.intake)
    hear(cast, days.entry(cast.intake, day.code, entry.appeal.code), "decided")
    code = DecidedItem.objects.get().code
    for name in STANDINGS[standing]:
        make(name, now(cast, code), cast, cast.post(WALKER.get(name, "power-supply-officer")))
    if standing == "cancelled":
        appeal = fetch_appeal(cast.intake, entry.appeal.code)
        appeals.withdraw(appeal, reason="不办了", by=Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk})), at=NOW)
    if standing == "taken_back":
        actions.take_back_outcome(
            days.entry(cast.intake, day.code, entry.appeal.code), reason="记错了", by=cast.intake, at=NOW
        )
    return code


@pytest.mark.parametrize("standing", STANDINGS)
def test_the_permit_is_what_the_action_does(cast, stand, standing):
    code = brought(cast, stand, standing)
    item, before = now(cast, code), digests()
    known, proved = facts(item, NOW), set()
    people = [*map(cast.post, PEOPLE), Actor(Role.ENTERPRISE, name="陈立恒", appeals=frozenset({item.appeal_id}))]
    for actor, name in attempts(MOVES, MADE, people):
        if MOVES[name].judge(actor, item.standing, known):
            _moves(name, code, cast, actor, verified=name in proved)
            proved.add(name)
        else:
            _is_refused(name, item, cast, actor)
    assert changed(before) == []


def _moves(name, code, cast, actor, *, verified):
    item, target = now(cast, code), MOVES[name].target
    with transaction.atomic():
        entries = len(record.history(item.subject))
        make(name, now(cast, code), cast, actor)
        after = now(cast, code)
        assert after.version == item.version + 1, name
        assert after.state == (target or item.state), name
        assert len(record.history(item.subject)) == entries + 1, name
        assert verified or record.verify().ok, name
        transaction.set_rollback(True)


def _is_refused(name, item, cast, actor):
    with pytest.raises(Refused) as caught:
        make(name, item, cast, actor)
    assert re.search("[一-鿿]", caught.value.reason), (name, caught.value.reason)
    assert caught.value.clause, (name, caught.value.reason)


def test_every_state_stood():
    assert {"implementing" if one == "encumbered" else one for one in STANDINGS} == {state.value for state in State}
