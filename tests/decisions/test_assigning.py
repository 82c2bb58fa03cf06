"""四(二), 四(三): what was decided is assigned at once: what, one lead department, by when, and how one sees it is done."""

from datetime import date

import pytest

from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.procedure.receptions import queries as days
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


def test_a_decision_is_recorded_once_and_reaches_everybody_who_carries_it(cast, entry, decided):
    first, second = decided(2)
    assert [first.number, second.number] == ["JD-2026-000001", "JD-2026-000002"]
    heard = days.entry(cast.intake, entry.day.code, entry.appeal.code)
    assert (heard.outcome, heard.items, heard.appeal.state) == ("decided", 2, "implementing")
    assert appeals.fetch(cast.inspector, entry.appeal.code).decided
    carriers = {cast.officer("power-supply"), cast.officer("park-west")}
    assert all(appeals.fetch(actor, entry.appeal.code) and queries.fetch(actor, first.code) for actor in carriers)
    assert record.verify().ok


def test_its_limits_run_for_the_lead_department(cast, decided, clock_of):
    (item,) = decided()
    whole, contact = clock_of(item, "item"), clock_of(item, "item_contact")
    assert (whole.due_on, whole.unit, whole.holder_organ) == (date(2026, 12, 31), "date", cast.organ("power-supply"))
    assert contact.due_on == date(2026, 11, 25)
    assert (item.due_at, item.due_kind) == (contact.due_at, "item_contact")


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"text": " "}, "决定事项没有写内容"),
        ({"criterion": ""}, "没有写验收标准"),
        ({"lead": None}, "没有指定牵头部门"),
        ({"due_on": None}, "没有写完成时限"),
        ({"due_on": date(2026, 11, 22)}, "已经过去"),
        ({"due_on": date(2027, 2, 24)}, "最长3个月，请改到2027年2月23日或更早"),
    ],
)
def test_it_says_what_an_item_lacks_and_then_nothing_is_decided(cast, entry, told, later, lacking, words):
    with pytest.raises(Refused, match=words):
        decisions.decide_at_hearing(entry, items=[told(**lacking)], opinion="限期解决", by=cast.intake, at=later())
    assert days.entry(cast.intake, entry.day.code, entry.appeal.code).outcome == ""


def test_it_names_each_item_that_lacks_something(cast, entry, told, later):
    items = [told(), told(lead=None, criterion="")]
    with pytest.raises(Refused, match="第2项没有写验收标准.*第2项没有指定牵头部门"):
        decisions.decide_at_hearing(entry, items=items, opinion="限期解决", by=cast.intake, at=later())


def test_offices_above_departments_carry_no_item(cast, entry, told, later):
    with pytest.raises(Refused, match="不承办企业诉求"):
        decisions.decide_at_hearing(
            entry, items=[told(lead=cast.organ("inspectorate"))], opinion="限期", by=cast.intake, at=later()
        )


def test_a_refused_decision_leaves_no_gap_in_the_numbers(cast, entry, told, later, decided):
    for _ in range(2):
        with pytest.raises(Refused):
            decisions.decide_at_hearing(entry, items=[told()], opinion="", by=cast.intake, at=later())
    assert decided()[0].number == "JD-2026-000001"


def test_the_citys_reply_is_handled_like_a_decision(cast, stand, told, later):
    appeal = stand("with_city", rung=4)
    (item,) = decisions.city_decides(appeal, items=[told()], opinion="同意协调", by=cast.city, at=later())
    assert (appeal.state, item.agenda_item_id, item.state) == ("implementing", None, "assigned")
    assert queries.items_of(appeal, cast.city) == [item]
    assert record.verify().ok


def test_each_post_sees_its_items(cast, entry, decided, speaker):
    (item,) = decided()
    sees = [cast.intake, cast.bureau_head, cast.office, cast.mayor, cast.inspector, cast.deputy("C"),
            cast.head("power-supply"), cast.officer("park-west"), speaker(entry.appeal)]  # fmt: skip
    assert all(queries.fetch(actor, item.code) == item for actor in sees)
    assert all([row.pk for row in queries.items_of(entry.appeal, actor)] == [item.pk] for actor in sees)
    for actor in (PUBLIC, cast.city, cast.officer("housing")):
        with pytest.raises(NotFound):
            queries.fetch(actor, item.code)
        assert queries.items_of(entry.appeal, actor) == []


def test_the_list_is_cut_by_a_cursor(cast, decided, later, django_assert_num_queries):
    items = decided(3)
    first = queries.page(cast.intake, queries.Wanted(size=2), at=later())
    assert [row.pk for row in first.rows] == [items[2].pk, items[1].pk]
    with django_assert_num_queries(2):
        rest = queries.page(cast.intake, queries.Wanted(size=2, after=first.next), at=later())
    assert ([row.lead_name for row in rest.rows], rest.next) == (["供电公司"], "")
    red = queries.Wanted(light="red")
    assert len(queries.page(cast.intake, red, at=later(days=3)).rows) == 3
    assert not queries.page(cast.intake, red, at=later()).rows


def test_a_due_date_changed_behind_the_record_is_found(decided):
    (item,) = decided()
    queries.DecidedItem.objects.filter(pk=item.pk).update(due_on=date(2027, 6, 30))
    assert not record.verify().ok
