"""Old ledgers are read as they are: any encoding, headings anywhere, merged cells, sums and footnotes left out."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from tests.ledgers.offices import ENTRIES, HEAD, table, text, xlsx

from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals.actions.old_ledgers import WORDS
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.appeals.rules.outcomes import ending
from qinqing.services.documents.rules.tables.rows import Aside, Row, rows
from qinqing.services.documents.rules.tables.values import as_moment, as_text, is_nothing, lost_digits


def texts(path):
    return [as_text(row.cells["text"]) for row in rows(path, WORDS) if isinstance(row, Row)]


def asides(path):
    return [row.number for row in rows(path, WORDS) if isinstance(row, Aside)]


SAID = [entry["诉求内容"] for entry in ENTRIES]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("gbk", "\t"), ("utf-16", "\t"), ("utf-16-le", "\t"),
        ("utf-16-be", ","), ("utf-8", ";"),
    ],
)  # fmt: skip
def test_it_reads_text_in_any_encoding(tmp_path, encoding, delimiter):
    lines = [[str(cell).replace("¥", "￥") if cell else cell for cell in line] for line in table(ENTRIES)]
    path = text(tmp_path / "台账.csv", lines, encoding, delimiter)
    assert texts(path) == [said.replace("¥", "￥") for said in SAID]


def test_rare_characters_come_through_gb18030(tmp_path):
    said = "法人代表𠮷𪚥龘，产品「㐱」型阀门，厂址在“大垌屯”。"
    path = text(tmp_path / "a.csv", [["诉求内容", "企业名称"], [said, "云岭县𡎚口茶厂"]], "gb18030")
    assert texts(path) == [said]


def test_characters_that_gb18030_moved_are_the_real_ones(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("诉求内容\r\n法人姓".encode("gb18030") + b"\xfe\x59" + "，名".encode("gb18030") + b"\xfe\x51\r\n")
    assert texts(path) == ["法人姓\u9fb4，名\U00020087"]


def test_a_text_longer_than_any_cell_limit_is_whole(tmp_path):
    said = "厂" * 49_000 + "\n完"
    assert texts(text(tmp_path / "a.csv", [["诉求内容"], [said]], "utf-8")) == [said]


def test_headings_may_stand_anywhere_in_any_order(tmp_path):
    lines = [
        ["云岭县企业诉求台账（2026年）"],
        ["填报单位：工信商务局", None, "单位：件"],
        [None],
        *table(ENTRIES, HEAD[::-1]),
    ]
    assert texts(xlsx(tmp_path / "a.xlsx", lines, ["A1:O1"])) == SAID


def test_grouped_headings_over_two_lines(tmp_path):
    lines = [
        ["企业诉求台账"],
        ["序号", "企业", None, "诉求内容", "办理", None, None],
        [None, "名称", "联系电话", None, "牵头部门", "结果", "办结日期"],
        [1, "云岭县青禾粮油有限公司", "13700007788", SAID[0], "供电公司", "已解决", "2026.4.2"],
    ]
    path = xlsx(tmp_path / "a.xlsx", lines, ["A1:G1", "A2:A3", "B2:C2", "D2:D3", "E2:G2"])
    (row,) = rows(path, WORDS)
    assert row.number == 4
    assert row.cells == {
        "serial": 1, "enterprise": "云岭县青禾粮油有限公司", "phone": "13700007788", "text": SAID[0],
        "lead": "供电公司", "result": "已解决", "closed": "2026.4.2",
    }  # fmt: skip


def test_grouped_headings_in_a_text_file(tmp_path):
    lines = [
        ["序号", "诉求内容", "办理情况", "", "备注"],
        ["", "", "牵头部门", "办结日期", ""],
        ["1", SAID[0], "供电公司", "2026.4.2", "加急"],
    ]
    (row,) = rows(text(tmp_path / "a.csv", lines, "utf-8"), WORDS)
    assert (row.cells["lead"], row.cells["closed"], row.others) == ("供电公司", "2026.4.2", [("备注", "加急")])


def test_a_first_row_that_says_a_heading_is_a_row(tmp_path):
    lines = [["联系方式", "诉求内容", "来源"], ["", "询问惠企政策", "电话"], ["137", "想招焊工", "来访"]]
    assert texts(text(tmp_path / "a.csv", lines, "utf-8")) == ["询问惠企政策", "想招焊工"]


def test_an_enterprise_merged_over_its_appeals_is_named_in_each(tmp_path):
    lines = [["企业名称", "诉求内容"], ["云岭县石桥机械厂", "缺焊工"], [None, "缺运费补贴"], ["云岭县茶厂", "要修路"]]
    found = list(rows(xlsx(tmp_path / "a.xlsx", lines, ["A2:A3"]), WORDS))
    assert [(row.cells["enterprise"], row.cells["text"]) for row in found] == [
        ("云岭县石桥机械厂", "缺焊工"), ("云岭县石桥机械厂", "缺运费补贴"), ("云岭县茶厂", "要修路")
    ]  # fmt: skip


def test_an_appeal_merged_over_its_departments_is_one_appeal(tmp_path):
    lines = [["诉求内容", "牵头部门"], ["门口要修路", "住建局"], [None, "交通运输局"], ["缺焊工", "人社局"]]
    found = list(rows(xlsx(tmp_path / "a.xlsx", lines, ["A2:A3"]), WORDS))
    assert [(row.cells["text"], row.cells["lead"]) for row in found] == [
        ("门口要修路", "住建局\n交通运输局"), ("缺焊工", "人社局")
    ]  # fmt: skip


def test_sums_chapters_footnotes_and_repeated_headings_are_no_appeals(tmp_path):
    lines = [
        ["序号", "企业名称", "诉求内容"],
        ["一、工业企业"],
        [1, "甲", "合计多少补贴没有说清"],
        [None, None, None],
        ["小计", None, "1 件"],
        ["序号", "企业名称", "诉求内容"],
        [2, "乙", "要修路"],
        ["合计", None, 2],
        ["填表人：覃晓岚", None, None],
    ]
    path = xlsx(tmp_path / "a.xlsx", lines)
    assert texts(path) == ["合计多少补贴没有说清", "要修路"]
    assert asides(path) == [2, 5, 6, 8, 9]


def test_every_sheet_is_read_and_one_without_headings_is_told(tmp_path):
    book = Workbook()
    book.active.title = "一季度"
    for line in table(ENTRIES):
        book.active.append(line)
    book.create_sheet("二季度").append(["诉求内容"])
    book["二季度"].append(["要修路"])
    book.create_sheet("说明").append(["本表由各乡镇填报"])
    book.create_sheet("空")
    book.save(tmp_path / "a.xlsx")
    found = list(rows(tmp_path / "a.xlsx", WORDS))
    assert [row.place for row in found if isinstance(row, Row)] == [
        "一季度 第 2 行", "一季度 第 3 行", "一季度 第 4 行", "二季度 第 2 行"
    ]  # fmt: skip
    assert [row.why for row in found if isinstance(row, Aside)] == ["工作表“说明”里没有找到表头，整张没有读"]


def test_the_sheet_of_a_book_that_has_no_other_is_not_named(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", table(ENTRIES))
    assert [row.place for row in rows(path, WORDS)] == ["第 2 行", "第 3 行", "第 4 行"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 no workbook", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook", "损坏"),
        (b"<html><table><tr><td>\xe8\xaf\x89\xe6\xb1\x82</td></tr></table>", "网页格式"),
        (b"\xff\xff\x80\x81", "编码"),
        ("企业名称,电话\r\n甲,1\r\n".encode(), "没有找到表头"),
        ('诉求内容,备注\r\n"没有合上的引号，到文件尾\r\n第二件\r\n'.encode(), "引号"),
        (b"", "没有找到表头"),
    ],
)
def test_what_is_no_ledger_is_refused_with_what_to_do(tmp_path, content, reason):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=reason):
        list(rows(path, WORDS))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="打不开"):
        list(rows(tmp_path / "没有.xlsx", WORDS))


MORNING = time(9)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026年3月5日", datetime(2026, 3, 5, 9)), ("2026/3/5", datetime(2026, 3, 5, 9)), ("26.3.5", datetime(2026, 3, 5, 9)),
        ("二〇二六年三月五日", datetime(2026, 3, 5, 9)), ("20260305", datetime(2026, 3, 5, 9)),
        (20260305.0, datetime(2026, 3, 5, 9)), (46086.0, datetime(2026, 3, 5, 9)), ("46086", datetime(2026, 3, 5, 9)),
        (date(2026, 3, 5), datetime(2026, 3, 5, 9)), (datetime(2026, 3, 5), datetime(2026, 3, 5, 9)),
        (datetime(2026, 3, 5, 14, 30), datetime(2026, 3, 5, 14, 30)),
        ("2026-03-05 14:30:59", datetime(2026, 3, 5, 14, 30)), ("2026-03-05 00:00:00", datetime(2026, 3, 5, 9)),
        ("3月上旬", None), ("2026年2月30日", None), ("", None), (12.5, None), (True, None), ("去年", None),
    ],
)  # fmt: skip
def test_a_day_in_every_form(cell, moment):
    assert as_moment(cell, MORNING) == (moment and moment.replace(tzinfo=SHANGHAI))


def test_numbers_are_shown_as_they_were_typed():
    assert as_text(13700007788.0) == "13700007788"
    assert as_text(618000.5) == "618000.5"
    assert as_text(True) == "是"
    assert lost_digits(9.145e17)
    assert lost_digits("9.145E+17")
    assert not lost_digits(13700007788.0)
    assert all(map(is_nothing, ["", " ", "/", "——", "无", "暂无", "N/A"]))
    assert not any(map(is_nothing, ["无法通行", "0"]))


@pytest.mark.parametrize(
    ("label", "over", "result"),
    [
        ("已解决", True, Result.RESOLVED), ("解决", True, Result.RESOLVED), ("已兑现", True, Result.RESOLVED),
        ("部分解决", True, Result.PARTLY), ("基本解决", True, Result.PARTLY), ("已解释", True, Result.EXPLAINED),
        ("政策不允许，已解释", True, Result.EXPLAINED), ("不符合政策", True, Result.EXPLAINED),
        ("不予受理", True, Result.REFUSED), ("企业撤诉", True, Result.WITHDRAWN), ("已办结", True, None),
        ("办结", True, None), ("已答复", True, None), ("是", True, None), ("未解决", False, None), ("否", False, None),
        ("尚未办结", False, None), ("办理中", False, None), ("正在协调", False, None), ("待答复", False, None),
        ("无法解决", False, None), ("挂账", False, None), ("没有解决", False, None), ("", None, None), ("一般", None, None),
        ("已解决了园区二号线的停电问题，企业表示感谢并送来锦旗", None, None),
    ],
)  # fmt: skip
def test_a_label_says_only_what_it_says(label, over, result):
    assert (ending(label).over, ending(label).result) == (over, result)


def test_a_file_that_is_no_ledger_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("企业名称,电话\n甲,1\n", encoding="utf-8")
    with pytest.raises(Refused, match="前 20 行里没有找到表头"):
        list(rows(path, WORDS))


def test_ditto_marks_stand_for_the_cell_above_and_are_told(tmp_path):
    lines = [
        ["收到日期", "企业名称", "诉求内容", "牵头部门"],
        ["2026.3.5", "云岭县茶厂", "门口要修路", "住建局"],
        ["〃", "同上", "缺焊工", "人社局"],
        ["″", "同上", "同上", ""],
        ["合计", "", "3 件"],
        ["3.6", "″″", "要贷款", "同前"],
    ]
    found = [row for row in rows(text(tmp_path / "a.csv", lines, "gb18030"), WORDS) if isinstance(row, Row)]
    assert [tuple(row.cells[key] for key in ("received", "enterprise", "text", "lead")) for row in found[1:]] == [
        ("2026.3.5", "云岭县茶厂", "缺焊工", "人社局"),
        ("2026.3.5", "云岭县茶厂", "同上", ""),  # what an appeal says stays as it is written
        ("3.6", "云岭县茶厂", "要贷款", "同前"),  # nothing stands above
    ]
    assert found[0].repeated == ()
    assert found[1].repeated == (("收到日期", "〃", "2026.3.5"), ("企业名称", "同上", "云岭县茶厂"))


def test_the_first_row_has_nothing_above(tmp_path):
    (row,) = rows(text(tmp_path / "a.csv", [["企业名称", "诉求内容"], ["同上", "缺焊工"]], "utf-8"), WORDS)
    assert (row.cells["enterprise"], row.repeated) == ("同上", ())


def test_lines_that_are_only_numbered_are_no_entries(tmp_path):
    lines = [["序号", "企业名称", "诉求内容"], [1, "甲", "缺焊工"], [2, None, None], [3, "乙", None]]
    found = list(rows(xlsx(tmp_path / "a.xlsx", lines), WORDS))
    assert [(type(one), one.number) for one in found] == [(Row, 2), (Aside, 3), (Row, 4)]
    assert found[1].why == "只有序号，没有内容"


@pytest.mark.parametrize("heading", ["诉求及建议", "意见建议", "问题和建议"])
def test_what_offices_write_over_the_content(tmp_path, heading):
    assert texts(text(tmp_path / "a.csv", [["企业名称", heading], ["甲", "缺焊工"]], "utf-8")) == ["缺焊工"]


def test_departments_grouped_by_what_they_do(tmp_path):
    lines = [
        ["企业名称", "诉求内容", "承办单位", ""], ["", "", "主办", "协办"], ["甲", "门口要修路", "住建局", "交通运输局"]
    ]  # fmt: skip
    (row,) = rows(text(tmp_path / "a.csv", lines, "utf-8"), WORDS)
    assert (row.cells["lead"], row.cells["assisting"], row.others) == ("住建局", "交通运输局", [])


def test_headings_that_were_not_understood_are_named(tmp_path):
    lines = [["企业台账"], ["企业名称", "联系电话", "企业所盼", "备注"], ["甲", "137", "缺焊工", ""]]
    with pytest.raises(Refused, match="没有认出的列有“企业所盼”、“备注”，其中写诉求内容的，请把表头改成“诉求内容”"):
        list(rows(text(tmp_path / "a.csv", lines, "utf-8"), WORDS))
