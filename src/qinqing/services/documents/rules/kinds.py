"""The kinds of file that are accepted, each with its media type and the name endings it goes by."""

from dataclasses import dataclass

from qinqing.kernel.labels import Labelled


class Kind(Labelled):
    """What a file is by its structure, whatever it is called."""

    JPEG = "jpeg", "JPEG 图片"
    PNG = "png", "PNG 图片"
    WEBP = "webp", "WebP 图片"
    HEIC = "heic", "HEIC 图片"
    PDF = "pdf", "PDF 文档"
    OFD = "ofd", "OFD 版式文件"
    DOCX = "docx", "Word 文档"
    XLSX = "xlsx", "Excel 表格"
    PPTX = "pptx", "PowerPoint 演示"
    DOC = "doc", "Word 97–2003 文档"
    XLS = "xls", "Excel 97–2003 表格"
    PPT = "ppt", "PowerPoint 97–2003 演示"
    WPS = "wps", "WPS 文字"
    ET = "et", "WPS 表格"
    DPS = "dps", "WPS 演示"
    TEXT = "text", "文本"
    CSV = "csv", "CSV 表格"
    ZIP = "zip", "ZIP 压缩包"


@dataclass(frozen=True, slots=True)
class Form:
    """How files of a kind are named and sent; the first ending is the usual one."""

    media_type: str
    suffixes: tuple[str, ...]


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS = {
    Kind.JPEG: Form("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif")),
    Kind.PNG: Form("image/png", (".png",)),
    Kind.WEBP: Form("image/webp", (".webp",)),
    Kind.HEIC: Form("image/heic", (".heic", ".heif")),
    Kind.PDF: Form("application/pdf", (".pdf",)),
    Kind.OFD: Form("application/ofd", (".ofd",)),
    Kind.DOCX: Form(f"{OFFICE}.wordprocessingml.document", (".docx",)),
    Kind.XLSX: Form(f"{OFFICE}.spreadsheetml.sheet", (".xlsx",)),
    Kind.PPTX: Form(f"{OFFICE}.presentationml.presentation", (".pptx",)),
    Kind.DOC: Form("application/msword", (".doc",)),
    Kind.XLS: Form("application/vnd.ms-excel", (".xls",)),
    Kind.PPT: Form("application/vnd.ms-powerpoint", (".ppt",)),
    Kind.WPS: Form("application/wps-office.wps", (".wps",)),
    Kind.ET: Form("application/wps-office.et", (".et",)),
    Kind.DPS: Form("application/wps-office.dps", (".dps",)),
    Kind.TEXT: Form("text/plain", (".txt",)),
    Kind.CSV: Form("text/csv", (".csv",)),
    Kind.ZIP: Form("application/zip", (".zip",)),
}
IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC})
# Within a family the ending is put right; across families a wrong ending is a reason to refuse.
FAMILIES = (
    IMAGES,
    frozenset({Kind.DOC, Kind.DOCX, Kind.WPS}),
    frozenset({Kind.XLS, Kind.XLSX, Kind.ET}),
    frozenset({Kind.PPT, Kind.PPTX, Kind.DPS}),
)
WPS_NAMES = {".wps": Kind.WPS, ".et": Kind.ET, ".dps": Kind.DPS}
ACCEPTED_ZH = "图片（JPG、PNG、WebP、HEIC）、PDF、OFD、Word、Excel、PPT、WPS、TXT、CSV 和 ZIP"


def kind_named(suffix: str) -> Kind | None:
    """The kind that a name ending (``.pdf``, lower case) promises."""
    return next((kind for kind, form in FORMS.items() if suffix in form.suffixes), None)


def related(one: Kind, other: Kind) -> bool:
    """Whether people and programs take one kind for the other without harm."""
    return one is other or any(one in family and other in family for family in FAMILIES)
