"""PDF: whole, open, and without anything that runs. The file is never rewritten, so that signatures stay valid."""

import re
import zipfile
import zlib
from typing import BinaryIO

from qinqing.kernel.errors import Refused

TAIL = 2048
UNPACKED = 64 * 1024 * 1024
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
    file.seek(0)
    data = file.read()
    end = data.rfind(b"%%EOF")
    if b"startxref" not in data[max(0, end - TAIL) : end]:
        raise Refused("PDF 不完整，可能没有传完或已损坏，请重新导出后上传")
    if data[end + 5 :].strip(b"\r\n\t \0") or zipfile.is_zipfile(file):
        raise Refused("PDF 末尾夹带了别的内容，不能上传，请重新打印或导出为 PDF 后上传")
    plain = _outside_streams(data)
    if LOCKED.search(plain):
        raise Refused("PDF 加了密码或限制，工作人员可能看不到内容，请另存一份不加密的 PDF 后上传")
    _refuse_live(data, plain, _packed(data))


def _refuse_live(data: bytes, plain: bytes, packed: bytes) -> None:
    if LIVE.search(data) or LIVE.search(packed):
        raise Refused("PDF 里有脚本或会启动程序、外发数据的动作，请用打印功能另存为普通 PDF 后上传")
    if EMBEDDED.search(data) or EMBEDDED.search(packed):
        raise Refused("PDF 里嵌有其他文件，请取出来单独上传，再把 PDF 另存一份")
    if FORMS.search(plain) or FORMS.search(packed):
        raise Refused("PDF 是动态表单（XFA），多数电脑打不开，请打印为普通 PDF 后上传")


def _outside_streams(data: bytes) -> bytes:
    """The file without the bodies of its streams, where short names stand by chance."""
    kept, place = bytearray(), 0
    while (start := BODY.search(data, place)) and (end := data.find(b"endstream", start.end())) >= 0:
        kept += data[place : start.end()]
        place = end
    return bytes(kept + data[place:])


def _packed(data: bytes) -> bytes:
    """The objects kept in compressed object streams. Each stream is read once, however often it is announced."""
    found, place = bytearray(), 0
    while mark := PACKED.search(data, place):
        start = STREAM.search(data, mark.end(), mark.end() + TAIL)
        if start is None:
            place = mark.end()
            continue
        end = data.find(b"endstream", start.end())
        place = end if end >= 0 else len(data)
        unpacking = zlib.decompressobj()
        found += unpacking.decompress(data[start.end() : place], UNPACKED + 1 - len(found)) + b"\n"
        if unpacking.unused_data.strip():
            raise ValueError("something is hidden behind an object stream")
        if len(found) > UNPACKED:
            raise Refused("PDF 解压后大得反常，请拆分或重新导出后上传")
    return bytes(found)
