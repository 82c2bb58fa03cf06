"""Writing a paper: frozen with its number and template, on the record, and drawn the same every time."""

import io

import docx
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.papers.conftest import AT, CLERK, KIND, SUBJECT

from qinqing.services.documents import actions, queries
from qinqing.services.documents.models import Paper
from qinqing.services.journal import queries as journal


def opened(paper: Paper) -> docx.document.Document:
    return docx.Document(io.BytesIO(queries.paper_file(paper, "docx")[0]))


def texts(document: docx.document.Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_it_is_listed_with_its_subject(write):
    first, second = write("云工信试〔2026〕1号"), write("云工信试〔2026〕2号")
    assert [one.code for one in queries.papers_of(SUBJECT)] == [first.code, second.code]
    assert queries.papers_of("appeal/another") == []


def test_it_says_what_the_content_says(write):
    document = opened(write("云工信试〔2026〕1号"))
    assert texts(document)[:7] == [
        "云工信试〔2026〕1号",
        "关于转办企业诉求的函",
        "县住房和城乡建设局：",
        "现将云岭恒信机械有限公司提出的诉求转你单位办理。",
        "一、诉求内容",
        "厂区外道路破损，雨季积水，货车无法通行。",
        "请求尽快修复。",
    ]
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["1", "县交通运输局", "修复道路"]
    assert "2026年11月23日" in texts(document)


def test_what_is_not_said_leaves_no_trace(write):
    document = opened(write(note="", helpers=[]))
    assert not any(text.startswith("（一）") for text in texts(document))
    assert len(document.tables[0].rows) == 1


def test_the_same_content_gives_the_same_bytes(write):
    paper = write("云工信试〔2026〕1号")
    assert queries.drawn(paper) == queries.drawn(queries.paper(paper.code))


def test_it_is_on_the_record_with_the_digest_of_its_content(write):
    paper = write()
    (entry,) = journal.history(f"paper/{paper.code}")
    assert entry.event == "documents.paper.written"
    assert entry.sets["content_sha256"] == paper.content_sha256
    assert not journal.verify().faults


def test_content_changed_behind_the_record_is_found(write):
    paper = write()
    Paper.objects.filter(pk=paper.pk).update(content=paper.content.replace("恒信", "恒远"))
    assert any("content_sha256" in fault.what for fault in journal.verify().faults)


def test_it_costs_five_queries_and_no_drawing(write, kind, content):
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        actions.write_paper(kind=KIND, subject=SUBJECT, content=content, by=CLERK, at=AT)
    # Who the county is it reads in the register, which a request reads once and a process as long as nothing changes.
    assert len([one for one in asked if "register_" not in one["sql"]]) == 5


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"unheard_of": "x"}, ValueError),
        ({"lead": ""}, ValueError),
        ({"lead": None}, ValueError),
        ({"helpers": "县交通运输局"}, TypeError),
        ({"helpers": [{"nobody": "x"}]}, ValueError),
        ({"note": 1.5}, TypeError),
    ],
)
def test_content_that_does_not_fit_the_layout_is_a_mistake_of_the_chapter(write, wrong, error):
    with pytest.raises(error):
        write(**wrong)
    assert not Paper.objects.exists()


def test_numbers_have_no_gap_when_a_step_fails(write, kind):
    def one(fail: bool) -> str:
        with transaction.atomic():
            number = actions.paper_number(KIND, 2026)
            if fail:
                raise KeyError(number)
            return number

    given = [one(False)]
    with pytest.raises(KeyError):
        one(True)
    given += [one(False), one(False)]
    assert given == [f"云工信试〔2026〕{count}号" for count in (1, 2, 3)]


def test_each_year_counts_from_one(kind, db):
    with transaction.atomic():
        assert actions.paper_number(KIND, 2026).endswith("〔2026〕1号")
        assert actions.paper_number(KIND, 2027).endswith("〔2027〕1号")
