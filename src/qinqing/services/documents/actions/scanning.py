"""Words out of scans 文字识别: asked for by a clerk, read by the worker in a child process, one at a time.

What comes out is shown beside the scan; nobody's form is filled in by itself.
"""

import json
import subprocess
from datetime import datetime, timedelta

from django.db.models import Q

from qinqing.kernel.errors import Refused
from qinqing.services.documents import children, store
from qinqing.services.documents.models import Scan, Upload
from qinqing.services.documents.queries.scans import can_recognise
from qinqing.services.documents.rules.scans import READABLE, ScanState
from qinqing.services.documents.rules.uploads import UploadState

RECOGNISER = "qinqing.services.documents.recogniser"
PATIENCE = 180  # seconds
LEASE, KEPT = timedelta(minutes=10), timedelta(days=30)
LONGEST = 20_000
ABSENT = "本机没有安装文字识别，请照着扫描件录入"


def ask_for_words(one: Upload, *, at: datetime) -> Scan:
    """识别文字: the scan stands in line; asked again after a failure it is tried again. Raises Refused for what is no scan."""
    if one.state != UploadState.READY or one.kind not in READABLE:
        raise Refused("只能识别图片和 PDF 里的文字")
    if not can_recognise():
        raise Refused(ABSENT)
    scan, _ = Scan.objects.get_or_create(upload=one.code, defaults={"asked_at": at})
    Scan.objects.filter(pk=scan.pk, state=ScanState.FAILED).update(state=ScanState.WAITING, asked_at=at, why="")
    scan.refresh_from_db()
    return scan


def read_next_scan(*, at: datetime) -> bool:
    """Reads the scan that has waited longest; False when none waits. A worker that dies in between lets go after a while."""
    found = _take(at)
    if found is None:
        return False
    upload = Upload.objects.filter(code=found.upload, state=UploadState.READY).first()
    if upload is None:  # filed or taken away meanwhile
        Scan.objects.filter(pk=found.pk).delete()
        return True
    text, why = _recognised(upload)
    state = ScanState.READ if text else ScanState.FAILED
    Scan.objects.filter(pk=found.pk).update(
        state=state, text=text[:LONGEST], why=why[:200], taken_until=None, ended_at=at
    )
    return True


def forget_scans(at: datetime) -> None:
    """What was read a month ago."""
    Scan.objects.filter(asked_at__lt=at - KEPT).delete()


def _take(at: datetime) -> Scan | None:
    """Compare and swap; one at a time in the whole house, so that pages stay quick while it works."""
    if Scan.objects.filter(state=ScanState.READING, taken_until__gt=at).exists():
        return None
    free = Q(state=ScanState.WAITING) | Q(state=ScanState.READING, taken_until__lte=at)
    for scan in Scan.objects.filter(free).order_by("asked_at", "pk")[:1]:
        mine = Scan.objects.filter(free, pk=scan.pk)
        if mine.update(state=ScanState.READING, taken_until=at + LEASE):
            return scan
    return None


def _recognised(upload: Upload) -> tuple[str, str]:
    """The words, and why there are none. One thread, limited memory and time: the file is a stranger's."""
    try:
        done = children.ask(RECOGNISER, upload.kind, str(store.path_of(upload.stored_name)), patience=PATIENCE)
    except subprocess.TimeoutExpired:
        return "", "识别用时太长，已停下，请照着扫描件录入"
    try:
        said = json.loads(done.stdout.decode("utf-8").splitlines()[-1])
        return str(said["text"]), str(said["why"])
    except (ValueError, IndexError, KeyError, TypeError):
        return "", "识别程序没有读完这个文件，可能太大或已损坏，请照着扫描件录入"
