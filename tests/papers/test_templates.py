"""Templates: an office's own version is checked, kept, put in force, and put back; nothing else gets in."""

import io
from datetime import timedelta
from html import escape

import docx
import pytest
from docx.shared import Pt
from jinja2 import Environment
from tests.papers.conftest import AT, KIND
from tests.papers.editing import edited, heading, holding, noting, relating, saying, with_part, without
from tests.papers.reading import pages
from tests.papers.test_fidelity import PAYLOADS

from qinqing.kernel.actors import STAFF, Actor, Role
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.services.documents import actions, queries, store
from qinqing.services.documents.models import Template
from qinqing.services.documents.queries.kinds import shipped
from qinqing.services.documents.rules.papers import rendering
from qinqing.services.documents.rules.papers.checking import faults
from qinqing.services.documents.rules.papers.rendering import render
from qinqing.services.journal import queries as journal

ADMIN = Actor(Role.SYSTEM_ADMIN, name="农学勤", person=1, post_label="系统管理员")
OFFICE = Actor(Role.OFFICE, name="周文清", person=2, post_label="县政府办")
RUNS = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.fixture
def upload(data_folder, db, kind):
    """Uploads a template's bytes."""

    def upload(template: bytes, name: str = "转办函 改.docx", by: Actor = ADMIN, **rest) -> Template:
        return actions.upload_template(KIND, file=io.BytesIO(template), name=name, by=by, at=AT, **rest)

    return upload


@pytest.fixture
def original(kind) -> bytes:
    return shipped(KIND)


def choose(version: int, at=AT) -> None:
    """One proposes, another confirms."""
    actions.confirm_template(actions.propose_template(KIND, version, by=ADMIN, at=at), by=OFFICE, at=at)


def larger(document: docx.document.Document) -> None:
    document.paragraphs[1].runs[0].font.size = Pt(26)


