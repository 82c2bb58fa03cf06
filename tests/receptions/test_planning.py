"""二(一), 二(二), 四(一)2: a day is planned, enterprises are put on its agenda, departments are called."""

from datetime import date, time

import pytest

from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_its_rung_is_that_of_its_host(cast, day, later):
    mayors = receptions.plan(
        host_post=cast.mayor.post,
        date=TODAY,
        place="恒信铸造车间",
        kind="on_site",
        reason="急需协调",
        by=cast.office,
        at=later(),
    )
    assert (day.rung, mayors.rung) == (2, 3)
    assert queries.title(mayors) == "11月23日县长接待日"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"date": date(2026, 11, 22)}, "已经过去的日子"),
        ({"place": "  "}, "请写明接待地点"),
        ({"host_post": None}, "由县长或副县长主持"),
    ],
)
def test_it_says_what_a_day_lacks(cast, later, wrong, words):
    told = {"host_post": cast.mayor.post, "date": TODAY, "place": "二楼会议室", "reason": "急需协调"} | wrong
    told["host_post"] = told["host_post"] or cast.office.post
    with pytest.raises(Refused, match=words):
        receptions.plan(**told, by=cast.office, at=later())


def test_only_the_office_plans(cast, later):
    with pytest.raises(Refused, match="由县政府办办理"):
        receptions.plan(
            host_post=cast.mayor.post, date=TODAY, place="二楼", reason="急需协调", by=cast.intake, at=later()
        )


def test_the_record_keeps_how_many_working_days_notice_it_gives(cast, later):
    day = receptions.plan(
        host_post=cast.mayor.post, date=date(2026, 11, 30), place="二楼", reason="急需协调", by=cast.office, at=later()
    )
    assert record.last(day.subject).facts["notice"] == 5


def test_a_ripe_appeal_is_scheduled_by_being_put_on_the_agenda(cast, day, entries):
    assert [(entry.position, entry.appeal.state) for entry in entries] == [(1, "scheduled"), (2, "scheduled")]
    assert record.last(entries[0].appeal.subject).facts["host"] == queries.host_title(day)


def test_what_is_not_ripe_is_not_heard(cast, stand, day, later):
    with pytest.raises(Refused, match="还不能列入接待日"):
        receptions.put_on_agenda(day, [stand("consulting", rung=2)], by=cast.office, at=later())


def test_a_deputys_appeal_is_not_the_mayors(cast, stand, later):
    mayors = receptions.plan(
        host_post=cast.mayor.post, date=TODAY, place="二楼", reason="急需协调", by=cast.office, at=later()
    )
    with pytest.raises(Refused, match="应由分管副县长接待"):
        receptions.put_on_agenda(mayors, [stand("ripe", rung=2)], by=cast.office, at=later())


def test_one_deputy_does_not_hear_the_portfolio_of_another(cast, stand, later):
    other = next(post for post in cast.county.posts if post.role == "deputy" and "C" not in post.sections)
    day = receptions.plan(
        host_post=cast.post(other.code).post, date=TODAY, place="二楼", reason="急需协调", by=cast.office, at=later()
    )
    appeal = stand("ripe", rung=2)
    assert appeal not in queries.ripe_for(day, cast.office)
    with pytest.raises(Refused, match="请列入其接待日"):
        receptions.put_on_agenda(day, [appeal], by=cast.office, at=later())


def test_it_offers_what_its_host_may_hear(cast, stand, day):
    appeal = stand("ripe", rung=2)
    assert queries.ripe_for(day, cast.office) == [appeal]


def test_an_appeal_taken_off_is_ripe_again(cast, day, entries, later):
    receptions.take_off(entries[0], reason="企业负责人出差", by=cast.office, at=later())
    entries[0].appeal.refresh_from_db()
    assert entries[0].appeal.state == "ripe"
    assert len(queries.agenda(day, cast.office)) == 1


def test_the_order_is_given_by_hand(cast, day, entries, later):
    codes = [entry.appeal.code for entry in entries]
    receptions.reorder(queries.fetch(cast.office, day.code), codes[::-1], by=cast.office, at=later())
    assert [entry.appeal.code for entry in queries.agenda(day, cast.office)] == codes[::-1]
    with pytest.raises(Refused, match="议程刚刚有变化"):
        receptions.reorder(queries.fetch(cast.office, day.code), codes[:1], by=cast.office, at=later())


