"""Word, Excel, PowerPoint, WPS and OFD as ZIP containers: which one it is, and nothing live inside."""

import re
import zipfile

from defusedxml import ElementTree

from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules.kinds import Kind

TYPES = "[Content_Types].xml"
PART_LIMIT = 64 * 1024 * 1024
MAIN = {
    "wordprocessingml.document.main+xml": Kind.DOCX,
    "spreadsheetml.sheet.main+xml": Kind.XLSX,
    "presentationml.presentation.main+xml": Kind.PPTX,
    "presentationml.slideshow.main+xml": Kind.PPTX,
}
LIVE_PARTS = re.compile(
    r"vbaproject\.bin|vbadata\.xml|activex|oleobject[^/]*\.bin|\.bin\.rels|macrosheets|dialogsheets|customui/"
)
REMOTE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]+:(?!///?[a-z]:)|\\\\|//|/)", re.IGNORECASE)
DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
DDE = re.compile(rb"\bDDE(?:AUTO)?\b|<(?:[a-z]+:)?ddeLink\b", re.IGNORECASE)
FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")
FORMULA = re.compile(rb"<f[^>]*>([^<]*\|[^<]*![^<]*)</f>")


def office_kind(archive: zipfile.ZipFile) -> Kind | None:
    """DOCX, XLSX, PPTX or OFD; None for an ordinary ZIP."""
    names = set(archive.namelist())
    if TYPES in names:
        return _opc_kind(archive)
    if "OFD.xml" in names:
        return Kind.OFD
    return None


def refuse_live_content(archive: zipfile.ZipFile) -> None:
    """Raises Refused for macros, controls, packaged objects, remote parts, DDE and entity declarations."""
    for entry in archive.infolist():
        name = entry.filename.lower()
        if LIVE_PARTS.search(name):
            raise Refused("文件里带有宏、控件或嵌入的对象，可能夹带程序，请另存为不带宏的文件并删去嵌入对象后上传")
        if name.endswith((".xml", ".rels", ".vml")):
            part = _part(archive, entry)
            if any(mark in part for mark in DOCTYPE):
                raise Refused("文件内部带有外部定义（DOCTYPE），不是正常的办公文件，请重新另存后上传")
            if name.endswith(".rels"):
                _refuse_remote(part)
            _refuse_dde(part)


def _opc_kind(archive: zipfile.ZipFile) -> Kind:
    types = _part(archive, archive.getinfo(TYPES)).decode("utf-8", "replace")
    if "macroEnabled" in types or "vbaProject" in types:
        raise Refused("文件里带有宏，请另存为不带宏的 docx、xlsx 或 pptx 后上传")
    kinds = {kind for mark, kind in MAIN.items() if mark in types}
    if len(kinds) != 1:
        raise Refused("文件不是完整的 Word、Excel 或 PPT 文件，请用 Office 或 WPS 重新另存后上传")
    return kinds.pop()


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > PART_LIMIT:
        raise Refused("文件内部有一部分大得反常，请拆分或重新导出后上传")
    return archive.read(entry)


def _refuse_remote(part: bytes) -> None:
    """Only links that wait for a click may lead out; workbooks may name other workbooks beside them."""
    for relation in ElementTree.fromstring(part):
        if relation.get("TargetMode", "").lower() != "external":
            continue
        sort, target = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
        if sort == "hyperlink" or (sort.startswith("externalLink") and not REMOTE.match(target)):
            continue
        raise Refused("文件会自动读取外部的模板、图片或对象，请断开外部链接后重新保存上传")


def _refuse_dde(part: bytes) -> None:
    fields = b"".join(b"".join(pieces) for pieces in FIELD.findall(part))
    if DDE.search(fields) or b"ddeLink" in part or FORMULA.search(part):
        raise Refused("文件里有会启动其他程序的链接（DDE），请删去后重新保存上传")
