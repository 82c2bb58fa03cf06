"""What counties really send, made for the tests: files that must be taken, in the kinds and encodings they come in."""

import io
import zipfile
from collections.abc import Iterator
from itertools import chain

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image as Drawn
from PIL import Image, ImageCms
from pillow_heif import from_pillow
from tests.documents import making

File = tuple[str, bytes, str]
WORDS = "企业,金额\r\n云岭县恒鑫铸造有限公司,1234.50\r\n𠮷祥商行,（另附）\r\n"


def kept() -> list[File]:
    """Name, content and kind of everything that is kept byte for byte."""
    return [*_texts(), *_pdfs(), *_office(), *_archives(), *_named()]


def pictures() -> list[File]:
    """Pictures, which are kept upright and bare."""
    return [*_jpegs(), *_pngs(), *_others()]


def _texts() -> Iterator[File]:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        yield f"说明 {encoding}.txt", WORDS.encode(encoding), "text"
        yield f"名单 {encoding}.csv", WORDS.encode(encoding), "csv"
    yield "短.txt", "无".encode(), "text"
    yield "长.txt", ("用地手续。\n" * 20_000).encode(), "text"


def _pdfs() -> Iterator[File]:
    for version in ("1.3", "1.4", "1.5", "1.6", "2.0"):
        yield f"版本 {version}.pdf", making.pdf().replace(b"%PDF-1.7", f"%PDF-{version}".encode()), "pdf"
    signature = "3 0 obj<</Type/Sig/ByteRange[0 100 200 100]/Contents<00>/SubFilter/adbe.pkcs7.detached>>endobj"
    yield "签章合同.pdf", making.pdf(signature), "pdf"
    yield "存档.pdf", making.pdf("3 0 obj<</Type/Metadata/Subtype/XML>>endobj<?xpacket?><pdfaid:part>1"), "pdf"
    yield "修订过.pdf", making.pdf() + making.pdf()[9:], "pdf"
    yield "末尾空行.pdf", making.pdf() + b"\r\n\r\n \n", "pdf"
    yield "链接.pdf", making.pdf("3 0 obj<</S/URI/URI(https://example.com)>>endobj"), "pdf"
    pages = [Image.new("1", (620, 877), "white") for _ in range(3)]
    yield "扫描三页.pdf", _saved(pages[0], "PDF", resolution=300, save_all=True, append_images=pages[1:]), "pdf"
    yield "彩色扫描.pdf", _saved(Image.new("RGB", (620, 877), "white"), "PDF", resolution=300), "pdf"


def _office() -> Iterator[File]:
    yield "图表.xlsx", _book(chart=True), "xlsx"
    yield "照片.xlsx", _book(picture=True), "xlsx"
    yield "公式.xlsx", _book(formula=True), "xlsx"
    yield "多表.xlsx", _book(sheets=12), "xlsx"
    yield "别的软件.xlsx", _written(), "xlsx"
    yield "表格.et", _book(chart=True), "et"
    picture = {"word/media/image1.png": making.image("PNG"), "word/media/image2.jpeg": making.image("JPEG")}
    yield "带图.docx", making.docx(picture), "docx"
    yield "页眉.docx", making.docx({"word/header1.xml": "<w:hdr xmlns:w='w'/>", "word/styles.xml": "<s/>"}), "docx"
    yield "目录.docx", making.docx(body="<w:instrText>TOC \\o 1-3</w:instrText>"), "docx"
    yield "邮件.docx", making.docx(relations=making.RELATION.format("hyperlink", "mailto:a@example.com")), "docx"
    yield "长文.docx", making.docx(body="<w:t>用地</w:t>" * 2000), "docx"
    yield "发票.OFD", making.ofd(), "ofd"
    yield "请示.doc", making.compound("WordDocument", "1Table", "SummaryInformation"), "doc"
    yield "通知.wps", making.compound("WordDocument", "0Table"), "wps"


def _archives() -> Iterator[File]:
    yield "不压缩.zip", making.zipped({"甲.txt": "一", "乙.pdf": making.pdf()}, zipfile.ZIP_STORED), "zip"
    yield "照片.zip", making.zipped({f"{n}.jpg": making.image("JPEG") for n in range(20)}), "zip"
    yield "三百.zip", making.zipped({f"{n}.txt": "一" for n in range(300)}), "zip"
    yield "深.zip", making.zipped({"甲/乙/丙/丁/戊.txt": "一"}), "zip"
    yield "表.zip", making.zipped({"台账.xlsx": making.xlsx(), "旧.doc": making.compound("WordDocument")}), "zip"


def _named() -> Iterator[File]:
    for name in (
        "1",
        "关于XX公司用电问题的请示（最终版）（2）",
        "a b",
        "合同.副本",
        "2026.11.23",
        "·",
        "㙟𠮷䶮",
        "A" * 100,
    ):
        yield f"{name}.pdf", making.pdf(), "pdf"


def _jpegs() -> Iterator[File]:
    for mode in ("L", "RGB", "CMYK"):
        yield f"{mode}.jpg", _saved(Image.new(mode, (40, 20)), "JPEG"), "jpeg"
    for orientation in range(1, 9):
        yield f"转 {orientation}.jpg", making.image("JPEG", exif=making.located(orientation)), "jpeg"
    yield "渐进.jpeg", making.image("JPEG", progressive=True, quality=95), "jpeg"
    yield "三百点.JPG", making.image("JPEG", dpi=(300, 300)), "jpeg"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield "色彩.jpg", making.image("JPEG", icc_profile=profile), "jpeg"
    yield "大.jpg", making.image("JPEG", (4000, 3000)), "jpeg"


def _pngs() -> Iterator[File]:
    for mode in ("1", "L", "P", "LA", "RGB", "RGBA", "I;16"):
        yield f"{mode.replace(';', '')}.png", _saved(Image.new(mode, (40, 20)), "PNG"), "png"


def _others() -> Iterator[File]:
    for options in ({}, {"lossless": True}):
        yield "图.webp", making.image("WEBP", **options), "jpeg"
    buffer = io.BytesIO()
    from_pillow(Image.new("RGB", (128, 64), "red")).save(buffer)
    yield "手机.heic", buffer.getvalue(), "jpeg"


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def _book(*, sheets: int = 1, chart: bool = False, picture: bool = False, formula: bool = False) -> bytes:
    buffer, book = io.BytesIO(), openpyxl.Workbook()
    for number in range(sheets - 1):
        book.create_sheet(f"{number}月")
    sheet = book.active
    for row in chain([("部门", "件数")], ((f"部门{n}", n) for n in range(5))):
        sheet.append(row)
    if formula:
        sheet["B8"] = "=SUM(B2:B6)"
    if chart:
        drawn = BarChart()
        drawn.add_data(Reference(sheet, min_col=2, min_row=1, max_row=6))
        sheet.add_chart(drawn, "D2")
    if picture:
        sheet.add_image(Drawn(io.BytesIO(making.image("PNG"))), "D2")
    book.save(buffer)
    return buffer.getvalue()


def _written() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_url("A1", "https://example.com", string="网址")
        sheet.write_row("A2", ["企业", 1, 2.5])
    return buffer.getvalue()
