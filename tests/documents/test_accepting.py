"""Honest files are taken, byte for byte, and pictures upright and bare."""

import io
import zipfile

import pytest
from PIL import Image
from pillow_heif import from_pillow
from tests.documents import honest, making

from qinqing.services.documents import queries

pytestmark = pytest.mark.django_db

HONEST = [
    ("合同.pdf", making.pdf(), "pdf"),
    ("签名.PDF", making.pdf("3 0 obj<</Type/Sig/OpenAction[2 0 R /Fit]>>endobj"), "pdf"),
    ("压缩.pdf", making.pdf(packed="4 0 5 20 <</Type/Page>>"), "pdf"),
    ("请示.docx", making.docx(relations=making.RELATION.format("hyperlink", "https://example.com/")), "docx"),
    ("图表.docx", making.docx({"word/embeddings/数据.xlsx": making.xlsx()}), "docx"),
    ("台账.xlsx", making.xlsx(), "xlsx"),
    ("文字.wps", making.docx(), "wps"),
    ("发票.ofd", making.ofd(), "ofd"),
    ("旧版.doc", making.compound("WordDocument", "1Table"), "doc"),
    ("旧版.wps", making.compound("WordDocument", "1Table"), "wps"),
    ("旧表.xls", making.compound("Workbook", content=making.workbook((0x85, bytes(4) + b"\0\0\x01\0A"))), "xls"),
    ("旧表.et", making.compound("Workbook", content=making.workbook()), "et"),
    ("旧演示.ppt", making.compound("PowerPoint Document", "Current User"), "ppt"),
    ("旧演示.dps", making.compound("PowerPoint Document"), "dps"),
    ("说明.txt", "用地手续办了两年，BM、MZ 都不是程序".encode(), "text"),
    ("BM.txt", b"BMW 4S", "text"),
    ("说明.txt", "国标编码".encode("gb18030"), "text"),
    ("说明.txt", "双字节".encode("utf-16"), "text"),
    ("名单.csv", "企业,电话\r\n甲,1\r\n".encode("utf-8-sig"), "csv"),
    ("材料.zip", making.zipped({"甲/合同.pdf": making.pdf(), "乙/请示.docx": making.docx()}), "zip"),
    ("a/b:c?.pdf", making.pdf(), "pdf"),
    ("新建 Microsoft Word 文档 (3).docx", making.docx(), "docx"),
    *honest.kept(),
]
PICTURES = honest.pictures()


@pytest.mark.parametrize(
    ("name", "content", "kind"), HONEST, ids=[f"{name}-{n}" for n, (name, *_) in enumerate(HONEST)]
)
def test_an_honest_file_is_kept_byte_for_byte(attach, name, content, kind):
    kept = attach(content, name)
    assert kept.kind == kind
    assert kept.name == name.rpartition("/")[2]
    with queries.open_attachment(kept.code).file as file:
        assert file.read() == content
    assert queries.check_files().ok


@pytest.mark.parametrize(("name", "content", "kind"), PICTURES, ids=[str(number) for number in range(len(PICTURES))])
def test_an_honest_picture_is_taken(attach, name, content, kind):
    kept = attach(content, name)
    picture, _ = stored(kept)
    assert kept.kind == kind
    assert picture.size[0] > 0
    assert queries.check_files().ok


def test_there_are_eighty_honest_files():
    assert len(HONEST) + len(PICTURES) >= 80


def test_the_encoding_of_a_text_is_known(attach):
    assert attach("国标编码".encode("gb18030"), "甲.txt").media_type == "text/plain; charset=gb18030"
    assert attach("统一编码".encode("utf-8-sig"), "乙.csv").media_type == "text/csv; charset=utf-8"


def test_names_in_a_zip_may_be_gbk(attach):
    content = making.zipped({"PLACEHOLD.pdf": making.pdf()}).replace(b"PLACEHOLD", "合同一".encode("gbk") + b"123")
    assert attach(content, "材料.zip").kind == "zip"


def stored(kept) -> tuple[Image.Image, bytes]:
    with queries.open_attachment(kept.code).file as file:
        content = file.read()
    return Image.open(io.BytesIO(content)), content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_turned_upright_and_loses_its_place(attach, form):
    kept = attach(making.image(form, exif=making.located()), f"照片.{form.lower()}")
    picture, content = stored(kept)
    assert picture.size == (20, 40)
    assert b"SECRETPHONE" not in content
    assert not picture.getexif()


