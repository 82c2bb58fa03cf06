"""推演: the last year under other numbers, for those who read the whole county's figures."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from tests.cast import NOW

from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins import queries
from qinqing.procedure.register import queries as register
from qinqing.services.calendar.queries import Clock
from qinqing.services.calendar.states import Outcome

pytestmark = pytest.mark.django_db
URL = "/desk/what-if/"
LATER = NOW + timedelta(days=1)


def test_it_is_for_those_who_read_the_whole_county(admitted):
    assert admitted(URL) == {"intake-1", "bureau-head", "office-1", "mayor", "inspector-1"}


def test_without_other_numbers_it_is_what_the_record_says(cast, stand):
    stand("closed")
    stand("handling")
    stand("ripe", rung=2)
    seen = queries.foresee(cast.office, {}, at=LATER)
    ended = Clock.objects.filter(verdict__in=(Outcome.ON_TIME, Outcome.LATE), unit="day", subject__startswith="appeal/")
    assert sum(one.ended for one in seen.limits.values()) == ended.count() > 0
    assert sum(one.late for one in seen.limits.values()) == ended.filter(verdict=Outcome.LATE).count()
    assert all(one.would == one.late for one in seen.limits.values())
    assert all(row.now == row.then for row in seen.queues)


def test_handling_is_told_apart_by_the_kind_of_appeal(stand):
    stand("closed")
    since = NOW - timedelta(days=300)
    assert "handle_ordinary" in {one.setting for one in appeals.ended(since, LATER)}
    assert {one.setting for one in appeals.spent(since, LATER, {"handle_ordinary"})} == {"handle_ordinary"}
    assert appeals.spent(since, LATER, {"handle_simple"}) == []


def test_what_is_changed_ended_as_often_and_as_late_as_it_was_recorded(cast, stand):
    for state in ("closed", "handling", "returned"):
        stand(state)
    former = queries.foresee(cast.office, {}, at=LATER).limits
    changed = queries.foresee(cast.office, dict.fromkeys(former, -99), at=LATER).limits
    assert {key: (one.ended, one.late) for key, one in changed.items()} == {
        key: (one.ended, one.late) for key, one in former.items()
    }
    assert all(one.would == one.ended > 0 for one in changed.values())


def test_a_deputy_mayors_queue_holds_the_industries_of_the_portfolio(cast, stand):
    section = stand("ripe", rung=2).section
    (host,) = (post.title for post in register.posts(Role.DEPUTY) if section in post.sections)
    queues = queries.foresee(cast.office, {}, at=LATER).queues
    assert {row.host: row.came for row in queues if row.came} == {host: 1}
    assert [row.host for row in queues if row.now["longest"].high] == [host]


def test_a_department_is_told_nothing(cast):
    with pytest.raises(NotFound):
        queries.foresee(cast.officer("power-supply"), {}, at=LATER)


def test_the_page_keeps_what_was_typed_and_says_what_is_out_of_range(desk, stand):
    stand("closed")
    page = (
        desk("mayor").get(URL, {"transfer": "1", "sign": "99", "deputy_days_month": "2", "hears": "0"}).content.decode()
    )
    assert 'name="transfer" value="1"' in page
    assert 'value="99"' in page
    assert "恢复现行数字" in page
    assert page.count("请填1至5之间的整数。") == 1
    assert page.count("请填1至50之间的整数。") == 1


@pytest.mark.parametrize("count", [1, 4])
def test_it_asks_a_constant_number_of_queries(desk, stand, count, django_assert_num_queries):
    for _ in range(count):
        stand("closed")
    browser = desk("office-1")
    browser.get(URL)
    for numbers, asked in (({}, 12), ({"transfer": "1"}, 13), ({"transfer": "1", "handle_simple": "1"}, 14)):
        with django_assert_num_queries(asked):
            browser.get(URL, numbers)


def test_the_command_says_the_same_and_refuses_numbers_no_edition_could_have(cast, stand, capsys):
    stand("closed")
    call_command("foresee", "--set", "transfer=1", "--json")
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"since", "hears", "limits", "queues"}
    assert "县长" in {row["host"] for row in told["queues"]}
    call_command("foresee", "--set", "deputy_days_month=2")
    said = capsys.readouterr().out
    assert "最多同时排队" in said
    assert "推演的前提" in said
    for wrong in ("transfer=99", "no_such=1", "transfer"):
        with pytest.raises(CommandError):
            call_command("foresee", "--set", wrong)
