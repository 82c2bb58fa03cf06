"""回访与整改: whom to call, what they said, what a bad rating asks a department to put right."""

import pytest
from tests.cast import NOW

from qinqing.procedure.appeals import actions as bureau
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.models import Correction, FollowUp

pytestmark = pytest.mark.django_db
LIST = "/desk/follow-ups/"


@pytest.fixture
def closed(cast, stand):
    """``closed(confidential=True)``: an appeal the bureau has just closed, before anybody called."""

    def close(**told):
        return bureau.close(stand("confirmed", **told), result="resolved", by=cast.intake, at=NOW)

    return close


@pytest.fixture
def rated_badly(closed, speaker):
    """The correction that a bad rating started."""
    appeal = closed()
    comment = "拖了一个月才有人来"
    actions.evaluate(appeal, solved=False, level=1, reasons=["slow"], comment=comment, by=speaker(appeal), at=NOW)
    return Correction.objects.get()


def told(**also):
    return {"reached": "yes", "said": "都好了，谢谢", "solved": "yes", "level": "5"} | also


def test_the_list_is_for_bureau_and_departments(admitted):
    assert admitted(LIST) == {"intake-1", "bureau-head", "power-supply-officer", "power-supply-head"}


def test_whoever_solved_it_sees_whom_to_call(desk, closed):
    mine, hidden = closed(), closed(confidential=True)
    for post, numbers in {"intake-1": {mine, hidden}, "power-supply-officer": {mine}, "bureau-head": set()}.items():
        page = desk(post).get(LIST).content.decode()
        assert {one for one in (mine, hidden) if one.number in page} == numbers, post


def test_a_call_that_reached_ends_the_limit(desk, closed):
    appeal = closed()
    url = f"/desk/appeals/{appeal.code}/follow-up/"
    page = desk("power-supply-officer").get(url).content.decode()
    assert appeal.contact_phone in page
    assert desk("power-supply-officer").post(url, told()).headers["Location"] == LIST
    call = FollowUp.objects.get()
    assert (call.solved, call.level, call.said) == (True, 5, "都好了，谢谢")
    assert appeal.number not in desk("intake-1").get(LIST).content.decode()


def test_a_call_in_vain_leaves_it_on_the_list(desk, closed):
    appeal = closed()
    url = f"/desk/appeals/{appeal.code}/follow-up/"
    answer = desk("intake-1").post(url, {"reached": "no", "said": "上午十点打了两次，无人接听"}, follow=True)
    assert "没有接通，请另选时间再打" in answer.content.decode()
    assert appeal.number in desk("intake-1").get(LIST).content.decode()
    assert FollowUp.objects.get().reached is False


def test_a_call_that_reached_tells_whether_it_is_solved(desk, closed):
    appeal = closed()
    answer = desk("intake-1").post(f"/desk/appeals/{appeal.code}/follow-up/", told(solved=""))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"solved": ["请记录企业认为问题是否解决"]}
    assert "都好了，谢谢" in answer.content.decode()


def test_others_do_not_call(desk, closed):
    appeal = closed()
    url = f"/desk/appeals/{appeal.code}/follow-up/"
    for post in ("mayor", "bureau-head"):
        assert "data-draft" not in desk(post).get(url).content.decode()
        assert desk(post).post(url, told()).status_code == 422
    assert not FollowUp.objects.exists()


def test_a_bad_rating_is_put_right_and_looked_at(admitted, desk, rated_badly):
    url = f"/desk/corrections/{rated_badly.code}/"
    readers = {"intake-1", "bureau-head", "mayor", "deputy-industry", "power-supply-officer", "power-supply-head"}
    assert admitted(url) == readers
    officer, head = desk("power-supply-officer"), desk("bureau-head")
    page = officer.get(url).content.decode()
    assert "拖了一个月才有人来" in page
    assert f"{url}correct/" in page
    assert officer.post(f"{url}correct/", {"text": "已上门致歉，当天办好"}).headers["Location"] == url
    assert "已上门致歉" in head.get(url).content.decode()
    head.post(f"{url}send_back/", {"reason": "没有说清楚原因"})
    assert "要重新整改" in officer.get(url).content.decode()
    officer.post(f"{url}correct/", {"text": "原因是调度漏单，已处分"})
    head.post(f"{url}see/", {"note": ""})
    rated_badly.refresh_from_db()
    assert rated_badly.seen_at == NOW
    assert "负责人已阅知" in desk("intake-1").get(LIST).content.decode()


def test_only_the_department_that_owes_it_corrects(desk, rated_badly):
    url = f"/desk/corrections/{rated_badly.code}/correct/"
    answer = desk("bureau-head").post(url, {"text": "我们替他们写"})
    assert answer.status_code == 422
    assert "我们替他们写" in answer.content.decode()
    assert "data-draft" not in desk("bureau-head").get(url).content.decode()
    assert desk("bureau-head").get(f"/desk/corrections/{rated_badly.code}/forget/").status_code == 404


def test_the_rating_is_on_the_appeals_page(desk, rated_badly):
    appeal = rated_badly.evaluation.appeal
    assert "非常不满意" in desk("mayor").get(f"/desk/appeals/{appeal.code}/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_a_constant_number_of_queries(desk, closed, speaker, cast, count, django_assert_num_queries):
    for _ in range(count):
        closed()
        bad = closed()
        actions.evaluate(bad, solved=False, level=2, reasons=["slow"], by=speaker(bad), at=NOW)
    assert len(queries.corrections(cast.intake)) == count
    browser = desk("intake-1")
    browser.get(LIST)
    with django_assert_num_queries(7):
        browser.get(LIST)
