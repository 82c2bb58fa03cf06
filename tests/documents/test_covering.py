"""遮盖: under a black box nothing is left, in no pixel and in no byte; around it all is as it was; the original is whole."""

import io
from datetime import timedelta

import pdfplumber
import pytest
from PIL import Image, PngImagePlugin
from tests.cast import NOW
from tests.documents.making import docx, located, photograph

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.services.documents import actions, queries, store
from qinqing.services.documents.rules import coverings
from qinqing.services.documents.rules.coverings import Box, covered_name

pytestmark = pytest.mark.django_db
SUBJECT = "appeal/coverme234"
INTAKE = Actor(Role.INTAKE, name="韦晓兰")
SECRET = "450102199003077653"
LEFT_HALF, RIGHT_UPPER = Box(1, 0, 0, 50, 100), Box(1, 50, 0, 50, 50)


@pytest.fixture(autouse=True)
def _folder(data_folder):
    return data_folder


def filed(content, name):
    return actions.attach(SUBJECT, file=io.BytesIO(content), name=name, by=INTAKE, at=NOW)


def covered(original, *boxes):
    with actions.painted(original, boxes or [LEFT_HALF], at=NOW) as copy:
        return actions.cover(copy, by=INTAKE, at=NOW)


def bytes_of(one):
    with queries.open_attachment(one.code).file as file:
        return file.read()


def photo(form, **options):
    """Red on the left, where the secret is, green on the right."""
    buffer, picture = io.BytesIO(), Image.new("RGB", (640, 320), "#00a000")
    picture.paste("#ff0000", (0, 0, 320, 320))
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def typed(*pages):
    """A PDF with a text layer, and a name in its properties."""
    objects, kids = "", ""
    for place, words in enumerate(pages):
        page = 10 + 2 * place
        kids += f"{page} 0 R "
        said = f"BT /F 24 Tf 40 700 Td ({words}) Tj ET"
        objects += (
            f"{page} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {page + 1} 0 R"
            f"/Resources<</Font<</F 3 0 R>>>>>>endobj\n"
            f"{page + 1} 0 obj<</Length {len(said)}>>stream\n{said}\nendstream endobj\n"
        )
    body = (
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>endobj\n"
        "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        f"4 0 obj<</Title({SECRET})>>endobj\n{objects}trailer<</Root 1 0 R/Info 4 0 R>>\nstartxref\n0\n%%EOF\n"
    )
    return body.encode()


