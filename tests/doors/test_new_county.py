"""新县启用: from an empty database by the pages and files alone, in the order of the guide's chapter, until the first appeal
has come by each of the seven ways. 四, 五(四), 三(四)."""

import io
import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from tests.authenticator import enrol
from tests.founding import ENTERPRISES, ORGANS, PEOPLE, POINT, workbook

from qinqing.doors.web import guide
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.register.models import Enterprise, Organ
from qinqing.services.accounts.models import Account
from qinqing.services.journal import queries as journal

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
HEARD = {
    "telephone": "七月以来每周停电两三次，炉内铁水报废",
    "fax": "招不到熟练焊工，想请组织专场招聘",
    "email": "贷款到期，银行要先还后贷，周转不开",
    "counter": "厂门口的路坑坑洼洼，大货车进不来",
}


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def county(data_folder, settings):
    """A county where nobody has done anything yet."""
    settings.QINQING_CONTACT = ""
    return County()


class County:
    """Browsers by role; each step is what the guide says somebody does."""

    def __init__(self):
        self.browsers = {}

    def sign_in(self, who, username, password):
        """Signs in, at once changes the password that somebody else has seen, and enrols where the post asks for it."""
        browser = Client(headers={"origin": "http://testserver"})
        answer = browser.post("/sign-in/", {"username": username, "password": password})
        assert answer.status_code in (302, 303), answer.text
        own = {"old": password, "new": f"{password}-my-own", "again": f"{password}-my-own"}
        answer = browser.post("/password/", own)
        assert answer.status_code in (302, 303), answer.text
        if browser.get(answer.url).headers.get("Location", "").startswith("/second-factor/"):
            enrol(browser, own["new"])
        self.browsers[who] = browser

    def get(self, who, url):
        answer = self.browsers[who].get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return answer.text

    def post(self, who, url, data=None):
        answer = self.browsers[who].post(url, data or {})
        assert answer.status_code in (302, 303), re.findall(r'(?s)class="errors.*?</ul>', answer.text)
        return answer.url

    def hand_in(self, who, kind, rows, skip=False):
        """The file, the preview, the word; returns the preview."""
        url = self.post(who, f"/desk/imports/new/{kind}/", {"file": SimpleUploadedFile("名册.xlsx", workbook(rows))})
        preview = self.get(who, url)
        self.post(who, url, {"skip": "on"} if skip else {})
        assert "已导入" in self.get(who, url)
        return preview

    def lacking(self, who="system"):
        """The lines of the checklist that a county cannot begin without, and still lacks."""
        page = self.get(who, "/desk/setup/").partition("可以随后补上的")[0]
        return set(re.findall(r'<tr id="(\w+)"><td data-label="状态"><span class="badge yellow">', page))


def administrators(county, capsys):
    call_command(
        "administrators", "--system", "王建国", "--security", "李志强", "--audit", "赵秀兰",
        "--office", "清水县人民政府办公室", "--json",
    )  # fmt: skip
    for one in json.loads(capsys.readouterr().out)["administrators"]:
        county.sign_in(one["role"].partition("_")[0], one["username"], one["password"])


def passwords(county):
    """首次密码 as they are printed: username and password of each slip."""
    url = county.post("security", "/desk/accounts/first/")
    page = county.get("security", url)
    return dict(re.findall(r"<dt>用户名</dt><dd><code>([^<]+)</code></dd><dt>密码</dt><dd><code>([^<]+)</code>", page))


def set_up(county, capsys):
    """The chapter's steps 1 to 8; the checklist after each."""
    administrators(county, capsys)
    assert county.lacking() == {"name", "organs", "posts", "portfolios", "contact"}
    county.post("system", "/desk/county/name/", {"name": "清水县", "city": "清河市", "television": "清水县电视台"})
    county.hand_in("system", "organs", ORGANS)
    assert county.lacking() == {"posts", "portfolios", "contact"}
    county.hand_in("security", "staff", PEOPLE)
    assert county.lacking() == {"passwords", "contact"}
    told = passwords(county)
    for who, username in (
        ("clerk", "韦小兰"), ("head", "modongsheng"), ("city", "顾婷婷"), ("officer", "韩雪琴"), ("town", "梁桂花"),
    ):  # fmt: skip
        county.sign_in(who, username, told[username])
    assert county.lacking() == {"contact"}
    county.post("clerk", "/desk/county/points/_new/", POINT)
    county.hand_in("clerk", "enterprises", ENTERPRISES)
    assert county.lacking() == set()


