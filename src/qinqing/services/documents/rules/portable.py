"""PDF: whole, open, and without anything that runs. The file is never rewritten, so that signatures stay valid."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from typing import BinaryIO

from qinqing.kernel.errors import Refused

TAIL = 2048
UNPACKED = 64 * 1024 * 1024
PIECE, OVERLAP = 1024 * 1024, 256
Bytes = bytes | mmap
BEHIND = re.compile(rb"[^\r\n\t \0]")
STREAM = re.compile(rb"stream\r?\n")
BODY = re.compile(rb">>\s{0,8}stream\r?\n")
DELIMITED = rb"(?=[\s/<>\[\](){}%]|$)"


def _name(word: str) -> bytes:
    """A pattern for a PDF name in which any letter may be written as #xx."""
    spelt = (rf"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
    return b"/" + "".join(spelt).encode() + DELIMITED


LIVE = re.compile(b"|".join(map(_name, ("JavaScript", "Launch", "ImportData", "SubmitForm", "RichMedia"))))
EMBEDDED = re.compile(b"|".join(map(_name, ("EmbeddedFile", "EmbeddedFiles"))))
LOCKED = re.compile(_name("Encrypt") + rb"\s*(?:[0-9]+\s+[0-9]+\s+R|<<)")
FORMS = re.compile(_name("XFA") + rb"\s*(?:[0-9]+\s+[0-9]+\s+R|\[)")
PACKED = re.compile(_name("ObjStm"))


def refuse_pdf(file: BinaryIO) -> None:
    """Raises Refused for broken, locked and double files, for scripts, launches, attachments and XFA forms."""
    with _mapped(file) as data:
        end = data.rfind(b"%%EOF")
        if b"startxref" not in data[max(0, end - TAIL) : max(0, end)]:
            raise Refused("PDF 不完整，可能没有传完或已损坏，请重新导出后上传")
        if BEHIND.search(data, end + 5) or zipfile.is_zipfile(file):
            raise Refused("PDF 末尾夹带了别的内容，不能上传，请重新打印或导出为 PDF 后上传")
        if _outside_streams(LOCKED, data):
            raise Refused("PDF 加了密码或限制，工作人员可能看不到内容，请另存一份不加密的 PDF 后上传")
        _refuse_live(data)
        for piece in _packed(data):
            _refuse_live(piece, packed=True)


@contextmanager
def _mapped(file: BinaryIO) -> Iterator[Bytes]:
    """The file's bytes, without a copy of them in memory where the file is one on disk."""
    file.seek(0)
    try:
        number = file.fileno()
    except (OSError, AttributeError):
        yield file.read()
        return
    with mmap(number, 0, access=ACCESS_READ) as mapped:
        yield mapped


def _refuse_live(data: Bytes, *, packed: bool = False) -> None:
    if LIVE.search(data):
        raise Refused("PDF 里有脚本或会启动程序、外发数据的动作，请用打印功能另存为普通 PDF 后上传")
    if EMBEDDED.search(data):
        raise Refused("PDF 里嵌有其他文件，请取出来单独上传，再把 PDF 另存一份")
    if FORMS.search(data) if packed else _outside_streams(FORMS, data):
        raise Refused("PDF 是动态表单（XFA），多数电脑打不开，请打印为普通 PDF 后上传")


def _outside_streams(pattern: re.Pattern[bytes], data: Bytes) -> bool:
    """Whether it stands anywhere but in the bodies of streams, where short names stand by chance."""
    place = 0
    while (start := BODY.search(data, place)) and (end := data.find(b"endstream", start.end())) >= 0:
        if pattern.search(data, place, start.end()):
            return True
        place = end
    return pattern.search(data, place) is not None


def _packed(data: Bytes) -> Iterator[bytes]:
    """The objects kept in compressed object streams, a piece at a time. Each stream is read once, however often it is
    announced."""
    left, place = UNPACKED, 0
    while mark := PACKED.search(data, place):
        start = STREAM.search(data, mark.end(), mark.end() + TAIL)
        if start is None:
            place = mark.end()
            continue
        end = data.find(b"endstream", start.end())
        place = end if end >= 0 else len(data)
        for piece, fresh in _unpacked(data[start.end() : place]):
            left -= fresh
            if left < 0:
                raise Refused("PDF 解压后大得反常，请拆分或重新导出后上传")
            yield piece


def _unpacked(stream: bytes) -> Iterator[tuple[bytes, int]]:
    """Pieces that overlap, so that no name is cut in two, and how much of each is new."""
    unpacking, before = zlib.decompressobj(), b""
    while piece := unpacking.decompress(stream, PIECE):
        yield before + piece, len(piece)
        before, stream = piece[-OVERLAP:], unpacking.unconsumed_tail
    if unpacking.unused_data.strip():
        raise ValueError("something is hidden behind an object stream")
