"""公文模板: what papers look like, an office's own version uploaded, looked at, put in force."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.console.conftest import STAFF
from tests.papers.conftest import KIND, known
from tests.papers.editing import saying

from qinqing.services.documents import queries
from qinqing.services.documents.queries.kinds import shipped

pytestmark = pytest.mark.django_db
LIST, PAGE = "/desk/templates/", f"/desk/templates/{KIND}/"
READERS = STAFF - {"city-liaison"}


@pytest.fixture
def kind():
    with known() as one:
        yield one


def upload(browser, template: bytes, name: str = "改.docx"):
    return browser.post(PAGE, {"file": SimpleUploadedFile(name, template), "note": "按办公室意见改"})


def test_staff_look_at_them_and_the_system_administrator_changes_them(admitted, kind):
    assert admitted(LIST) == READERS
    assert admitted(PAGE) == READERS
    assert admitted(f"{PAGE}0/docx/") == READERS
    assert admitted(f"{PAGE}0/use/") == {"system-admin"}
    assert admitted("/desk/templates/nothing/") == set()
    assert admitted(f"{PAGE}7/template/") == set()
    assert admitted(f"{PAGE}0/exe/") == set()


def test_the_page_tells_every_field_as_it_is_written(desk, kind):
    page = desk("office-1").get(PAGE).content.decode()
    for says in (
        "{{ lead }}",
        "{%p for row in helpers %} … {%p endfor %}",
        "{{ row.name }}",
        "{{ county }}",
        "牵头部门",
    ):
        assert says in page
    assert "上传新版本" not in page


def test_a_template_is_edited_uploaded_looked_at_and_put_in_force(desk, kind, data_folder):
    browser = desk("system-admin")
    original = browser.get(f"{PAGE}0/template/")
    assert original.headers["Content-Disposition"].startswith("attachment;")
    answer = upload(browser, saying(original.content, "请及时签收。"))
    assert answer.headers["Location"] == PAGE
    assert "已上传第 1 版，请先看样例，再提请启用" in browser.get(PAGE).content.decode()
    sample = docx.Document(io.BytesIO(browser.get(f"{PAGE}1/docx/").content))
    assert "请及时签收。" in [one.text for one in sample.paragraphs]
    assert browser.get(f"{PAGE}1/pdf/").content.startswith(b"%PDF")
    assert "已经生成的不变" in browser.get(f"{PAGE}1/use/").content.decode()
    assert browser.post(f"{PAGE}1/use/").headers["Location"] == PAGE
    page = browser.get(PAGE).content.decode()
    assert "在用：原版" in page
    assert "自己提请启用的模板，请由另一位同事看过样例后确认" in page
    browser.get(f"{PAGE}1/pdf/")
    assert "请由另一位同事" in browser.post(f"{PAGE}proposed/confirm/").content.decode()
    office = desk("office-1")
    assert "待确认" in office.get(LIST).content.decode()
    assert "请先打开这一版的样例 PDF" in office.post(f"{PAGE}proposed/confirm/").content.decode()
    assert office.get(f"{PAGE}1/pdf/").content.startswith(b"%PDF")
    assert office.post(f"{PAGE}proposed/confirm/").headers["Location"] == PAGE
    assert "在用：第 1 版" in browser.get(PAGE).content.decode()
    assert [one.template.version for one in queries.standings() if one.kind.kind == KIND] == [1]


def test_a_proposal_is_declined_with_a_reason_that_stays(desk, kind, data_folder):
    browser = desk("system-admin")
    upload(browser, saying(shipped(KIND), "请及时签收。"))
    browser.post(f"{PAGE}1/use/")
    assert desk("office-1").post(f"{PAGE}proposed/decline/", {"reason": ""}).status_code == 422
    assert desk("office-1").post(f"{PAGE}proposed/decline/", {"reason": "页边距不对"}).status_code == 303
    page = browser.get(PAGE).content.decode()
    assert "页边距不对" in page
    assert "在用：原版" in page
    assert admitted_to_nothing(desk("office-1"))


def admitted_to_nothing(browser) -> bool:
    """Where nothing waits there is nothing to rule on."""
    return {browser.get(f"{PAGE}proposed/{name}/").status_code for name in ("confirm", "decline", "x")} == {404}


def test_a_refused_template_says_every_fault_and_keeps_nothing(desk, kind, data_folder):
    spoilt = saying(saying(shipped(KIND), "{{ phone }}"), "{{ lead.x }}")
    answer = upload(desk("system-admin"), spoilt)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "模板里的字段“phone”系统不认识" in page
    assert "模板里的字段“lead.x”系统不认识" in page
    assert "按办公室意见改" in page
    assert queries.versions(KIND) == []


def test_nobody_else_uploads(desk, kind, data_folder):
    upload(desk("office-1"), saying(shipped(KIND), "x"))
    assert queries.versions(KIND) == []


def test_without_a_file_it_asks_for_one(desk, kind):
    answer = desk("system-admin").post(PAGE, {"note": "忘了选"})
    assert answer.status_code == 422
    assert "请选择改好的模板文件" in answer.content.decode()


def test_the_system_administrator_reads_which_fonts_stand_in(desk, kind):
    page = desk("system-admin").get(LIST).content.decode()
    assert "方正小标宋简体" in page
    assert "代替" in page
    assert "PDF 用的字体" not in desk("office-1").get(LIST).content.decode()
