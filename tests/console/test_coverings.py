"""遮盖材料 on the desk: boxes typed or drawn, kept while they are typed, refused in a sentence; 取消遮盖; what a page costs."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.cast import NOW
from tests.documents.making import docx, image, scanned

from qinqing.procedure.appeals import queries
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as material

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
BOX = {"left_1": "0", "top_1": "0", "width_1": "50", "height_1": "100"}
TOLD = {"reason": "第三人的身份证照片", **BOX}


@pytest.fixture
def appeal(stand, cast):
    found = stand("handling")
    for name, content in (("证件.png", image("PNG")), ("合同.pdf", scanned(2)), ("信.docx", docx())):
        documents.attach(found.subject, file=io.BytesIO(content), name=name, by=cast.intake, at=NOW)
    return found


def address(appeal, name="证件.png", step="cover"):
    one = next(one for one in material.attachments(appeal.subject, whole=True) if one.name == name)
    return f"/desk/appeals/{appeal.code}/files/{one.code}/{step}/"


def names(appeal, actor):
    return [one.name for one in queries.files(appeal, actor)]


def test_the_clerk_is_led_to_it_beside_each_picture_and_pdf(desk, appeal):
    page = desk("intake-1").get(f"/desk/appeals/{appeal.code}/").text
    assert [address(appeal, name) in page for name in ("证件.png", "合同.pdf", "信.docx")] == [True, True, False]
    for post in ("bureau-head", "power-supply-officer", "mayor"):
        assert "/cover/" not in desk(post).get(f"/desk/appeals/{appeal.code}/").text


def test_without_javascript_numbers_are_enough(desk, appeal, cast):
    answer = desk("intake-1").post(address(appeal), TOLD, follow=True)
    assert "已遮盖，部门现在看到的是遮盖件" in answer.text
    assert names(appeal, cast.officer("power-supply")) == ["证件（已遮盖）.png", "合同.pdf", "信.docx"]
    assert names(appeal, cast.intake)[:2] == ["证件.png", "证件（已遮盖）.png"]
    (original, copy) = queries.files(appeal, cast.intake)[:2]
    assert original.note == "已遮盖，部门和县领导看到的是遮盖件"
    assert copy.note == "遮盖 1 处，部门和县领导看到的是这一份"
    with material.open_attachment(copy.code).file as file:
        assert Image.open(file).getpixel((5, 5)) == (0, 0, 0)


def test_a_box_on_a_page_of_a_pdf_and_the_pages_to_draw_on(desk, appeal):
    browser, where = desk("intake-1"), address(appeal, "合同.pdf")
    page = browser.get(where).text
    assert [f"{where}{number}/" in page for number in (1, 2, 3)] == [True, True, False]
    picture = browser.get(f"{where}2/")
    assert Image.open(io.BytesIO(picture.content)).format == "JPEG"
    assert browser.get(f"{where}3/").status_code == 404
    assert browser.post(where, TOLD | {"page_1": "2"}).status_code == 303
    assert '<rect x="0.0" y="0.0" width="50.0" height="100.0"/>' in browser.get(where).text, "as it is now"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": "证件"}, "还没有框"),
        ({**BOX, "reason": ""}, "请填写。"),
        ({**TOLD, "height_1": ""}, "四个数都要填"),
        ({**TOLD, "width_1": "120"}, "100"),
        ({**TOLD, "width_1": "0"}, "宽和高要大于 0"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(desk, appeal, typed, words):
    answer = desk("intake-1").post(address(appeal), typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert not material.copy_of(material.attachments(appeal.subject)[0])
    if "left_1" in typed:
        assert 'name="left_1" value="0"' in answer.text


def test_boxes_are_shown_on_the_page_before_anything_is_done(desk, appeal):
    browser, where = desk("intake-1"), address(appeal)
    assert browser.post(where, TOLD | {"choose": ""}).status_code == 303
    assert '<rect x="0.0" y="0.0" width="50.0" height="100.0"/>' in browser.get(where).text
    assert not material.copy_of(material.attachments(appeal.subject)[0])


def test_a_colleague_who_was_faster_is_not_undone(desk, appeal):
    first, second = desk("intake-1"), desk("intake-1")
    version = appeal.version
    assert first.post(address(appeal), TOLD | {"version": version}).status_code == 303
    answer = second.post(address(appeal), TOLD | {"version": version, "width_1": "20", "reason": "别处"})
    assert answer.status_code == 409
    assert 'name="width_1" value="20"' in answer.text


def test_lifted_with_a_reason(desk, appeal, cast):
    browser = desk("intake-1")
    browser.post(address(appeal), TOLD)
    assert "取消遮盖" in browser.get(address(appeal)).text
    assert browser.post(address(appeal, step="uncover"), {"reason": ""}).status_code == 422
    assert browser.post(address(appeal, step="uncover"), {"reason": "遮错了"}).status_code == 303
    assert names(appeal, cast.officer("power-supply")) == ["证件.png", "合同.pdf", "信.docx"]
    assert browser.post(address(appeal, step="uncover"), {"reason": "再来"}).status_code == 409


def test_of_a_confidential_appeal_the_name_of_the_file_tells_nothing(desk, stand, cast):
    found = stand("handling", confidential=True)
    documents.attach(found.subject, file=io.BytesIO(image("PNG")), name="恒鑫证件.png", by=cast.intake, at=NOW)
    desk("intake-1").post(address(found, "恒鑫证件.png"), TOLD)
    page = desk("power-supply-officer").get(f"/desk/appeals/{found.code}/").text
    assert "附件1.png" in page
    assert "恒鑫" not in page


@pytest.mark.parametrize(("post", "count"), [("intake-1", 20), ("power-supply-officer", 19)])
def test_covered_or_not_an_appeals_page_asks_the_same(desk, appeal, post, count):
    for name in ("证件.png", "合同.pdf"):
        desk("intake-1").post(address(appeal, name), TOLD)
    url = f"/desk/appeals/{appeal.code}/"
    desk(post).get(url)
    with CaptureQueriesContext(connection) as asked:
        assert desk(post).get(url).status_code == 200
    assert len(asked) <= count + 1, "\n".join(query["sql"] for query in asked.captured_queries)
