"""抽样回访 on the desk: drawn, called by the script, and the gap beside what departments and enterprises said."""

from datetime import timedelta

import pytest
from tests.cast import NOW

from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries

pytestmark = pytest.mark.django_db
LIST, NEW = "/desk/samples/", "/desk/samples/draw/"


@pytest.fixture
def sample(cast, stand):
    """November's sample, drawn on the third of December."""
    for _ in range(2):
        stand("closed")
    return supervision.draw_sample(year=2026, month=11, seed="5eed", by=cast.intake, at=NOW + timedelta(days=10))


def call_of(sample, cast):
    return queries.calls_of(sample, cast.intake)[0][0]


def test_it_is_there_for_whoever_reads_the_countys_figures(admitted):
    assert admitted(LIST) == {"intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1"}
    assert admitted(NEW) == {"intake-1"}


def test_the_clerk_is_told_what_is_not_drawn_yet(desk):
    assert "2026年10月办结的诉求还没有抽取" in desk("intake-1").get(LIST).text
    assert "还没有抽取" not in desk("mayor").get(LIST).text


def test_the_clerk_draws_with_a_seed_of_the_moment(desk):
    assert desk("intake-1").post(NEW, {"month": "2026-10"}).status_code == 303
    drawn = queries.Sample.objects.get()
    assert (drawn.label, len(drawn.seed), int(drawn.seed, 16) > 0) == ("2026年10月", 32, True)


def test_the_draw_is_on_the_page_and_checked(desk, sample):
    page = desk("mayor").get(f"{LIST}{sample.code}/").text
    assert "5eed" in page
    assert "结果一致" in page
    assert "打给谁" not in page
    called = queries.SampleCall.objects.values("appeal")
    queries.SampleCall.objects.update(appeal=Appeal.objects.exclude(pk__in=called).first())
    assert "结果不一致" in desk("mayor").get(f"{LIST}{sample.code}/").text


def test_a_month_is_not_drawn_twice_and_says_so(desk):
    clerk = desk("intake-1")
    clerk.post(NEW, {"month": "2026-10"})
    answer = clerk.post(NEW, {"month": "2026-10"})
    assert answer.status_code == 409
    assert "一个月只抽一次" in answer.text


def test_a_call_is_made_by_the_script_and_counted(cast, desk, sample):
    call, clerk = call_of(sample, cast), desk("intake-1")
    page = clerk.get(f"/desk/samples/calls/{call.code}/").text
    assert "和办理部门没有关系" in page
    assert call.appeal.contact_phone in page
    told = {"solved": "no", "level": "1", "reasons": ["slow"], "called_back": "no", "said": "没有人管"}
    answer = clerk.post(f"/desk/samples/calls/{call.code}/reach/", {**told, "version": call.version})
    assert answer.url == f"{LIST}{sample.code}/"
    shown = clerk.get(f"/desk/samples/calls/{call.code}/").text
    assert all(words in shown for words in ("没有人管", "办理太慢", "没有打过电话", "非常不满意"))
    gap = desk("mayor").get(f"{LIST}{sample.code}/").text
    assert "0/1（不足5件）" in gap
    assert "没有人管" not in gap


def test_what_was_typed_stays_when_a_colleague_was_faster(cast, desk, sample):
    call, clerk = call_of(sample, cast), desk("intake-1")
    url, told = f"/desk/samples/calls/{call.code}/call_in_vain/", {"note": "九点没有人接", "version": call.version}
    assert clerk.post(url, told).status_code == 303
    slower = clerk.post(url, told | {"note": "十点也没有人接"})
    assert slower.status_code == 409
    assert "十点也没有人接" in slower.text


def test_giving_up_too_soon_says_how_often_to_call(cast, desk, sample):
    call = call_of(sample, cast)
    page = desk("intake-1").get(f"/desk/samples/calls/{call.code}/give_up/").text
    assert "记录了0次未接通，满3次才能不再拨打" in page
    assert "<textarea" not in page


def test_a_month_without_closings_is_no_division(desk):
    assert desk("intake-1").post(NEW, {"month": "2026-10"}).status_code == 303
    for url in (LIST, f"{LIST}{queries.Sample.objects.get().code}/"):
        page = desk("intake-1").get(url).text
        assert "没有办结的诉求" in page
        assert "100%" not in page


@pytest.mark.parametrize("query", ["?quarter=2026-4", "?quarter=1", "?quarter=%00", "?quarter=2020-1"])
def test_any_quarter_may_be_asked_for(desk, sample, query):
    assert "2026年第四季度" in desk("mayor").get(LIST + query).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_constant_number_of_queries(cast, desk, sample, django_assert_max_num_queries, count):
    for month in (10, 9)[: count - 1]:
        supervision.draw_sample(year=2026, month=month, seed="s", by=cast.intake, at=NOW)
    desk("mayor").get(LIST)
    with django_assert_max_num_queries(20):
        desk("mayor").get(LIST)