def test_an_upright_photograph_loses_its_place_too(attach):
    kept = attach(making.image("JPEG", exif=making.located(1), comment=b"SECRETPHONE"), "照片.jpg")
    picture, content = stored(kept)
    assert (picture.size, b"SECRETPHONE" in content, len(picture.getexif())) == ((40, 20), False, 0)


def test_captions_and_small_pictures_inside_a_photograph_are_gone(attach):
    """IPTC and XMP stand in segments of their own, the small picture in a second directory of the EXIF."""
    plain, segments = making.image("JPEG", exif=making.located(1)), b""
    for mark, head in ((b"\xff\xed", b"Photoshop 3.0\0"), (b"\xff\xe1", b"http://ns.adobe.com/xap/1.0/\0")):
        body = head + b"SECRETPLACE" + making.image("JPEG", (8, 8))
        segments += mark + (len(body) + 2).to_bytes(2, "big") + body
    picture, content = stored(attach(plain[:2] + segments + plain[2:], "照片.jpg"))
    assert picture.size == (40, 20)
    for secret in (b"SECRET", b"Photoshop", b"adobe", b"Exif"):
        assert secret not in content
    assert content.count(b"\xff\xd8\xff") == 1


def test_a_telephones_heic_becomes_jpeg(attach):
    buffer = io.BytesIO()
    from_pillow(Image.new("RGB", (64, 32), "red")).save(buffer, exif=making.located(1).tobytes())
    kept = attach(buffer.getvalue(), "IMG_0001.HEIC")
    picture, content = stored(kept)
    assert (kept.name, kept.kind, kept.note) == ("IMG_0001.jpg", "jpeg", "已存为 JPEG 图片，拍摄地点已去掉")
    assert (picture.format, picture.size, b"SECRETPHONE" in content) == ("JPEG", (64, 32), False)


@pytest.mark.parametrize(("mode", "name", "form"), [("RGB", "图.jpg", "JPEG"), ("RGBA", "图.png", "PNG")])
def test_a_webp_becomes_what_every_computer_opens(attach, mode, name, form):
    buffer = io.BytesIO()
    Image.new(mode, (64, 32)).save(buffer, "WEBP")
    kept = attach(buffer.getvalue(), "图.webp")
    assert (kept.name, stored(kept)[0].format, kept.note) == (name, form, f"已存为 {form} 图片")


def test_a_pictures_note_says_what_was_done_to_it_and_nothing_else(attach):
    turned = Image.Exif()
    turned[0x0112] = 6
    sent = [
        making.image("JPEG"),
        making.image("JPEG", exif=turned),
        making.image("JPEG", exif=making.located(1)),
        making.image("JPEG", exif=making.located()),
        making.image("PNG", exif=turned),
    ]
    assert [attach(content, "照片.jpg").note for content in sent] == [
        "", "已转正", "拍摄地点已去掉", "已转正，拍摄地点已去掉", "已存为 PNG 图片，已转正",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", b"<?php system($_GET[0]);?>", making.pdf()])
def test_what_stands_behind_a_picture_is_gone(attach, form, behind):
    picture, content = stored(attach(making.image(form) + behind, f"照片.{form.lower()}"))
    assert (picture.size, behind in content) == ((40, 20), False)


def test_the_ending_of_a_picture_or_document_is_put_right(attach):
    assert attach(making.image("PNG"), "照片.jpg").name == "照片.png"
    assert attach(making.docx(), "请示.doc").name == "请示.docx"
    assert attach(making.pdf(), "扫描件").name == "扫描件.pdf"


def test_files_of_one_name_are_told_apart(attach):
    names = [attach(making.pdf(), "合同.pdf").name for _ in range(3)]
    assert names == ["合同.pdf", "合同 (2).pdf", "合同 (3).pdf"]


def test_a_zip_may_hold_folders(attach):
    empty = zipfile.ZipInfo("空目录/")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(empty, b"")
        archive.writestr("空目录/甲.txt", "甲")
    assert attach(buffer.getvalue(), "目录.zip").kind == "zip"
