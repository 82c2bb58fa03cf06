"""文字识别: one scan at a time in a child process, limited; what fails is said; nothing is there twice. 四(一)1."""

import io
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.documents.making import docx, image, pdf, scanned

from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.documents import actions, children, queries, store
from qinqing.services.documents.actions import scanning
from qinqing.services.documents.models import Scan
from qinqing.services.documents.recogniser import lines_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db
INSTALLED = queries.can_recognise()


@pytest.fixture(autouse=True)
def _folder(data_folder):
    return data_folder


@pytest.fixture
def fake(monkeypatch):
    """Another program in the recogniser's place; ``fake("hang")`` makes it do so."""
    monkeypatch.setattr(scanning, "RECOGNISER", "tests.documents.fake_recogniser")
    monkeypatch.setattr(scanning, "can_recognise", lambda: True)
    monkeypatch.setenv("PYTHONPATH", os.getcwd())
    return lambda mode: monkeypatch.setenv("LANG", mode)


def upload(content=None, name="传真.png"):
    file = io.BytesIO(content or image("PNG"))
    file.size = len(file.getvalue())
    return actions.keep_upload("a-shelf-of-the-test", file=file, name=name, at=NOW)


def read(at=NOW):
    return actions.read_next_scan(at=at)


def last():
    return Scan.objects.latest("pk")


def test_a_scan_is_read_by_the_worker_and_its_words_are_kept(fake):
    one = upload()
    assert actions.ask_for_words(one, at=NOW).state == "waiting"
    assert read()
    assert (last().state, last().text) == ("read", "园区二号线停电")
    assert not read(), "each once"


def test_asked_twice_it_stands_in_line_once(fake):
    one = upload()
    actions.ask_for_words(one, at=NOW)
    actions.ask_for_words(one, at=NOW)
    assert Scan.objects.count() == 1


@pytest.mark.parametrize(("mode", "words"), [("die", "没有读完"), ("blank", "没有认出")])
def test_what_fails_says_why_and_can_be_tried_again(fake, mode, words):
    one = upload()
    actions.ask_for_words(one, at=NOW)
    fake(mode)
    read()
    assert last().state == "failed"
    assert words in last().why
    fake("C")
    assert actions.ask_for_words(one, at=NOW).state == "waiting"
    read()
    assert last().state == "read"


def test_one_that_takes_for_ever_is_stopped(fake, monkeypatch):
    monkeypatch.setattr(scanning, "PATIENCE", 2)
    actions.ask_for_words(upload(), at=NOW)
    fake("hang")
    read()
    assert "太长" in last().why


def test_one_at_a_time_and_a_dead_worker_lets_go(fake):
    actions.ask_for_words(upload(), at=NOW)
    Scan.objects.update(state="reading", taken_until=NOW + timedelta(minutes=5))
    actions.ask_for_words(upload(pdf(behind="合同"), "合同.pdf"), at=NOW)
    assert not read()
    assert read(NOW + timedelta(minutes=6))


def test_only_pictures_and_pdf_are_read(fake):
    with pytest.raises(Refused, match="图片和 PDF"):
        actions.ask_for_words(upload(docx(), "信.docx"), at=NOW)


@pytest.mark.skipif(INSTALLED, reason="文字识别已安装")
def test_where_it_is_not_installed_it_is_said():
    with pytest.raises(Refused, match="没有安装"):
        actions.ask_for_words(upload(), at=NOW)


def test_a_scan_that_was_taken_away_is_forgotten(fake):
    one = upload()
    actions.ask_for_words(one, at=NOW)
    actions.drop_upload(one.shelf, one.code)
    assert read()
    assert not Scan.objects.exists()


def test_words_are_forgotten_after_a_month(fake):
    actions.ask_for_words(upload(), at=NOW)
    actions.forget_scans(NOW + timedelta(days=29))
    assert Scan.objects.exists()
    actions.forget_scans(NOW + timedelta(days=31))
    assert not Scan.objects.exists()


