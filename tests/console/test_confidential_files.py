"""What an enterprise uploads may bear its name: departments that must not know it read and receive neutral names."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import NOW
from tests.documents.making import image, pdf

from qinqing.procedure.appeals import actions as appeals
from qinqing.services.documents import queries as documents

pytestmark = pytest.mark.django_db
NAME = "云岭县恒鑫铸造有限公司"
GIVEN = ("恒鑫铸造供用电合同.pdf", "恒鑫二号线.png")
READERS = ("power-supply-officer", "power-supply-head", "park-west-officer")
KNOWING = ("intake-1", "bureau-head")


@pytest.fixture
def appeal(cast, data_folder):
    contents = (pdf(), image("PNG"))
    files = [SimpleUploadedFile(name, content) for name, content in zip(GIVEN, contents, strict=True)]
    lodged = appeals.lodge(
        text="厂区每周跳闸", enterprise_name=NAME, confidential=True, files=files, by=cast.actor("hengxin"), at=NOW
    ).appeal
    record = {"by": cast.intake, "at": NOW}
    appeals.register_appeal(lodged, **record)
    appeals.sort(lodged, kind="ordinary", matter="trouble", category="power", **record)
    lead, helps = cast.organ("power-supply"), [cast.organ("park-west")]
    appeals.transfer(lodged, lead=lead, assisting=helps, note="", **record)
    return lodged


def links(appeal):
    return [f"/desk/appeals/{appeal.code}/files/{one.code}/" for one in documents.attachments(appeal.subject)]


def received(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] in ("application/pdf", "image/png")
    return unquote(answer.headers["Content-Disposition"])


@pytest.mark.parametrize("post", READERS)
def test_a_department_sees_neither_their_names_nor_who_brought_them(desk, appeal, post):
    page = desk(post).get(f"/desk/appeals/{appeal.code}/").text
    assert "恒鑫" not in page
    assert "附件1.pdf" in page
    assert "附件2.png" in page


@pytest.mark.parametrize("post", READERS)
def test_what_a_department_downloads_has_the_neutral_name(desk, appeal, post):
    told = [received(desk(post), url) for url in links(appeal)]
    assert not [one for one in told if "恒鑫" in one]
    assert ["附件1.pdf" in told[0], "附件2.png" in told[1]] == [True, True]


@pytest.mark.parametrize("post", KNOWING)
def test_who_may_know_reads_and_receives_the_names_as_given(desk, appeal, post):
    page = desk(post).get(f"/desk/appeals/{appeal.code}/").text
    assert [name in page for name in GIVEN] == [True, True]
    assert [name in received(desk(post), url) for name, url in zip(GIVEN, links(appeal), strict=True)] == [True, True]
