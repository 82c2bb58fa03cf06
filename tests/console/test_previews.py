"""预览 on the pages: offered where a converter is, asked for with one button, seen by whoever may have the file, and noted."""

import io
import threading
from urllib.parse import quote

import pytest
from django.test import Client
from tests.cast import NOW
from tests.documents.converting import converter  # noqa: F401  (a fixture)
from tests.documents.making import compound, docx, image

from qinqing.doors.operations import beside
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals.models import Opening
from qinqing.services.accounts import queries as accounts
from qinqing.services.documents import actions, queries
from qinqing.services.documents.models import Preview
from qinqing.services.documents.rules import previews as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("converter")]


@pytest.fixture
def appeal(stand, cast, data_folder):
    """In a department's hands, with a letter of WPS and a picture."""
    found = stand("handling")
    for name, content in (("请示.wps", compound("WordDocument", "1Table")), ("照片.png", image("PNG"))):
        actions.attach(found.subject, file=io.BytesIO(content), name=name, by=cast.intake, at=NOW)
    return found


@pytest.fixture
def owner(cast):
    """The enterprise that brought it, at its own pages."""
    browser = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
    browser.force_login(accounts.account(cast.actor("hengxin").person))
    return browser


def address(appeal, page="", name="请示.wps", door="/desk/appeals"):
    one = next(one for one in queries.attachments(appeal.subject) if one.name == name)
    return f"{door}/{appeal.code}/files/{one.code}/preview/{page and f'{page}/'}"


def make():
    return actions.make_next_preview(clock=lambda: NOW)


def test_it_is_offered_beside_office_files_alone_and_only_where_a_converter_is(desk, appeal, settings):
    for post in ("intake-1", "power-supply-officer", "mayor"):
        told = desk(post).get(f"/desk/appeals/{appeal.code}/").text
        assert [address(appeal, name=name) in told for name in ("请示.wps", "照片.png")] == [True, False]
    settings.QINQING_SOFFICE = ""
    told = desk("intake-1").get(f"/desk/appeals/{appeal.code}/").text
    assert "/preview/" not in told
    assert "请在 WPS 里“输出为 PDF”再传一份" in told, "the hint stays"
    told = desk("intake-1").get(address(appeal)).text
    assert rules.ABSENT in told
    assert "生成预览" not in told


def test_one_button_a_page_that_refreshes_itself_and_the_pages_as_pictures(desk, appeal):
    browser, where = desk("power-supply-officer"), address(appeal)
    assert "生成预览" in browser.get(where).text
    assert not Preview.objects.exists(), "nobody asked yet"
    assert browser.post(where).headers["Location"] == where
    busy = browser.get(where).text
    assert "正在转换" in busy
    assert 'http-equiv="refresh"' in busy
    assert make()
    told = browser.get(where).text
    assert 'http-equiv="refresh"' not in told
    assert [f"{where}{number}/" in told for number in (1, 2, 3, 4)] == [True, True, True, False]
    page = browser.get(f"{where}3/")
    assert page.content[:3] == b"\xff\xd8\xff"
    assert page.headers["Content-Type"] == "image/jpeg"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]
    assert browser.get(f"{where}4/").status_code == 404


def test_what_failed_says_what_to_do(desk, appeal, converter):  # noqa: F811
    browser, where = desk("intake-1"), address(appeal)
    browser.post(where)
    converter("die")
    make()
    told = browser.get(where).text
    assert "转换不了，文件可能加了打开密码或已损坏" in told
    assert "另存为 PDF 再传一份" in told
    assert "再转换一次" not in told, "not within the hour"


def test_whoever_may_not_have_the_file_may_not_look_at_it(desk, appeal):
    desk("intake-1").post(address(appeal))
    make()
    for post in ("housing-officer", "system-admin"):
        for page in ("", 1):
            assert desk(post).get(address(appeal, page)).status_code == 404
        assert desk(post).post(address(appeal)).status_code == 404
    elsewhere = address(appeal, name="照片.png")
    assert desk("intake-1").get(elsewhere).status_code == 404, "pictures are shown by the browser"
    assert Client().get(address(appeal)).status_code in (302, 303), "to sign in"


def test_looking_at_a_page_is_noted_as_opening_the_appeal(desk, appeal, cast):
    desk("intake-1").post(address(appeal))
    make()
    seen = Opening.objects.filter(appeal=appeal, person=cast.post("mayor").person)
    assert not seen.exists()
    assert desk("mayor").get(address(appeal, 1)).status_code == 200
    assert seen.count() == 1


def test_the_enterprise_looks_at_its_own(appeal, owner, desk):
    where = address(appeal, door="/my")
    assert where in owner.get(f"/my/{appeal.code}/").text
    assert owner.post(where).headers["Location"] == where
    assert "正在转换" in owner.get(where).text
    make()
    told = owner.get(where).text
    assert f'src="{where}1/"' in told
    assert owner.get(f"{where}1/").headers["Content-Type"] == "image/jpeg"
    assert Client().get(f"{where}1/").status_code == 404


def test_of_a_confidential_appeal_the_department_sees_the_neutral_name(desk, stand, cast, data_folder):
    found = stand("handling", confidential=True)
    actions.attach(found.subject, file=io.BytesIO(docx()), name="云岭恒信.docx", by=cast.actor("hengxin"), at=NOW)
    where = address(found, name="云岭恒信.docx")
    desk("power-supply-officer").post(where)
    make()
    told = desk("power-supply-officer").get(where).text
    assert "附件1.docx" in told
    assert "云岭恒信" not in told
    assert quote("恒信") not in desk("power-supply-officer").get(f"{where}1/").headers["Content-Disposition"]


def test_too_many_at_once_wait_and_read_why(desk, appeal, monkeypatch):
    monkeypatch.setattr(rules, "MOST_WAITING", 0)
    answer = desk("intake-1").post(address(appeal))
    assert answer.status_code == 422
    assert rules.CROWDED in answer.text
    with pytest.raises(Refused):
        actions.ask_for_preview(queries.attachments(appeal.subject)[0], at=NOW)


def test_the_worker_makes_them_in_a_lane_of_its_own(appeal, desk, monkeypatch):
    made = threading.Event()
    monkeypatch.setattr(actions, "make_next_preview", lambda clock: made.set())
    beside.make_previews(NOW)
    assert not made.is_set(), "nobody waits"
    desk("intake-1").post(address(appeal))
    beside.make_previews(NOW)
    assert made.wait(10)


def test_a_lane_that_breaks_is_told_and_harms_nothing_else(appeal, desk, monkeypatch, caplog):
    def broken(clock):
        raise OSError("disk")

    monkeypatch.setattr(actions, "make_next_preview", broken)
    beside._make()
    assert "a preview was not made" in caplog.text
