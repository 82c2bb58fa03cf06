"""``qinqing paper``: one paper into a file, as filed or as it would be written now."""

import io
import json

import docx
import pytest
from django.core.management import CommandError, call_command
from tests.papers.conftest import APPEAL, AT, KIND

from qinqing.kernel.actors import MACHINE
from qinqing.services.documents import actions, queries

NUMBER = "云工信试〔2026〕1号"


def ask(reference: str, out, *more: str) -> str:
    told = io.StringIO()
    call_command("paper", KIND, reference, "--out", str(out), *more, stdout=told)
    return told.getvalue()


@pytest.mark.parametrize("reference", [NUMBER, APPEAL, "latest"])
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_paper_that_was_written_is_given_as_filed(write, tmp_path, reference, form):
    paper = write(NUMBER, note="已经写好")
    actions.file_papers(by=MACHINE, at=AT)
    out = tmp_path / f"x.{form}"
    data = json.loads(ask(reference, out, "--json"))
    assert out.read_bytes() == queries.paper_file(queries.paper(paper.code), form)[0]
    assert data == {"kind": KIND, "reference": reference, "bytes": out.stat().st_size}


@pytest.mark.parametrize("reference", [APPEAL, "latest"])
def test_one_that_was_not_is_drafted_from_the_record(kind, db, data_folder, tmp_path, reference):
    out = tmp_path / "x.docx"
    assert "已输出试用函" in ask(reference, out)
    assert "县住房和城乡建设局：" in [one.text for one in docx.Document(out).paragraphs]
    assert queries.papers_of("appeal/k3j9x2m4qp") == []


def test_the_newest_of_several_is_the_latest(write, tmp_path):
    write(NUMBER, note="旧的")
    write("云工信试〔2026〕2号", note="新的")
    ask("latest", tmp_path / "x.docx")
    assert "（一）新的" in [one.text for one in docx.Document(tmp_path / "x.docx").paragraphs]


def test_what_is_not_there_is_told(kind, db, tmp_path):
    with pytest.raises(CommandError, match="没有找到“JDR-2026-000009”的试用函") as refused:
        ask("JDR-2026-000009", tmp_path / "x.docx")
    assert refused.value.returncode == 1
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("name", ["x.doc", "x", "x.docx.txt"])
def test_another_ending_is_wrong_usage(kind, db, tmp_path, name):
    with pytest.raises(CommandError, match="结尾须是"):
        ask("latest", tmp_path / name)


def test_a_place_that_cannot_be_written_is_told(kind, db, data_folder, tmp_path):
    with pytest.raises(CommandError, match="写不了"):
        ask("latest", tmp_path / "nowhere" / "x.docx")
