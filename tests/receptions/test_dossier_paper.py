"""接待材料 as a paper: a cover, a sheet for each appeal in the agenda's order, whole, numbered, and not for everybody. 四(一)2."""

import io
from datetime import timedelta

import docx
import pytest
from tests.cast import NOW
from tests.held import hear
from tests.papers.reading import pages

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.models import DossierPart
from qinqing.procedure.receptions.rules.dossiers import Written, digest
from qinqing.services.documents import queries as papers
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages

pytestmark = pytest.mark.django_db
SECTIONS = ["（一）诉求内容", "（二）办理经过", "（三）部门意见", "（四）建议方案", "（五）待研究的问题"]


@pytest.fixture
def notified(cast, day, entries, later):
    """The day's notice is out."""
    actions.issue_notice(queries.fetch(cast.office, day.code), by=cast.office, at=later())
    return queries.agenda(day, cast.office)


def submit(cast, entry, at, **told):
    part = queries.fetch_dossier_part(cast.intake, DossierPart.objects.get(appeal=entry.appeal).code)
    return actions.submit_part(part, by=cast.officer("power-supply"), at=at, **told)


def issue(cast, day, at):
    """The dossier, issued, as it is filed."""
    actions.issue_dossier(queries.fetch(cast.office, day.code), by=cast.office, at=at)
    return queries.day_papers(day, cast.mayor)[-1]


def said(paper: papers.Paper) -> list[str]:
    """The paragraphs of a paper that say anything."""
    content = papers.paper_file(papers.paper(paper.code), "docx")[0]
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs if one.text.strip()]


def rows(paper: papers.Paper) -> list[list[str]]:
    """The rows of its tables."""
    content = papers.paper_file(papers.paper(paper.code), "docx")[0]
    tables = docx.Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def test_issuing_files_it_under_its_number_and_tells_the_host(cast, day, notified, later):
    paper = issue(cast, day, later())
    assert (paper.kind, paper.number, paper.title) == ("dossier", "云政办接〔2026〕1号", "接待材料")
    told = record.last(day.subject)
    assert told.event == "receptions.day.dossier_issued"
    assert paper.content_sha256[:16] in told.facts["paper"]
    assert told.facts["missing"] == [f"{entry.appeal.number}供电公司" for entry in notified]
    assert "接待材料已印发" in messages.page(cast.deputy("C"), messages.Wanted(size=10)).rows[0].title
    assert record.verify().ok


def test_it_says_who_wrote_what_and_who_did_not(cast, day, notified, later):
    first, second = notified
    submit(cast, first, later(), opinion="负荷已满", proposal="增容", questions="钱从哪里来")
    entry = queries.entry(cast.office, day.code, first.appeal.code)
    actions.write_sheet(entry, texts={"proposal": Written("先换线", digest(""))}, by=cast.office, at=later())
    paper = issue(cast, day, later())
    told = said(paper)
    assert told[:2] == ["云政办接〔2026〕1号", "云岭县县长服务企业接待日接待材料"]
    begins = [told.index(f"{numeral}、{entry.appeal.title}") for numeral, entry in zip("一二", notified, strict=True)]
    one, two = told[begins[0] : begins[1]], told[begins[1] :]
    for sheet in (one, two):
        assert [line for line in sheet if line in SECTIONS] == SECTIONS
    assert one[2] == first.appeal.text
    opinions = one[one.index(SECTIONS[2]) + 1 : one.index(SECTIONS[3])]
    assert opinions[0].endswith("供电公司（2026年11月23日提交）")
    assert opinions[1:4] == ["负荷已满", "建议方案：增容", "待研究的问题：钱从哪里来"]
    assert one[one.index(SECTIONS[3]) + 1] == "先换线"
    assert two[two.index(SECTIONS[2]) + 2] == "没有提交材料。"
    listed = [row for row in rows(paper) if row[0] in ("1", "2")]
    assert [(row[1], row[-1]) for row in listed] == [
        (first.appeal.enterprise_name, "齐全"),
        (second.appeal.enterprise_name, "供电公司"),
    ]
    course = one[one.index(SECTIONS[1]) : one.index(SECTIONS[2])]
    assert course[1] == "1. 部门办理"
    assert all(line.startswith("2026年11月") for line in course if line[0] not in "（12")
    assert "SHA-256" not in "".join(told)


def test_each_sheet_begins_its_own_page(cast, day, notified, later):
    drawn = pages(papers.paper_file(papers.paper(issue(cast, day, later()).code), "pdf")[0])
    firsts = ["".join(page.lines[0].text.split()) for page in drawn]
    begun = [f"{numeral}、{entry.appeal.title}" for numeral, entry in zip("一二", notified, strict=True)]
    assert [line for line in firsts if line in begun] == begun
    assert firsts.index(begun[0]) == 1


