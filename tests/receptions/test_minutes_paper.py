"""四(二): issued minutes are a paper, whole and numbered; a correction is a paper of its own beside them."""

import io
from datetime import date

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.held import hold, lines

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.receptions import actions, queries
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as papers
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast, stand):
    return hold(cast, stand)


def said(paper: papers.Paper) -> list[str]:
    """The paragraphs of a paper that say anything."""
    content = papers.paper_file(papers.paper(paper.code), "docx")[0]
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs if one.text.strip()]


def filed(held) -> papers.Paper:
    """The minutes, issued, as they are filed."""
    return papers.papers_of(held.until("issued").subject)[0]


def test_issuing_files_the_minutes_under_their_number(held):
    paper = filed(held)
    minutes = held.minutes
    assert (paper.kind, paper.number, paper.title) == ("minutes", minutes.number, "会议纪要")
    assert minutes.number in record.last(minutes.subject).facts["paper"]
    assert paper.content_sha256[:16] in record.last(minutes.subject).facts["paper"]
    assert record.verify().ok


def test_they_say_what_was_confirmed_in_the_standards_order(held):
    told = said(filed(held))
    assert told[:2] == ["云岭县县长服务企业接待日会议纪要", "接待日纪要〔2026〕1号"]
    assert told[2] == held.minutes.opening
    places = [told.index(one) for one in told if one[:2] in ("一、", "二、", "三、", "四、")]
    assert len(places) == 4
    first = told[places[0] : places[1]]
    assert first[1:6] == [
        "（一）企业陈述",
        "七月以来每周跳闸两三次",
        "（二）领导意见",
        "供电公司牵头，限期解决",
        "（三）会议结论",
    ]
    number = lines(held.minutes)[0].number
    assert first[6:] == [
        "会议研究决定以下事项：",
        "1. 改造园区二号线",
        f"牵头单位：供电公司；配合单位：城西工业园管委会；完成时限：2026年12月25日前（{number}）。",
        "验收标准：连续三十天不跳闸",
    ]
    assert [one[:3] for one in told[-3:]] == ["出席：", "请假：", "列席："]


def test_twenty_appeals_and_forty_thousand_characters_are_all_there(cast, stand):
    text = "".join(chr(0x4E00 + place % 20900) for place in range(40_000))
    held = hold(cast, stand, ("deferred",) * 20)
    minutes = held.until("drafting")
    part = queries.minutes_parts(minutes, cast.office)[7]
    actions.write_minutes(
        minutes, form="minutes", parts={part.entry_id: {"statement": text}}, by=cast.office, at=held.tick()
    )
    told = said(filed(held))
    assert text in told
    assert told[-1].startswith("列席：")
    assert sum(one.startswith("（三）会议结论") for one in told) == 20
    assert any(one.startswith("二十、") for one in told)


def test_a_correction_is_a_letter_beside_them_and_they_stay_as_they_were(held, cast):
    before = papers.paper_file(papers.paper(filed(held).code), "docx")[0]
    held.until("correcting")
    actions.confirm_erratum(held.minutes, by=held.host, at=held.tick())
    issued, letter = papers.papers_of(held.minutes.subject)
    assert (letter.kind, letter.number) == ("erratum", "接待日纪要〔2026〕1号更正1")
    assert letter.number in record.last(held.minutes.subject).facts["paper"]
    told = said(letter)
    assert told[told.index("一、原文") + 1] == "每周跳闸"
    assert told[told.index("二、更正为") + 1] == "每月跳闸"
    assert papers.paper_file(papers.paper(issued.code), "docx")[0] == before
    assert record.verify().ok


def test_a_correction_that_is_declined_is_no_paper(held, cast):
    held.until("correcting")
    actions.decline_erratum(held.minutes, reason="原文无误", by=held.host, at=held.tick())
    assert [one.kind for one in papers.papers_of(held.minutes.subject)] == ["minutes"]


def test_whoever_reads_all_of_them_has_the_paper(held, cast):
    minutes = held.until("issued")
    for actor in (cast.intake, cast.office, cast.mayor, held.host):
        assert [one.kind for one in queries.minutes_papers(minutes, actor)] == ["minutes"]


def test_whoever_is_kept_from_a_part_or_a_name_has_not(cast, stand):
    minutes = hold(cast, stand, confidential=True).until("issued")
    for actor in (cast.officer("power-supply"), cast.officer("park-west"), cast.post("deputy-agriculture"), cast.city):
        assert list(queries.minutes_papers(minutes, actor)) == []


def test_filing_them_is_one_row_and_draws_nothing(held, cast):
    minutes = held.until("confirmed")
    with CaptureQueriesContext(connection) as asked:
        decisions.issue_minutes(minutes, by=cast.office, at=held.tick())
    written = [one for one in asked.captured_queries if "'minutes'" in one["sql"] and "documents_paper" in one["sql"]]
    assert len(written) == 1
    assert not papers.papers_of(minutes.subject)[0].filed_at
    assert documents.file_papers(by=MACHINE, at=held.tick())[0] > 0
    assert papers.papers_of(minutes.subject)[0].filed_at


@pytest.mark.parametrize("reference", ["number", "date", "latest"])
def test_the_command_finds_them(held, reference):
    paper = filed(held)
    named = {"number": paper.number, "date": date(2026, 11, 23).isoformat(), "latest": "latest"}[reference]
    assert papers.paper_named("minutes", named).pk == paper.pk
