"""数据包: what goes by hand between two houses without a line, both ways: request, hand-down, receipt, answer. 三(四), 四(一)4."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import NOW

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.models import Appeal
from qinqing.services.documents import queries as documents
from qinqing.services.documents.models import Upload
from qinqing.services.exchange import actions as exchange
from qinqing.services.exchange.models import Incoming, Peer
from qinqing.services.exchange.rules.keys import new_key, public_of
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
TAKE = "/desk/parcels/package/"
ADMINISTRATOR = Actor(Role.SYSTEM_ADMIN, name="程凯")


@pytest.fixture
def reported(stand, cast):
    """Reported to a city without a line."""
    found = stand("unresolved", outcome="unresolved")
    Appeal.objects.filter(pk=found.pk).update(rung=3, reached_office=True)
    found.refresh_from_db()
    record_ = SimpleUploadedFile("停电记录.txt", "七月跳闸三次".encode())
    appeals.supplement(found, note="停电记录", files=[record_], by=cast.intake, at=NOW)
    return appeals.send_to_city(found, by=cast.office, at=NOW)


@pytest.fixture
def county(cast):
    """A county below that has no line: it stands in the register as an organ, and is known by its key."""
    made = exchange.add_peer(
        name="陵城县", rank="below", organ=cast.organ("housing"), url="", their_keys=[public_of(new_key())],
        by=ADMINISTRATOR, at=NOW,
    )  # fmt: skip
    return Peer.objects.get(pk=made.pk)


def download(browser, code, what):
    answer = browser.get(f"/desk/appeals/{code}/package/{what}/")
    assert answer.status_code == 200, answer
    return b"".join(answer.streaming_content)


def look(browser, content, name="数据包.zip"):
    """The page after choosing the file and looking into it; nothing is taken yet. What was chosen before is removed."""
    for one in Upload.objects.all():
        browser.post(TAKE, {"choose": f"drop:{one.code}"})
    answer = browser.post(TAKE, {"files": SimpleUploadedFile(name, content), "choose": ""})
    assert answer.status_code == 303
    return browser.get(TAKE).text


def take(browser, content, name="数据包.zip"):
    look(browser, content, name)
    return browser.post(TAKE, {}, follow=True)


def test_the_request_goes_up_with_all_that_belongs_to_it_and_is_taken_in_once(desk, reported):
    office = desk("office-1")
    page = office.get(f"/desk/appeals/{reported.code}/").text
    assert "下载报市数据包" in page
    assert "没有与市里联网" in page
    assert desk("power-supply-officer").get(f"/desk/appeals/{reported.code}/package/").status_code == 404
    content = download(office, reported.code, "appeal")
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["txt", "docx", "pdf", "txt", "txt"]

    intake = desk("intake-1")
    page = look(intake, content)
    assert "报来的诉求" in page
    assert reported.number in page
    assert "停电记录.txt" in page
    assert "没有签名" in page
    assert not Appeal.objects.filter(channel="county").exists(), "looking takes nothing"
    answer = take(intake, content)
    entered = Appeal.objects.get(channel="county")
    assert f"已收下，编号 {entered.number}" in answer.text
    assert (entered.state, entered.text) == ("lodged", reported.text)
    assert len(documents.attachments(entered.subject)) == 3
    assert "已经收过" in look(intake, content)
    assert Appeal.objects.filter(channel="county").count() == 1


def test_a_zip_among_the_material_goes_as_what_is_in_it(desk, reported, cast):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("图纸/一层.txt", "一层")
        archive.writestr("二层.txt", "二层")
    added = SimpleUploadedFile("图纸.zip", inner.getvalue())
    appeals.supplement(reported, note="图纸", files=[added], by=cast.intake, at=NOW)
    intake = desk("intake-1")
    take(intake, download(desk("office-1"), reported.code, "appeal"))
    kept = [one.name for one in documents.attachments(Appeal.objects.get(channel="county").subject)]
    assert {"图纸－一层.txt", "图纸－二层.txt", "停电记录.txt"} <= set(kept)


def test_what_was_taken_quotes_the_senders_record_and_is_receipted(desk, reported):
    intake = desk("intake-1")
    take(intake, download(desk("office-1"), reported.code, "appeal"))
    entered, came = Appeal.objects.get(channel="county"), Incoming.objects.get()
    head = record.history(reported.subject)[came.quote["sequence"] - 1]
    assert (came.quote["subject"], came.quote["hash"]) == (head.subject, head.hash)
    taken = record.history(came.thread.subject)[-1]
    assert head.hash in str(taken.facts["theirs"])

    receipt = download(intake, entered.code, "acknowledgement")
    page = look(intake, receipt)
    assert "的回执" in page
    assert entered.number in page
    answer = take(intake, receipt)
    assert f"已收下 {reported.number} 的回执" in answer.text
    shown = desk("office-1").get(f"/desk/appeals/{reported.code}/").text
    assert f"对方登记为 {entered.number}" in shown
    assert "已经收过" in look(intake, receipt)


def test_the_citys_answer_comes_back_as_a_file_and_is_recorded_like_a_decision(desk, reported, cast):
    intake = desk("intake-1")
    take(intake, download(desk("office-1"), reported.code, "appeal"))
    entered = Appeal.objects.get(channel="county")
    assert "下载答复数据包" not in intake.get(f"/desk/appeals/{entered.code}/").text
    answered(entered, cast, "explained")
    content = download(intake, entered.code, "answer")
    page = look(intake, content)
    assert "的答复" in page
    assert "已解释" in page
    assert "已收下对" in take(intake, content).text
    reported.refresh_from_db()
    assert (reported.state, queries.answers(reported, cast.office)[0].answer) == ("answered", "线路属上级规划")
    assert "已经收过" in look(intake, content)


def test_a_hand_down_goes_to_a_county_without_a_line_and_its_answer_comes_back(desk, stand, cast, county):
    intake, ours = desk("intake-1"), stand("transferred", lead="housing", returned=None)
    assert "下载转办数据包" in intake.get(f"/desk/appeals/{ours.code}/").text
    content = download(intake, ours.code, "appeal")
    assert "有签名，但不是登记过的对接单位" in look(intake, content)
    Peer.objects.filter(pk=county.pk).update(their_keys=[public_of(county.our_keys[0])])
    page = intake.get(TAKE).text
    assert "转来的诉求" in page
    assert "由对接单位“陵城县”签名" in page
    assert "已收下，编号" in take(intake, content).text
    theirs = Appeal.objects.get(channel="city")
    assert (theirs.text, theirs.enterprise_name) == (ours.text, ours.enterprise_name)

    answered(theirs, cast, "resolved")
    reply = download(intake, theirs.code, "answer")
    assert "已收下对" in take(intake, reply).text
    ours.refresh_from_db()
    assert ours.state == "answered"
    assert queries.answers(ours, cast.intake)[0].signed_by.startswith("陵城县")


def test_an_answer_to_what_has_gone_elsewhere_meanwhile_is_not_taken(desk, stand, cast, county):
    intake, ours = desk("intake-1"), stand("transferred", lead="housing", returned=None)
    take(intake, download(intake, ours.code, "appeal"))
    theirs = Appeal.objects.get(channel="city")
    answered(theirs, cast, "resolved")
    reply = download(intake, theirs.code, "answer")
    Appeal.objects.filter(pk=ours.pk).update(lead=cast.organ("park-west"))
    assert "现在不是转给" in look(intake, reply)
    assert take(intake, reply).status_code == 422
    assert not Incoming.objects.filter(kind="answer").exists()


def test_an_answer_to_nobodys_question_is_not_taken(desk, reported, cast):
    intake = desk("intake-1")
    take(intake, download(desk("office-1"), reported.code, "appeal"))
    entered = Appeal.objects.get(channel="county")
    answered(entered, cast, "explained")
    content = download(intake, entered.code, "answer")
    Appeal.objects.filter(pk=reported.pk).update(number="JDR-2026-009999")
    assert "不是本单位寄出的诉求" in look(intake, content)
    assert take(intake, content).status_code == 422


def test_nothing_is_posted_to_a_house_without_a_line(stand, county):
    stand("transferred", lead="housing", returned=None)
    assert county.outgoing.count() == 0
    with pytest.raises(Refused, match="只用数据包"):
        exchange.use_peer(county, active=True, by=ADMINISTRATOR, at=NOW)


def answered(found, cast, outcome):
    """Handled here to its signed answer."""
    intake, officer, head = cast.intake, cast.officer("power-supply"), cast.head("power-supply")
    appeals.register_appeal(found, by=intake, at=NOW)
    appeals.sort(found, kind="simple", matter="trouble", category="power", by=intake, at=NOW)
    appeals.transfer(found, lead=cast.organ("power-supply"), by=intake, at=NOW)
    appeals.sign_for(found, by=officer, at=NOW)
    appeals.draft_outcome(
        found, outcome=outcome, answer="线路属上级规划", checked="已核实", basis="《电力法》第十一条",
        contact="王敏 13800138000", by=officer, at=NOW,
    )  # fmt: skip
    appeals.sign_answer(found, by=head, at=NOW)


def changed(content: bytes, what: str) -> bytes:
    """The package with one thing wrong."""
    old = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: old.read(name) for name in old.namelist()}
    if what == "appeal":
        parts["appeal.txt"] = parts["appeal.txt"].replace("跳闸".encode(), "无事".encode())
    elif what == "missing":
        del parts[next(name for name in parts if name.startswith("files/"))]
    elif what == "added":
        parts["files/99-多出.txt"] = b"x"
    elif what == "manifest":
        parts["manifest.txt"] = json.dumps(json.loads(parts["manifest.txt"])).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue() if what != "no zip" else b"not a zip"


@pytest.mark.parametrize("what", ["appeal", "missing", "added", "manifest", "no zip"])
def test_a_package_that_is_not_whole_is_not_taken(desk, reported, what):
    content = changed(download(desk("office-1"), reported.code, "appeal"), what)
    answer = desk("intake-1").post(TAKE, {"files": SimpleUploadedFile("报市.zip", content)})
    assert answer.status_code == 422
    assert not Appeal.objects.filter(channel="county").exists()


def test_a_signature_does_not_hold_for_another_manifest(desk, stand, county):
    intake, ours = desk("intake-1"), stand("transferred", lead="housing", returned=None)
    Peer.objects.filter(pk=county.pk).update(their_keys=[public_of(county.our_keys[0])])
    old = zipfile.ZipFile(io.BytesIO(download(intake, ours.code, "appeal")))
    parts = {name: old.read(name) for name in old.namelist()}
    parts["manifest.txt"] = parts["manifest.txt"].replace("云岭县".encode(), "别的县".encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert "不是登记过的对接单位" in look(intake, out.getvalue())
