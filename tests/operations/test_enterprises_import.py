"""``qinqing enterprises import``: a roster comes in once, whatever a spreadsheet did to it, and on the record."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import load_workbook
from tests.cast import NOW
from tests.ledgers.offices import text, xlsx
from tests.tables import digests

from qinqing.doors.operations.management.commands import enterprises_import
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import complete_credit_code, complete_organisation_code
from qinqing.procedure.register import actions
from qinqing.procedure.register.actions import import_enterprises
from qinqing.procedure.register.models import Contact, Enterprise
from qinqing.services.documents.actions import taking_over
from qinqing.services.journal import queries as journal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "on_the_day")]
HEAD = (
    "企业名称", "统一社会信用代码", "法定代表人", "行业", "规模", "乡镇", "地址", "联系人", "联系电话", "成立日期", "状态",
)  # fmt: skip
COLUMNS = ("name", "credit_code", "old_number", "legal_person", "section", "industry", "size", "address", "status")


def code_of(number):
    return complete_credit_code(f"91459900{complete_organisation_code(f'MB{number:06d}')}")


FEED = {
    "企业名称": "云岭县禾丰饲料有限公司", "统一社会信用代码": code_of(1), "法定代表人": "韦启明", "行业": "农副食品加工业", "规模": "小型",
    "乡镇": "岭城", "地址": "云岭县岭城镇建设路 12 号", "联系人": "覃晓岚", "联系电话": "138 0000 7788", "成立日期": "2012年3月4日",
    "状态": "存续",
}  # fmt: skip
STALL = {"企业名称": "岭城镇阿强修理铺", "联系人": "罗强", "状态": "在业"}


def lines(*entries, head=HEAD):
    return [list(head), *([entry.get(name) for name in head] for entry in entries)]


@pytest.fixture
def roster(tmp_path):
    """``roster(entry, …)``: a workbook with these enterprises."""
    return lambda *entries, head=HEAD, name="名册.xlsx": xlsx(tmp_path / name, lines(*entries, head=head))


def take(path, *words):
    """What the command says with ``--json``, how it ended, and what it says beside it."""
    out, err = StringIO(), StringIO()
    try:
        call_command(enterprises_import.Command(), str(path), "--json", *words, stdout=out, stderr=err)
    except CommandError as refused:
        return json.loads(out.getvalue() or "null"), str(refused)
    return json.loads(out.getvalue()), ""


def told(path, *words):
    """What the command says to people."""
    out = StringIO()
    call_command(enterprises_import.Command(), str(path), *words, stdout=out)
    return out.getvalue()


def counts(created=0, updated=0, unchanged=0):
    return {"rows": created + updated + unchanged, "created": created, "updated": updated, "unchanged": unchanged, "rejected": []}  # fmt: skip


def refusals(path):
    data, _ = take(path)
    return [(one["row"], one["column"], one["value"], one["reason"]) for one in data["rejected"]]


def found(entry):
    return Enterprise.objects.get(name=entry["企业名称"])


def test_every_column_goes_where_it_belongs(roster, cast):
    assert take(roster(FEED, STALL)) == (counts(created=2), "")
    feed = found(FEED)
    assert [getattr(feed, name) for name in COLUMNS] == [
        FEED["企业名称"], code_of(1), "", "韦启明", "C", "农副食品加工业", "small", "云岭县岭城镇建设路 12 号", "registered",
    ]  # fmt: skip
    assert (feed.township_id, feed.founded_on) == (cast.organ("lingcheng"), date(2012, 3, 4))
    assert list(Contact.objects.filter(enterprise=feed).values_list("name", "phone", "digits")) == [
        ("覃晓岚", "13800007788", "13800007788")
    ]
    stall = found(STALL)
    assert (stall.credit_code, stall.code_status, stall.note) == (None, "none", "")


def test_each_enterprise_is_on_the_record_with_its_row_and_the_record_verifies(roster):
    take(roster(FEED, STALL))
    entry = journal.history(found(STALL).subject)[0]
    assert (entry.event, entry.role, entry.name) == ("register.enterprise.added", Role.MACHINE, "企业导入")
    assert entry.facts["source"] == "名册.xlsx 第 3 行"
    assert journal.verify().ok


def test_taken_again_nothing_changes(roster):
    path = roster(
        FEED,
        STALL,
        {**FEED, "企业名称": "云岭县三友木业厂", "统一社会信用代码": None, "乡镇": "县外某镇", "规模": "规上"},
    )
    take(path)
    before = digests()
    assert take(path) == (counts(unchanged=3), "")
    assert digests() == before


def test_what_is_new_is_taken_over_and_an_empty_cell_takes_nothing_away(roster):
    take(roster(FEED))
    further = {
        **dict.fromkeys(HEAD), "企业名称": "云岭县禾丰饲料集团有限公司", "统一社会信用代码": code_of(1), "规模": "中型",
        "联系人": "覃晓岚", "联系电话": "0776-7654321",
    }  # fmt: skip
    assert take(roster(further)) == (counts(updated=1), "")
    feed = Enterprise.objects.get(credit_code=code_of(1))
    assert (feed.name, feed.size, feed.legal_person) == ("云岭县禾丰饲料集团有限公司", "medium", "韦启明")
    assert Contact.objects.get(enterprise=feed).phone == "0776-7654321"
    entry = journal.history(feed.subject)[-1]
    assert entry.facts["changed"] == ["contacts", "name", "size"]
    assert entry.facts["before"]["name"] == "云岭县禾丰饲料有限公司"
    assert journal.verify().ok


def test_another_contact_is_added_to_those_who_are_known(roster):
    take(roster(STALL))
    take(roster({**STALL, "联系人": "罗妹", "联系电话": "13800000001"}))
    assert list(found(STALL).contacts.order_by("ordinal").values_list("name", "phone")) == [
        ("罗强", ""), ("罗妹", "13800000001"),
    ]  # fmt: skip


def test_an_enterprise_without_a_code_is_known_by_its_name_and_gets_its_code(roster, cast):
    known = actions.add_enterprise(name=FEED["企业名称"], by=cast.intake, at=NOW)
    assert take(roster(FEED)) == (counts(updated=1), "")
    assert Enterprise.objects.get(pk=known.pk).credit_code == code_of(1)


def test_without_a_code_a_name_that_two_bear_is_refused(roster, cast):
    for number in (5, 6):
        actions.add_enterprise(name=STALL["企业名称"], credit_code=code_of(number), by=cast.intake, at=NOW)
    assert refusals(roster(STALL)) == [
        (2, "企业名称", STALL["企业名称"], "登记册里有 2 家同名企业，请补上统一社会信用代码")
    ]


def test_a_namesake_with_another_code_is_another_enterprise(roster):
    assert take(roster(FEED, {**FEED, "统一社会信用代码": code_of(2)}))[0]["created"] == 2


def test_the_same_row_twice_is_one_enterprise_and_another_word_about_it_is_refused(roster):
    data, fault = take(roster(FEED, FEED, {**FEED, "规模": "大型"}, {**STALL, "企业名称": FEED["企业名称"]}))
    assert (data["created"], data["unchanged"]) == (1, 1)
    assert [(one["row"], one["reason"]) for one in data["rejected"]] == [
        (row, "与第 2 行是同一家企业，内容不同，请合并成一行") for row in (4, 5)
    ]
    assert fault == "有 2 行没有导入，请按上面的原因改正后重新导入整个文件"


def test_refused_rows_are_named_and_the_others_come_in(roster):
    path = roster(
        FEED, {**STALL, "企业名称": " "}, {**STALL, "统一社会信用代码": 9.135e17}, {**STALL, "统一社会信用代码": "9.135E+17"},
        {**STALL, "统一社会信用代码": "914500000000000000"}, {**STALL, "统一社会信用代码": code_of(3)[:-1]},
        {**STALL, "企业名称": "未具名企业"}, {**STALL, "企业名称": "厂" * 201},
    )  # fmt: skip
    assert [(row, column) for row, column, _, _ in refusals(path)] == [
        (3, "企业名称"), *((row, "统一社会信用代码") for row in (4, 5, 6, 7)), (8, "企业名称"), (9, "企业名称"),
    ]  # fmt: skip
    assert "后几位已经丢失" in refusals(path)[1][3]
    assert refusals(path)[4][3] == "统一社会信用代码是 18 位，现在是 17 位，请对照营业执照改正"
    assert found(FEED)


def test_codes_are_put_right_as_a_person_would(roster):
    told_codes = [
        code_of(1).replace("0", "O"), f"　{code_of(2).lower()[:9]}-{code_of(2)[9:]}\u200b", "代码：" + code_of(3), "440103000000009",
        code_of(4)[:-1] + ("A" if code_of(4)[-1] != "A" else "B"), "暂无",
    ]  # fmt: skip
    path = roster(*({**STALL, "企业名称": f"第{n}厂", "统一社会信用代码": code} for n, code in enumerate(told_codes)))
    said = told(path)
    stored = Enterprise.objects.filter(name__startswith="第").order_by("name")
    assert [one.credit_code for one in stored][:3] == [code_of(1), code_of(2), code_of(3)]
    assert [one.code_status for one in stored] == ["ok", "ok", "ok", "unchecked", "unchecked", "none"]
    assert "字母 O 更正为数字 0" in said
    assert "校验位不符" in said


def test_zeros_that_a_spreadsheet_dropped_are_put_back(roster):
    number = complete_organisation_code("01234567")
    path = roster({**STALL, "统一社会信用代码": float(number), "联系电话": 7767654321.0})
    assert number.startswith("0")
    assert number[-1].isdigit()
    said = told(path)
    assert found(STALL).old_number == number
    assert Contact.objects.get(enterprise=found(STALL), name="罗强").phone == "0776-7654321"
    assert f"开头的 0 被表格软件去掉了，已补上：{number}" in said


@pytest.mark.parametrize(
    "day",
    [
        "2012年3月4日", "2012/3/4", "2012.3.4", "20120304", "12-3-4", "二〇一二年三月四日", 40972, 40972.0, "40972",
        date(2012, 3, 4), "2012-03-04 00:00:00",
    ],
)  # fmt: skip
def test_the_founding_day_is_understood_in_every_form(roster, day):
    take(roster({**STALL, "成立日期": day}))
    assert found(STALL).founded_on == date(2012, 3, 4)


def test_a_founding_day_never_shifts(roster):
    for written, day in (
        ("1986-07-01", date(1986, 7, 1)),
        (31594, date(1986, 7, 1)),
        ("1952年10月1日", date(1952, 10, 1)),
    ):
        take(roster({**STALL, "成立日期": written}))
        assert found(STALL).founded_on == day


def test_what_is_not_understood_stays_word_for_word_in_the_note(roster):
    strange = {
        **STALL, "规模": "规上", "乡镇": "飞船镇", "成立日期": "改革开放初期", "状态": "不明朗", "行业": "制糖", "备注": "重点包联",
        "联系电话": "问村委会", "地址": "路" * 201,
    }  # fmt: skip
    said = told(roster(strange, head=(*HEAD, "备注")))
    stall = found(STALL)
    assert stall.note.splitlines() == [
        f"地址：{'路' * 201}", "规模：规上", "状态：不明朗", "乡镇：飞船镇", "成立日期：改革开放初期", "备注：重点包联",
    ]  # fmt: skip
    assert (stall.section, stall.industry, stall.status) == ("", "制糖", "registered")
    assert Contact.objects.get(enterprise=stall).phone == "问村委会"
    for words in ("规模“规上”：不认识的规模", "乡镇“飞船镇”：没有对上", "成立日期“改革开放初期”：看不懂的日期"):
        assert words in said


def test_a_number_that_a_spreadsheet_rounded_is_nobodys_telephone(roster):
    said = told(roster({**STALL, "联系电话": "1.38E+10"}))
    assert not Contact.objects.filter(enterprise=found(STALL), phone__contains="E+10").exists()
    assert "联系电话：1.38E+10" in found(STALL).note.splitlines()
    assert "联系电话“1.38E+10”：号码被表格软件改成了近似的数字" in said


def test_a_note_that_the_bureau_wrote_stays(roster, cast):
    stall = actions.add_enterprise(name=STALL["企业名称"], note="镇里重点户", by=cast.intake, at=NOW)
    take(roster({**STALL, "规模": "规上"}))
    assert Enterprise.objects.get(pk=stall.pk).note == "镇里重点户\n规模：规上"


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("gb18030", ";")]
)
def test_every_encoding_of_a_text_file_is_read(tmp_path, encoding, sign):
    path = text(tmp_path / "名册.csv", lines({**FEED, "企业名称": "云岭县𠮷祥㐂糕点（个体）"}, STALL), encoding, sign)
    assert take(path) == (counts(created=2), "")
    assert found({"企业名称": "云岭县𠮷祥㐂糕点（个体）"}).legal_person == "韦启明"


def test_two_lines_of_headings_sums_and_hidden_rows(tmp_path):
    table = [
        ["云岭县企业名册", *[None] * 11],
        ["序号", "企业名称", "统一社会信用代码", "联系方式", None, *HEAD[2:7], *HEAD[9:]],
        [None, None, None, "联系人", "联系电话", *[None] * 7],
        [1, FEED["企业名称"], FEED["统一社会信用代码"], "覃晓岚", "13800007788", *[FEED[name] for name in (*HEAD[2:7], *HEAD[9:])]],
        [2, STALL["企业名称"], None, "罗强", *[None] * 8],
        ["合计", 2, *[None] * 10],
    ]  # fmt: skip
    path = xlsx(tmp_path / "名册.xlsx", table, ("A1:L1", "D2:E2", "A2:A3", "B2:B3"))
    book = load_workbook(path)
    book.active.row_dimensions[5].hidden = True
    book.save(path)
    said = told(path)
    assert said.startswith("共 2 行：新登记 2")
    assert "这一行在表格里是隐藏的，已照常读取，请核对是否该有：第 5 行" in said
    assert "第 6 行“合计”是合计，不是企业" in said
    assert Contact.objects.get(enterprise=found(FEED)).phone == "13800007788"


def test_a_dry_run_reports_the_same_and_changes_nothing(roster, monkeypatch):
    monkeypatch.setattr("qinqing.procedure.register.actions.importing.BATCH", 2)
    path = roster(FEED, STALL, {**FEED, "规模": "大型"}, {**STALL, "企业名称": ""}, STALL)
    before = digests()
    rehearsed = take(path, "--dry-run")
    assert digests() == before
    assert rehearsed == take(path)
    assert (rehearsed[0]["created"], rehearsed[0]["unchanged"], len(rehearsed[0]["rejected"])) == (2, 1, 2)


def test_a_dry_run_says_that_it_was_one(roster):
    said = told(roster(FEED), "--dry-run")
    assert said.startswith("预演：共 1 行：新登记 1")
    assert said.endswith("预演：没有做任何改动\n")


def test_an_import_that_broke_off_is_simply_run_again(roster, monkeypatch):
    monkeypatch.setattr("qinqing.procedure.register.actions.importing.BATCH", 2)
    path = roster(*({**FEED, "企业名称": f"第{n}厂", "统一社会信用代码": code_of(n)} for n in range(10, 17)))
    broken = import_enterprises(path, at=NOW)
    for _ in range(3):
        next(broken)
    broken.close()
    assert Enterprise.objects.filter(name__startswith="第").count() == 4
    assert take(path) == ({**counts(created=3, unchanged=4)}, "")
    assert journal.verify().ok


def test_a_colleague_in_between_does_not_break_the_batch(roster, monkeypatch):
    calls = []

    def late(some, take_rows, dry_run, attempt=taking_over._attempt):
        calls.append(1)
        if len(calls) == 1:
            raise taking_over.Conflict("同事刚刚登记了同一家企业")
        return attempt(some, take_rows, dry_run)

    monkeypatch.setattr(taking_over, "_attempt", late)
    assert take(roster(FEED)) == (counts(created=1), "")
    assert len(calls) == 2


def test_only_who_keeps_the_register_may_import(roster):
    with pytest.raises(Refused, match="由县工业信息化和商务局维护"):
        next(import_enterprises(roster(FEED), at=NOW, by=Actor(Role.OFFICER, name="经办")))


def test_a_batch_asks_a_constant_number_of_queries(roster, django_assert_max_num_queries):
    path = roster(*({**FEED, "企业名称": f"第{n}厂", "统一社会信用代码": code_of(n)} for n in range(200)))
    with django_assert_max_num_queries(40):
        assert take(path)[0]["created"] == 200
    with django_assert_max_num_queries(12):
        assert take(path)[0]["unchanged"] == 200


@pytest.mark.parametrize(
    ("industry", "section"),
    [
        ("C 制造业", "C"), ("C13", "C"), ("1331", "C"), ("51", "F"), ("批发和零售业", "F"), ("餐饮", "H"), ("电力、热力生产和供应业", "D"),
        ("软件和信息技术服务业", "I"), ("教育", "P"), ("制糖", ""), ("98", ""),
    ],
)  # fmt: skip
def test_the_industry_is_known_by_name_letter_or_number(roster, industry, section):
    take(roster({**STALL, "行业": industry}))
    assert found(STALL).section == section
