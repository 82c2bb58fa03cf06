"""``qinqing appeals import``: an old ledger comes in whole, once, as history where it is history, and on the record."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import Workbook
from tests.cast import NOW
from tests.ledgers.offices import ARREARS, ENTRIES, HEAD, POWER, ROAD, table, text, xlsx
from tests.ledgers.taken import appeal_of, note_of, told
from tests.tables import digests

from qinqing.doors.operations.management.commands import appeals_import
from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.models import Answer, Appeal
from qinqing.procedure.register import actions as register
from qinqing.procedure.register.models import Enterprise
from qinqing.services.accounts import queries as accounts
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import queries as journal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "on_the_day")]


def take(path, *words):
    """What the command says with ``--json``, and how it ended."""
    out, err = StringIO(), StringIO()
    try:
        call_command(appeals_import.Command(), str(path), "--json", *words, stdout=out, stderr=err)
    except CommandError as refused:
        return json.loads(out.getvalue() or "null"), str(refused)
    return json.loads(out.getvalue()), ""


def counts(created=0, updated=0, unchanged=0, rejected=()):
    total = created + updated + unchanged + len(rejected)
    return {
        "rows": total, "created": created, "updated": updated, "unchanged": unchanged, "rejected": list(rejected)
    }  # fmt: skip


def events(appeal):
    return [entry.event.rpartition(".")[2] for entry in journal.history(appeal.subject)]


def test_every_entry_is_registered_with_its_words(ledger):
    assert take(ledger(*ENTRIES)) == (counts(created=3), "")
    assert list(Appeal.objects.order_by("id").values_list("text", flat=True)) == [one["诉求内容"] for one in ENTRIES]
    assert {(one.channel, one.entered_at) for one in Appeal.objects.all()} == {("ledger", NOW)}
    assert [one.number for one in Appeal.objects.order_by("id")] == [f"JDR-2026-00000{n}" for n in (1, 2, 3)]


def test_a_finished_entry_comes_in_closed_as_the_ledger_says(ledger, cast):
    take(ledger(POWER))
    appeal = appeal_of(POWER)
    assert (appeal.state, appeal.result, appeal.outcome, appeal.category) == ("closed", "resolved", "resolved", "power")
    assert appeal.received_at == datetime(2026, 3, 5, 1, tzinfo=UTC)
    assert appeal.closed_at == datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
    assert appeal.lead_id == cast.organ("power-supply")
    assert (appeal.due_at, appeal.turn_role) == (None, "")
    assert events(appeal) == ["imported_closed"]
    entry = journal.history(appeal.subject)[0]
    assert (entry.role, entry.name) == (Role.MACHINE, "台账导入")
    assert entry.facts["source"] == "2026年台账.xlsx 第 2 行"
    assert note_of(appeal).splitlines() == [
        "诉求类别：用电", "牵头部门：县供电公司", "配合部门：城西工业园管委会", "办理结果：已解决", "来源渠道：电话", "满意度：非常满意",
    ]  # fmt: skip


def test_no_clock_ran_and_nobody_signed_for_a_finished_entry(ledger):
    take(ledger(POWER))
    appeal = appeal_of(POWER)
    assert calendar.stored_clocks([appeal.subject]) == {appeal.subject: {}}
    answer = Answer.objects.get(appeal=appeal)
    assert (answer.answer, answer.drafted_by, answer.signed_by) == ("已换装 800 千伏安变压器并送电。", "", "原有台账")
    assert answer.signed_at == appeal.closed_at


def test_the_departments_of_a_finished_entry_see_it(ledger, cast):
    take(ledger(POWER))
    appeal = appeal_of(POWER)
    assert queries.fetch(cast.officer("power-supply"), appeal.code)
    assert queries.fetch(cast.head("park-west"), appeal.code)


def test_an_unfinished_entry_waits_to_be_transferred_within_the_limit(ledger, cast):
    take(ledger(ARREARS))
    appeal = appeal_of(ARREARS)
    assert (appeal.state, appeal.result, appeal.closed_at, appeal.category) == ("registered", "", None, "arrears")
    assert appeal.received_at == datetime(2026, 5, 11, 1, tzinfo=UTC)
    assert appeal.due_at > NOW
    assert (appeal.turn_role, appeal.lead_id) == (Role.INTAKE, None)
    assert {"牵头部门：财政局", "办理情况：正在核对工程量。"} <= set(note_of(appeal).splitlines())
    actions.sort(appeal, kind="ordinary", matter="trouble", category="arrears", by=cast.intake, at=NOW)
    fresh = queries.fetch(cast.intake, appeal.code)
    assert actions.transfer(fresh, lead=cast.organ("housing"), by=cast.intake, at=NOW).state == "transferred"


def test_without_an_enterprise_it_stands_under_the_unnamed_one_and_is_flagged(ledger):
    assert "没有企业名称，登记在“未具名企业”名下" in told(ledger(ROAD))
    appeal = appeal_of(ROAD)
    assert appeal.enterprise_name == "未具名企业"
    assert Enterprise.objects.get(pk=appeal.enterprise_id).unnamed


def test_only_the_content_is_compulsory(tmp_path):
    assert take(xlsx(tmp_path / "a.xlsx", [["诉求内容"], ["要修路"], ["缺焊工"]])) == (counts(created=2), "")
    assert set(Appeal.objects.values_list("received_at", flat=True)) == {NOW}


def test_taken_again_nothing_changes(ledger):
    path = ledger(*ENTRIES)
    take(path)
    before = digests()
    assert take(path) == (counts(unchanged=3), "")
    assert digests() == before


def test_rows_that_moved_are_the_same_rows(ledger):
    take(ledger(*ENTRIES))
    moved = [{**entry, "序号": place} for place, entry in enumerate(reversed(ENTRIES), 7)]
    assert take(ledger(*moved, head=HEAD[::-1])) == (counts(unchanged=3), "")


def test_another_encoding_of_the_same_ledger_is_the_same_ledger(ledger, tmp_path):
    entries = [{**entry, "收到日期": "2026年3月5日"} for entry in (POWER, ROAD)]
    take(ledger(*entries))
    assert take(text(tmp_path / "a.csv", table(entries), "gb18030")) == (counts(unchanged=2), "")


def test_a_ledger_that_went_on_is_followed_while_the_appeal_waits(ledger):
    take(ledger(ARREARS))
    further = {**ARREARS, "办理情况": "工程量已核定，列入下批支付。", "联系电话": "0776-7654321"}
    assert take(ledger(further)) == (counts(updated=1), "")
    appeal = appeal_of(ARREARS)
    assert (appeal.state, appeal.contact_phone) == ("registered", "0776-7654321")
    assert "办理情况：工程量已核定，列入下批支付。" in note_of(appeal)
    ended = {**further, "办理情况": "已付清。", "办结日期": "2026-11-20", "办理结果": "已解决"}
    assert take(ledger(ended)) == (counts(updated=1), "")
    appeal = appeal_of(ARREARS)
    assert (appeal.state, appeal.result, appeal.closed_at) == (
        "closed", "resolved", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    )  # fmt: skip
    assert events(appeal) == ["imported", "ledger_followed", "closed_by_ledger"]
    assert Clocks.of(appeal.subject).get("transfer").verdict == "void"
    assert take(ledger(ended)) == (counts(unchanged=1), "")


def test_what_went_its_own_way_here_is_left_alone_and_told(ledger, cast):
    take(ledger(ARREARS))
    appeal = queries.fetch(cast.intake, appeal_of(ARREARS).code)
    actions.propose_refusal(appeal, reason="已进入诉讼", pointer="县人民法院", by=cast.intake, at=NOW)
    before = digests()
    assert "已在系统内办理，台账的改动没有带入" in told(ledger({**ARREARS, "办理结果": "已解决"}))
    assert digests() == before


def test_the_same_entry_twice_in_a_file_is_registered_once(ledger):
    assert take(ledger(ROAD, {**ROAD, "序号": 9})) == (counts(created=1, unchanged=1), "")


def test_a_dry_run_reports_the_same_and_changes_nothing(ledger):
    path, before = ledger(*ENTRIES, {**ROAD, "诉求内容": None}), digests()
    rehearsed = take(path, "--dry-run")
    assert digests() == before
    assert rehearsed == take(path)
    assert rehearsed[0]["created"] == 3
    assert digests() != before


def test_a_dry_run_shows_departments_and_says_that_it_was_one(ledger):
    entry = {**ROAD, "牵头部门": "云岭县国土资源局", "配合部门": "县飞船调度中心、住建委"}
    said = told(ledger(entry), "--dry-run")
    assert said.startswith("预演：共 1 行：新登记 1")
    assert "县飞船调度中心：第 2 行" in said
    assert "云岭县国土资源局 → 自然资源局" in said
    assert "住建委 → 住建局" in said


def test_a_department_nobody_knows_is_never_dropped(ledger):
    take(ledger({**POWER, "牵头部门": "县飞船调度中心、县供电公司"}))
    appeal = appeal_of(POWER)
    assert appeal.lead_id is None
    assert "牵头部门：县飞船调度中心、县供电公司" in note_of(appeal)
    assert appeal.concerns.count() == 2


def test_refused_rows_are_named_and_the_others_come_in(ledger):
    told_rows = [
        POWER, {**ROAD, "诉求内容": " "}, {**ROAD, "收到日期": "2027-01-01"}, {**POWER, "诉求内容": "缺焊工", "办结日期": "2026-01-01"},
        {**ROAD, "诉求内容": "厂" * 32_000 + "\n"},
    ]  # fmt: skip
    data, fault = take(ledger(*told_rows))
    assert data == counts(
        created=2,
        rejected=[
            {"row": 3, "column": "诉求内容", "value": "", "reason": "没有诉求内容，请补上后再导入这一行"},
            {"row": 4, "column": "收到日期", "value": "2027-01-01", "reason": "收到日期2027年1月1日还没有到，请核对"},
            {
                "row": 5,
                "column": "办结日期",
                "value": "2026-01-01",
                "reason": "办结日期早于收到日期2026年3月5日，请核对",
            },
        ],
    )
    assert fault == "有 3 行没有导入，请按上面的原因改正后重新导入整个文件"


def test_texts_that_no_database_keeps_are_refused_by_row(tmp_path):
    path = text(tmp_path / "a.csv", [["诉求内容"], ["好的"], ["坏\x00的"], ["厂" * 50_001]], "utf-8")
    data, _ = take(path)
    assert (data["created"], [(one["row"], one["column"]) for one in data["rejected"]]) == (
        1, [(3, "诉求内容"), (4, "诉求内容")]
    )  # fmt: skip


def test_an_enterprise_the_plan_does_not_receive_is_refused_while_open_and_kept_as_history(ledger, cast):
    register.add_enterprise(name="岚江市远航贸易有限公司", county_registered=False, by=cast.intake, at=NOW)
    open_one = {**ARREARS, "企业名称": "岚江市远航贸易有限公司"}
    data, _ = take(ledger(open_one, {**POWER, "企业名称": "岚江市远航贸易有限公司"}))
    assert (data["created"], len(data["rejected"])) == (1, 1)
    assert "没有在本县注册" in data["rejected"][0]["reason"]


LONG = "我厂在石桥镇，问题有三：\n" + "".join(f"{n}. 三号机组停机，损失{n}万元；\n" for n in range(1, 1500))
SAID = [
    "修路", " 前后有空格 \n\n\t第二段\n", "法人𠮷田，厂址大垌屯，产品㐱型阀 👨‍👩‍👧 ①②③ ｱｲｳ Ａ型", "=HYPERLINK(\"x\")",
    "+86 13800138000 打来的", "<b>不要</b>当标签 &amp; “引号”，'单引号'；%s {{ x }}", LONG,
    "欠￥1,234,567.89元（大写：壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分），逾期 400 天",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["xlsx", "gb18030", "utf-16"])
def test_the_text_is_stored_and_shown_as_it_was_written(kind, tmp_path, cast):
    lines = [["诉求内容", "序号"], *([said, place] for place, said in enumerate(SAID))]
    if kind == "xlsx":
        path = xlsx_text(tmp_path / "a.xlsx", lines)
    else:
        path = text(tmp_path / "a.txt", lines, kind, "," if kind == "gb18030" else "\t")
    assert take(path) == (counts(created=len(SAID)), "")
    stored = list(Appeal.objects.order_by("id"))
    assert [appeal.text for appeal in stored] == SAID
    assert [queries.shown(appeal, cast.intake).text for appeal in stored] == SAID


def xlsx_text(path, lines):
    """A workbook whose cells are all text, whatever they begin with."""
    book = Workbook()
    for at, line in enumerate(lines, 1):
        for place, value in enumerate(line, 1):
            cell = book.active.cell(at, place)
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) else "n"
    book.save(path)
    return path


def test_other_columns_and_over_long_cells_are_in_the_note(ledger):
    entry = {**ROAD, "备注": "领导批示：抓紧", "包联领导": "覃", "联系人": "甲" * 300}
    take(ledger(entry, head=(*HEAD, "备注", "包联领导")))
    appeal = appeal_of(ROAD)
    assert {"备注：领导批示：抓紧", "包联领导：覃", f"联系人：{'甲' * 300}"} <= set(note_of(appeal).splitlines())
    assert appeal.contact_name == ""


def test_the_code_finds_the_enterprise_and_the_name_written_is_kept(ledger, cast):
    known = Enterprise.objects.exclude(credit_code=None).first()
    take(ledger({**ROAD, "企业名称": "另一种写法公司", "统一社会信用代码": known.credit_code.lower()}))
    appeal = appeal_of(ROAD)
    assert (appeal.enterprise_id, appeal.enterprise_name) == (known.pk, known.name)
    assert journal.history(appeal.subject)[0].facts["named"] == "另一种写法公司"


def test_an_ending_that_is_not_said_is_not_invented(ledger):
    entry = {**POWER, "办理结果": None}
    said = told(ledger(entry))
    appeal = appeal_of(POWER)
    assert (appeal.state, appeal.result, appeal.outcome) == ("closed", "", "")
    assert Answer.objects.get(appeal=appeal).answer == POWER["办理情况"]
    assert "没有写明是已解决还是已解释，办结结果留空" in said


@pytest.mark.parametrize(
    ("result", "closed", "state"),
    [
        ("未解决", "2026-04-02", "registered"), ("办理中", None, "registered"), ("已解决", None, "closed"),
        ("不予受理", "2026-04-02", "closed"), ("供电公司去看过", None, "registered"), (None, "2027-04-02", "registered"),
    ],
)  # fmt: skip
def test_it_is_closed_only_when_the_ledger_says_so(ledger, result, closed, state):
    take(ledger({**POWER, "办理结果": result, "办结日期": closed}))
    appeal = appeal_of(POWER)
    assert appeal.state == state
    if state == "registered":
        assert "办理情况：已换装 800 千伏安变压器并送电。" in note_of(appeal)


def test_the_record_of_an_import_verifies(ledger):
    take(ledger(*ENTRIES))
    take(ledger({**ARREARS, "办理结果": "已解决", "办结日期": "2026-11-20"}))
    assert journal.verify().ok


def test_imported_appeals_are_found_by_their_words(ledger, cast):
    take(ledger(*ENTRIES))
    wanted = queries.Wanted(text="限高杆")
    assert [one.text for one in queries.page(cast.intake, wanted, at=NOW).rows] == [ROAD["诉求内容"]]


def test_a_ledger_of_many_rows_asks_a_constant_number_of_queries_a_row(ledger, django_assert_max_num_queries):
    many = [{**ROAD, "诉求内容": f"第 {n} 件"} for n in range(60)]
    with django_assert_max_num_queries(60 * 30):
        assert take(ledger(*many))[0]["created"] == 60


def test_the_pages_show_what_the_ledger_said(ledger, cast, client):
    take(ledger(POWER, ARREARS))
    signed_in = sign_in(client)
    page = signed_in.get(f"/desk/appeals/{appeal_of(POWER).code}/").content.decode()
    for words in (POWER["诉求内容"], POWER["办理情况"], "由台账补录已办结诉求", "满意度：非常满意", "已办结"):
        assert words in page
    assert "签发" not in page
    assert "由台账登记" in signed_in.get(f"/desk/appeals/{appeal_of(ARREARS).code}/").content.decode()


def sign_in(client):
    client.force_login(accounts.account_by_username("weixiaolan"))
    return client


def test_the_enterprise_reads_how_it_ended_but_not_the_offices_notes(ledger):
    take(ledger(POWER))
    appeal = appeal_of(POWER)
    reader = Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk}))
    assert [one.answer for one in queries.answers(appeal, reader)] == [POWER["办理情况"]]
    (line,) = queries.timeline(appeal, reader)
    assert (line.what, line.particulars) == ("工信商务局按原有台账补录了您已办结的诉求", ())
