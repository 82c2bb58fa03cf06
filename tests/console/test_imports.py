"""导入 at the desk: handed in, looked at, confirmed, taken over; nothing before the word, nothing twice."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.answers import let_go
from tests.cast import NOW
from tests.tables import digests

from qinqing.doors.operations.housekeeping import take_tables_over
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.register.models import Enterprise
from qinqing.services.documents import actions, queries
from qinqing.services.documents.models import Import
from qinqing.services.journal import queries as journal

pytestmark = pytest.mark.django_db
ROSTER = "企业名称,统一社会信用代码,规模,备注\n云岭县新河竹器厂,,小型,老厂\n云岭县山泉饮品厂,,特大,\n"
BROKEN = ROSTER + "云岭县三友木业厂,9.135E+17,小型,\n"
LEDGER = "诉求内容,企业名称,牵头部门\n厂门口限高杆挪一挪,,县飞船调度中心\n变压器增容,云岭县新河竹器厂,供电公司\n"
NEW = {"enterprises": "/desk/imports/new/enterprises/", "appeals": "/desk/imports/new/appeals/"}


@pytest.fixture
def hand_in(desk):
    """``hand_in(text)``: the address of the page of a table that the clerk handed in."""

    def upload(text, kind="enterprises", post="intake-1"):
        file = SimpleUploadedFile("名册.csv", text.encode("gb18030"))
        answer = desk(post).post(NEW[kind], {"file": file})
        assert answer.status_code == 303, answer.text
        return answer.url

    return upload


def names():
    return set(Enterprise.objects.filter(name__startswith="云岭县").values_list("name", flat=True))


def test_only_the_bureau_finds_the_pages_of_its_tables(admitted, hand_in):
    assert admitted(NEW["enterprises"]) == admitted(NEW["appeals"]) == {"intake-1", "bureau-head"}
    assert admitted("/desk/imports/") == {"intake-1", "bureau-head", "system-admin", "security-admin"}
    assert admitted(hand_in(ROSTER)) == {"intake-1", "bureau-head"}


def test_a_side_door_is_no_door(desk, hand_in):
    url = hand_in(ROSTER)
    for way in (url, f"{url}give-up/", f"{url}rejected/"):
        assert desk("power-supply-officer").post(way, {}).status_code == 404
    assert desk("intake-1").get("/desk/imports/new/nonsense/").status_code == 404
    assert Import.objects.get().state == "read"


def test_the_preview_shows_what_was_understood_and_changes_nothing(desk, hand_in):
    known = names()
    page = desk("intake-1").get(hand_in(BROKEN)).text
    assert names() == known
    for words in (
        "将新登记", "导入不了的行", "第 4 行", "9.135E+17", "后几位已经丢失", "规模“特大”：不认识的规模", "备注", "记在说明里", "老厂",
        "跳过这 1 行",
    ):  # fmt: skip
        assert words in page


def test_the_departments_of_a_ledger_are_shown_before_it_is_taken_over(desk, hand_in):
    page = desk("intake-1").get(hand_in(LEDGER, "appeals")).text
    assert "县飞船调度中心" in page
    assert "没有对上登记册的部门" in page
    assert "供电公司 → <b>" in page
    assert not Appeal.objects.filter(channel="ledger").exists()


def test_confirmed_it_is_taken_over_and_on_the_record(desk, hand_in, cast):
    url = hand_in(ROSTER)
    assert desk("intake-1").post(url).status_code == 303
    assert {"云岭县新河竹器厂", "云岭县山泉饮品厂"} <= names()
    page = desk("intake-1").get(url).text
    assert "已导入" in page
    assert "去看企业" in page
    assert "确认导入" not in page
    one = Import.objects.get()
    told = [entry.event.rpartition(".")[2] for entry in journal.history(one.subject)]
    assert told == ["handed_in", "confirmed", "taken"]
    entry = journal.history(Enterprise.objects.get(name="云岭县新河竹器厂").subject)[0]
    assert (entry.person, entry.facts["source"]) == (cast.intake.person, "名册.csv 第 2 行")
    assert journal.verify().ok
    assert queries.check_files().ok


def test_an_old_ledger_is_entered_by_the_machine(desk, hand_in):
    desk("intake-1").post(hand_in(LEDGER, "appeals"))
    appeals = Appeal.objects.filter(channel="ledger").order_by("pk")
    assert [one.enterprise_name for one in appeals] == ["未具名企业", "云岭县新河竹器厂"]
    assert journal.history(appeals[0].subject)[0].name == "台账导入"


def test_refused_rows_hold_it_up_until_somebody_says_to_skip_them(desk, hand_in):
    url = hand_in(BROKEN)
    answer = desk("intake-1").post(url)
    assert answer.status_code == 422
    assert "请勾选“跳过这些行”" in answer.text
    assert "云岭县新河竹器厂" not in names()
    assert desk("intake-1").post(url, {"skip": "on"}).status_code == 303
    assert {"云岭县新河竹器厂", "云岭县山泉饮品厂"} <= names()
    assert "云岭县三友木业厂" not in names()


def test_the_refused_rows_are_taken_away_as_a_list(desk, hand_in):
    answer = desk("intake-1").post(f"{hand_in(BROKEN)}rejected/")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    heading, row = list(sheet.iter_rows(values_only=True))[:2]
    assert heading == ("工作表", "行", "列", "原来的内容", "为什么没有导入")
    assert row[1:4] == (4, "统一社会信用代码", "9.135E+17")
    let_go(answer)


def test_a_second_press_and_another_window_change_nothing(desk, hand_in):
    url = hand_in(ROSTER)
    other_window = desk("bureau-head")
    desk("intake-1").post(url, {"once": "k" * 24})
    before = digests()
    assert desk("intake-1").post(url, {"once": "k" * 24}).status_code in (200, 303)
    assert other_window.post(url).status_code == 200
    assert digests() == before


def test_given_up_nothing_is_taken_over(desk, hand_in):
    url, known = hand_in(ROSTER), names()
    assert "什么都不会导入" in desk("intake-1").get(f"{url}give-up/").text
    assert desk("intake-1").post(f"{url}give-up/").status_code == 303
    assert desk("intake-1").post(url).status_code == 200
    assert names() == known
    assert "已放弃" in desk("intake-1").get(url).text
    assert desk("intake-1").post(f"{url}give-up/").status_code == 409
    assert journal.verify().ok


def test_what_is_no_table_says_what_to_do(desk, hand_in):
    page = desk("intake-1").get(hand_in("今天开会\n")).text
    assert "读不了：前 20 行里没有找到表头，请确认有“企业名称”一列" in page
    assert "重新上传" in page
    empty = desk("intake-1").post(NEW["enterprises"], {"file": SimpleUploadedFile("空.csv", b"")})
    assert empty.status_code == 422
    assert journal.verify().ok


def long_roster(rows):
    return "企业名称\n" + "".join(f"云岭县第{n}厂\n" for n in range(rows))


def test_a_long_table_waits_for_the_worker_and_shows_how_far_it_is(desk, hand_in):
    url = hand_in(long_roster(600))
    page = desk("intake-1").get(url).text
    assert "正在预读" in page
    assert "<progress" in page
    take_tables_over(NOW)
    assert "将新登记" in desk("intake-1").get(url).text
    desk("intake-1").post(url)
    assert "正在导入" in desk("intake-1").get(url).text
    take_tables_over(NOW)
    assert len([name for name in names() if name.startswith("云岭县第")]) == 600
    assert "已导入" in desk("intake-1").get(url).text


def test_a_process_that_died_is_followed_by_another_after_its_lease(desk, hand_in):
    url = hand_in(long_roster(600))
    take_tables_over(NOW)
    desk("intake-1").post(url)
    one = Import.objects.get()
    dead = queries.import_kind("enterprises").take
    half = dead(
        actions.imports.store.path_of(one.stored_name),
        name=one.name,
        by=actions.imports._actor(one),
        at=NOW,
        dry_run=False,
    )
    next(half), next(half)
    half.close()
    Import.objects.update(lease=NOW + timedelta(minutes=2))
    take_tables_over(NOW)
    assert Import.objects.get().state == "taking"
    actions.work_off(at=NOW, clock=lambda: NOW + timedelta(minutes=3))
    report = queries.read_report(Import.objects.get())
    assert report["counts"] == {"rows": 600, "created": 100, "updated": 0, "unchanged": 500, "rejected": 0}
    assert journal.verify().ok


def test_the_list_tells_what_was_handed_in(desk, hand_in):
    assert "还没有导入过" in desk("intake-1").get("/desk/imports/").text
    hand_in(ROSTER)
    page = desk("bureau-head").get("/desk/imports/").text
    assert "名册.csv" in page
    assert "等待确认" in page


def test_an_empty_table_can_be_downloaded_by_whoever_may_hand_it_in(desk):
    page = desk("intake-1").get("/desk/imports/").content.decode()
    assert "/desk/imports/new/enterprises/blank/" in page
    answer = desk("intake-1").get("/desk/imports/new/enterprises/blank/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"PK")
    assert desk("intake-1").get("/desk/imports/new/staff/blank/").status_code == 404
    assert desk("office-1").get("/desk/imports/new/enterprises/blank/").status_code == 404
