"""Around an item: a withdrawn appeal settles what hangs on it; an abolished department's items pass to its successor."""

from datetime import date, timedelta

import pytest

from qinqing.doors.console.heaps import filled
from qinqing.doors.console.views.desk import WAITING
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeal_actions
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.procedure.decisions.rules import NewMilestone
from qinqing.procedure.register import actions as register
from qinqing.procedure.register import queries as people
from qinqing.procedure.register.queries import staffing
from qinqing.services.calendar import queries as calendar
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
ADMIN = Actor(Role.SYSTEM_ADMIN, name="管理员")
SECURITY = Actor(Role.SECURITY_ADMIN, name="安全员")


def withdraw(cast, item, speaker, at):
    appeal = appeals.fetch(cast.intake, item.appeal.code)
    appeal_actions.withdraw(appeal, reason="厂子搬走了", by=speaker(appeal), at=at)


def test_a_withdrawn_appeal_cancels_what_is_open(cast, decided, walk, speaker, later):
    done, item = decided(2)
    walk(done, "closed")
    officer = cast.officer("power-supply")
    item = walk(item, "implementing")
    decisions.plan_milestones(
        item, milestones=[NewMilestone("勘查", date(2026, 12, 1))], by=officer, at=later(minutes=5)
    )
    decisions.block(item, condition="批复", expected_on=date(2026, 12, 1), by=officer, at=later(minutes=6))
    decisions.ask_due(item, due_on=date(2027, 1, 29), reason="晚", by=officer, at=later(minutes=7))
    withdraw(cast, item, speaker, later(minutes=8))
    item = queries.fetch(cast.intake, item.code)
    assert (item.state, item.due_at, item.due_asked, item.blocked) == ("cancelled", None, None, 0)
    clocks = {clock.key: clock.verdict for clock in calendar.clocks_of([item.subject])[item.subject]}
    assert clocks == {"item": "void", "item_contact": "on_time", "milestone:1": "void"}
    assert queries.fetch(cast.intake, done.code).state == "closed"
    assert queries.todo(cast.office, at=later(days=1)) == []
    assert record.verify().ok


def test_nobody_is_asked_to_read_a_report_of_a_withdrawn_appeal(cast, decided, walk, speaker, later):
    item = walk(decided()[0], "circulated")
    withdraw(cast, item, speaker, later(minutes=5))
    assert queries.circulations_for(cast.mayor) == []
    assert record.verify().ok


def test_an_item_is_cancelled_only_with_its_appeal(cast, decided, later):
    (item,) = decided()
    with pytest.raises(Refused, match="没有撤回诉求"):
        decisions.cancel(item, reason="算了", by=cast.intake, at=later())


@pytest.fixture
def abolished(cast, decided, walk, later):
    """An item whose report lay before its department's head when the department was merged into the park."""
    item = walk(decided()[0], "signing")
    organ, yesterday = cast.organ("power-supply"), later().date() - timedelta(days=1)
    posts = [post.id for post in people.posts(organ_id=organ)]
    for holdings in staffing.tenures(posts, later().date()).values():
        for holding in holdings:
            register.end_holding(holding.id, until=yesterday, by=SECURITY, at=later(minutes=3))
    heir = cast.organ("park-west")
    register.abolish_organ(organ, successor=heir, reason="机构改革", by=ADMIN, at=later(minutes=4))
    return queries.fetch(cast.intake, item.code)


def test_an_abolished_departments_item_waits_with_bureau_and_office(cast, abolished, later):
    for actor in (cast.intake, cast.office):
        assert queries.todo(actor, at=later(minutes=5)) == [abolished]


def test_the_desk_asks_for_it_from_that_day_on(cast, request, later):
    assert "items" not in filled(WAITING, cast.intake, at=later())
    request.getfixturevalue("abolished")
    assert "items" in filled(WAITING, cast.intake, at=later(minutes=5))


def test_its_successor_goes_on_where_it_stood(cast, abolished, clock_of, later):
    heir = cast.organ("park-west")
    due = clock_of(abolished, "report").due_at
    decisions.hand_over(abolished, lead=heir, reason="机构改革，职能划转", by=cast.office, at=later(minutes=5))
    assert (abolished.lead_id, abolished.state) == (heir, "signing")
    assert {clock_of(abolished, key).holder_organ for key in ("item", "report")} == {heir}
    assert clock_of(abolished, "report").due_at == due
    kinds = {row.organ_name: row.kind for row in queries.shares(abolished)}
    assert kinds == {"城西工业园管委会": "lead", "供电公司": "former"}
    head = cast.head("park-west")
    decisions.sign_report(queries.fetch(head, abolished.code), by=head, at=later(minutes=6))
    assert record.verify().ok


def test_only_an_abolished_departments_item_is_passed_on(cast, decided, later):
    (item,) = decided()
    with pytest.raises(Refused, match="供电公司没有撤并"):
        decisions.hand_over(item, lead=cast.organ("park-west"), reason="忙不过来", by=cast.intake, at=later())


def test_it_is_passed_to_one_that_handles_appeals(cast, abolished, later):
    for organ in (cast.organ("inspectorate"), cast.organ("power-supply")):
        with pytest.raises(Refused, match="请另选"):
            decisions.hand_over(abolished, lead=organ, reason="机构改革", by=cast.intake, at=later(minutes=5))
