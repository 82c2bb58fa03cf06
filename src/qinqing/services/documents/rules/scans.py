"""How far the reading of a scan has come."""

from qinqing.kernel.labels import Labelled
from qinqing.services.documents.rules.kinds import IMAGES, Kind

READABLE = frozenset({*IMAGES, Kind.PDF})


class ScanState(Labelled):
    """From being asked for to words that a clerk may take over."""

    WAITING = "waiting", "等候识别"
    READING = "reading", "正在识别"
    READ = "read", "已识别"
    FAILED = "failed", "没有识别出来"


BUSY_SCAN = frozenset({ScanState.WAITING, ScanState.READING})