def test_a_new_county_takes_its_first_appeal_by_each_of_the_seven_ways(county, capsys):
    set_up(county, capsys)
    assert "清水县 · 县长服务企业接待日" in Client().get("/").text
    assert "0776-5210001" in Client().get("/").text

    text = "宗地红线与规划道路重叠，办不了施工许可"
    told = {"enterprise_name": "清水县宏达铸造有限公司", "contact_phone": "13900002001"}
    visitor = Client(headers={"origin": "http://testserver"})
    lodged = visitor.post("/appeals/new", {"text": text, **told})
    assert "编号" in visitor.get(lodged.url).text
    for channel, heard in HEARD.items():
        sent = {
            "text": heard,
            "enterprise_name": f"清水县{channel}厂",
            "channel": channel,
            "urgency": "normal",
        }
        assert "查询码" in county.get("clerk", _registered(county, sent))
    _visit(county)
    sent = {"text": "市里转来：出口退税迟迟不到账", "enterprise_name": "清水县绿源食品厂"}
    county.post("city", "/desk/appeals/handed-down/", sent)

    ways = {"portal", "telephone", "fax", "email", "counter", "visit", "city"}
    assert set(Appeal.objects.values_list("channel", flat=True)) == ways
    assert Appeal.objects.count() == len(ways)
    assert all(re.fullmatch(r"JDR-2026-\d{6}", number) for number in Appeal.objects.values_list("number", flat=True))
    assert journal.verify().ok


def _registered(county, sent):
    """登记诉求, pressed again where the page asks to look at something first."""
    asked = county.browsers["clerk"].post("/desk/appeals/new/", sent)
    if asked.status_code == 422:
        checked = re.search(r'id="id_checked" value="(\w+)"', asked.text)
        return county.post("clerk", "/desk/appeals/new/", {**sent, "checked": checked[1]})
    return asked.url


def _visit(county):
    """走访: written down, and what was heard becomes an appeal in one click."""
    found = re.search(r"/desk/visits/new/([\w-]+)/write_down/", county.get("clerk", "/desk/visits/new/?q=绿源"))
    url = county.post(
        "clerk", f"/desk/visits/new/{found[1]}/write_down/",
        {"visited_at": "2026-11-20T15:00", "visitors": "韦小兰", "summary": "生产正常", "text_1": "冷库夜间电压不稳"},
    )  # fmt: skip
    page = county.get("clerk", url)
    move = re.search(r"/desk/visits/findings/[\w-]+/register/", page)[0]
    version = re.search(r'name="version" value="(\d+)"', county.get("clerk", move))
    assert "查询码" in county.get("clerk", county.post("clerk", move, {"version": version[1]} if version else {}))


def test_it_follows_the_chapter_and_the_chapter_leaves_nothing_out():
    told = [one.title for one in guide.guide().chapter("new-county").passages if one.anchor]
    assert told == [
        "开始之前", "县名", "机构", "人员和岗位", "发放首次密码", "联系点", "制度和日历", "名册和清单", "备份和留痕的副本",
        "收第一件诉求",
    ]  # fmt: skip


