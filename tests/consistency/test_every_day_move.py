"""Every move of a reception day × every post × every state, on stored rows: what the permit says is what the action does."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from tests.cast import NOW
from tests.consistency.test_every_item_move import PEOPLE, attempts
from tests.held import OPINION, hear, item
from tests.tables import changed, digests

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.dossiers import Written, digest
from qinqing.procedure.receptions.rules.kinds import Guest, Presence, Present
from qinqing.procedure.receptions.states import MOVES, State
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
MADE = [move.name for move in MOVES if move.sources]
# Days: one still to come, today's before and after its hearings, and the two that are over.
STANDINGS = {"ahead": "planned", "opened": "planned", "concluded": "planned", "held": "held", "cancelled": "cancelled"}
# What is heard is not called off, taken off or heard again, whoever asks: the appeal says so, not the day.
OF_THE_APPEAL = {"take_off", "write_sheet", "record_outcome", "record_decision", "record_guest", "cancel_day"}


def make(name, scene, actor):
    """The move with plain content."""
    cast, day, told = scene["cast"], scene["day"], {"by": actor, "at": NOW}
    power = cast.organ("power-supply")

    def entry():
        return queries.entry(cast.intake, day.code, scene["heard"])

    acts = {
        "amend": lambda: actions.amend(day, note="请带图纸", **told),
        "put_on_agenda": lambda: actions.put_on_agenda(day, [appeals.fetch(cast.office, scene["ripe"])], **told),
        "take_off": lambda: actions.take_off(entry(), reason="企业改期", **told),
        "reorder": lambda: actions.reorder(day, [scene["heard"]], **told),
        "call_departments": lambda: actions.call_departments(day, [power], **told),
        "issue_notice": lambda: actions.issue_notice(day, **told),
        "write_sheet": lambda: actions.write_sheet(entry(), texts={"proposal": Written("先换线", digest(""))}, **told),
        "issue_dossier": lambda: actions.issue_dossier(day, **told),
        "record_attendance": lambda: actions.record_attendance(
            day, [Present(power, Presence.LEADER, "何经理")], **told
        ),
        "record_guest": lambda: actions.record_guest(entry(), guest=Guest.CAME, name="陈立恒", **told),
        "record_outcome": lambda: actions.record_outcome(entry(), outcome="unresolved", opinion=OPINION, **told),
        "record_decision": lambda: decisions.decide_at_hearing(entry(), items=[item(cast)], opinion=OPINION, **told),
        "take_back_outcome": lambda: decisions.take_back_outcome(entry(), reason="记错了", **told),
        "close_day": lambda: decisions.close_day(day, **told),
        "cancel_day": lambda: actions.cancel_day(day, reason="另行安排", **told),
    }
    return acts[name]()


@pytest.fixture
def scene(cast, stand):
    """``scene("opened")``: a day that stands so, with the appeal on its agenda and one that is still ripe."""

    def bring(standing):
        power, ripe, heard = cast.organ("power-supply"), stand("ripe", rung=2), stand("ripe", rung=2)
        planned = actions.plan(
            host_post=cast.post("deputy-industry").post, place="县政府二楼会议室", departments=[power], reason="急",
            date=NOW.date() + timedelta(days=14 if standing == "ahead" else 0), by=cast.office, at=NOW,
        )  # fmt: skip
        actions.put_on_agenda(planned, [heard], by=cast.office, at=NOW)
        day = queries.fetch(cast.intake, planned.code)
        if standing in ("concluded", "held"):
            hear(cast, queries.entry(cast.intake, day.code, heard.code), "unresolved")
            came = [Present(power, Presence.LEADER, "何经理")]
            day = actions.record_attendance(queries.fetch(cast.intake, day.code), came, by=cast.intake, at=NOW)
        if standing == "held":
            decisions.close_day(day, by=cast.intake, at=NOW)
        if standing == "cancelled":
            actions.cancel_day(day, reason="县长出差", by=cast.office, at=NOW)
        return {"cast": cast, "code": planned.code, "heard": heard.code, "ripe": ripe.code}

    return bring


@pytest.mark.parametrize("standing", STANDINGS)
def test_the_permit_is_what_the_action_does(cast, scene, standing):
    here = scene(standing)
    before, proved = digests(), set()
    for actor, name in attempts(MOVES, MADE, [cast.post(post) for post in PEOPLE]):
        here["day"] = queries.fetch(cast.intake, here["code"])
        if not queries.may(name, here["day"], actor, at=NOW, lines=items.lines_of(here["day"])):
            _is_refused(name, here, actor)
        elif standing != "concluded" or name not in OF_THE_APPEAL:
            _moves(name, here, actor, verified=name in proved)
            proved.add(name)
    assert changed(before) == []


def _moves(name, here, actor, *, verified):
    day, target, cast = here["day"], MOVES[name].target, here["cast"]
    with transaction.atomic():
        version, state, entries = day.version, day.state, len(record.history(day.subject))
        make(name, here, actor)
        after = queries.fetch(cast.intake, day.code)
        assert after.version == version + 1, name
        assert after.state == (target or state), name
        assert len(record.history(day.subject)) == entries + 1, name
        assert verified or record.verify().ok, name
        transaction.set_rollback(True)


def _is_refused(name, here, actor):
    with pytest.raises(Refused) as caught:
        make(name, here, actor)
    assert re.search("[一-鿿]", caught.value.reason), (name, caught.value.reason)
    assert caught.value.clause, (name, caught.value.reason)


def test_every_state_stood():
    assert set(STANDINGS.values()) == {state.value for state in State}
