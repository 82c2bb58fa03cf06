"""The papers of an appeal's way: written at the step that the table says, numbered, filed, and shown to whom they concern."""

import io
import json

import docx
import pytest
from tests.cast import NOW

from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions, queries
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as papers
from qinqing.services.journal import queries as journal

pytestmark = pytest.mark.django_db


def kinds(appeal: queries.Appeal) -> list[str]:
    return [one.kind for one in papers.papers_of(appeal.subject)]


def text(paper: papers.Paper) -> str:
    document = docx.Document(io.BytesIO(papers.paper_file(papers.paper(paper.code), "docx")[0]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def newest(appeal: queries.Appeal) -> papers.Paper:
    return papers.papers_of(appeal.subject)[-1]


def test_registering_writes_the_form_and_transferring_the_letter(stand):
    appeal = stand("transferred")
    assert kinds(appeal) == ["registration", "transfer"]
    registration, transfer = papers.papers_of(appeal.subject)
    assert registration.number.endswith("〔2026〕1号")
    assert appeal.text in text(registration)
    assert appeal.number in text(transfer)
    assert "县供电公司" in text(transfer) or "供电" in text(transfer)


def test_what_goes_to_the_city_names_the_mayor_who_signs_it(stand):
    request = text(newest(stand("with_city", rung=4)))
    assert "\t签发人：覃远明\n" in request


def test_a_request_frozen_before_it_named_who_signs_is_drawn_all_the_same(stand):
    paper = newest(stand("with_city", rung=4))
    kept = json.loads(paper.content)
    del kept["signer"]
    papers.Paper.objects.filter(pk=paper.pk).update(content=json.dumps(kept, ensure_ascii=False))
    assert "签发人：\n" in text(papers.paper(paper.code))


def test_the_record_of_the_step_names_its_paper(stand):
    appeal = stand("transferred")
    last = journal.history(appeal.subject)[-1]
    assert newest(appeal).number in last.facts["paper"]
    assert newest(appeal).content_sha256[:16] in last.facts["paper"]
    assert journal.verify().ok


def test_numbers_run_on_from_appeal_to_appeal(stand):
    numbers = [papers.papers_of(stand("registered").subject)[0].number for _ in range(3)]
    assert [number.partition("〕")[2] for number in numbers] == ["1号", "2号", "3号"]


def test_a_step_that_is_refused_writes_no_paper_and_uses_no_number(stand, cast):
    appeal = stand("registered")
    before = kinds(appeal)
    lead = cast.organ("power-supply")
    with pytest.raises(Refused):
        actions.transfer(appeal, lead=lead, by=cast.officer("power-supply"), at=NOW)
    assert kinds(appeal) == before


def test_files_are_drawn_and_the_record_stays_whole(stand):
    appeal = stand("transferred")
    assert documents.file_papers(by=MACHINE, at=NOW)[0] == 2
    assert papers.paper_file(papers.paper(newest(appeal).code), "pdf")[0].startswith(b"%PDF")
    assert journal.verify().ok
    assert papers.check_files().ok


def test_of_a_confidential_appeal_departments_read_nothing_that_tells_who_brought_it(stand, cast):
    appeal = stand("transferred", confidential=True)
    officer = cast.officer("power-supply")
    seen = queries.papers(queries.fetch(officer, appeal.code), officer)
    assert [one.kind for one in seen] == ["transfer"]
    assert appeal.enterprise_name not in text(seen[0])
    assert [one.kind for one in queries.papers(appeal, cast.intake)] == ["registration", "transfer"]
