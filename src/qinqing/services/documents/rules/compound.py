"""Old Office and WPS files (OLE compound files): the directory is read, and only as much of the streams as is needed.

Layout after [MS-CFB]; the Word flags after [MS-DOC] 2.5.1, the Excel records after [MS-XLS] 2.4.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules.kinds import Kind

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE, END, LARGEST = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFA
ENTRY = 128
SMALL = 4096
HEAD = 256 * 1024
MAIN = {"WordDocument": Kind.DOC, "Workbook": Kind.XLS, "Book": Kind.XLS, "PowerPoint Document": Kind.PPT}
MACROS = frozenset({"vba", "macros", "_vba_project", "_vba_project_cur"})
PACKAGES = frozenset({"\x01ole10native", "\x01ole10itemname", "package"})
SECRETS = frozenset({"encryptedpackage", "encryptioninfo", "encryptedsummary"})
FILEPASS, BOUNDSHEET, END_OF_GLOBALS = 0x2F, 0x85, 0x0A


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or storage of the directory."""

    name: str
    sort: int
    start: int
    size: int


@dataclass
class Compound:
    """A compound file opened for reading. Any inconsistency raises ValueError."""

    file: BinaryIO
    sector: int = field(init=False)
    table: list[int] = field(init=False)
    entries: list[Entry] = field(init=False)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        self.length = self.file.seek(0, 2)
        header = self._bytes(0, 512)
        (shift,) = struct.unpack_from("<H", header, 30)
        first, more, more_count = (struct.unpack_from("<I", header, place)[0] for place in (48, 68, 72))
        if header[:8] != MAGIC or shift not in (9, 12):
            raise ValueError("no compound file")
        self.sector = 1 << shift
        self.table = self._table(list(struct.unpack_from("<109I", header, 76)), more, more_count)
        self.entries = list(self._entries(first))

    def names(self) -> set[str]:
        """All names in the directory."""
        return {entry.name for entry in self.entries}

    def head(self, name: str, count: int = HEAD) -> bytes:
        """The first bytes of a stream, wherever it is kept."""
        entry = next(entry for entry in self.entries if entry.name == name)
        count = min(count, entry.size)
        if entry.size >= SMALL:
            return self._chain(entry.start, count)
        root = self.entries[0]
        small = self._chain(root.start, root.size)
        return small[entry.start * 64 : entry.start * 64 + count]

    def spare(self) -> bytes:
        """Bytes after the last sector in use."""
        used = max((number for number, following in enumerate(self.table) if following != FREE), default=-1)
        place = min((used + 2) * self.sector, self.length)
        return self._bytes(place, min(self.length - place, HEAD))

    def _bytes(self, place: int, count: int) -> bytes:
        self.file.seek(place)
        return self.file.read(count)

    def _sector(self, number: int) -> bytes:
        data = self._bytes((number + 1) * self.sector, self.sector)
        if number > LARGEST or not data:
            raise ValueError("a sector lies outside the file")
        return data.ljust(self.sector, b"\0")

    def _table(self, places: list[int], more: int, more_count: int) -> list[int]:
        each = self.sector // 4
        limit = self.length // self.sector + 1
        for _ in range(min(more_count, limit)):
            if more > LARGEST:
                break
            block = struct.unpack(f"<{each}I", self._sector(more))
            places.extend(block[:-1])
            more = block[-1]
        places = [place for place in places if place <= LARGEST]
        if len(places) > limit:
            raise ValueError("the sector table is larger than the file")
        return [number for place in places for number in struct.unpack(f"<{each}I", self._sector(place))]

    def _chain(self, start: int, count: int) -> bytes:
        found, seen = bytearray(), set()
        while start <= LARGEST and len(found) < count:
            if start in seen or start >= len(self.table):
                raise ValueError("a chain of sectors runs in a circle or out of the file")
            seen.add(start)
            found += self._sector(start)
            start = self.table[start]
        return bytes(found[:count])

    def _entries(self, first: int) -> Iterator[Entry]:
        directory = self._chain(first, self.length)
        for place in range(0, len(directory), ENTRY):
            raw = directory[place : place + ENTRY]
            length, sort = struct.unpack_from("<HB", raw, 64)
            if sort:
                name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le")
                start, size = struct.unpack_from("<II", raw, 116)
                yield Entry(name, sort, start, size)


def compound_kind(file: BinaryIO) -> Kind:
    """DOC, XLS or PPT. Raises Refused for passwords, macros, packaged objects, trailing bytes and other contents."""
    compound = Compound(file)
    names = {name.lower() for name in compound.names()}
    if names & SECRETS:
        raise Refused("文件加了打开密码，工作人员看不到内容，请去掉密码后另存上传")
    if names & MACROS:
        raise Refused("文件里带有宏，请另存为不带宏的文件后上传")
    if names & PACKAGES:
        raise Refused("文件里嵌入了其他文件，可能夹带程序，请删去嵌入的对象，把它另外上传")
    if compound.spare().strip(b"\0"):
        raise Refused("文件末尾夹带了别的内容，不能上传，请用原来的软件重新保存后上传")
    found = [name for name in MAIN if name in compound.names()]
    if not found or len({MAIN[name] for name in found}) > 1:
        raise Refused("文件不是 Word、Excel、PPT 或 WPS 文件，请另存为 PDF 后上传")
    _refuse_locked(compound, found[0])
    return MAIN[found[0]]


def _refuse_locked(compound: Compound, name: str) -> None:
    head = compound.head(name)
    if MAIN[name] is Kind.DOC and struct.unpack_from("<H", head, 10)[0] & 0x0100:
        raise Refused("Word 文件加了打开密码，请去掉密码后另存上传")
    if MAIN[name] is Kind.XLS:
        _refuse_records(head)


def _refuse_records(head: bytes) -> None:
    """The workbook's globals tell of a password and of Excel 4 macro sheets."""
    place = 0
    while place + 4 <= len(head):
        record, length = struct.unpack_from("<HH", head, place)
        if record == FILEPASS:
            raise Refused("Excel 文件加了打开密码，请去掉密码后另存上传")
        if record == BOUNDSHEET and length > 5 and head[place + 9] in (1, 6):
            raise Refused("Excel 文件里有宏表，请删去宏表后另存上传")
        if record == END_OF_GLOBALS:
            return
        place += 4 + length
