"""宣传栏海报: what the county says of itself, the days and the Plan, on one sheet whatever there is to say. 四."""

import io

import pdfplumber
import pytest
from tests.cast import NOW

from qinqing.procedure.register import actions

pytestmark = pytest.mark.django_db
POINT = {
    "place": "清水县工业信息化和商务局受理岗", "phone": "0776-5210000", "fax": "0776-5210001",
    "email": "jiedairi@qingshui.example", "address": "人民路 1 号县财政综合大楼 806 室", "hours": "工作日上午8:30—12:00",
}  # fmt: skip
FOOT = "以网站公布的为准"
SIZES = {"a4": (595, 842), "a3": (842, 1191)}


@pytest.fixture
def sheet(desk):
    """``sheet("a4")``: the pages of the PDF."""

    def drawn(size, post="intake-1"):
        answer = desk(post).get(f"/desk/poster/{size}.pdf")
        assert answer.headers["Content-Type"] == "application/pdf", answer.status_code
        return pdfplumber.open(io.BytesIO(answer.content)).pages

    return drawn


def words(page):
    """What stands on it, in the order in which it was set: columns are not mixed."""
    return "".join("".join(char["text"] for char in page.chars).replace("\u200b", "").split())


def is_whole(page):
    """Whether everything stands on the paper, and nothing but the foot stands where the foot is."""
    top = min(char["top"] for char in page.chars[-len(FOOT) :])
    low = "".join(char["text"] for char in page.chars if char["bottom"] > top - 2).replace("\u200b", "")
    inside = all(char["x0"] > 0 and char["x1"] < page.width and char["bottom"] < page.height for char in page.chars)
    return inside and low.startswith("http://testserver/") and low.endswith(FOOT) and len(low) < 60


@pytest.mark.parametrize("size", SIZES)
def test_one_sheet_says_who_where_what_how_and_where_else(cast, sheet, size):
    actions.name_county(name="清水县", by=cast.post("system-admin"), at=NOW)
    actions.set_point(**POINT, by=cast.intake, at=NOW)
    (page,) = sheet(size)
    assert (round(page.width), round(page.height)) == SIZES[size]
    text = words(page)
    for said in (
        "清水县县长服务企业接待日", "0776-5210001", "jiedairi@qingshui.example", "企业生产经营、项目建设中的重大困难和问题",
        "2个工作日内登记并转到主管部门", "扫码反映诉求", "http://testserver/appeals/new", "http://testserver/track", "12345",
        "接下来的接待日",
    ):  # fmt: skip
        assert said in text, said
    assert is_whole(page)


def test_however_much_there_is_to_say_it_stays_on_one_sheet_and_nothing_is_cut(cast, sheet):
    for number in range(8):
        place = f"第{number}乡镇人民政府便民服务中心企业诉求受理窗口"
        actions.set_point(**{**POINT, "place": place, "address": "很长的路" * 20}, by=cast.intake, at=NOW)
    for number in range(10):
        actions.set_elsewhere(matter=f"第{number}种不收的事{'很长' * 10}", where="某某局" * 12, by=cast.intake, at=NOW)
    (page,) = sheet("a4")
    text = words(page)
    assert "第5乡镇" in text
    assert "还有2处联系点" in text
    assert "第9种不收的事" in text
    assert is_whole(page)


def test_a_text_is_never_run(cast, sheet):
    actions.set_point(place="#panic() $ [x] *粗* @a", phone="0776-1", by=cast.intake, at=NOW)
    assert "#panic()$[x]*粗*@a" in words(sheet("a4")[0])


def test_the_page_shows_the_same_and_its_codes(cast, desk):
    actions.set_point(**POINT, by=cast.intake, at=NOW)
    page = desk("park-west-officer").get("/desk/poster/").text
    assert "0776-5210001" in page
    assert "/desk/poster/qr/lodge/" in page
    assert desk("mayor").get("/desk/poster/qr/track/").content.startswith(b"<?xml")
    for wrong in ("qr/nonsense/", "a0.pdf"):
        assert desk("mayor").get(f"/desk/poster/{wrong}").status_code == 404
    assert desk("audit-admin").get("/desk/poster/").status_code == 404


def test_without_a_contact_point_the_page_says_what_to_do(desk, settings):
    settings.QINQING_CONTACT = ""
    assert "还没有联系点" in desk("intake-1").get("/desk/poster/").text
