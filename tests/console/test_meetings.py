"""联席会议 at the desk: called from a consultation, held in the room, minuted, and not on the public schedule."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW

from qinqing.procedure.receptions.models import AgendaItem, DossierPart, ReceptionDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def appeal(stand):
    """One under consultation."""
    return stand("consulting", rung=2)


@pytest.fixture
def meeting(desk, cast, appeal):
    """Called by the office for today, with that appeal."""
    answer = desk("office-1").post("/desk/days/meeting/", told(cast, appeals=appeal.code))
    assert answer.status_code == 303, answer.text
    return ReceptionDay.objects.get(kind="joint")


def told(cast, **also):
    return {
        "date": str(NOW.date()), "starts_at": "09:00", "ends_at": "11:00", "place": "三楼小会议室", "capacity": "10",
        "departments": [str(cast.organ("power-supply"))], "reason": "企业急盼", "note": "", "appeals": "",
    } | also  # fmt: skip


def test_the_office_calls_it_from_the_consultation_and_finds_it_there(desk, cast, appeal):
    browser = desk("office-1")
    assert f"/desk/days/meeting/?appeal={appeal.code}" in browser.get("/desk/consultations/").text
    form = browser.get(f"/desk/days/meeting/?appeal={appeal.code}")
    assert appeal.number in form.text
    assert str(cast.organ("power-supply")) in map(str, form.context["form"]["departments"].value())
    browser.post("/desk/days/meeting/", told(cast, appeals=appeal.code))
    meeting = ReceptionDay.objects.get(kind="joint")
    assert f"/desk/days/{meeting.code}/" in browser.get("/desk/consultations/").text
    assert desk("intake-1").get("/desk/days/meeting/").status_code == 404


def test_what_is_wrong_is_said_and_nothing_lost(desk, cast, appeal):
    answer = desk("office-1").post("/desk/days/meeting/", told(cast, departments=[], note="先议临时用电"))
    assert (answer.status_code, "先议临时用电" in answer.text) == (422, True)
    assert not ReceptionDay.objects.exists()


def test_it_is_held_in_the_same_room_with_outcomes_of_its_own(desk, cast, meeting, appeal):
    room = f"/desk/days/{meeting.code}/appeals/{appeal.code}/"
    browser = desk("intake-1")
    page = browser.get(room).text
    assert "形成共同意见" in page
    assert "研究决定" not in page.split("<form", 1)[1].split("决定事项", 1)[0]
    item = {
        "text_1": "勘察线路", "criterion_1": "提交勘察报告", "lead_1": str(cast.organ("power-supply")),
        "due_on_1": "2026-12-25",
    }  # fmt: skip
    wrong = browser.post(room, {"opinion": "分头办", "outcome": "decided"} | item)
    assert wrong.status_code == 422
    browser.post(room, {"opinion": "分头办", "outcome": "divided"} | item)
    entry = AgendaItem.objects.get(day=meeting)
    assert (entry.outcome, entry.items) == ("divided", 1)
    assert "会商意见" in browser.get(room).text


def test_the_days_page_speaks_of_a_meeting_and_offers_what_can_be_brought(desk, cast, meeting, stand):
    other = stand("at_office", rung=2)
    page = desk("office-1").get(f"/desk/days/{meeting.code}/").text
    assert "联席会议" in page
    assert "结束联席会议" in page
    assert other.number in page
    assert "接待领导</dt>" not in page
    assert "联席会议" in desk("office-1").get("/desk/days/").text
    answer = desk("office-1").post(f"/desk/days/{meeting.code}/", {"chosen": [other.code]})
    assert answer.status_code == 303
    assert AgendaItem.objects.filter(day=meeting).count() == 2


def test_departments_called_read_it_and_the_public_does_not(desk, client, meeting):
    assert desk("power-supply-officer").get(f"/desk/days/{meeting.code}/").status_code == 200
    assert desk("housing-officer").get(f"/desk/days/{meeting.code}/").status_code == 404
    assert "三楼小会议室" not in client.get("/days/").text


def test_a_planned_day_cannot_be_made_a_meeting_by_its_form(desk, cast):
    answer = desk("office-1").post(
        "/desk/days/new/", told(cast, host_post=str(cast.post("deputy-industry").post), kind="joint")
    )
    assert answer.status_code == 422


def test_consultations_take_the_same_queries_for_one_and_for_three(desk, stand, meeting, django_assert_num_queries):
    browser = desk("office-1")
    assert browser.get("/desk/consultations/").status_code == 200
    with CaptureQueriesContext(connection) as one:
        browser.get("/desk/consultations/")
    for _ in range(2):
        stand("consulting", rung=2)
    with django_assert_num_queries(len(one)):
        browser.get("/desk/consultations/")


def test_no_page_of_a_meeting_speaks_of_a_reception_day(desk, cast, meeting, appeal):
    office, intake, base = desk("office-1"), desk("intake-1"), f"/desk/days/{meeting.code}/"
    seen = [office.get(f"{base}{name}/") for name in ("issue_notice", "amend", "close_day", "cancel_day")]
    office.post(f"{base}issue_notice/", {"note": ""})
    part = DossierPart.objects.filter(organ=cast.organ("power-supply")).first()
    seen.append(desk("power-supply-officer").get(f"/desk/dossiers/{part.code}/submit_part/"))
    seen += [office.get(base), office.get(f"{base}dossier/"), intake.get(f"{base}appeals/{appeal.code}/")]
    assert seen[-2].context["crumbs"][-1].label == "会议材料"
    intake.post(
        f"{base}appeals/{appeal.code}/", {"statement": "两家都等对方", "opinion": "并联办理", "outcome": "agreed"}
    )
    organ = cast.organ("power-supply")
    intake.post(f"{base}record_attendance/", {f"presence_{organ}": "leader", f"name_{organ}": "何经理"})
    seen += [intake.get(f"{base}appeals/{appeal.code}/"), intake.get(f"{base}close_day/")]
    assert intake.post(f"{base}close_day/", {"note": ""}).status_code == 303
    seen += [office.get(base), intake.get(f"{base}minutes/")]
    write = intake.post(f"{base}minutes/", {}).headers["Location"]
    seen += [intake.get(write), intake.get(write.removesuffix("write/"))]
    for page in seen:
        assert page.status_code == 200
        words = re.sub(r'<nav class="crumbs".*?</nav>', "", page.text.split("<main", 1)[1], flags=re.DOTALL)
        for legitimate in ("县长接待日", "供接待日研究"):  # a rung of the ladder; where what was agreed goes on to
            words = words.replace(legitimate, "")
        assert not re.findall(r".{12}(?:接待日|接待领导|领导意见|活动通知|接待材料|企业陈述).{6}", words), page.request[
            "PATH_INFO"
        ]


def test_its_attendance_stands_under_a_tab_of_its_own(desk, cast, meeting, appeal):
    intake, organ = desk("intake-1"), cast.organ("power-supply")
    base = f"/desk/days/{meeting.code}/"
    intake.post(f"{base}appeals/{appeal.code}/", {"opinion": "并联办理", "outcome": "agreed"})
    intake.post(f"{base}record_attendance/", {f"presence_{organ}": "leader", f"name_{organ}": "何经理"})
    intake.post(f"{base}close_day/", {"note": ""})
    assert "power-supply" not in intake.get("/desk/attendance/").text
    assert "/desk/attendance/power-supply/?year=2026&amp;meant=leader&amp;of=meetings" in (
        intake.get("/desk/attendance/?of=meetings").text
    )
    assert meeting.code in intake.get("/desk/attendance/power-supply/?year=2026&meant=leader&of=meetings").text
    assert intake.get("/desk/attendance/power-supply/?year=2026&meant=leader").status_code == 404
