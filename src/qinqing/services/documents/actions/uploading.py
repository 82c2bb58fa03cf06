"""Files sent in pieces, tus 1.0 in spirit: begun, gone on with from where the line broke, judged when whole.

Bytes count once they are forced to disk and the row says so; whatever a broken line or a killed process left behind
that is cut off and sent again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Q, Sum

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.ids import public_code
from qinqing.kernel.shaping import clean_line
from qinqing.services.documents import store
from qinqing.services.documents.actions.attaching import judged
from qinqing.services.documents.models import Upload
from qinqing.services.documents.queries.uploads import reached
from qinqing.services.documents.rules import names
from qinqing.services.documents.rules.inspection import Inspection, inspect
from qinqing.services.documents.rules.uploads import BROKEN_OFF, MOST, PAINTED, UploadState

Stream = Any
GONE_ON = "这个文件刚刚收到了别的内容，请从现在的位置接着传"


def begin_upload(shelf: str, *, name: str, size: int, mark: str = "", at: datetime) -> Upload:
    """A place for a file of ``size`` bytes, or the place it has already: known by ``mark`` and size.

    Raises Refused for a name, a size or a number of files that will not be accepted, before anything is sent.
    """
    title = names.clean_name(name)
    names.refuse_by_name(title)
    mark = clean_line(mark, limit=None)[:80]
    known = Upload.objects.filter(shelf=shelf, mark=mark, declared=size).exclude(state=UploadState.REFUSED)
    found = known.first() if mark else None
    if found is not None:
        found.received = reached(found)
        return found
    _refuse(shelf, title, size)
    code = public_code(24)
    return Upload.objects.create(
        shelf=shelf, name=title, mark=mark, declared=size, stored_name=f"{code[:2]}/{code}", begun_at=at, touched_at=at
    )


def add_piece(one: Upload, *, offset: int, stream: Stream, at: datetime) -> Upload:
    """Takes the bytes that follow ``offset``; judges the file when it is whole.

    A line that breaks in the middle leaves what had come. Raises Conflict when the file is elsewhere than at ``offset``
    or somebody else sends to it, Refused for more bytes than were declared and for a full disk.
    """
    with store.piece(one.code) as file:
        _refresh(one)
        if one.state != UploadState.RECEIVING:
            return one
        one.received = reached(one)
        if offset != one.received:
            raise Conflict(GONE_ON)
        store.refuse_full_disk()
        if one.received < one.declared:
            _write(one, file, stream, at)
        if one.received == one.declared:
            _settle(one, file, at)
    if one.state != UploadState.RECEIVING:
        store.forget_piece(one.code)
    return one


def settle(one: Upload, *, at: datetime) -> Upload:
    """Judges a file that is whole and was not judged, because the process that received it died."""
    return add_piece(one, offset=one.declared, stream=None, at=at)


def keep_upload(shelf: str, *, file: Any, name: str, at: datetime) -> Upload:
    """A whole file as a form brought it, onto the shelf. Raises Refused, naming the file and the way out."""
    title = names.clean_name(name)
    names.refuse_by_name(title)
    _refuse(shelf, title, file.size)
    code = public_code(24)
    one = Upload(
        shelf=shelf, name=title, declared=file.size, received=file.size, stored_name=f"{code[:2]}/{code}",
        begun_at=at, touched_at=at,
    )  # fmt: skip
    with store.aside() as received, store.aside() as redrawn:
        store.receive(file, received, title)
        found, kept = judged(received, redrawn, title)
        _describe(one, found, kept)
        store.keep(kept, one.stored_name)
        try:
            with transaction.atomic():
                one.save(force_insert=True)
        except BaseException:
            store.discard(one.stored_name)
            raise
    return one


@transaction.atomic
def drop_upload(shelf: str, code: str) -> None:
    """Takes one file off its shelf. Raises NotFound when it does not lie there."""
    found = Upload.objects.filter(shelf=shelf, code=code).first()
    if found is None:
        raise NotFound("upload")
    _drop([found])


@transaction.atomic
def empty_shelves(shelves: Iterable[str]) -> None:
    """Takes everything off these shelves."""
    wanted = [shelf for shelf in shelves if shelf]
    if wanted:
        _drop(list(Upload.objects.filter(shelf__in=wanted)))


def join_shelves(old: str, new: str) -> None:
    """What lay on one shelf lies on the other."""
    Upload.objects.filter(shelf=old).update(shelf=new)


def sweep_uploads(at: datetime) -> int:
    """Forgets what was not sent to its end for three days, what was refused, and covered copies that a process which died
    left behind. Returns how many."""
    before, unfinished = at - BROKEN_OFF, ~Q(state=UploadState.READY) | Q(shelf__startswith=PAINTED)
    stale = list(Upload.objects.filter(unfinished, touched_at__lt=before))
    with transaction.atomic():
        _drop(stale)
    known = set(Upload.objects.filter(state=UploadState.RECEIVING).values_list("code", flat=True))
    for code in store.old_pieces(before=before):
        if code not in known:
            store.forget_piece(code)
    return len(stale)


def _drop(rows: list[Upload]) -> None:
    """The rows now, their files once that is certain."""
    Upload.objects.filter(pk__in=[one.pk for one in rows]).delete()

    def forget() -> None:
        for one in rows:
            store.forget_piece(one.code)
            store.discard(one.stored_name)

    transaction.on_commit(forget)


def _refuse(shelf: str, title: str, size: int) -> None:
    most = store.limit("QINQING_FILE_LIMIT")
    if size <= 0:
        raise Refused(f"“{title}”是空文件（0 字节），请确认已保存内容后重新选择", code="file_refused")
    if size > most:
        raise Refused(
            f"“{title}”超过 {store.megabytes(most)}，请压缩、降低扫描分辨率或分成几个文件后上传", code="too_large"
        )
    store.refuse_full_disk()
    waiting = Upload.objects.exclude(state=UploadState.REFUSED)
    here = list(waiting.filter(shelf=shelf).values_list("declared", flat=True))
    _refuse_many(len(here), sum(here) + size)
    if (waiting.aggregate(total=Sum("declared"))["total"] or 0) + size > store.limit("QINQING_WAITING_LIMIT"):
        raise Refused("现在等候提交的文件太多，暂时不能再收，文字可以先提交，材料随后补充", code="disk_full")


def _refuse_many(count: int, together: int) -> None:
    most = store.limit("QINQING_SUBJECT_LIMIT")
    if count >= MOST:
        raise Refused(f"一次最多附 {MOST} 个文件，请先提交，其余的随后补充", code="too_much")
    if together > most:
        raise Refused(f"附件合计超过 {store.megabytes(most)}，请压缩或只保留必要的材料", code="too_much")


def _refresh(one: Upload) -> None:
    """As the row is now that nobody else writes. Raises NotFound when it was taken off its shelf."""
    found = Upload.objects.filter(pk=one.pk).first()
    if found is None:
        store.forget_piece(one.code)
        raise NotFound("upload")
    one.__dict__.update(found.__dict__)


def _write(one: Upload, file: BinaryIO, stream: Stream, at: datetime) -> None:
    file.truncate(one.received)
    came = 0
    for chunk in _chunks(stream):
        if one.received + came + len(chunk) > one.declared:
            raise Refused(f"“{one.name}”比开始时说的大，请移除后重新选择", code="file_refused")
        file.write(chunk)
        came += len(chunk)
    if came:
        store.force(file)
        one.received, one.touched_at = one.received + came, at
        Upload.objects.filter(pk=one.pk).update(received=one.received, touched_at=at)


def _chunks(stream: Stream) -> Iterable[bytes]:
    """The bytes as they come; a line that breaks is their end."""
    while True:
        try:
            chunk = stream.read(store.CHUNK)
        except OSError:
            return
        if not chunk:
            return
        yield chunk


def _settle(one: Upload, piece: BinaryIO, at: datetime) -> None:
    """Judges the file and says on its row what it is. May be done again after a crash anywhere in it."""
    try:
        if store.piece_size(one.code) == one.declared:
            _move(one, piece)
        else:  # moved already: the process died before the row said so
            with store.path_of(one.stored_name).open("rb") as moved:
                _describe(one, inspect(moved, one.name), moved)
    except Refused as refusal:
        one.state, one.reason = UploadState.REFUSED, refusal.reason[:400]
    one.touched_at = at
    one.save()


def _move(one: Upload, piece: BinaryIO) -> None:
    store.discard(one.stored_name)
    with store.aside() as redrawn:
        found, kept = judged(piece, redrawn, one.name)
        _describe(one, found, kept)
        store.keep(kept, one.stored_name)


def _describe(one: Upload, found: Inspection, kept: BinaryIO) -> None:
    measured = store.measure(kept)
    one.state, one.name, one.note = UploadState.READY, found.title, found.note
    one.kind, one.media_type, one.size, one.sha256 = found.kind, found.media_type, measured.size, measured.sha256
