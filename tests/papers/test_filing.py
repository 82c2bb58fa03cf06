"""Filing papers: drawn once, kept for good, their digests on the record."""

import io
import json
import logging
from hashlib import sha256

import docx
import pytest
from tests.papers.conftest import AT, SUBJECT
from tests.papers.fonts import write_font

from qinqing.doors.operations import housekeeping
from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import NotFound
from qinqing.services.documents import actions, queries, store
from qinqing.services.documents.models import Paper
from qinqing.services.documents.rules.papers.contents import to_text
from qinqing.services.journal import queries as journal


def test_what_is_sent_before_and_after_filing_is_the_same(write):
    paper = write("云工信试〔2026〕1号")
    before = {form: queries.paper_file(paper, form)[0] for form in ("docx", "pdf")}
    assert actions.file_papers(by=MACHINE, at=AT)[0] == 1
    filed = queries.paper(paper.code)
    assert {form: queries.paper_file(filed, form)[0] for form in ("docx", "pdf")} == before
    assert before["pdf"].startswith(b"%PDF-")
    assert docx.Document(io.BytesIO(before["docx"])).tables


def test_the_digests_are_on_the_record(write):
    paper = write()
    housekeeping.file_papers(AT)
    filed = queries.paper(paper.code)
    last = journal.history(f"paper/{paper.code}")[-1]
    assert last.event == "documents.paper.filed"
    assert last.sets["docx_sha256"] == sha256(queries.paper_file(filed, "docx")[0]).hexdigest()
    assert last.sets["pdf_sha256"] == sha256(queries.paper_file(filed, "pdf")[0]).hexdigest()
    assert journal.verify().ok


def test_what_the_filed_pdf_lacks_stays_said_whatever_fonts_come_later(write, data_folder):
    early, late = write(enterprise="陈\U0003347f"), write(enterprise="陈\U0003347f")
    lacks = "“\U0003347f”（U+3347F）"
    assert queries.lacks([early, late]) == {early.code: lacks, late.code: lacks}
    assert actions.file_paper(early, by=MACHINE, at=AT)
    write_font(data_folder / "fonts", "\U0003347f")
    assert actions.file_paper(late, by=MACHINE, at=AT)
    assert queries.lacks(queries.papers_of(SUBJECT)) == {early.code: lacks}


def test_a_filed_paper_is_not_drawn_again(write):
    write()
    assert [actions.file_papers(by=MACHINE, at=AT)[0] for _ in range(2)] == [1, 0]
    assert queries.check_files().ok
    assert len(list(store.stored_names())) == 2


def test_who_comes_second_leaves_nothing_behind(write):
    paper = write()
    assert actions.file_paper(paper, by=MACHINE, at=AT)
    assert not actions.file_paper(paper, by=MACHINE, at=AT)
    assert queries.check_files().strays == ()
    assert len(journal.history(f"paper/{paper.code}")) == 2


def test_one_that_cannot_be_drawn_does_not_stop_the_others(write, caplog):
    broken, whole = write(), write()
    Paper.objects.filter(pk=broken.pk).update(template_version=9)
    with caplog.at_level(logging.ERROR):
        assert actions.file_papers(by=MACHINE, at=AT)[0] == 1
    assert broken.code in caplog.text
    assert queries.paper(whole.code).filed_at == AT
    assert [one.code for one in queries.unfiled(9)] == [broken.code]


def test_the_duty_gets_past_any_number_that_cannot_be_drawn(write, caplog):
    broken = [write().pk for _ in range(actions.filing.AT_ONCE + 1)]
    whole = write()
    Paper.objects.filter(pk__in=broken).update(template_version=9)
    with caplog.at_level(logging.CRITICAL):
        housekeeping.file_papers(AT)
    assert queries.paper(whole.code).filed_at == AT
    assert len(queries.unfiled(99)) == len(broken)


def test_one_frozen_under_an_older_layout_is_still_drawn(write):
    """What its layout learned since, needed or not, and what it forgot, stops nothing."""
    paper = write()
    older = json.loads(paper.content) | {"forgotten": "旧"}
    del older["lead"], older["helpers"][0]["task"]
    Paper.objects.filter(pk=paper.pk).update(content=to_text(older))
    text = [
        one.text
        for one in docx.Document(io.BytesIO(queries.paper_file(queries.paper(paper.code), "docx")[0])).paragraphs
    ]
    assert "现将云岭恒信机械有限公司提出的诉求转你单位办理。" in text
    assert actions.file_papers(by=MACHINE, at=AT)[0] == 1


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_changed_file_is_found(write, form):
    paper = write()
    actions.file_papers(by=MACHINE, at=AT)
    path = store.path_of(getattr(queries.paper(paper.code), f"{form}_name"))
    path.write_bytes(path.read_bytes() + b"x")
    assert queries.check_files().changed == (paper.code,)


def test_a_lost_file_is_not_sent_and_not_made_up(write):
    paper = write()
    actions.file_papers(by=MACHINE, at=AT)
    filed = queries.paper(paper.code)
    store.path_of(filed.pdf_name).unlink()
    with pytest.raises(NotFound):
        queries.paper_file(filed, "pdf")
    assert queries.check_files().missing == (paper.code,)


def test_it_is_sent_to_be_kept_under_its_chinese_name(write):
    paper = write("云工信试〔2026〕1号")
    _, headers = queries.paper_file(paper, "pdf")
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment;")
    assert "%E8%AF%95%E7%94%A8%E5%87%BD" in headers["Content-Disposition"]


def test_there_is_no_third_form(write):
    with pytest.raises(NotFound):
        queries.paper_file(write(), "exe")


def test_the_countys_own_fonts_come_first(write, data_folder, settings):
    folder = data_folder / "fonts"
    folder.mkdir()
    assert queries.papers.font_folders() == [folder]
    assert queries.papers_of(SUBJECT) == []
