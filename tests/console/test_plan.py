"""制度: each clause beside its numbers, the editions, and a new one drafted, looked at, adopted."""

import pytest
from tests.console.conftest import STAFF

from qinqing.procedure.plan import queries
from qinqing.procedure.plan.models import Edition
from qinqing.procedure.plan.rules import DEFAULTS

pytestmark = pytest.mark.django_db
NEW = {
    **{key: str(number) for key, number in DEFAULTS.items()},
    "title": "县长服务企业接待日活动方案", "in_force_from": "2026-12-01", "note": "企业反映转办太慢。",
}  # fmt: skip


def test_all_staff_read_it_and_its_keepers_draft_it(admitted):
    assert admitted("/desk/plan/") == STAFF
    assert admitted("/desk/plan/1/") == STAFF
    assert admitted("/desk/plan/new/") == {"system-admin", "bureau-head"}
    assert admitted("/desk/plan/9/") == set()


def test_each_clause_has_its_anchor_and_its_numbers(desk):
    page = desk("mayor").get("/desk/plan/").content.decode()
    assert 'id="四(一)1"' in page
    assert "<dt>登记转办</dt><dd>2个工作日</dd>" in page
    assert "云岭县范围内" in page


def test_the_public_reads_the_same_plan(client, cast):
    page = client.get("/plan").content.decode()
    assert 'id="四(一)1"' in page
    assert "<dt>登记转办</dt><dd>2个工作日</dd>" in page


def test_a_new_edition_is_adopted_only_after_a_look_at_what_it_changes(desk):
    browser = desk("bureau-head")
    answer = browser.post("/desk/plan/new/", NEW | {"transfer": "1"})
    assert answer.headers["Location"] == "/desk/plan/new/confirm/"
    page = browser.get("/desk/plan/new/confirm/").content.decode()
    assert "登记转办：2个工作日改为1个工作日" in page
    assert "12月1日" in page
    assert Edition.objects.count() == 1
    assert browser.post("/desk/plan/new/confirm/").headers["Location"] == "/desk/plan/2/"
    made = queries.editions()[0]
    assert (made.settings["transfer"], made.note) == (1, "企业反映转办太慢。")
    page = browser.get("/desk/plan/2/").content.decode()
    assert "尚未施行" in page
    assert "登记转办：2个工作日改为1个工作日" in page


def test_nothing_changed_is_nothing_to_adopt(desk):
    answer = desk("bureau-head").post("/desk/plan/new/", NEW)
    assert answer.status_code == 422
    assert "没有需要发布的改动" in answer.content.decode()


@pytest.mark.parametrize("wrong", [
    {"transfer": "99"}, {"transfer": ""}, {"handle_simple": "20"}, {"in_force_from": "2026-11-01"}, {"title": ""},
])  # fmt: skip
def test_numbers_that_do_not_fit_are_refused_and_stay(desk, wrong):
    answer = desk("system-admin").post("/desk/plan/new/", NEW | wrong)
    assert answer.status_code == 422
    assert "企业反映转办太慢。" in answer.content.decode()
    assert Edition.objects.count() == 1


def test_going_back_from_the_look_keeps_what_was_typed(desk):
    browser = desk("bureau-head")
    browser.post("/desk/plan/new/", NEW | {"transfer": "1"})
    page = browser.get("/desk/plan/new/").content.decode()
    assert "企业反映转办太慢。" in page
    assert 'name="transfer" value="1"' in page


def test_it_asks_as_often_for_one_edition_as_for_three(desk, django_assert_num_queries):
    browser = desk("bureau-head")
    browser.get("/desk/plan/")
    with django_assert_num_queries(6):
        browser.get("/desk/plan/")
    for day in ("2026-12-01", "2026-12-02"):
        browser.post(
            "/desk/plan/new/", NEW | {"transfer": day[-1], "sign": "2", "in_force_from": day, "ruling": day[-1]}
        )
        browser.post("/desk/plan/new/confirm/")
    assert Edition.objects.count() == 3
    assert "已发布第 3 版" in browser.get("/desk/plan/").content.decode()
    with django_assert_num_queries(6):
        browser.get("/desk/plan/")
