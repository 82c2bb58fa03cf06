"""权责清单 at the desk: looked through by everybody at work, kept row by row or as a table, with what it would change first."""

import pytest
from tests.cast import NOW

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.register import actions, queries

pytestmark = pytest.mark.django_db
LIST, TABLE = "/desk/duties/", "/desk/duties/_table/"


def text(answer):
    return answer.content.decode()


def test_it_is_found_by_duty_word_and_organ(desk, cast):
    browser = desk("power-supply-officer")
    assert "停电抢修和线路运维" in text(browser.get(LIST))
    for words in ("跳闸", "供电公司", "停电抢修"):
        shown = text(browser.get(LIST, {"q": words}))
        assert "停电抢修和线路运维" in shown
        assert "不动产登记" not in shown
    assert "清单里没有这个说法" in text(browser.get(LIST, {"q": "宇宙飞船"}))
    assert "用表格维护" not in text(browser.get(LIST))


def test_a_clerk_changes_a_row(desk, cast):
    browser, url = desk("intake-1"), "/desk/duties/power-supply/"
    form = browser.get(url).context["form"]
    told = {name: form.initial.get(name, "") for name in form.fields}
    told["words_1"] += "、电闸"
    told["name_2"] = told["words_2"] = told["related_2"] = told["basis_2"] = ""
    answer = browser.post(url, told)
    assert answer.status_code == 303, text(answer)
    duties = queries.duties_of(cast.organ("power-supply"))
    assert "电闸" in duties[0].words
    assert len(duties) == len([name for name in form.initial if name.startswith("name_")]) - 1


def test_words_without_a_duty_are_asked_about(desk, cast):
    answer = desk("bureau-head").post("/desk/duties/power-supply/", {"words_1": "停电"})
    assert answer.status_code == 422
    assert "请写出事项的名称" in text(answer)


def test_an_empty_catalogue_begins_with_the_usual_duties(desk, cast):
    actions.set_duties(cast.organ("power-supply"), duties=[], by=MACHINE, at=NOW)
    assert "同名单位通常的职责" in text(desk("system-admin").get("/desk/duties/power-supply/"))
    assert "暂按同名单位通常的职责推荐：供电公司" in text(desk("system-admin").get(LIST))


def test_a_table_says_what_it_would_change_and_changes_it_on_the_second_press(desk, cast):
    browser = desk("intake-1")
    table = "部门\t事项\t企业的说法\t相关的词\t依据\n县供电局\t停电抢修\t停电、跳闸\t电\t条例\n\t增容\t变压器"
    before = queries.duties_of(cast.organ("power-supply"))
    assert browser.post(TABLE, {"table": table, "choose": ""}).status_code == 303
    shown = text(browser.get(TABLE))
    assert "共 2 项，新增 停电抢修、增容" in shown
    assert "删去 " in shown
    assert queries.duties_of(cast.organ("power-supply")) == before
    assert browser.post(TABLE, {"table": table}).status_code == 303
    after = queries.duties_of(cast.organ("power-supply"))
    assert [(one.name, one.words, one.basis) for one in after] == [
        ("停电抢修", ("停电", "跳闸"), "条例"),
        ("增容", ("变压器",), ""),
    ]
    again = browser.post(TABLE, {"table": table}, follow=True)
    assert "没有更改" in text(again)


def test_a_table_with_a_fault_changes_nothing(desk, cast):
    before = queries.duties_of(cast.organ("power-supply"))
    table = "供电公司\t停电\n外星局\t飞船\n供电公司\t\t只有说法\n供电公司\ta\tb\tc\td\te"
    answer = desk("intake-1").post(TABLE, {"table": table})
    assert answer.status_code == 422
    assert "共有 3 行看不懂，第 2 行：登记册里没有“外星局”" in text(answer)
    assert queries.duties_of(cast.organ("power-supply")) == before


def test_the_present_catalogue_comes_back_as_it_was(desk, cast):
    browser = desk("intake-1")
    present = browser.get(TABLE).context["present"]
    assert "没有更改" in text(browser.post(TABLE, {"table": present}, follow=True))