def test_forty_thousand_characters_are_all_there(cast, stand, day, later):
    text = "".join(chr(0x4E00 + place % 20_900) for place in range(40_000))
    actions.put_on_agenda(day, [stand("ripe", rung=2, text=text)], by=cast.office, at=later())
    actions.issue_notice(queries.fetch(cast.office, day.code), by=cast.office, at=later())
    paper = issue(cast, day, later())
    assert text in said(paper)
    drawn = pages(papers.paper_file(papers.paper(paper.code), "pdf")[0])
    shown = "".join("".join(line.text.split()) for page in drawn for line in page.lines if "—" not in line.text)
    assert text in shown


def test_a_text_never_becomes_markup_or_a_field(cast, day, notified, later):
    wild = "{{ number }}{% for x in y %}<w:p/>\n=HYPERLINK(1)"
    submit(cast, notified[0], later(), opinion=wild)
    told = said(issue(cast, day, later()))
    assert wild.splitlines()[0] in told
    assert wild.splitlines()[1] in told


def test_what_changed_is_issued_again_and_the_first_stays(cast, day, notified, later):
    first = issue(cast, day, later())
    before = papers.paper_file(papers.paper(first.code), "docx")[0]
    submit(cast, notified[0], later(), opinion="补交")
    again = issue(cast, day, later())
    assert (again.number, "补交" in said(again)) == ("云政办接〔2026〕2号", True)
    assert papers.paper_file(papers.paper(first.code), "docx")[0] == before


def test_not_before_the_notice_and_not_after_the_hearing(cast, day, entries, later):
    with pytest.raises(Refused, match="活动通知还没有发出"):
        issue(cast, day, later())
    actions.issue_notice(queries.fetch(cast.office, day.code), by=cast.office, at=later())
    stale = queries.fetch(cast.office, day.code)
    issue(cast, day, later())
    with pytest.raises(Conflict, match="印发接待材料"):
        actions.issue_dossier(stale, by=cast.office, at=later())
    for entry in queries.agenda(day, cast.office):
        hear(cast, queries.entry(cast.intake, day.code, entry.appeal.code), "unresolved")
    with pytest.raises(Refused, match="每件诉求都已记录结果"):
        issue(cast, day, NOW + timedelta(hours=4))


def test_who_is_called_has_the_notice_and_not_the_dossier(cast, stand, day, later):
    secret = stand("ripe", rung=2, confidential=True)
    actions.put_on_agenda(day, [secret], by=cast.office, at=later())
    actions.issue_notice(queries.fetch(cast.office, day.code), by=cast.office, at=later())
    assert secret.enterprise_name in str(rows(issue(cast, day, later())))
    for actor in (cast.mayor, cast.deputy("C"), cast.office, cast.intake, cast.bureau_head):
        assert [one.kind for one in queries.day_papers(day, actor)] == ["notice", "dossier"]
    for actor in (cast.head("power-supply"), cast.officer("power-supply"), cast.city):
        assert [one.kind for one in queries.day_papers(day, actor)] == ["notice"]


def test_a_department_reads_its_own_part_only(cast, day, notified, later):
    submit(cast, notified[0], later(), opinion="只给领导看")
    part = DossierPart.objects.get(appeal=notified[0].appeal)
    twin = DossierPart(day=day, appeal=part.appeal, organ_id=cast.organ("housing"), state="asked", asked_at=NOW)
    twin.save()
    mine = queries.sheets(day, cast.head("power-supply"), at=later())[0]
    assert [one.part.organ_id for one in mine.parts] == [cast.organ("power-supply")]
    assert len(queries.sheets(day, cast.mayor, at=later())[0].parts) == 2


@pytest.mark.parametrize("reference", ["云政办接〔2026〕1号", "2026-11-23", "latest"])
def test_the_command_finds_it(cast, day, notified, later, reference):
    paper = issue(cast, day, later())
    assert papers.paper_named("dossier", reference).pk == paper.pk


def test_before_it_is_issued_the_command_drafts_it(cast, day, notified, later):
    assert papers.paper_named("dossier", "latest") is None
    draft = docx.Document(io.BytesIO(papers.draft_file("dossier", "2026-11-23", "docx", at=later())))
    assert notified[0].appeal.text in [one.text for one in draft.paragraphs]
    for wrong in ("2026-11-24", "云政办接〔2026〕9号"):
        with pytest.raises(NotFound):
            papers.paper_named("dossier", wrong)
