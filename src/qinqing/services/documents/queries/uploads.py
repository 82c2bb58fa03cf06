"""Files on their way: what lies on a shelf, and how far each has come."""

from collections.abc import Iterable
from typing import BinaryIO

from django.db.models import Sum

from qinqing.kernel.errors import NotFound
from qinqing.services.documents import store
from qinqing.services.documents.models import Upload
from qinqing.services.documents.rules.headers import download_headers
from qinqing.services.documents.rules.uploads import UploadState


def uploads(shelf: str) -> list[Upload]:
    """What lies on a shelf, in the order it was begun; nothing on no shelf."""
    return list(Upload.objects.filter(shelf=shelf).order_by("pk")) if shelf else []


def waiting_bytes(shelves: Iterable[str]) -> int:
    """How much lies on these shelves together."""
    rows = Upload.objects.filter(shelf__in=shelves)
    return rows.aggregate(total=Sum("declared"))["total"] or 0


def open_upload(shelf: str, code: str) -> tuple[BinaryIO, dict[str, str]]:
    """One whole file of a shelf, opened for sending, with its headers. Raises NotFound when it does not lie there."""
    found = Upload.objects.filter(shelf=shelf, code=code, state=UploadState.READY).first()
    if found is None:
        raise NotFound("upload")
    path = store.path_of(found.stored_name)
    if path.is_symlink() or not path.is_file():
        raise NotFound("upload")
    return path.open("rb"), download_headers(found.name, found.media_type, found.size, inline=False)


def upload(code: str) -> Upload:
    """One file on its way, as far as it has come: the caller asks whose its shelf is. Raises NotFound."""
    found = Upload.objects.filter(code=code).first()
    if found is None:
        raise NotFound("upload")
    found.received = reached(found)
    return found


def reached(one: Upload) -> int:
    """How many of its bytes are safely here: never more than the disk holds, whatever the row says."""
    if one.state != UploadState.RECEIVING or store.path_of(one.stored_name).exists():
        return one.declared
    return min(one.received, store.piece_size(one.code))
