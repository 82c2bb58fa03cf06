"""ZIP containers: opened entry by entry, and refused for anything that is not plainly one container.

CPython's zipfile reads overlapping entries before 3.11.8 (CVE-2024-0450) and accepts bytes before the archive, so
both are checked here, before anything is unpacked.
"""

import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from qinqing.kernel.errors import Refused

ENTRIES = 5000
UNPACKED = 400 * 1024 * 1024
RATIO = 150
# Below this a high ratio is only an empty table, well packed.
HARMLESS = 20 * 1024 * 1024
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
END = b"PK\x05\x06"
# A streaming writer puts up to 24 bytes of sizes after an entry.
DESCRIPTOR = 24
ENCRYPTED = 0x1
UTF8_NAME = 0x800
CHUNK = 1 << 20


@contextmanager
def opened(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The container, checked as a whole. Raises Refused for polyglots, bombs, passwords, links and paths outside."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        _refuse_sizes(entries, _length(file))
        _refuse_entries(entries)
        _refuse_foreign_bytes(file, archive, entries)
        yield archive


def name_of(entry: zipfile.ZipInfo) -> str:
    """The entry's name: Chinese programs write GBK without saying so."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def read_all(archive: zipfile.ZipFile) -> None:
    """Unpacks every entry into nowhere: sizes that lie and checksums that fail raise zipfile.BadZipFile."""
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            while stream.read(CHUNK):
                pass


def _length(file: BinaryIO) -> int:
    file.seek(0, 2)
    return file.tell()


def _refuse_sizes(entries: list[zipfile.ZipInfo], length: int) -> None:
    if not entries:
        raise Refused("压缩包是空的，请重新打包后上传")
    if len(entries) > ENTRIES:
        raise Refused(f"压缩包里有 {len(entries)} 个文件，最多 {ENTRIES} 个，请分几个包上传")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED or (unpacked > HARMLESS and unpacked > RATIO * length):
        raise Refused("文件解压后大得反常，可能是压缩炸弹，请拆分或重新导出后上传")


def _refuse_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = set()
    for entry in entries:
        name = name_of(entry)
        if entry.flag_bits & ENCRYPTED:
            raise Refused(f"压缩包里的“{name}”加了密码，无法检查，请去掉密码后上传")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Refused(f"压缩包里的“{name}”是链接，不是文件，请放入文件本身后重新打包")
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in entry.orig_filename:
            raise Refused(f"压缩包里“{name}”的路径指向包外，请重新打包后上传")
        if name.lower() in names:
            raise Refused(f"压缩包里有两个“{name}”，请重新打包后上传")
        names.add(name.lower())


def _refuse_foreign_bytes(file: BinaryIO, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Entries must follow each other from the first byte, then the directory, then the end: no other file fits in."""
    expected = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if not expected <= entry.header_offset <= expected + (DESCRIPTOR if expected else 0):
            raise _foreign()
        file.seek(entry.header_offset)
        header = LOCAL_HEADER.unpack(file.read(LOCAL_HEADER.size))
        expected = entry.header_offset + LOCAL_HEADER.size + header[9] + header[10] + entry.compress_size
    if not expected <= archive.start_dir <= expected + DESCRIPTOR:
        raise _foreign()
    file.seek(archive.start_dir)
    directory = file.read(CHUNK * 4)
    if archive.comment or len(directory) - directory.rfind(END) != 22:
        raise _foreign()


def _foreign() -> Refused:
    return Refused("文件里夹带了别的内容（两种文件拼在一起），不能上传，请用原来的软件重新保存后上传")
