"""接待材料 on the pages: the whole of a day for its host, its own part for a department, and what the office settles."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW

from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.models import DossierPart

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(cast):
    """The deputy of the cast's industry hears enterprises today."""
    return actions.plan(
        host_post=cast.deputy("C").post, date=NOW.date(), place="县政府二楼会议室",
        departments=[cast.organ("power-supply")], reason="急需协调", by=cast.office, at=NOW,
    )  # fmt: skip


def prepared(cast, stand, day, count=1, **told):
    """So many appeals on the agenda, the notice out."""
    actions.put_on_agenda(day, [stand("ripe", rung=2, **told) for _ in range(count)], by=cast.office, at=NOW)
    actions.issue_notice(queries.fetch(cast.office, day.code), by=cast.office, at=NOW)
    return list(DossierPart.objects.order_by("id"))


def test_a_department_finds_its_part_and_writes_it(cast, stand, day, desk):
    (part,) = prepared(cast, stand, day, text="跳闸" * 20_000)
    officer, url = desk("power-supply-officer"), f"/desk/dossiers/{part.code}/submit_part/"
    assert url in officer.get("/desk/").text
    blank = officer.post(url, {"opinion": "", "proposal": "增容"})
    assert blank.status_code == 422
    assert "增容" in blank.text
    told = officer.post(url, {"opinion": "负荷已满\n<b>须</b>增容", "proposal": "增容", "questions": ""})
    assert told.status_code == 303
    page = desk("deputy-industry").get(f"/desk/days/{day.code}/dossier/").text
    assert "负荷已满<br>&lt;b&gt;须" in page
    assert "跳闸" * 20_000 in page
    assert url not in officer.get("/desk/").text


def test_a_department_that_is_not_called_reads_the_appeals_it_writes_for(cast, stand, day, desk):
    prepared(cast, stand, day)
    assert desk("housing-officer").get(f"/desk/days/{day.code}/dossier/").status_code == 404
    actions.call_departments(queries.fetch(cast.office, day.code), [cast.organ("housing")], by=cast.office, at=NOW)
    assert desk("power-supply-head").get(f"/desk/days/{day.code}/dossier/").status_code == 200
    others = desk("housing-officer").get(f"/desk/days/{day.code}/dossier/")
    assert others.status_code == 200
    assert "还没有接待材料" in others.text


def test_it_may_be_returned_with_a_reason(cast, stand, day, desk):
    (part,) = prepared(cast, stand, day)
    actions.submit_part(
        queries.fetch_dossier_part(cast.intake, part.code), opinion="已查", by=cast.officer("power-supply"), at=NOW
    )
    page = desk("office-1").get(f"/desk/days/{day.code}/dossier/").text
    url = f"/desk/dossiers/{part.code}/return_part/"
    assert url in page
    assert desk("office-1").post(url, {"reason": "没有写投资"}).status_code == 303
    again = desk("power-supply-officer").get(f"/desk/dossiers/{part.code}/resubmit_part/").text
    assert "没有写投资" in again
    assert "已查" in again


def test_the_office_writes_and_sees_who_was_faster(cast, stand, day, desk):
    (part,) = prepared(cast, stand, day)
    url = f"/desk/days/{day.code}/appeals/{part.appeal.code}/sheet/"
    shown = desk("office-1").get(url).context["form"]
    over = {f"over_{name}": shown[f"over_{name}"].value() for name in ("proposal", "questions")}
    assert desk("office-1").post(url, {"proposal": "先换线", "questions": "", **over}).status_code == 303
    late = desk("intake-1").post(url, {"proposal": "再等等", "questions": "", **over})
    assert late.status_code == 409
    assert "再等等" in late.text
    assert "先换线" in late.text
    assert desk("mayor").get(url).status_code == 404


def test_the_office_issues_it_and_the_host_takes_it_along(cast, stand, day, desk):
    (part,) = prepared(cast, stand, day)
    url, page = f"/desk/days/{day.code}/issue_dossier/", f"/desk/days/{day.code}/dossier/"
    office = desk("office-1")
    assert url in office.get(page).text
    asked = office.get(url).text
    assert f"{part.appeal.number}：供电公司还没有提交材料" in asked
    version = queries.fetch(cast.office, day.code).version
    assert office.post(url, {"note": "", "version": version}).headers["Location"] == page
    assert office.post(url, {"note": "", "version": version}).status_code == 409
    told = desk("deputy-industry").get(page).text
    assert url not in told
    (paper,) = [one for one in queries.day_papers(day, cast.mayor) if one.kind == "dossier"]
    link = f"/desk/days/{day.code}/papers/{paper.code}/pdf/"
    assert link in told
    assert desk("deputy-industry").get(link).status_code == 200
    # Called, and so on the day's page; but a dossier is one whole.
    officer = desk("power-supply-officer")
    assert paper.code not in officer.get(f"/desk/days/{day.code}/").text
    assert officer.get(link).status_code == 404
    assert desk("mayor").post(url, {"note": ""}).status_code == 422
    assert len(queries.day_papers(day, cast.mayor)) == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_for_one_sheet_and_for_three(cast, stand, day, desk, rows):
    prepared(cast, stand, day, count=rows)
    browser, url = desk("deputy-industry"), f"/desk/days/{day.code}/dossier/"
    browser.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url).status_code == 200
    assert len(asked) == 13, "\n".join(query["sql"] for query in asked.captured_queries)
