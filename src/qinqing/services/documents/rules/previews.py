"""预览: which files are shown by way of a converter, how each is read, and how far that has come."""

import json
from dataclasses import dataclass
from datetime import timedelta

from qinqing.kernel.labels import Labelled
from qinqing.services.documents.rules.kinds import Kind

MOST_PAGES = 30
LARGEST = 30 << 20  # bytes of the file
MOST_WAITING, MOST_OF_ONE = 40, 3  # in the whole house, and of one appeal or item
TRIES = 2  # a file that takes its worker along is not tried for ever
AGAIN, KEPT = timedelta(hours=1), timedelta(days=30)
ADVICE = "请下载后打开；要人人都能看，请用 WPS 或 Office 另存为 PDF 再传一份"
TOO_LARGE = f"文件超过 {LARGEST >> 20} MB，不能在线预览；{ADVICE}"
TOO_LONG = f"转换用时太长，已停下，文件可能太大或太复杂；{ADVICE}"
FAILED = f"转换不了，文件可能加了打开密码或已损坏；{ADVICE}"
ABSENT = f"本机现在不能转换文件，没有预览；{ADVICE}"
CROWDED = "等候转换的文件太多，请过几分钟再来看预览，或先下载后打开"


class PreviewState(Labelled):
    """From being asked for to pages that can be looked at."""

    WAITING = "waiting", "等候转换"
    CONVERTING = "converting", "正在转换"
    READY = "ready", "可以预览"
    FAILED = "failed", "不能预览"


BUSY_PREVIEW = frozenset({PreviewState.WAITING, PreviewState.CONVERTING})


@dataclass(frozen=True, slots=True)
class Way:
    """LibreOffice's names for reading a file, as it was until 2003 and since, and for writing it as PDF."""

    compound: str
    packed: str
    written: str


WRITER = Way("MS Word 97", "MS Word 2007 XML", "writer_pdf_Export")
CALC = Way("MS Excel 97", "Calc MS Excel 2007 XML", "calc_pdf_Export")
IMPRESS = Way("MS PowerPoint 97", "Impress MS PowerPoint 2007 XML", "impress_pdf_Export")
WAYS = (
    dict.fromkeys((Kind.DOC, Kind.DOCX, Kind.WPS), WRITER)
    | dict.fromkeys((Kind.XLS, Kind.XLSX, Kind.ET), CALC)
    | dict.fromkeys((Kind.PPT, Kind.PPTX, Kind.DPS), IMPRESS)
)


def filters(kind: Kind, head: bytes) -> tuple[str, str]:
    """How a file that begins like this is read, and how its first pages and one more are written.

    One way and no other: of its hundreds of formats the converter is to try none.
    """
    way = WAYS[kind]
    pages = json.dumps({"PageRange": {"type": "string", "value": f"1-{MOST_PAGES + 1}"}})
    return way.packed if head.startswith(b"PK") else way.compound, f"pdf:{way.written}:{pages}"
