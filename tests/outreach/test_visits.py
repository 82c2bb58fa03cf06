"""走访: who may go where, and what is on the record afterwards. 五(四)."""

from datetime import timedelta

import pytest
from tests.cast import NOW

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.workdays import day_of
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.rules import Heard
from qinqing.procedure.register import actions as registering
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages

pytestmark = pytest.mark.django_db
TODAY = day_of(NOW)
SEES = ("intake-1", "bureau-head", "office-1", "mayor", "inspector-1", "deputy-industry", "park-west-officer")
SEES_NOT = ("deputy-agriculture", "power-supply-officer", "lingcheng-officer", "city-liaison", "audit-admin")


@pytest.fixture
def planned(hengxin, park):
    return actions.plan_visit(hengxin, on=TODAY, visitors="韦主任", purpose="送政策", by=park, at=NOW)


def test_a_township_goes_to_its_own_and_the_bureau_to_all(cast, hengxin):
    for by in (cast.officer("park-west"), cast.intake, cast.bureau_head):
        assert actions.plan_visit(hengxin, on=TODAY, visitors="某人", by=by, at=NOW).organ_id == by.organ
    for post in ("lingcheng-officer", "power-supply-officer"):
        with pytest.raises(Refused, match="本辖区.*五\\(四\\)"):
            actions.plan_visit(hengxin, on=TODAY, visitors="某人", by=cast.post(post), at=NOW)
    with pytest.raises(Refused, match="由受理岗.*办理"):
        actions.plan_visit(hengxin, on=TODAY, visitors="县长", by=cast.mayor, at=NOW)


@pytest.mark.parametrize("post", SEES)
def test_who_answers_for_the_county_or_the_place_sees_it(cast, made, post):
    assert queries.fetch_visit(cast.post(post), made().code).met == "陈立恒"


@pytest.mark.parametrize("post", SEES_NOT)
def test_nobody_else_sees_it(cast, made, post):
    visit = made(findings=[Heard("缺工")])
    for fetch, code in ((queries.fetch_visit, visit.code), (queries.fetch_finding, visit.findings.get().code)):
        with pytest.raises(NotFound):
            fetch(cast.post(post), code)


def test_what_a_visit_becomes_is_on_the_record(cast, planned, park):
    actions.reschedule_visit(planned, on=TODAY + timedelta(days=2), reason="企业停产检修", by=park, at=NOW)
    after = NOW + timedelta(days=2)
    actions.record_visit(planned, visited_at=after, met="陈总", summary="正常", by=park, at=after)
    assert [entry.event.rpartition(".")[2] for entry in record.history(planned.subject)] == [
        "planned", "rescheduled", "recorded",
    ]  # fmt: skip
    assert (planned.on, planned.standing.label) == (TODAY + timedelta(days=2), "已走访")
    assert record.verify().ok


def test_the_enterprise_is_told_of_a_visit_to_come(cast, planned):
    told = messages.page(cast.actor("hengxin"), messages.Wanted(size=5)).rows[0]
    assert (told.title, told.text) == (
        f"{planned.organ.short_name or planned.organ.name}将于2026年11月23日走访贵企业", "走访人：韦主任。有困难可以当面说。送政策",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"on": TODAY - timedelta(days=1)}, "已经过去"),
        ({"visitors": "  "}, "由谁走访"),
    ],
)
def test_a_plan_says_who_and_a_day_to_come(hengxin, park, told, why):
    with pytest.raises(Refused, match=why):
        actions.plan_visit(hengxin, **{"on": TODAY, "visitors": "韦主任", **told}, by=park, at=NOW)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"visited_at": NOW + timedelta(minutes=1)}, "不能晚于现在"),
        ({"summary": " \n"}, "写明走访的情况"),
        ({"findings": [Heard(" ")]}, "企业提出的困难"),
    ],
)
def test_what_cannot_have_been_is_not_written_down(made, told, why):
    with pytest.raises(Refused, match=why):
        made(**told)
    assert not queries.Visit.objects.exists()


def test_nobody_calls_on_an_enterprise_without_a_name(cast):
    nobody = registering.enterprise_for(name="", by=cast.intake, at=NOW)
    with pytest.raises(Refused, match="先核实是哪家企业"):
        actions.plan_visit(nobody, on=TODAY, visitors="某人", by=cast.intake, at=NOW)


def test_of_two_who_record_the_same_visit_one_is_told(planned, park, cast):
    other = queries.fetch_visit(cast.intake, planned.code)
    actions.cancel_visit(planned, reason="企业出差", by=park, at=NOW)
    with pytest.raises(Conflict, match="刚刚有变化"):
        actions.record_visit(other, visited_at=NOW, met="", summary="去了", by=cast.intake, at=NOW)


def test_nothing_is_heard_on_a_visit_that_was_not_made(planned, park):
    with pytest.raises(Refused, match="还没有记录"):
        actions.note_finding(planned, text="缺工", by=park, at=NOW)


def test_the_list_is_by_day_and_pages_by_it(cast, made, monkeypatch):
    monkeypatch.setattr("qinqing.procedure.outreach.queries.visiting.PAGE", 2)
    days = [made(visited_at=NOW - timedelta(days=n)).on for n in (3, 0, 7)]
    first = queries.visits(cast.intake, queries.VisitsWanted())
    rest = queries.visits(cast.intake, queries.VisitsWanted(after=first.next))
    assert [row.on for row in (*first.rows, *rest.rows)] == sorted(days, reverse=True)
    assert rest.next is None


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"text": "恒信"}, 1), ({"text": "兴桂"}, 0), ({"state": "planned"}, 0), ({"state": "made"}, 1),
        ({"since": TODAY}, 1), ({"until": TODAY - timedelta(days=1)}, 0),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(cast, made, told, found):
    made()
    assert len(queries.visits(cast.intake, queries.VisitsWanted(**told)).rows) == found


def test_the_last_contacts_are_known_before_the_next(cast, stand, made, hengxin, park):
    made()
    actions.plan_visit(hengxin, on=TODAY + timedelta(days=5), visitors="韦主任", by=park, at=NOW)
    stand("registered")
    known = queries.recent(cast.intake, [hengxin.pk])[hengxin.pk]
    assert (known.visits, known.last_visit, known.planned_on) == (1, NOW, TODAY + timedelta(days=5))
    assert (known.appeals, known.never) == (1, False)


def test_reception_days_are_contacts_too_and_a_joint_meeting_is_none(cast, stand, hengxin, park):
    stand("implementing", rung=2)
    known = queries.recent(cast.intake, [hengxin.pk])[hengxin.pk]
    assert (known.days, known.heard_on is not None, known.never) == (1, True, False)
    assert queries.recent(park, [hengxin.pk])[hengxin.pk].days == 0  # of an appeal that is not the park's to see


def test_a_place_does_not_learn_who_asked_to_stay_unnamed(cast, stand, hengxin, park):
    stand("handling", confidential=True, assisting=("park-west",))
    assert queries.recent(park, [hengxin.pk])[hengxin.pk].never
    assert queries.recent(cast.intake, [hengxin.pk])[hengxin.pk].appeals == 1
