"""What an upload really is: decided by its structure, never by its name alone. Whatever cannot be read is refused."""

import logging
import tempfile
import zipfile
from dataclasses import dataclass
from typing import BinaryIO, cast

from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules import (
    archives,
    compound,
    names,
    office,
    portable,
    texts,
)
from qinqing.services.documents.rules.kinds import (
    ACCEPTED_ZH,
    FORMS,
    IMAGES,
    WPS_NAMES,
    Kind,
    kind_named,
    related,
)

HEAD = 64
SPOOLED = 8 * 1024 * 1024
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
PROGRAM_MARKS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"dex\n",
    b"\0asm",
    b"#!",
)
TRIAL = b"X5O!P%@AP[4"  # the program that antivirus software is tried with: all of it is readable text
LINK_MARK = b"L\0\0\0\x01\x14\x02\0"
ARCHIVE_MARKS = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
PICTURE_MARKS = (b"GIF8", b"BM", b"II*\0", b"MM\0*")
MEMBERS = 300
NOTE = 200
HINTS = dict.fromkeys(WPS_NAMES.values(), "要用 WPS 打开；想让人人都能打开，请在 WPS 里“输出为 PDF”再传一份") | {
    Kind.OFD: "要用 OFD 阅读器打开；想让人人都能打开，请在阅读器里“导出为 PDF”再传一份"
}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found: the kind, the media type it is sent with, the title it goes by, and a note for people."""

    kind: Kind
    media_type: str
    title: str
    note: str = ""


def inspect(file: BinaryIO, title: str) -> Inspection:
    """What the file is. Raises Refused, in Chinese and with the way out, for everything that is not accepted.

    ``title`` is a name already cleaned by ``names.clean_name``. The file is only read.
    """
    return _inspect(file, title, nested=False)


def _inspect(file: BinaryIO, title: str, *, nested: bool) -> Inspection:
    names.refuse_by_name(title)
    if not file.seek(0, 2):
        raise Refused(f"“{title}”是空文件（0 字节），请确认已保存内容后重新选择")
    try:
        kind = _kind(file, title, nested)
        return _settled(file, title, kind)
    except Refused as refusal:
        raise Refused(_about(title, refusal.reason), code="file_refused") from refusal
    except Exception as error:
        log.info("upload refused, a parser failed: %s", type(error).__name__)
        raise Refused(
            f"“{title}”打不开，可能已损坏或没有传完，请用原来的软件重新保存后上传", code="file_refused"
        ) from error


def _about(title: str, reason: str) -> str:
    return reason if title in reason else f"“{title}”不能上传：{reason}"


def _kind(file: BinaryIO, title: str, nested: bool) -> Kind:
    file.seek(0)
    head = file.read(HEAD)
    if kind_named(names.suffix_of(title)) in (Kind.TEXT, Kind.CSV) and not head.startswith(TRIAL):
        return _text(title)
    _refuse_head(head)
    drawn = _drawn(head)
    if drawn:
        return drawn
    if head.startswith(b"%PDF-"):
        portable.refuse_pdf(file)
        return Kind.PDF
    if head.startswith(b"PK"):
        return _in_archive(file, title, nested)
    if head.startswith(compound.MAGIC):
        return compound.compound_kind(file)
    return _text(title)


def _drawn(head: bytes) -> Kind | None:
    """The kind of a picture; the picture itself is read when it is written anew."""
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    return Kind.HEIC if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS else None


def _refuse_head(head: bytes) -> None:
    if head.startswith((*PROGRAM_MARKS, LINK_MARK, TRIAL)):
        raise Refused("文件是程序、脚本或快捷方式，不能上传；需要说明的内容请截图或写成文档")
    if head.startswith(ARCHIVE_MARKS):
        raise Refused("系统不能检查这种压缩格式，请解压后直接上传里面的文件，或改压成 ZIP")
    if head.startswith(PICTURE_MARKS):
        raise Refused("这是不常用的图片格式，请另存为 JPG 或 PNG 后上传")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{\\rtf")):
        raise Refused("文件其实是网页、XML 或 RTF，不能上传，请打开后另存为 PDF 再上传")


def _text(title: str) -> Kind:
    """No known mark: text if its name says so."""
    kind = kind_named(names.suffix_of(title))
    if kind in (Kind.TEXT, Kind.CSV):
        return kind
    if kind:
        raise Refused(f"内容不是{kind.label}，可能已损坏或改过后缀，请用原来的软件重新保存后上传")
    raise Refused(f"不支持这种文件，可上传{ACCEPTED_ZH}")


def _in_archive(file: BinaryIO, title: str, nested: bool) -> Kind:
    with archives.opened(file) as archive:
        kind = office.office_kind(archive)
        if kind:
            office.refuse_live_content(archive)
            archives.read_all(archive)
            _inspect_embedded(archive, title)
            return kind
        if nested:
            raise Refused("压缩包里还有压缩包，请解压后把里面的文件直接上传")
        if kind_named(names.suffix_of(title)) is not Kind.ZIP:
            raise Refused("文件其实是压缩包或损坏的办公文件，请用原来的软件重新保存，压缩包请用 .zip 后缀")
        _inspect_members(archive, archive.infolist())
        return Kind.ZIP


def _inspect_embedded(archive: zipfile.ZipFile, title: str) -> None:
    """Workbooks behind charts and the like must be acceptable themselves."""
    _inspect_members(archive, [entry for entry in archive.infolist() if "/embeddings/" in entry.filename.lower()])


def _inspect_members(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    files = [entry for entry in entries if not entry.is_dir()]
    if len(files) > MEMBERS:
        raise Refused(f"里面有 {len(files)} 个文件，最多 {MEMBERS} 个，请分几次上传")
    for entry in files:
        name = names.clean_name(archives.name_of(entry))
        with tempfile.SpooledTemporaryFile(SPOOLED) as member, archive.open(entry) as stream:
            while chunk := stream.read(archives.CHUNK):
                member.write(chunk)
            _inspect(cast(BinaryIO, member), name, nested=True)


def _settled(file: BinaryIO, title: str, kind: Kind) -> Inspection:
    """The kind against the name: a wrong ending within a family is put right, across families it is refused."""
    suffix = names.suffix_of(title)
    promised = kind_named(suffix)
    if suffix and promised is None:
        raise Refused(f"后缀“{suffix}”不在可上传之列，可上传{ACCEPTED_ZH}")
    if promised and not related(promised, kind):
        raise Refused(f"后缀“{suffix}”与内容不符，内容其实是{kind.label}，请核对后改正后缀或重新导出")
    if suffix in WPS_NAMES:
        kind = WPS_NAMES[suffix]
    media_type = FORMS[kind].media_type
    if kind in (Kind.TEXT, Kind.CSV):
        media_type = f"{media_type}; charset={texts.text_encoding(file)}"
    if suffix in FORMS[kind].suffixes or kind in IMAGES:
        return Inspection(kind, media_type, title, _about_it(file, kind))
    right = FORMS[kind].suffixes[0]
    return Inspection(kind, media_type, names.renamed(title, right) if suffix else title + right, f"后缀已改为 {right}")


def _about_it(file: BinaryIO, kind: Kind) -> str:
    """What people should know of a file before they open it: what is in it, or with what it opens."""
    if kind is not Kind.ZIP:
        return HINTS.get(kind, "")
    with archives.opened(file) as archive:
        inside = [names.clean_name(archives.name_of(entry)) for entry in archive.infolist() if not entry.is_dir()]
    listed = f"里面有 {len(inside)} 个文件：{'、'.join(inside)}"
    return listed if len(listed) <= NOTE else f"{listed[: NOTE - 1]}…"


def picture(file: BinaryIO, target: BinaryIO, found: Inspection) -> Inspection:
    """Writes a picture upright and bare to ``target``; the title's ending follows what it is now."""
    from qinqing.services.documents.rules import images  # noqa: PLC0415  (its decoders are fetched when needed)

    try:
        kind, done = images.rewrite(file, target, found.kind)
    except Refused as refusal:
        raise Refused(_about(found.title, refusal.reason), code="file_refused") from refusal
    except Exception as error:
        raise Refused(f"“{found.title}”打不开，图片可能已损坏，请重新拍照或另存后上传", code="file_refused") from error
    form, title, notes = FORMS[kind], found.title, list(done)
    if names.suffix_of(title) not in form.suffixes:
        stem = names.split_name(title)[0] if kind_named(names.suffix_of(title)) else title
        title, notes = stem + form.suffixes[0], [f"已存为 {kind.label}", *done]
    return Inspection(kind, form.media_type, title, "，".join(notes))
