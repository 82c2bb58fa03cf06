"""预览: asked for by readers, made once by the worker, one at a time; what fails is said; nothing is left. Trust 4, row 17."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from tests.documents.conftest import AT
from tests.documents.converting import converter  # noqa: F401  (a fixture)
from tests.documents.making import compound, docx, image, pdf

from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.documents import actions, queries, store
from qinqing.services.documents.actions import previewing
from qinqing.services.documents.models import Preview
from qinqing.services.documents.queries import previews
from qinqing.services.documents.rules import previews as rules
from qinqing.services.documents.rules.previews import filters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("converter")]
LETTER = compound("WordDocument", "1Table")


@pytest.fixture
def letter(attach):
    return attach(LETTER, "请示.wps")


def ask(one, at=AT):
    return actions.ask_for_preview(one, at=at)


def make(at=AT):
    return actions.make_next_preview(clock=lambda: at)


def on_disk():
    return sorted(path.name for path in store.previews().iterdir())


def test_it_is_asked_for_made_by_the_worker_and_looked_at_page_by_page(letter):
    assert queries.can_preview(letter)
    assert queries.preview_of(letter) is None
    assert ask(letter).state == "waiting"
    assert queries.previews_wait(AT)
    assert make()
    made = queries.preview_of(letter)
    assert (made.state, len(made.pages), made.more) == ("ready", 3, False)
    for number, (_, _, width, height) in enumerate(made.pages, 1):
        with Image.open(io.BytesIO(queries.preview_page(letter, number))) as sheet:
            assert (sheet.format, sheet.size) == ("JPEG", (width, height))
    for number in (0, 4):
        with pytest.raises(NotFound):
            queries.preview_page(letter, number)
    assert not make(), "each once"
    assert not queries.previews_wait(AT)


def test_however_many_ask_and_however_often_it_was_brought_it_is_made_once(letter, attach):
    ask(letter)
    again = attach(LETTER, "请示.wps")
    ask(again)
    ask(letter)
    assert Preview.objects.count() == 1
    make()
    assert ask(again).state == "ready", "and stays made"
    assert queries.preview_page(again, 1) == queries.preview_page(letter, 1)
    assert len(on_disk()) == 1


@pytest.mark.parametrize("mode", ["die", "blank", "echo"])
def test_what_fails_says_what_to_do_and_can_be_tried_again_after_an_hour(letter, converter, mode):  # noqa: F811
    ask(letter)
    converter(mode)
    make()
    failed = queries.preview_of(letter)
    assert failed.state == "failed"
    assert "密码或已损坏" in failed.why
    assert "另存为 PDF" in failed.why
    assert on_disk() == []
    assert ask(letter, AT + timedelta(minutes=59)).state == "failed"
    converter("C")
    assert ask(letter, AT + timedelta(hours=1)).state == "waiting"
    make(AT + timedelta(hours=1))
    assert queries.preview_of(letter).state == "ready"


def test_one_that_takes_for_ever_is_stopped(letter, converter, monkeypatch):  # noqa: F811
    monkeypatch.setattr(previewing, "PATIENCE", 2)
    ask(letter)
    converter("hang")
    make()
    assert "太长" in queries.preview_of(letter).why
    assert on_disk() == []


def test_of_a_long_one_thirty_pages_are_shown_and_it_is_said(letter, converter):  # noqa: F811
    ask(letter)
    converter("long")
    make()
    made = queries.preview_of(letter)
    assert (len(made.pages), made.more) == (30, True)


def test_one_at_a_time_and_a_dead_worker_lets_go_but_not_for_ever(letter, attach):
    ask(letter)
    Preview.objects.update(state="converting", taken_until=AT + timedelta(minutes=5), tries=1)
    ask(attach(docx(), "说明.docx"))
    assert not make(), "one is being made"
    assert make(AT + timedelta(minutes=5))
    assert queries.preview_of(letter).state == "ready"
    Preview.objects.filter(sha256=letter.sha256).update(state="converting", taken_until=AT, tries=2)
    make(AT + timedelta(minutes=6))
    assert queries.preview_of(letter).state == "failed", "twice it took its worker along"


def test_a_made_preview_that_a_slower_worker_brings_late_changes_nothing(letter, monkeypatch):
    ask(letter)
    quick = previewing._made

    def overtaken(one, part):
        Preview.objects.filter(pk=one.pk).update(tries=one.tries + 1)
        return quick(one, part)

    monkeypatch.setattr(previewing, "_made", overtaken)
    make()
    assert Preview.objects.get().state == "converting", "the other one's to end"


def test_only_files_that_browsers_do_not_show_have_one(attach, settings, letter):
    for content, name in ((pdf(), "合同.pdf"), (image("PNG"), "照片.png"), (b"text", "说明.txt")):
        assert not queries.can_preview(attach(content, name))
    settings.QINQING_SOFFICE = ""
    assert not queries.can_preview(letter)
    assert not queries.previews_wait(AT)
    with pytest.raises(Refused, match="本机现在不能转换"):
        ask(letter)


def test_too_large_a_file_is_not_converted(letter):
    letter.size = rules.LARGEST + 1
    assert not queries.can_preview(letter)
    with pytest.raises(Refused, match="超过 30 MB"):
        ask(letter)


def test_where_the_kernel_has_no_cell_nothing_is_converted_and_it_is_said(letter, converter):  # noqa: F811
    previews._tried.cache_clear()
    converter("cell")
    assert not queries.can_preview(letter)
    assert "内核不让程序隔离运行（unshare: Operation not permitted）" in queries.hindrance()
    with pytest.raises(Refused):
        ask(letter)


def test_whoever_asks_for_very_much_waits(letter, attach, monkeypatch):
    ask(letter)
    ask(attach(docx(), "一.docx"))
    ask(attach(docx(body="<w:t>二</w:t>"), "二.docx"))
    fourth = attach(docx(body="<w:t>三</w:t>"), "三.docx")
    with pytest.raises(Refused, match="过几分钟"):
        ask(fourth)
    make()
    assert ask(fourth).state == "waiting"


def test_it_is_forgotten_after_a_month_and_with_its_file(letter, attach):
    other = attach(docx(), "说明.docx")
    for one in (letter, other):
        ask(one)
        make()
    (store.previews() / "a.part").touch()
    store.path_of(other.stored_name).unlink()
    late = AT + timedelta(days=365 * 50)  # the files are of today
    actions.forget_previews(AT)
    assert Preview.objects.count() == 1
    Preview.objects.update(asked_at=late - timedelta(days=29))
    actions.forget_previews(late)
    assert on_disk() == [letter.sha256], "what a killed worker left is gone"
    Preview.objects.update(asked_at=late - timedelta(days=31))
    actions.forget_previews(late)
    assert not Preview.objects.exists()
    assert on_disk() == []


def test_backups_bring_the_row_alone_and_it_is_made_again(letter):
    ask(letter)
    make()
    assert queries.check_files().strays == ()
    assert letter.sha256 not in {one.stored_name for one in queries.kept()}
    (store.previews() / letter.sha256).unlink()
    assert queries.preview_of(letter) is None
    with pytest.raises(NotFound):
        queries.preview_page(letter, 1)
    assert ask(letter).state == "waiting"
    make()
    assert queries.preview_of(letter).state == "ready"


def test_each_family_is_read_by_one_filter_after_what_it_is():
    assert filters("wps", b"\xd0\xcf")[0] == "MS Word 97"
    assert filters("wps", b"PK")[0] == "MS Word 2007 XML"
    assert filters("et", b"\xd0\xcf")[0] == "MS Excel 97"
    assert filters("dps", b"PK")[1].startswith('pdf:impress_pdf_Export:{"PageRange"')
