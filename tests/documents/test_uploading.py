"""Files in pieces: whatever breaks, what was received counts, the file is whole byte for byte, and nothing is left lying."""

import io
import os
from datetime import timedelta

import pytest
from django.db import transaction
from tests.documents import making
from tests.documents.conftest import AT, CLERK

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.services.documents import actions, queries, store
from qinqing.services.documents.models import Attachment, Upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
SHELF, SUBJECT = "shelf", "appeal/k3j9x2m4qp"
PDF = making.pdf("3 0 obj<</Type/Page>>endobj\n" * 4000)
HALF = len(PDF) // 2


class Line:
    """A line that gives so much and breaks."""

    def __init__(self, content: bytes) -> None:
        self.rest = io.BytesIO(content)

    def read(self, size: int) -> bytes:
        chunk = self.rest.read(min(size, 1000))
        if not chunk:
            raise ConnectionResetError
        return chunk


def begin(content: bytes = PDF, name: str = "合同.pdf", **rest: str) -> Upload:
    return actions.begin_upload(SHELF, name=name, size=len(content), at=AT, **rest)


def add(one: Upload, content: bytes, *, offset: int = 0) -> Upload:
    return actions.add_piece(one, offset=offset, stream=io.BytesIO(content), at=AT)


def sent(content: bytes = PDF, name: str = "合同.pdf") -> Upload:
    return add(begin(content, name), content)


def filed(one: Upload) -> Attachment:
    return actions.attach(SUBJECT, file=one, name=one.name, by=CLERK, at=AT)


def read(kept: Attachment) -> bytes:
    with queries.open_attachment(kept.code).file as file:
        return file.read()


def lying() -> list[str]:
    """Every file in the folder, however it is called."""
    return sorted(path.name for path in store.root().rglob("*") if path.is_file())


def test_pieces_of_any_size_make_the_same_file():
    one = begin()
    for start in range(0, len(PDF), 7777):
        one = add(queries.upload(one.code), PDF[start : start + 7777], offset=start)
    assert (one.state, one.received) == ("ready", len(PDF))
    assert read(filed(one)) == PDF


@pytest.mark.parametrize("broken_after", [0, 1, 999, 1000, HALF, len(PDF) - 1])
def test_a_line_that_breaks_is_gone_on_with_from_where_it_was(broken_after):
    one = actions.add_piece(begin(), offset=0, stream=Line(PDF[:broken_after]), at=AT)
    again = queries.upload(one.code)
    assert (again.state, again.received) == ("receiving", broken_after)
    assert read(filed(add(again, PDF[broken_after:], offset=broken_after))) == PDF


def test_a_file_chosen_again_goes_on_and_is_not_sent_twice():
    add(begin(mark="m"), PDF[:HALF])
    again = begin(mark="m")
    assert again.received == HALF
    add(again, PDF[HALF:], offset=HALF)
    assert begin(mark="m").state == "ready"
    assert Upload.objects.count() == 1
    assert begin(mark="other").received == 0


@pytest.mark.parametrize("offset", [0, HALF - 1, HALF + 1, len(PDF)])
def test_a_piece_that_does_not_follow_is_refused_and_changes_nothing(offset):
    one = add(begin(), PDF[:HALF])
    with pytest.raises(Conflict):
        add(one, PDF[offset:], offset=offset)
    assert queries.upload(one.code).received == HALF


def test_two_who_send_the_same_file_do_not_mix():
    one = begin()
    with store.piece(one.code), pytest.raises(Conflict, match="另一处"):
        add(one, PDF)


def test_more_than_was_declared_is_refused():
    with pytest.raises(Refused, match="比开始时说的大"):
        add(begin(), PDF + b"x")


def test_bytes_that_never_reached_the_disk_are_asked_for_again():
    """After a power cut the file may be shorter than the row says, or longer: the smaller counts."""
    one = add(begin(), PDF[:HALF])
    path = store.root() / store.PIECES / one.code
    os.truncate(path, 1000)
    assert queries.upload(one.code).received == 1000
    path.write_bytes(PDF[:1000] + b"\0" * 5000)
    Upload.objects.update(received=1000)
    assert read(filed(add(queries.upload(one.code), PDF[1000:], offset=1000))) == PDF


@pytest.mark.parametrize("content", [PDF, making.image("JPEG", exif=making.located())], ids=["document", "picture"])
@pytest.mark.parametrize("moved", [False, True])
def test_a_process_that_dies_while_judging_loses_nothing(content, moved):
    one = begin(content, "现场.pdf" if content is PDF else "现场.jpg")
    path = store.root() / store.PIECES / one.code
    with store.piece(one.code) as piece:
        piece.write(content)
    if moved:  # its last act was to move the file
        with store.aside() as kept:
            kept.write(content if content is PDF else making.image("JPEG", (20, 40)))
            store.keep(kept, one.stored_name)
        if content is PDF:
            path.unlink()
    Upload.objects.update(received=len(content))
    found = queries.upload(one.code)
    assert (found.state, found.received) == ("receiving", len(content))
    kept = filed(actions.settle(found, at=AT))
    assert queries.check_files().ok
    assert lying() == [kept.stored_name.partition("/")[2]]
    assert (read(kept) == content) is (content is PDF)


