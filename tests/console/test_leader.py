"""一屏: what a leader asks on the way: the next day, what is red, what was decided, what to read, this month."""

from datetime import timedelta

import pytest
from tests.cast import NOW

from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.decisions import actions as items
from qinqing.procedure.decisions import queries as decided
from qinqing.procedure.receptions import actions as days
from qinqing.procedure.supervision import actions as supervision

pytestmark = pytest.mark.django_db
URL = "/desk/leader/"


def plan(cast, host, **length):
    return days.plan(
        host_post=host.post, date=(NOW + timedelta(**length)).date(), place="三楼会议室", by=cast.office, at=NOW
    )


def test_it_is_there_for_leaders_alone(admitted):
    assert admitted(URL) == {"mayor", "deputy-industry"}


def test_with_nothing_to_show_it_says_so(desk):
    page = desk("mayor").get(URL).text
    for words in ("还没有安排接待日", "没有超期的诉求", "没有在办的决定事项", "没有等您圈阅的", "收到0"):
        assert words in page
    assert "100%" not in page


def test_the_own_next_day_comes_first_with_its_dossier(cast, desk):
    plan(cast, cast.mayor, days=15)
    day = plan(cast, cast.deputy("C"), days=30)
    page = desk("deputy-industry").get(URL).text
    assert f"/desk/days/{day.code}/dossier/" in page


def test_it_leads_to_what_was_decided_and_to_what_waits(cast, stand, desk):
    appeal = stand("implementing", rung=2)
    item = decided.items_of(appeal, cast.intake)[0]
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    assert f"/desk/items/{item.code}/" in desk("deputy-industry").get(URL).text
    items.contact(decided.fetch(officer, item.code), contact="刘经理", note="已约", by=officer, at=NOW)
    items.complete(decided.fetch(officer, item.code), note="已改造", by=officer, at=NOW)
    items.draft_report(decided.fetch(officer, item.code), text="已改造", by=officer, at=NOW)
    items.sign_report(decided.fetch(head, item.code), by=head, at=NOW)
    items.circulate(decided.fetch(cast.office, item.code), by=cast.office, at=NOW)
    assert f"{item.number} 办理情况报告" in desk("mayor").get(URL).text


def test_what_is_red_is_red_within_the_portfolio(cast, stand, desk):
    late = stand("handling")
    appeals.Appeal.objects.filter(pk=late.pk).update(due_at=NOW - timedelta(days=3), due_from=NOW - timedelta(days=9))
    assert f"/desk/appeals/{late.code}/" in desk("deputy-industry").get(URL).text
    appeals.Appeal.objects.filter(pk=late.pk).update(section="A")
    assert late.code not in desk("deputy-industry").get(URL).text
    assert late.code in desk("mayor").get(URL).text


def test_this_month_is_counted(stand, desk):
    stand("handling")
    bulletins.follow_record()
    assert "收到1，办结0，在办1，部门办理超期0" in desk("mayor").get(URL).text


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_few_queries(cast, stand, desk, django_assert_max_num_queries, count):
    for _ in range(count):
        stand("implementing", rung=2)
    plan(cast, cast.mayor, days=15)
    desk("mayor").get(URL)
    with django_assert_max_num_queries(30):
        desk("mayor").get(URL)


def test_of_few_appeals_it_gives_the_counts_and_no_percentage(cast, stand, desk, speaker):
    closed = stand("closed")
    supervision.evaluate(closed, solved=True, level=5, by=speaker(closed), at=NOW + timedelta(minutes=1))
    bulletins.follow_record()
    page = desk("mayor").get(URL).text
    assert "满意率 1/1" in page
    assert "100%" not in page