def test_a_cancelled_day_gives_its_appeals_back(cast, day, entries, later):
    day = queries.fetch(cast.office, day.code)
    receptions.cancel_day(day, reason="县长参加市里会议", by=cast.office, at=later())
    assert [entry.appeal.state for entry in queries.agenda(day, cast.office)] == ["ripe", "ripe"]
    with pytest.raises(Refused, match="现在是“已取消”"):
        receptions.amend(day, place="三楼", reason="换会议室", by=cast.office, at=later())


def test_who_was_faster_is_named(cast, day, later):
    stale = queries.fetch(cast.office, day.code)
    receptions.amend(day, starts_at=time(15), reason="县长有会", by=cast.office, at=later())
    with pytest.raises(Conflict, match="调整接待日"):
        receptions.amend(stale, place="三楼", reason="换会议室", by=cast.office, at=later())


def test_amending_nothing_is_refused(cast, day, later):
    with pytest.raises(Refused, match="没有要调整的内容"):
        receptions.amend(day, place=day.place, by=cast.office, at=later())


def test_each_post_sees_its_days(cast, day, entries, speaker):
    sees = [cast.office, cast.intake, cast.bureau_head, cast.mayor, cast.inspector, cast.deputy("C"),
            cast.officer("power-supply"), speaker(entries[0].appeal)]  # fmt: skip
    assert all(queries.fetch(actor, day.code) == day for actor in sees)
    assert all(list(queries.days(actor, 2026)) == [day] for actor in sees)
    other = next(post for post in cast.county.posts if post.role == "deputy" and "C" not in post.sections)
    blind = [PUBLIC, cast.city, cast.officer("housing"), cast.post(other.code), Actor(Role.ENTERPRISE),
             Actor(Role.SYSTEM_ADMIN)]  # fmt: skip
    for actor in blind:
        with pytest.raises(NotFound):
            queries.fetch(actor, day.code)


def test_a_department_sees_of_the_agenda_what_concerns_it(cast, day, entries):
    assert len(queries.agenda(day, cast.officer("power-supply"))) == 2
    assert len(queries.agenda(day, cast.officer("housing"))) == 0


def test_the_public_reads_dates_hosts_and_places(cast, day, entries):
    (line,) = queries.public_schedule(TODAY)
    assert (line.date, line.kind, line.place) == (TODAY, "集中接待", "县政府二楼会议室")
    assert line.host == queries.host_title(day)
    assert queries.public_schedule(date(2026, 11, 24)) == []


def test_the_year_shows_what_the_plan_still_wants(cast, day):
    due = {line.post.id: line.periods for line in queries.due_and_held(cast.office, 2026)}
    november, december = due[day.host_post_id][10:]
    assert (november.label, november.wanted, november.planned, november.missing) == ("11月", 1, 1, 0)
    assert (december.missing, december.until) == (1, date(2026, 12, 31))
    quarters = due[cast.mayor.post]
    assert [period.label for period in quarters] == ["第一季度", "第二季度", "第三季度", "第四季度"]
    assert quarters[3].missing == 1


def test_a_deputy_reads_the_own_year_and_departments_none(cast, day):
    (own,) = queries.due_and_held(cast.deputy("C"), 2026)
    assert own.post.id == day.host_post_id
    assert queries.due_and_held(cast.officer("power-supply"), 2026) == ()


def test_a_list_of_days_costs_the_same_with_one_and_with_three(cast, day, later, django_assert_num_queries):
    queries.days(cast.office, 2026)
    with django_assert_num_queries(2):
        queries.days(cast.office, 2026)
    for hour in (9, 14):
        receptions.plan(
            host_post=cast.mayor.post,
            date=TODAY,
            starts_at=time(hour),
            place="二楼",
            reason="急需协调",
            by=cast.office,
            at=later(),
        )
    with django_assert_num_queries(2):
        assert len(queries.days(cast.office, 2026)) == 3


def test_its_columns_are_what_the_record_says(cast, day, entries, later):
    receptions.take_off(entries[1], reason="改期", by=cast.office, at=later())
    assert record.verify().ok
    queries.ReceptionDay.objects.filter(pk=day.pk).update(place="别处")
    assert not record.verify().ok, "a place changed behind the record's back must be found"