def texts(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def test_what_comes_with_the_program_passes_its_own_check(kind, original):
    assert faults(original, kind.layout) == []


def test_an_edited_template_is_used_once_it_is_chosen(upload, write, original):
    upload(saying(edited(original, larger), "请{{ lead }}及时签收。"))
    before = write()
    choose(1)
    after = write()
    assert (before.template_version, after.template_version) == (0, 1)
    said = [texts(queries.paper_file(paper, "docx")[0]) for paper in (before, after)]
    assert ["请县住房和城乡建设局及时签收。" in one for one in said] == [False, True]
    title = pages(queries.paper_file(after, "pdf")[0])[0].line("关于转办企业诉求的函")
    assert title.size == pytest.approx(26)


def test_one_can_go_back_and_what_was_written_stays(upload, write, original):
    upload(saying(original, "第一版"))
    upload(saying(original, "第二版"))
    choose(2)
    second = write()
    choose(1)
    first = write()
    choose(0)
    assert write().template_version == 0
    assert "第一版" in texts(queries.paper_file(first, "docx")[0])
    assert "第二版" in texts(queries.paper_file(second, "docx")[0])


def test_it_is_on_the_record(upload, original):
    upload(saying(original, "第一版"), note="按办公室意见改")
    choose(1, at=AT + timedelta(minutes=1))
    uploaded, proposed, chosen = journal.history(f"template/{KIND}")
    assert (uploaded.event, uploaded.facts["note"]) == ("documents.template.uploaded", "按办公室意见改")
    assert (proposed.event, proposed.by.person) == ("documents.template.proposed", 1)
    assert (chosen.by.person, chosen.facts["asked_by"]) == (2, ADMIN.title)
    assert (chosen.event, chosen.sets) == ("documents.template.chosen", {"in_force": 1})
    assert journal.verify().ok
    assert queries.check_files().ok


def test_one_put_in_force_behind_the_record_is_found(upload, original):
    upload(saying(original, "第一版"))
    Template.objects.update(in_force=True)
    assert any("in_force" in fault.what for fault in journal.verify().faults)


@pytest.mark.parametrize("role", sorted(STAFF - {Role.SYSTEM_ADMIN}))
def test_only_the_system_administrator_may(upload, original, role):
    with pytest.raises(Refused, match="由系统管理员上传和提请启用"):
        upload(original, by=Actor(role, name="某人"))
    with pytest.raises(Refused, match="由系统管理员上传和提请启用"):
        actions.propose_template(KIND, 0, by=Actor(role, name="某人"), at=AT)


def test_what_one_proposes_counts_once_another_confirms(upload, write, original):
    upload(saying(original, "第一版"))
    waiting = actions.propose_template(KIND, 1, by=ADMIN, at=AT)
    assert write().template_version == 0
    for same in (ADMIN, Actor(Role.OFFICE, name="农学勤", person=1, post_label="县政府办")):
        with pytest.raises(Refused, match="由另一位同事"):
            actions.confirm_template(waiting, by=same, at=AT)
    assert write().template_version == 0
    actions.confirm_template(waiting, by=OFFICE, at=AT)
    assert write().template_version == 1
    with pytest.raises(Conflict, match="不在等待确认"):
        actions.confirm_template(waiting, by=OFFICE, at=AT)


@pytest.mark.parametrize("role", sorted(STAFF - {Role.SYSTEM_ADMIN, Role.OFFICE, Role.BUREAU_HEAD}))
def test_only_who_answers_for_papers_confirms(upload, original, role):
    upload(original)
    waiting = actions.propose_template(KIND, 1, by=ADMIN, at=AT)
    for rule in (actions.confirm_template, lambda *one, **who: actions.decline_template(*one, reason="x", **who)):
        with pytest.raises(Refused, match="请转请其办理"):
            rule(waiting, by=Actor(role, name="某人", person=3), at=AT)


def test_one_waits_at_a_time_and_one_that_is_declined_makes_room(upload, write, original):
    upload(saying(original, "第一版"))
    waiting = actions.propose_template(KIND, 1, by=ADMIN, at=AT)
    with pytest.raises(Conflict, match="还有一版在等"):
        actions.propose_template(KIND, 1, by=ADMIN, at=AT)
    actions.decline_template(waiting, reason="页边距不对", by=OFFICE, at=AT)
    assert journal.history(f"template/{KIND}")[-1].facts["reason"] == "页边距不对"
    assert write().template_version == 0
    choose(1)
    assert write().template_version == 1
    assert journal.verify().ok


def test_what_is_in_force_is_not_chosen_twice(kind, db):
    with pytest.raises(Refused, match="不必再启用"):
        actions.propose_template(KIND, 0, by=ADMIN, at=AT)
    with pytest.raises(NotFound):
        actions.propose_template(KIND, 7, by=ADMIN, at=AT)


REFUSED = {
    "a missing field": (lambda one: without(one, "{{ request }}"), "缺少必须写出的字段：诉求内容（request）"),
    "an unknown field": (lambda one: saying(one, "{{ phone }}"), "“phone”系统不认识"),
    "an unknown column": (
        lambda one: saying(one, "{% for x in helpers %}{{ x.phone }}{% endfor %}"), "“x.phone”系统不认识"),
    "an attribute": (lambda one: saying(one, "{{ lead.__class__ }}"), "“lead.__class__”系统不认识"),
    "an attribute of a row": (
        lambda one: saying(one, "{% for x in helpers %}{{ x.__class__ }}{% endfor %}"), "“x.__class__”系统不认识"),
    "a call": (lambda one: saying(one, "{{ lead.upper() }}"), "不是模板能用的写法"),
    "a filter": (lambda one: saying(one, "{{ lead|length }}"), "不是模板能用的写法"),
    "arithmetic": (lambda one: saying(one, "{{ 7 * 7 }}"), "不是模板能用的写法"),
    "an index": (lambda one: saying(one, "{{ lead[0] }}"), "不是模板能用的写法"),
    "a setting": (lambda one: saying(one, "{% set x = lead %}"), "不是模板能用的写法"),
    "an import": (lambda one: saying(one, "{% import 'os' as os %}"), "不是模板能用的写法"),
    "a comment": (lambda one: saying(one, "{# x #}"), "不是模板能用的写法"),
    "a list as a field": (lambda one: saying(one, "{{ helpers }}"), "是清单，要用 for 循环"),
    "a field as a list": (
        lambda one: saying(one, "{% for x in lead %}{{ x }}{% endfor %}"), "不是清单，不能循环"),
    "an open loop": (lambda one: saying(one, "{% for x in helpers %}"), "没有配对"),
    "a call over two paragraphs": (lambda one: saying(saying(one, "{{ lead"), ".upper() }}"), "字段名以外的表达式"),
    "a call in a footnote nobody sees": (lambda one: noting(one, "{{ lead.upper() }}"), "不是模板能用的写法"),
    "a call in the head": (lambda one: heading(one, "{{ lead.upper() }}"), "不是模板能用的写法"),
    "a field code": (lambda one: holding(one, RUNS.format("DATE")), "页码以外的域代码"),
    "a field code in pieces": (
        lambda one: holding(one, RUNS.format("IN</w:instrText></w:r><w:r><w:instrText>CLUDETEXT \"c:/x\"")),
        "页码以外的域代码"),
    "a simple field": (lambda one: holding(one, '<w:fldSimple w:instr="AUTHOR"><w:r/></w:fldSimple>'), "页码以外的域代码"),
    "DDE": (lambda one: holding(one, RUNS.format('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"')), "启动其他程序"),
    "a link": (lambda one: relating(one, "hyperlink", "http://example.com/"), "链接了文件以外的内容"),
    "a remote template": (lambda one: relating(one, "attachedTemplate", "http://example.com/x.dotm"), "外部的模板"),
    "a remote picture": (lambda one: relating(one, "image", "http://example.com/x.png"), "外部的模板、图片"),
    "a macro": (lambda one: with_part(one, "word/vbaProject.bin", b"x"), "宏"),
    "a packed object": (lambda one: with_part(one, "word/embeddings/oleObject1.bin", b"x"), "嵌入的对象"),
    "a picture": (lambda one: holding(one, "<w:r><w:drawing/></w:r>"), "图片或图形"),
    "a control": (lambda one: holding(one, "<w:sdt><w:sdtContent/></w:sdt>"), "内容控件"),
    "a tracked change": (lambda one: holding(one, '<w:ins w:id="1" w:author="x"><w:r/></w:ins>'), "未接受的修订"),
    "automatic numbers": (
        lambda one: holding(one, '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'), "自动编号"),
    "a loop inside a line": (
        lambda one: saying(one, "{%p for x in helpers %}{{ x.name }}{%p endfor %}"), "没有配对"),
    "no Word file": (lambda one: b"plain text", "文本|docx"),
    "half a file": (lambda one: one[: len(one) // 2], "打不开"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_for(upload, original, what):
    spoil, sentence = REFUSED[what]
    with pytest.raises(Refused, match=sentence) as refused:
        upload(spoil(original))
    assert refused.value.reason.isprintable()
    assert not Template.objects.exists()
    assert list(store.stored_names()) == []


@pytest.mark.parametrize("text", [one for one in PAYLOADS if "{{" in one or "{%" in one or "{#" in one])
def test_a_payload_as_a_template_is_refused(upload, original, text):
    # A known field is no payload; every other thing in braces is.
    if text == "{{ county }}":
        assert upload(saying(original, text)).version == 1
        return
    with pytest.raises(Refused):
        upload(saying(original, escape(text)))
    assert not Template.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["{{ ''.__class__.__mro__ }}", "{{ cycler.__init__.__globals__ }}", "{{ lead.__class__ }}", "{{ lead.upper() }}"],
)
def test_what_slipped_past_the_check_would_still_not_run(original, kind, text):
    with pytest.raises(Exception, match="undefined|unsafe|safely|no attribute|has no"):
        render(saying(original, text), {**kind.layout.sample(), "county": "", "number": "", "date": ""})


def test_without_the_sandbox_it_would_run(original, kind, monkeypatch):
    monkeypatch.setattr(rendering, "Sandbox", lambda: Environment(autoescape=True))
    made = render(
        saying(original, "{{ lead.__class__.__mro__ }}"),
        {**kind.layout.sample(), "county": "", "number": "", "date": ""},
    )
    assert any("object" in text for text in texts(made))


def test_a_broken_file_once_filled_in_is_refused(upload, original):
    with pytest.raises(Refused):
        upload(saying(original, "{%tr for x in helpers %}{{ x.name }}{%tr endfor %}"))


def test_a_file_of_another_kind_is_refused(upload):
    with pytest.raises(Refused, match="docx"):
        upload(b"\x89PNG\r\n\x1a\n" + b"x" * 40, name="图.png")


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_sample_shows_the_version_asked_for(upload, original, form):
    upload(saying(original, "第一版样子"))
    shown = {version: queries.sample_file(KIND, version, form)[0] for version in (0, 1)}
    if form == "docx":
        assert ["第一版样子" in texts(shown[one]) for one in (0, 1)] == [False, True]
    else:
        told = {one: "".join(line.text for page in pages(shown[one]) for line in page.lines) for one in (0, 1)}
        assert ["第一版样子" in told[one] for one in (0, 1)] == [False, True]


def test_the_template_is_handed_out_as_it_was_uploaded(upload, original):
    own = saying(original, "第一版")
    upload(own)
    content, headers = queries.template_file(KIND, 1)
    assert content == own
    assert headers["Content-Disposition"].startswith("attachment;")
