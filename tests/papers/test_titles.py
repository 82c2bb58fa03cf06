"""The lines of a title, GB/T 9704-2012, 7.3.1: whole words, nearly equal lines, and the kind of paper never torn."""

import io

import docx
import pytest
from tests.papers.forms import COMMON
from tests.papers.reading import pages

from qinqing.services.documents.rules.papers.building import build
from qinqing.services.documents.rules.papers.contents import freeze
from qinqing.services.documents.rules.papers.drawing import draw_pdf
from qinqing.services.documents.rules.papers.layouts import parse_layout
from qinqing.services.documents.rules.papers.measures import TEXT_WIDTH, points
from qinqing.services.documents.rules.papers.rendering import render
from qinqing.services.documents.rules.papers.titles import lines

ROOM = 20.1
LONG = "关于提请协调解决“恒鑫铸造有限公司厂区10千伏线路每周跳闸两三次数控机床反复停机”的请示"


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("未解决企业诉求汇总表", ["未解决企业诉求汇总表"]),
        ("关于提请协调解决“厂区线路经常跳闸”的请示", ["关于提请协调解决", "“厂区线路经常跳闸”的请示"]),
        (
            "关于2026年10月“县长服务企业接待日”企业诉求办理情况的通报",
            ["关于2026年10月“县长服务企业接待日”", "企业诉求办理情况的通报"],
        ),
        ("关于JDR-2026-000123-01号决定事项办理情况的报告", ["关于JDR-2026-000123-01号", "决定事项办理情况的报告"]),
        (LONG, ["关于提请协调解决“恒鑫铸造", "有限公司厂区10千伏线路每周跳闸", "两三次数控机床反复停机”的请示"]),
    ],
)
def test_a_long_title_has_nearly_equal_lines_that_end_where_the_sense_does(title, broken):
    assert lines(title, ROOM) == broken


@pytest.mark.parametrize(
    ("subject", "broken"),
    [
        ("园区10千伏线路频繁跳闸，生产线每周停两三次", ["园区10千伏线路", "频繁跳闸，生产线每周停两三次"]),
        ("纬一路大坑半年没有补，轮胎坏了七条", ["纬一路大坑", "半年没有补，轮胎坏了七条"]),
        ("社保断缴半年，补缴滞纳金太高", ["社保断缴半年，", "补缴滞纳金太高"]),
        ("地理标志‘云岭砂糖橘’别人冒用，销路被砸", ["地理标志", "‘云岭砂糖橘’别人冒用，销路被砸"]),
    ],
)
def test_neither_a_known_word_nor_a_number_with_what_it_counts_is_torn(subject, broken):
    assert lines(f"关于提请协调解决“{subject}”的请示", ROOM) == [f"关于提请协调解决“{broken[0]}", f"{broken[1]}”的请示"]


def test_one_more_line_rather_than_a_torn_word():
    told = lines("关于提请协调解决“餐厨废弃物处理厂招来了，收运权和处置费三年没有定”的请示", ROOM)
    assert told == ["关于提请协调解决", "“餐厨废弃物处理厂招来了，", "收运权和处置费三年没有定”的请示"]


def test_the_space_between_latin_and_chinese_counts():
    told = lines("关于2026年第三季度“县长服务企业接待日”决定事项督查情况的报告", ROOM)
    assert told == ["关于2026年第三季度", "“县长服务企业接待日”", "决定事项督查情况的报告"]


@pytest.mark.parametrize("length", range(1, 60))
def test_whatever_the_subject_every_line_fits_and_the_kind_of_paper_stays_whole(length):
    title = f"关于提请协调解决“{'厂区线路经常跳闸，数控机床反复停机、' * 4}"[: 9 + length] + "”的请示"
    broken = lines(title, ROOM)
    assert "".join(broken) == title
    assert all(len(line) <= ROOM for line in broken)
    assert broken[-1].endswith("的请示")
    assert not any(line[0] in "，。、”的" for line in broken)


def test_a_title_of_nothing_is_one_empty_line():
    assert lines("", ROOM) == [""]


def test_a_word_wider_than_the_line_is_left_to_the_word_processor():
    assert lines("A" * 80, ROOM) == ["A" * 80]


LAYOUT = """
name = "请示"
form = "sheet"
body = [{ title = "TITLE" }, { text = "正文。" }]
[fields]
"""


def request(title: str) -> bytes:
    layout = parse_layout("request", LAYOUT.replace("TITLE", title))
    return render(build(layout), freeze(layout, COMMON))


def title_of(content: bytes) -> str:
    return docx.Document(io.BytesIO(content)).paragraphs[1].text  # the number stands above it


def test_the_docx_and_the_pdf_have_the_same_lines():
    content, broken = request(LONG), lines(LONG, ROOM)
    assert title_of(content).split("\n") == broken
    assert [line.text.replace(" ", "") for line in pages(draw_pdf(content))[0].lines][1:4] == broken


def test_a_title_that_the_office_broke_itself_stays():
    broken = "关于提请协调解决企业诉求的\n请示，以及其他若干事项的情况说明"
    assert title_of(request(broken.replace("\n", "\\n"))) == broken


MARKED = """
name = "报告"
form = "FORM"
mark = "{{ issuer }}文件"
word = "{short}办报"
body = [{ title = "关于有关情况的报告" }, { text = "正文。" }]
[fields]
issuer = { label = "单位", sample = "云岭县供电公司" }
"""


@pytest.mark.parametrize("form", ["document", "letter", "minutes"])
@pytest.mark.parametrize("issuer", ["云岭县供电公司", "云岭县自然资源局", "云岭县人力资源和社会保障局", "某" * 40])
def test_a_mark_stands_on_one_line_whoever_issues_the_paper(form, issuer):
    layout = parse_layout("report", MARKED.replace("FORM", form))
    content = render(build(layout), freeze(layout, {**COMMON, "issuer": issuer}))
    mark = pages(draw_pdf(content))[0].line(issuer)
    assert mark.text.replace(" ", "") == f"{issuer}文件"
    assert mark.right - mark.left <= points(TEXT_WIDTH)