def test_the_first_passwords_are_shown_once_and_kept_nowhere(county, capsys):
    administrators(county, capsys)
    county.hand_in("system", "organs", ORGANS)
    county.hand_in("security", "staff", PEOPLE)
    told = passwords(county)
    assert len(told) == len({row[-1] or row[0] for row in PEOPLE[1:]})
    again = county.browsers["security"].get("/desk/accounts/first/once/")
    assert again.status_code == 302
    assert "没有等待首次密码的人" in county.get("security", "/desk/accounts/first/")
    for account in Account.objects.filter(username__in=told):
        entries = journal.history(f"account/{account.username}")
        assert not [one for one in entries if told[account.username] in str(vars(one))]
        assert [one.event.rpartition(".")[2] for one in entries][-1] == "first_password"
    answer = county.browsers["security"].post("/desk/accounts/first/", {})
    assert answer.status_code == 422


def test_files_handed_in_twice_change_nothing_the_second_time(county, capsys):
    set_up(county, capsys)
    before = Organ.objects.count(), Account.objects.count(), Enterprise.objects.count(), journal.entry_count()
    assert "没有变化" in county.hand_in("system", "organs", ORGANS)
    county.hand_in("security", "staff", PEOPLE)
    after = Organ.objects.count(), Account.objects.count(), Enterprise.objects.count()
    assert after == before[:3]
    assert journal.entry_count() == before[3] + 2 * 3  # handed in, confirmed, taken


def test_what_an_import_leaves_to_do_is_told_where_it_ended(county, capsys):
    administrators(county, capsys)
    county.hand_in("system", "organs", ORGANS)
    county.hand_in("security", "staff", PEOPLE)
    ended = re.search(r'href="(/desk/imports/[a-z0-9]+/)"', county.get("security", "/desk/imports/"))[1]
    page = county.get("security", ended).partition("<main")[2]
    assert "12 人还没有密码" in page
    assert 'href="/desk/accounts/first/"' in page


def test_a_name_that_nobody_entered_is_not_offered_as_the_county_s(county, capsys):
    administrators(county, capsys)
    assert "云岭县" not in county.get("system", "/desk/county/name/").partition("<main")[2]
    county.post("system", "/desk/county/name/", {"name": "清水县"})
    assert 'value="清水县"' in county.get("system", "/desk/county/name/")


def test_the_empty_table_of_people_says_what_the_import_does(county, capsys):
    administrators(county, capsys)
    answer = county.browsers["security"].get("/desk/imports/new/staff/blank/")
    told = {row[0]: row[2] for row in openpyxl.load_workbook(io.BytesIO(answer.content))["填表说明"].values if row[2]}
    county.hand_in("system", "organs", ORGANS)
    county.hand_in("security", "staff", PEOPLE)
    assert "不填就是姓名" in told["「用户名」"]
    assert Account.objects.filter(username="韦小兰").exists()
    assert told["「单位」"].startswith("必填")


def test_the_checklist_names_the_ways_that_are_not_set_up(county, capsys):
    administrators(county, capsys)
    page = county.get("system", "/desk/setup/")
    for key in ("mail", "texts", "mailbox", "scans", "previews"):
        assert f'<tr id="{key}">' in page


def test_each_administrator_hands_in_what_is_the_own(county, capsys):
    administrators(county, capsys)
    for who, own, other in (("system", "organs", "staff"), ("security", "staff", "organs")):
        assert county.browsers[who].get(f"/desk/imports/new/{own}/").status_code == 200
        assert county.browsers[who].get(f"/desk/imports/new/{other}/").status_code == 404
        assert county.browsers[who].get("/desk/imports/new/enterprises/").status_code == 404
    assert county.browsers["audit"].get("/desk/imports/").status_code == 404


def test_whoever_has_something_left_to_do_is_told_on_the_desk(county, capsys):
    administrators(county, capsys)
    assert "等您办：" in county.get("system", "/desk/")
    assert "没有人任职" in county.get("security", "/desk/")
    assert "等您办：" not in county.get("audit", "/desk/")
    set_up_rest = [("system", "/desk/county/name/", {"name": "清水县"}), ("system", "/desk/county/points/_new/", POINT)]
    for who, url, data in set_up_rest:
        county.post(who, url, data)
    county.hand_in("system", "organs", ORGANS)
    assert "等您办：" not in county.get("system", "/desk/")