def drawn(content, page=0):
    """A page of a PDF as anybody's reader draws it."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return document[page].render(scale=1).to_pil().convert("RGB")


def colours(picture, box):
    return {colour for _, colour in picture.convert("RGB").crop(box).getcolors(1 << 20)}


def is_black(picture, box):
    return all(max(colour) < 12 for colour in colours(picture, box))


@pytest.mark.parametrize(("form", "name"), [("JPEG", "身份证.jpg"), ("PNG", "身份证.png")])
def test_every_pixel_under_the_box_is_black_and_all_others_are_as_they_were(form, name):
    original = filed(photo(form), name)
    copy = covered(original, LEFT_HALF, RIGHT_UPPER)
    picture = Image.open(io.BytesIO(bytes_of(copy)))
    assert (picture.format, picture.size, copy.name) == (form, (640, 320), covered_name(name))
    assert is_black(picture, (0, 0, 316, 320))
    assert is_black(picture, (324, 0, 640, 156))
    green = colours(picture, (340, 180, 640, 320))
    assert all(red < 12 and 150 < green < 170 for red, green, _ in green), green


def test_what_lay_in_one_block_of_a_jpeg_with_the_edge_of_a_box_goes_with_it():
    noisy = Image.effect_noise((640, 320), 120).convert("RGB")
    noisy.paste("white", (100, 0, 640, 320))  # the secret ends in the middle of a block
    buffer = io.BytesIO()
    noisy.save(buffer, "JPEG", quality=40)
    assert len(colours(Image.open(io.BytesIO(buffer.getvalue())), (100, 0, 104, 320))) > 1, "it shows beside itself"
    copy = covered(filed(buffer.getvalue(), "传真.jpg"), Box(1, 0, 0, 100 / 6.4, 100))
    beside = colours(Image.open(io.BytesIO(bytes_of(copy))), (112, 0, 640, 320))
    assert beside == {(255, 255, 255)}


def test_a_picture_brings_nothing_along_that_is_not_seen():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET)
    clear = Image.new("RGBA", (64, 64), (255, 0, 0, 0))  # red, and nobody sees it
    buffer = io.BytesIO()
    clear.save(buffer, "PNG", pnginfo=notes, exif=located())
    copy = Image.open(io.BytesIO(bytes_of(covered(filed(buffer.getvalue(), "章.png"), Box(1, 0, 0, 10, 10)))))
    assert (copy.mode, copy.info, dict(copy.getexif())) == ("RGB", {}, {})
    assert colours(copy, (8, 8, 64, 64)) == {(255, 255, 255)}
    photographed = bytes_of(covered(filed(photograph("现场.jpg"), "现场.jpg")))
    assert b"Exif" not in photographed
    assert not Image.open(io.BytesIO(photographed)).getexif()


def test_of_a_pdf_pictures_remain_and_no_text_no_property_and_no_byte_of_it():
    original = filed(typed(f"ID {SECRET}", "second page"), "合同.pdf")
    assert SECRET in pdfplumber.open(io.BytesIO(bytes_of(original))).pages[0].extract_text(), "the twin: it is there"
    copy = covered(original, Box(1, 0, 10, 100, 10))
    content = bytes_of(copy)
    read = pdfplumber.open(io.BytesIO(content))
    assert [page.extract_text() for page in read.pages] == ["", ""]
    assert [len(page.images) for page in read.pages] == [1, 1]
    assert read.metadata == {}
    assert SECRET.encode() not in content
    assert b"/Font" not in content
    assert is_black(drawn(content), (0, 90, 595, 160))
    assert colours(drawn(content, 1), (40, 110, 200, 145)) != {(255, 255, 255)}, "the second page can be read"


def test_pages_keep_their_size_and_are_sharp_enough_to_read():
    copy = covered(filed(typed("one"), "合同.pdf"))
    (page,) = pdfplumber.open(io.BytesIO(bytes_of(copy))).pages
    assert (round(page.width), round(page.height)) == (595, 842)
    across, _ = page.images[0]["srcsize"]
    assert across / (page.width / 72) > 195, "dots an inch"


def test_the_original_is_whole_and_nobody_who_does_not_ask_for_it_gets_it():
    content = photo("PNG")
    original = filed(content, "身份证.png")
    before = bytes_of(original)
    copy = covered(original)
    assert bytes_of(original) == before
    assert [one.code for one in queries.attachments(SUBJECT)] == [copy.code]
    assert [(one.code, one.covered) for one in queries.attachments(SUBJECT, whole=True)] == [
        (original.code, True), (copy.code, False),
    ]  # fmt: skip
    assert queries.is_covered(original.code)


def test_the_same_file_brought_twice_is_covered_twice():
    original, again = filed(photo("PNG"), "身份证.png"), filed(photo("PNG"), "证件.png")
    copy = covered(original)
    assert [one.code for one in queries.attachments(SUBJECT)] == [copy.code]
    assert queries.is_covered(again.code)


def test_a_copy_stands_in_the_place_of_its_original():
    original, other = filed(photo("PNG"), "身份证.png"), filed(photo("JPEG"), "现场.jpg")
    copy = covered(original)
    assert [one.code for one in queries.attachments(SUBJECT)] == [copy.code, other.code]


def test_covered_anew_the_former_copy_is_seen_no_more():
    original = filed(photo("PNG"), "身份证.png")
    first, second = covered(original), covered(original, Box(1, 0, 0, 100, 100))
    assert [one.code for one in queries.attachments(SUBJECT)] == [second.code]
    assert first.code in [one.code for one in queries.attachments(SUBJECT, whole=True)], "it is kept"
    assert queries.copy_of(original).boxes == [[1, 0, 0, 100, 100]]


def test_lifted_the_original_is_seen_again_once():
    original = filed(photo("PNG"), "身份证.png")
    covered(original)
    actions.uncover(original, at=NOW + timedelta(minutes=1))
    assert [one.code for one in queries.attachments(SUBJECT)] == [original.code]
    with pytest.raises(Conflict, match="没有遮盖"):
        actions.uncover(original, at=NOW)


def test_what_was_painted_and_not_filed_is_gone(django_capture_on_commit_callbacks):
    original = filed(photo("PNG"), "身份证.png")
    with django_capture_on_commit_callbacks(execute=True), actions.painted(original, [LEFT_HALF], at=NOW):
        pass
    assert len(list(store.stored_names())) == 1
    assert not list((store.root() / "waiting").iterdir())


def test_what_a_process_that_died_left_painted_is_swept(monkeypatch):
    original = filed(photo("PNG"), "身份证.png")
    monkeypatch.setattr("qinqing.services.documents.actions.covering.empty_shelves", lambda shelves: None)
    with actions.painted(original, [LEFT_HALF], at=NOW):
        pass
    assert actions.sweep_uploads(NOW + timedelta(days=2)) == 0
    assert actions.sweep_uploads(NOW + timedelta(days=4)) == 1


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ([], "还没有框"),
        ([Box(1, 0, 0, 1, 1)] * 61, "最多遮盖 60 处"),
        ([Box(2, 0, 0, 1, 1)], "只有 1 页"),
        ([Box(1, 0, 0, 0, 10)], "宽和高要大于 0"),
        ([Box(1, 100, 0, 5, 10)], "不在页面上"),
        ([Box(1, float("nan"), 0, 5, 10)], "不在页面上"),
    ],
)
def test_boxes_that_cannot_be_painted_say_what_to_do(boxes, words):
    with pytest.raises(Refused, match=words), actions.painted(filed(photo("PNG"), "身份证.png"), boxes, at=NOW):
        pass


def test_other_kinds_of_file_say_how():
    with pytest.raises(Refused, match="另存为 PDF"), actions.painted(filed(docx(), "信.docx"), [LEFT_HALF], at=NOW):
        pass


def test_a_pdf_that_is_too_long_or_broken_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(coverings, "MOST_PAGES", 1)
    with pytest.raises(Refused, match="这份 PDF 有 2 页，最多能遮盖 1 页"):
        queries.pages_to_cover(filed(typed("one", "two"), "合同.pdf"))
    broken = filed(b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n0\n%%EOF\n", "坏.pdf")
    with pytest.raises(Refused, match="画不出来"):
        queries.pages_to_cover(broken)


def test_a_copy_that_becomes_too_large_is_refused_in_a_sentence(settings):
    original = filed(photo("JPEG"), "身份证.jpg")
    settings.QINQING_FILE_LIMIT = 1024
    with pytest.raises(Refused, match="遮盖以后有 .* MB，超过"), actions.painted(original, [LEFT_HALF], at=NOW):
        pass


def test_a_copy_is_not_covered_itself():
    copy = covered(filed(photo("PNG"), "身份证.png"))
    assert not queries.can_cover(copy)