def test_a_whole_file_is_judged_like_any_other():
    one = sent(making.docx({"word/vbaProject.bin": b"x"}), "合同.docx")
    assert one.state == "refused"
    assert "宏" in one.reason
    assert lying() == []
    photo = sent(making.image("JPEG", exif=making.located()), "现场.jpg")
    assert b"SECRETPHONE" not in read(filed(photo))
    assert photo.note == "已转正，拍摄地点已去掉"


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("空.pdf", 0, "空文件"),
        ("~$合同.docx", 10, "临时锁文件"),
        ("合同.exe", 10, "程序"),
        ("扫描.pdf", 101 * store.MEGABYTE, "超过 100 MB"),
        ("a\u202efdp.exe", 10, "隐藏字符"),
    ],
)
def test_what_cannot_be_accepted_is_told_before_a_byte_is_sent(name, size, reason):
    with pytest.raises(Refused, match=reason):
        actions.begin_upload(SHELF, name=name, size=size, at=AT)
    assert not Upload.objects.exists()


def test_one_form_all_forms_and_the_disk_have_their_limits(settings):
    for number in range(20):
        actions.begin_upload(SHELF, name=f"{number}.pdf", size=10, at=AT)
    with pytest.raises(Refused, match="最多附 20 个"):
        begin()
    actions.empty_shelves([SHELF])
    settings.QINQING_SUBJECT_LIMIT = len(PDF) + 100
    begin()
    with pytest.raises(Refused, match="合计超过"):
        begin()
    settings.QINQING_WAITING_LIMIT = len(PDF) + 100
    with pytest.raises(Refused, match="等候提交的文件太多"):
        actions.begin_upload("another", name="乙.pdf", size=101, at=AT)
    settings.QINQING_FREE_SPACE = 1 << 60
    with pytest.raises(Refused, match="剩余空间不足"):
        actions.begin_upload("another", name="乙.pdf", size=1, at=AT)


def test_a_waiting_file_becomes_material_together_with_the_step_or_not_at_all():
    one = sent()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        filed(one)
        raise ZeroDivisionError
    assert not Attachment.objects.exists()
    kept = filed(queries.uploads(SHELF)[0])
    assert (kept.name, kept.sha256) == ("合同.pdf", one.sha256)
    assert not Upload.objects.exists()
    with pytest.raises(Conflict, match="刚刚在别处提交"):
        filed(one)


def test_a_file_that_broke_off_never_becomes_material():
    with pytest.raises(Conflict):
        filed(add(begin(), PDF[:HALF]))


def test_waiting_files_are_checked_and_saved_like_all_others():
    one = sent()
    assert [kept.stored_name for kept in queries.kept()] == [one.stored_name]
    assert queries.check_files().strays == ()
    store.path_of(one.stored_name).unlink()
    assert queries.check_files().missing == (one.code,)


def test_what_is_taken_off_the_shelf_leaves_the_disk_once_that_is_certain(django_capture_on_commit_callbacks):
    one, other = sent(), add(begin(name="乙.pdf"), PDF[:HALF])
    with pytest.raises(NotFound):
        actions.drop_upload("another", one.code)
    with django_capture_on_commit_callbacks(execute=True):
        actions.drop_upload(SHELF, one.code)
        assert len(lying()) == 2
    assert lying() == [other.code]
    with django_capture_on_commit_callbacks(execute=True):
        actions.empty_shelves([SHELF, ""])
    assert (lying(), Upload.objects.count()) == ([], 0)


def test_nothing_is_sent_to_a_file_that_was_taken_away_meanwhile():
    one = add(begin(), PDF[:HALF])
    actions.drop_upload(SHELF, one.code)
    with pytest.raises(NotFound):
        add(one, PDF[HALF:], offset=HALF)


def test_what_broke_off_is_forgotten_after_three_days_and_what_is_whole_is_not(django_capture_on_commit_callbacks):
    add(begin(name="半.pdf"), PDF[:HALF])
    whole = sent()
    sent(b"MZ", "坏.pdf")
    (store.root() / store.PIECES / "leftover").write_bytes(b"x")
    os.utime(store.root() / store.PIECES / "leftover", (1, 1))
    assert actions.sweep_uploads(AT + timedelta(days=2, hours=23)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.sweep_uploads(AT + timedelta(days=3, seconds=1)) == 2
    assert [one.code for one in queries.uploads(SHELF)] == [whole.code]
    assert lying() == [whole.stored_name.partition("/")[2]]