def test_lines_come_from_top_to_bottom_and_rows_from_left_to_right():
    class Found:
        txts = ("二号线", "园区", "停电")
        boxes = (
            [(60, 2), (90, 2), (90, 12), (60, 12)], [(0, 0), (50, 0), (50, 10), (0, 10)], [(0, 30), (9, 30), (9, 40), (0, 40)],
        )  # fmt: skip

    assert lines_of(Found) == ["园区　二号线", "停电"]
    assert lines_of(None) == []


@pytest.mark.skipif(not INSTALLED, reason="没有安装文字识别（requirements/ocr.txt），只试了替身")
def test_the_real_one_reads_a_page():
    font = next(name for name in FONTS if os.path.exists(name))
    page = Image.new("L", (1000, 300), 255)
    ImageDraw.Draw(page).text((40, 60), "园区二号线每周停电两三次", font=ImageFont.truetype(font, 60), fill=20)
    made = io.BytesIO()
    page.rotate(1.0, fillcolor=255).save(made, "PNG")
    actions.ask_for_words(upload(made.getvalue()), at=NOW)
    read()
    assert "园区二号线每周停电两三次" in last().text


FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)


@pytest.mark.skipif(INSTALLED, reason="文字识别已安装")
def test_without_its_packages_the_recogniser_says_so_and_nothing_else():
    done = subprocess.run(
        [sys.executable, "-m", scanning.RECOGNISER, "png", "nothing.png"], capture_output=True, check=False
    )
    assert done.returncode != 0
    assert not done.stdout


def test_a_scanned_pdf_is_shown_page_below_page():
    one = upload(scanned(7), "传真.pdf")
    with Image.open(io.BytesIO(queries.pages_of(one))) as sheet:
        assert sheet.format == "JPEG"
        assert sheet.height > sheet.width * 5, "five pages, and no more"
        assert sheet.height < sheet.width * 9


def test_a_child_is_told_nothing_of_the_houses_secrets(monkeypatch):
    monkeypatch.setenv("QINQING_SECRET_KEY", "canary")
    monkeypatch.setenv("PYTHONPATH", os.getcwd())
    told = children.ask("tests.documents.surroundings", patience=30).stdout
    assert b"OMP_NUM_THREADS" in told
    assert b"canary" not in told


def test_what_cannot_be_drawn_is_not_there():
    with pytest.raises(NotFound):
        queries.pages_of(upload())
    one = upload(scanned(1), "传真.pdf")
    store.path_of(one.stored_name).write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(NotFound):
        queries.pages_of(one)


def page(*rows):
    """What the engine finds: each row at its height, from the left to the right edge of its words."""
    boxes = [[(left, top), (right, top), (right, top + 40), (left, top + 40)] for top, left, right, _ in rows]
    return SimpleNamespace(boxes=boxes, txts=[text for *_, text in rows])


def test_a_sentence_that_the_page_s_edge_broke_is_in_one_piece_again():
    found = page(
        (0, 400, 980, "关于道路问题的函"), (60, 100, 500, "县工业信息化和商务局："), (120, 180, 1000, "我公司现有职工186"),
        (180, 100, 990, "人。今年八月以来，道路因施工长期开挖，"), (240, 100, 600, "恳请有关部门:尽快恢复。"),
        (300, 180, 560, "联系人：李国强"), (360, 600, 900, "2026年11月20日"),
    )  # fmt: skip
    assert lines_of(found) == [
        "关于道路问题的函", "县工业信息化和商务局：", "我公司现有职工186人。今年八月以来，道路因施工长期开挖，恳请有关部门：尽快恢复。",
        "联系人：李国强", "2026年11月20日",
    ]  # fmt: skip


def test_items_and_what_stands_in_columns_keep_their_lines():
    found = page(
        (0, 100, 1000, "请求协调解决下列三个方面的突出困难和问题，请予支持"), (60, 100, 1000, "一、道路恢复通行，期限由贵局与施工单位商定并告知"),
        (120, 100, 1000, "2.开辟临时通道"), (180, 100, 480, "电话"), (180, 520, 1000, "0776-5210088"), (240, 100, 1000, "盖章"),
    )  # fmt: skip
    assert len(lines_of(found)) == 5
