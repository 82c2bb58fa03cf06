"""反映诉求 by category, with the enterprise found by its code, and a receipt with the dates to expect. 四, 四(一)1."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from tests.cast import NOW
from tests.documents import making

from qinqing.doors.portal import beside
from qinqing.doors.web import handovers, qr
from qinqing.doors.web.models import Draft, Handover
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import complete_credit_code, complete_old_number
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.rules.kinds import Category
from qinqing.procedure.appeals.rules.prompts import GROUPS, usual_prompt
from qinqing.procedure.register import actions as register
from qinqing.services.journal import queries as journal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
PAGE = "/appeals/new"
FIELDS = {"text": "线路每周跳闸两次", "enterprise_name": "某厂", "contact_phone": "13800138000"}
CODE = complete_credit_code("91350100M000100Y4")


def beside_form(browser, target, **typed):
    return browser.post("/appeals/new/beside", typed, headers={"HX-Request": "true", "HX-Target": target}).text


@pytest.fixture
def enterprise_known(cast):
    """An enterprise of the bureau's register, with everything that is nobody else's business."""
    return register.add_enterprise(
        name="云岭县恒光铸造有限公司", credit_code=CODE, township=cast.organ("lingcheng"), section="C",
        industry="黑色金属铸造", legal_person="欧阳秘", address="秘路 8 号", note="秘记",
        contacts=[{"name": "秘联系", "phone": "13911112222"}], by=cast.intake, at=NOW,
    )  # fmt: skip


class TestPrompts:
    """What stands beside a category."""

    def test_every_category_is_offered_once_and_has_words_examples_and_materials(self):
        offered = [one for _, group in GROUPS for one in group]
        assert sorted(offered) == sorted(Category)
        for category in Category:
            told = usual_prompt(category)
            assert 10 < len(told.ask) <= 200, category
            assert told.examples, category
            assert told.materials, category

    def test_the_examples_name_nobody(self):
        text = "".join("".join(usual_prompt(one).examples) for one in Category)
        assert not re.search(r"有限公司|有限责任|[0-9]{7,}|先生|女士|经理", text)

    def test_the_page_shows_it_without_a_script_once_a_category_is_chosen(self, cast, visitor):
        assert "怎么写</h2>" not in visitor.get(PAGE).text
        visitor.post(PAGE, {"choose": "", "category": "power", "text": "线路"})
        page = visitor.get(PAGE).text
        assert "用电：怎么写" in page
        assert "停电的时间记录" in page
        assert "线路</textarea>" in page

    def test_a_script_asks_for_it_alone(self, cast, visitor):
        part = beside_form(visitor, "prompt", category="arrears")
        assert "拖欠账款：怎么写" in part
        assert "<html" not in part
        assert "怎么写" not in beside_form(visitor, "prompt", category="nonsense\x00")

    def test_the_county_writes_its_own_words(self, cast, visitor, at_desk):
        desk = at_desk("intake-1")
        page = desk.get("/desk/prompts/power/").text
        assert "写清户号" in page
        told = {"ask": "写清户号和线路", "examples": "一例\n\n又一例", "materials": "电费单\n\n照片"}
        assert desk.post("/desk/prompts/power/", told).status_code == 303
        assert "本县改过" in desk.get("/desk/prompts/").text
        part = beside_form(visitor, "prompt", category="power")
        assert "写清户号和线路" in part
        assert part.count("<blockquote>") == 2
        assert "电费单、照片" in part
        assert journal.history("prompt/power")[-1].event == "appeals.prompt.set"
        assert journal.verify().ok
        assert "没有要更改的内容" in desk.post("/desk/prompts/power/", told).text
        assert desk.get("/desk/prompts/nonsense/").status_code == 404

    def test_only_the_bureau_and_the_system_administrator_write_them(self, cast):
        for by in (cast.office, cast.officer("power-supply"), cast.actor("hengxin")):
            with pytest.raises(Refused, match="工业信息化和商务局"):
                actions.set_prompt("power", ask="写清户号", examples=[], materials=[], by=by, at=NOW)
        with pytest.raises(Refused, match="写明要企业写清什么"):
            actions.set_prompt("power", ask=" ", examples=["例"], materials=[], by=cast.intake, at=NOW)

    def test_what_the_enterprise_chose_is_offered_when_it_is_sorted(self, cast, visitor, at_desk):
        assert visitor.post(PAGE, {**FIELDS, "category": "power"}).status_code == 303
        appeal = queries.Appeal.objects.get()
        assert appeal.category == "power"
        actions.register_appeal(appeal, by=cast.intake, at=NOW)
        page = at_desk("intake-1").get(f"/desk/appeals/{appeal.code}/sort/").text
        assert re.search(r'value="power"[^>]*selected', page)


class TestTheRegister:
    """The enterprise found by its code; what the licence says, and nothing else. A1, A2."""

    def test_a_whole_code_finds_name_township_and_industry_and_no_contact(self, enterprise_known, visitor):
        part = beside_form(visitor, "licence", credit_code=CODE)
        for word in ("云岭县恒光铸造有限公司", "岭城镇", "黑色金属铸造", 'data-fill-name="云岭县恒光铸造有限公司"'):
            assert word in part
        for secret in ("秘", "13911112222"):
            assert secret not in part

    @pytest.mark.parametrize("typed", [CODE[:17], CODE[:10], CODE[:-1] + "0", "91", "恒光", "云岭县恒光"])
    def test_a_part_of_a_code_or_name_finds_nobody(self, enterprise_known, visitor, typed):
        assert "恒光铸造有限公司" not in beside_form(visitor, "licence", credit_code=typed)
        assert "data-fill-name" not in beside_form(visitor, "licence", enterprise_name=typed)

    def test_a_whole_name_finds_the_code(self, enterprise_known, visitor):
        part = beside_form(visitor, "licence", enterprise_name="云岭县恒光铸造有限公司")
        assert f'data-fill-code="{CODE}"' in part

    def test_what_strangers_told_of_themselves_other_strangers_do_not_read(self, cast, visitor):
        visitor.post(PAGE, {**FIELDS, "enterprise_name": "不想让人知道的厂", "credit_code": CODE})
        assert "不想让人知道的厂" not in beside_form(visitor, "licence", credit_code=CODE)

    def test_it_is_found_and_taken_without_a_script(self, enterprise_known, visitor):
        visitor.post(PAGE, {"choose": "", "credit_code": CODE, "text": "线路"})
        page = visitor.get(PAGE).text
        button = re.search(r'name="choose" value="(enterprise_name=[^"]+)"', page)[1].replace("&amp;", "&")
        visitor.post(PAGE, {"choose": button, "credit_code": CODE, "text": "线路"})
        page = visitor.get(PAGE).text
        assert 'value="云岭县恒光铸造有限公司"' in page
        assert "登记册里有这家企业：岭城镇，黑色金属铸造" in page

    def test_who_asks_for_code_after_code_is_no_longer_told(self, enterprise_known, visitor, monkeypatch):
        monkeypatch.setattr(beside, "ASKED_PER_HOUR", 3)
        told = ["恒光" in beside_form(visitor, "licence", credit_code=CODE) for _ in range(4)]
        assert told == [True, True, True, False]

    def test_a_project_without_a_code_is_lodged_with_its_number(self, cast, visitor, at_desk):
        told = {**FIELDS, "enterprise_name": "年产两万吨纸板项目", "project_number": "2605-451000-04-01-123456"}
        assert visitor.post(PAGE, told).status_code == 303
        enterprise = queries.Appeal.objects.get().enterprise
        assert (enterprise.credit_code, enterprise.shown_code) == (None, "2605-451000-04-01-123456")

    def test_an_old_number_is_taken_and_the_new_one_asked_for(self, cast, visitor):
        old = complete_old_number("45100000000012")
        assert "如已换发 18 位" in beside_form(visitor, "licence", credit_code=old)
        assert visitor.post(PAGE, {**FIELDS, "credit_code": old}).status_code == 303
        assert queries.Appeal.objects.get().enterprise.old_number == old


class TestTheReceipt:
    """编号、查询码、二维码, and by when what happens."""

    def test_it_tells_every_date_to_expect(self, cast, visitor):
        page = visitor.get(visitor.post(PAGE, FIELDS).headers["Location"]).text
        for words in (
            "11月25日前",  # two working days after Monday 23 November: registered and transferred
            "11月26日前",  # one more: the department calls
            "12月2日前", "一般事项12月9日前", "复杂事项12月16日前", "请在 5 个工作日内说认可还是还有疑问",
        ):  # fmt: skip
            assert words in page

    def test_its_picture_carries_the_number_and_never_the_code(self, cast, visitor):
        page = visitor.get(visitor.post(PAGE, FIELDS).headers["Location"]).text
        appeal = queries.Appeal.objects.get()
        assert escape(qr.inline(f"http://testserver/track?number={appeal.number}")) in page
        assert f'value="{appeal.number}"' in visitor.get(f"/track?number={appeal.number}").text

    def test_what_was_corrected_in_the_code_is_told(self, cast, visitor):
        misread = CODE.replace("0", "O")
        page = visitor.get(visitor.post(PAGE, {**FIELDS, "credit_code": misread}).headers["Location"]).text
        assert f"已将字母 O 更正为数字 0：{CODE}" in page


class TestAnotherDevice:
    """换个设备接着填: text and files go over by a code, once, within two hours."""

    def offered(self, browser):
        told = {"draft-form": PAGE, **FIELDS, "files": [SimpleUploadedFile("合同.pdf", making.pdf())]}
        answer = browser.post("/appeals/new/elsewhere", told)
        page = browser.get(answer.headers["Location"]).text
        return re.search(r"<dd><b>([0-9A-Z]{8})</b>", page)[1], page

    def other(self):
        return Client(headers={"origin": "http://testserver"})

    def test_text_and_files_go_over(self, cast, visitor):
        visitor.get(PAGE)
        code, page = self.offered(visitor)
        assert escape(qr.inline(f"http://testserver/appeals/continue/{code}/")) in page
        other = self.other()
        assert other.get(f"/appeals/continue/{code}/").headers["Location"] == "/appeals/continue"
        assert f'value="{code}"' in other.get("/appeals/continue").text
        assert "合同.pdf" in visitor.get(PAGE).text, "opening the address alone moves nothing"
        assert other.post("/appeals/continue", {"code": f" {code.lower()[:4]}-{code[4:]} "}).headers["Location"] == PAGE
        page = other.get(PAGE).text
        assert "线路每周跳闸两次</textarea>" in page
        assert "合同.pdf" in page
        assert "合同.pdf" not in visitor.get(PAGE).text
        assert other.post(PAGE, FIELDS).status_code == 303
        assert [one.name for one in queries.files(queries.Appeal.objects.get(), cast.intake)] == ["合同.pdf"]

    def test_it_is_good_once_and_for_two_hours(self, cast, visitor):
        visitor.get(PAGE)
        code, _ = self.offered(visitor)
        assert self.other().post("/appeals/continue", {"code": code}).status_code == 303
        assert "已经用过" in self.other().post("/appeals/continue", {"code": code}).text
        code, _ = self.offered(visitor)
        with time_machine.travel(NOW + timedelta(hours=2), tick=False):
            assert "过了两小时" in self.other().post("/appeals/continue", {"code": code}).text
        assert handovers.sweep_handovers(NOW + timedelta(hours=2)) == 1

    def test_it_can_be_guessed_only_so_often(self, cast):
        other = self.other()
        told = [other.post("/appeals/continue", {"code": f"{n:08d}"}).text for n in range(21)]
        assert ["一小时后再试" in one for one in told] == [False] * 20 + [True]

    def test_the_code_itself_is_kept_nowhere_but_in_the_session_that_asked(self, cast, visitor):
        visitor.get(PAGE)
        code, _ = self.offered(visitor)
        assert code not in str(Handover.objects.values_list()) + str(Draft.objects.values_list())

    def test_a_draft_that_is_there_already_loses_nothing(self, cast, visitor):
        visitor.get(PAGE)
        code, _ = self.offered(visitor)
        other = self.other()
        other.post(PAGE, {"choose": "", "text": "旧的", "files": [SimpleUploadedFile("乙.pdf", making.pdf())]})
        other.post("/appeals/continue", {"code": code})
        page = other.get(PAGE).text
        assert "合同.pdf" in page
        assert "乙.pdf" in page

    def test_nothing_is_offered_of_an_empty_form(self, cast, visitor):
        visitor.get(PAGE)
        answer = visitor.post(
            "/appeals/new/elsewhere", {"draft-form": PAGE}, headers={"referer": "http://testserver" + PAGE}
        )
        assert "先写几个字" in visitor.get(answer.headers["Location"]).text
