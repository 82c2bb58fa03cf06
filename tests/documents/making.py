"""Files made for the tests, honest and hostile; nothing dangerous lies in the repository."""

import io
import struct
import zipfile
import zlib

import openpyxl
from PIL import Image
from pillow_heif import from_pillow

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
RELATION = '<Relationship Id="r1" Type="http://x/relationships/{}" Target="{}" TargetMode="External"/>'
BODY = "<w:document xmlns:w='w'><w:body><w:t>情况说明</w:t>{}</w:body></w:document>"


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(
    extra: dict[str, bytes | str] | None = None, *, body: str = "", relations: str = "", types: str = TYPES
) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": types,
            "word/document.xml": BODY.format(body),
            "word/_rels/document.xml.rels": RELATIONS.format(relations),
            **(extra or {}),
        }
    )


def external(sort: str, target: str) -> bytes:
    return docx(relations=RELATION.format(sort, target))


def xlsx() -> bytes:
    buffer, book = io.BytesIO(), openpyxl.Workbook()
    book.active["A1"] = "企业名称"
    book.save(buffer)
    return buffer.getvalue()


def ofd() -> bytes:
    return zipped({"OFD.xml": "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>", "Doc_0/Document.xml": "<d/>"})


def pdf(objects: str = "", *, trailer: str = "", packed: str = "", behind: str = "") -> bytes:
    body = f"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n{objects}\n"
    data = body.encode()
    if packed:
        stream = zlib.compress(packed.encode()) + behind.encode()
        data += (
            b"9 0 obj<</Type/ObjStm/Filter/FlateDecode/Length %d>>stream\n" % len(stream)
            + stream
            + b"\nendstream endobj\n"
        )
    return data + f"trailer<</Root 1 0 R{trailer}>>\nstartxref\n0\n%%EOF\n".encode()


def scanned(pages: int) -> bytes:
    """A PDF as scanners make them: a picture a page."""
    buffer, sheet = io.BytesIO(), Image.new("RGB", (210, 297), "white")
    sheet.save(buffer, "PDF", save_all=True, append_images=[sheet] * (pages - 1))
    return buffer.getvalue()


def image(form: str, size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    buffer = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def photograph(name: str) -> bytes:
    """What a telephone takes on its side, with a place and a maker, in the form that the name says."""
    if not name.lower().endswith((".heic", ".heif")):
        return image({"jpg": "JPEG", "webp": "WEBP"}[name.rpartition(".")[2]], exif=located())
    buffer = io.BytesIO()
    from_pillow(Image.new("RGB", (40, 20), "red")).save(buffer, exif=located().tobytes())
    return buffer.getvalue()


def located(orientation: int = 6) -> Image.Exif:
    """Metadata of a telephone: turned, with a place and a maker."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETPHONE"
    exif.get_ifd(0x8825)[2] = (24.0, 30.0, 12.5)
    return exif


def png_header(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IEND\xaeB`\x82"


def compound(*names: str, content: bytes = b"", after: bytes = b"") -> bytes:
    """A compound file: the first name's stream holds ``content``, the others are empty storages."""
    content = (content or b"\xec\xa5\xc1\0" + bytes(8)).ljust(4096, b"\0")
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<III", header, 48, 1, 0, 4096)
    struct.pack_into("<IIII", header, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    sectors = -(-(len(names) + 1) // 4)
    first = 1 + sectors
    chain = [0xFFFFFFFD, *range(2, first), 0xFFFFFFFE, *range(first + 1, first + 8), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *([0xFFFFFFFF] * (128 - len(chain))))
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0)
    for place, name in enumerate(names):
        entries += _entry(name, 1 if place else 2, 0 if place else first, 0 if place else len(content))
    return bytes(header) + table + entries.ljust(sectors * 512, b"\0") + content + after


def _entry(name: str, sort: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), sort, 1).ljust(52, b"\0") + struct.pack("<IQ", start, size)
    )


def workbook(*records: tuple[int, bytes]) -> bytes:
    """The first records of an old Excel workbook."""
    globals_ = [(0x809, bytes(16)), *records, (0x0A, b"")]
    return b"".join(struct.pack("<HH", record, len(body)) + body for record, body in globals_)
