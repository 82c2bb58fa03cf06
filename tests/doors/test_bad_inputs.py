"""What real enterprises type and send, row by row of the catalogue of bad inputs: understood, shown corrected, never lost.

Dates and amounts (15, 16), tables (24, 25), likely duplicates (30) and everything clerks and machines get wrong (33 to
42) are in ``test_bad_inputs_of_clerks.py``, which names the test of each row that is tried in a room of its own.
"""

import base64
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.cast import NOW
from tests.documents import making
from tests.documents.converting import converter  # noqa: F401  (a fixture)
from tests.papers.fonts import write_font

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.shaping import complete_credit_code, complete_old_number, shape_phone
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.actions import register_appeal
from qinqing.procedure.appeals.queries import Appeal
from qinqing.services.documents.actions import make_next_preview
from qinqing.services.documents.queries import attachments, open_attachment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
PAGE = "/appeals/new"
FIELDS = {"text": "线路每周跳闸两次", "enterprise_name": "某厂", "contact_phone": "13800138000"}
CODE = complete_credit_code("91350100M000100Y4")
OLD = complete_old_number("45100000000012")
ONCE = re.compile(r'name="once" value="([^"]+)"')
PREVIEW = re.compile(r'href="(/my/[^"]+/preview/)"')
TOKEN = re.compile(r'name="checked" value="([0-9a-f]+)"')


def lodged(browser, **fields):
    """What became of it: the appeal, which the page took at once."""
    answer = browser.post(PAGE, FIELDS | fields)
    assert answer.status_code == 303, answer.text
    return Appeal.objects.latest("pk")


def insisted(browser, **fields):
    """The question that came back, and the appeal after pressing once more."""
    asked = browser.post(PAGE, FIELDS | fields)
    assert asked.status_code == 422
    return asked.text, lodged(browser, **fields, checked=TOKEN.search(asked.text)[1])


def sent(browser, *files):
    """The names and contents of the material, from a form with these files."""
    posted = [SimpleUploadedFile(name, content) for name, content in files]
    appeal = lodged(browser, files=posted)
    kept = queries.files(appeal, Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk})))
    return [one.name for one in kept], [content_of(one.code) for one in kept]


def refused(browser, name, content):
    """The sentence with which a file is not accepted; everything typed is still there."""
    answer = browser.post(PAGE, FIELDS | {"files": [SimpleUploadedFile(name, content)]})
    assert answer.status_code == 422
    assert FIELDS["text"] in answer.text
    return " ".join(answer.context["form"].errors["files"])


def content_of(code):
    with open_attachment(code).file as file:
        return file.read()


def test_row_1_letters_for_digits_are_corrected_and_said(cast, visitor):
    appeal = lodged(visitor, credit_code=CODE.replace("0", "O"))
    assert appeal.enterprise.credit_code == CODE
    assert "已将字母 O 更正为数字 0" in visitor.get(f"/appeals/{appeal.code}/receipt").text


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        f"{CODE[:6]} {CODE[6:]}",
        f"{CODE}\u200b",
        f"统一社会信用代码：{CODE}",
        "-".join((CODE[:8], CODE[8:])),
    ],
)
def test_row_2_case_blanks_label_and_invisible_tails_are_put_right(cast, visitor, typed):
    assert lodged(visitor, credit_code=typed).enterprise.credit_code == CODE


def test_row_3_a_wrong_check_digit_is_asked_about_and_taken(cast, visitor):
    wrong = CODE[:-1] + ("A" if CODE[-1] != "A" else "B")
    asked, appeal = insisted(visitor, credit_code=wrong)
    assert "校验位不符" in asked
    assert (appeal.enterprise.credit_code, appeal.enterprise.code_status) == (wrong, "unchecked")


def test_row_4_the_old_number_is_taken(cast, visitor):
    assert lodged(visitor, credit_code=OLD).enterprise.old_number == OLD


def test_row_5_without_a_code_there_is_a_way(cast, visitor):
    assert "暂无代码" in visitor.get(PAGE).text
    appeal = lodged(visitor, enterprise_name="年产两万吨纸板项目", project_number="2605-451000-04-01-123456")
    assert appeal.enterprise.shown_code == "2605-451000-04-01-123456"


@pytest.mark.parametrize(
    "typed", ["138 0013 8000", "+86-13800138000", "008613800138000", "１３８００１３８０００", "138001380OO"]
)
def test_row_6_a_telephone_is_understood_however_it_is_written(cast, visitor, typed):
    assert shape_phone(lodged(visitor, contact_phone=typed).contact_phone).mobile == "13800138000"


def test_row_6_a_letter_in_a_telephone_number_is_put_right_and_said(cast, visitor):
    appeal = lodged(visitor, contact_phone="1380013800O")
    assert appeal.contact_phone == "13800138000"
    assert "已将字母更正为数字：13800138000" in visitor.get(f"/appeals/{appeal.code}/receipt").text


def test_row_7_several_numbers_with_remarks_stay(cast, visitor):
    typed = "0776-1234567转801、13800138000（微信同号）"
    appeal = lodged(visitor, contact_phone=typed)
    assert appeal.contact_phone == typed
    assert shape_phone(typed).mobile == "13800138000"


def test_row_8_names_and_text_keep_their_full_width_forms(cast, visitor):
    text = "电话℡见①，共３台（进口）"
    appeal = lodged(visitor, text=text, enterprise_name="某某（集团）有限公司")
    assert (appeal.text, appeal.enterprise_name) == (text, "某某（集团）有限公司")


def test_row_9_what_nobody_sees_is_removed_and_turned_file_names_are_refused(cast, visitor):
    appeal = lodged(visitor, enterprise_name="\ufeff某\u200b厂\u3000\u00ad\n")
    assert appeal.enterprise_name == "某厂"
    told = [base64.b64encode(text.encode()).decode() for text in ("合同\u202efdp.exe.docx", PAGE)]
    headers = {"Upload-Length": "9", "Upload-Metadata": "filename {},form {}".format(*told)}
    assert "隐藏字符" in visitor.post("/uploads/", headers=headers).json()["error"]


@pytest.mark.parametrize("text", ["𠮷㐂䶮商行的线路跳闸", "👨‍👩‍👧 厂区 1️⃣ 号线停电"])
def test_rows_10_and_11_rare_characters_and_emoji_are_kept_whole(cast, visitor, text):
    appeal = lodged(visitor, text=text)
    assert appeal.text == text
    assert text in visitor.get(f"/my/{appeal.code}/").text


@pytest.mark.parametrize("rare", ["\U0003347f", "\ue001"])
def test_row_10_what_no_font_draws_is_named_where_the_paper_is_printed(cast, visitor, at_desk, data_folder, rare):
    take = lodged if rare > "\uffff" else lambda *sent, **said: insisted(*sent, **said)[1]
    appeal = take(visitor, text=f"陈{rare}商行的线路每周跳闸")
    register_appeal(appeal, by=cast.intake, at=NOW)
    page = f"/desk/appeals/{appeal.code}/"
    assert f"画不出来：“{rare}”（U+{ord(rare):04X}）" in at_desk("intake-1").get(page).text
    write_font(data_folder / "fonts", rare)
    assert "画不出来" not in at_desk("intake-1").get(page).text


def test_row_12_a_line_break_counts_once(cast, visitor):
    assert lodged(visitor, text="一\r\n" * 25_000).text.count("\n") == 25_000


def test_row_13_what_is_far_too_long_is_answered_on_the_page_and_stays_there(cast, visitor):
    pasted = "<o:p>线路</o:p>" * 300_000  # more than three megabytes
    answer = visitor.post(PAGE, FIELDS | {"text": pasted})
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == pasted


def test_row_14_a_table_pasted_from_a_spreadsheet_keeps_its_columns(cast, visitor):
    assert lodged(visitor, text="日期\t次数\n11月1日\t2").text == "日期\t次数\n11月1日\t2"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("请示.wps", making.compound("WordDocument", "1Table")),
        ("旧表.et", making.compound("Workbook", content=making.workbook())),
        ("汇报.dps", making.compound("PowerPoint Document")),
        ("发票.ofd", making.ofd()),
    ],
)
def test_row_17_files_of_wps_and_ofd_are_taken_byte_for_byte_and_it_is_said_how_to_save_them_as_pdf(
    cast, visitor, name, content
):
    assert sent(visitor, (name, content)) == ([name], [content])
    assert "为 PDF”再传一份" in visitor.get(f"/my/{Appeal.objects.latest('pk').code}/").text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("请示.wps", making.compound("WordDocument", "1Table")),
        ("旧表.et", making.compound("Workbook", content=making.workbook())),
        ("汇报.dps", making.compound("PowerPoint Document")),
        ("说明.docx", making.docx()),
        ("台账.xlsx", making.xlsx()),
    ],
)
def test_row_17_where_a_converter_is_they_are_looked_at_in_the_browser(cast, visitor, converter, name, content):  # noqa: F811
    sent(visitor, (name, content))
    page = f"/my/{Appeal.objects.latest('pk').code}/"
    where = PREVIEW.search(visitor.get(page).text)[1]
    assert visitor.post(where).status_code == 303
    assert "正在转换" in visitor.get(where).text
    make_next_preview(clock=lambda: NOW)
    assert f'src="{where}3/"' in visitor.get(where).text
    assert visitor.get(f"{where}3/").content.startswith(b"\xff\xd8\xff")


def test_row_17_where_no_converter_is_nothing_but_the_hint_is_shown(cast, visitor):
    sent(visitor, ("请示.wps", making.compound("WordDocument", "1Table")))
    told = visitor.get(f"/my/{Appeal.objects.latest('pk').code}/").text
    assert not PREVIEW.search(told)
    assert "输出为 PDF" in told


@pytest.mark.parametrize("name", ["IMG.jpg", "IMG.webp", "IMG.heic", "IMG.HEIF"])
def test_row_18_a_photograph_is_a_jpeg_upright_and_without_its_place(cast, visitor, name):
    (kept,), (content,) = sent(visitor, (name, making.photograph(name)))
    assert kept == "IMG.jpg"
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.size, picture.getexif()) == ("JPEG", (20, 40), {})
    assert b"SECRETPHONE" not in content


def test_row_18_of_a_live_photograph_the_photograph_and_an_original_only_where_it_is_asked_for(cast, visitor):
    assert "实况照片请选照片本身" in refused(visitor, "实况.mov", b"\0\0\0\x14ftypqt  ")
    assert "要保存原图的，请压成 ZIP 再传" in visitor.get(PAGE).text
    original = making.zipped({"IMG.jpg": making.photograph("IMG.jpg")})
    assert sent(visitor, ("原图.zip", original)) == (["原图.zip"], [original])


def test_row_19_the_limits_stand_on_the_page_before_anything_is_chosen(cast, visitor, settings):
    assert "单个不超过 100 MB，最多 20 个，合计不超过 500 MB" in visitor.get(PAGE).text
    settings.QINQING_FILE_LIMIT = 100
    assert "降低扫描分辨率" in refused(visitor, "扫描.pdf", making.pdf())


def test_row_20_a_locked_pdf_is_asked_for_open_and_a_signed_one_is_not_touched(cast, visitor):
    assert "密码" in refused(visitor, "合同.pdf", making.pdf(trailer="/Encrypt 5 0 R"))
    signed = making.pdf("3 0 obj<</Type/Sig/ByteRange[0 100 200 100]/Contents<00>>>endobj")
    assert sent(visitor, ("签章.pdf", signed)) == (["签章.pdf"], [signed])


def test_row_21_archives(cast, visitor):
    gbk = making.zipped({"PLACEHOLD.pdf": making.pdf()}).replace(b"PLACEHOLD", "合同一".encode("gbk") + b"123")
    assert sent(visitor, ("材料.zip", gbk))[1] == [gbk]
    page = visitor.get(f"/my/{Appeal.objects.latest('pk').code}/").text
    assert "里面有 1 个文件：合同一123.pdf" in page
    assert "改压成 ZIP" in refused(visitor, "材料.rar", b"Rar!\x1a\x07")
    assert "还有压缩包" in refused(visitor, "套.zip", making.zipped({"内.zip": gbk}))


def test_rows_21_and_32_names_inside_an_archive_do_not_tell_who_complained(cast, visitor):
    packed = making.zipped({"某厂营业执照.pdf": making.pdf()})
    appeal = lodged(visitor, confidential="on", files=[SimpleUploadedFile("某厂.zip", packed)])
    (seen,) = queries.files(appeal, cast.intake)
    assert (seen.name, seen.note) == ("某厂.zip", "里面有 1 个文件：某厂营业执照.pdf")
    (hidden,) = queries.files(appeal, cast.head("power-supply"))
    assert (hidden.name, hidden.note) == ("附件1.zip", "")


def test_row_22_file_names_of_every_sort_are_kept_apart(cast, visitor):
    one = "新建 Microsoft Word 文档 (3).docx"
    files = [(one, making.docx()) for _ in range(3)] + [("😀" + "长" * 250 + ".pdf", making.pdf())]
    names, _ = sent(visitor, *files)
    page = visitor.get(f"/my/{Appeal.objects.latest('pk').code}/").text
    assert "社会公众" not in page  # who brought it reads of themselves as 您
    assert page.count("（SHA-256") == page.count("<br>") + 1 == 4  # a line for each
    assert len(set(names)) == 4
    assert names[0] == one
    assert names[3].endswith("长.pdf")
    assert len(names[3]) <= 200


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.pdf", b"", "空文件"),
        ("合同.lnk", b"L\0\0\0\x01\x14\x02\0", "快捷方式"),
        ("~$合同.docx", b"x" * 162, "请关闭 Office 后选择“合同.docx”"),
        ("合同.tmp", b"x", "临时文件"),
    ],
)
def test_row_23_what_is_no_file_is_explained(cast, visitor, name, content, words):
    assert words in refused(visitor, name, content)


def test_rows_26_and_27_twice_or_back_is_one_receipt(cast, visitor):
    form = FIELDS | {"once": ONCE.search(visitor.get(PAGE).text)[1]}
    first, again = visitor.post(PAGE, form), visitor.post(PAGE, form)
    assert first.headers["Location"] == again.headers["Location"]
    assert Appeal.objects.count() == 1


def test_rows_28_and_29_whoever_comes_back_finds_what_was_typed(cast, visitor, clock):
    visitor.post("/drafts/", FIELDS | {"draft-form": PAGE})
    clock.shift(3600)
    page = visitor.get(PAGE).text
    assert FIELDS["text"] in page
    assert "已为您恢复 11月23日 10:00 的草稿" in page


@pytest.mark.parametrize("text", ["同上", "见附件", "电联"])
def test_row_31_a_text_that_says_nothing_is_asked_about_and_taken(cast, visitor, text):
    asked, appeal = insisted(visitor, text=text)
    assert "看不出是什么困难" in asked
    assert appeal.text == text


def test_row_31_the_clerk_may_send_it_back_once_and_the_page_says_that_the_limit_runs_on(cast, visitor, at_desk):
    appeal, clerk = insisted(visitor, text="见附件")[1], at_desk("intake-1")
    page = f"/desk/appeals/{appeal.code}/"
    assert "看不出是什么困难" in clerk.get(page).text
    assert "时限照常计算" in clerk.get(f"{page}ask_clearer/").text
    assert clerk.post(f"{page}ask_clearer/", {"note": "请写明是什么事"}).status_code == 303
    assert "请打电话问清楚" in clerk.get(f"{page}ask_clearer/").text
    assert "看不出是什么困难" not in clerk.get(page).text, "asked, and not to be asked again"


def test_row_32_a_text_that_accuses_is_kept_and_may_stay_unnamed(cast, visitor):
    appeal = lodged(visitor, text="某局某科长故意刁难，要求吃请", confidential="on")
    assert appeal.confidential
    assert appeal.text == "某局某科长故意刁难，要求吃请"


def test_row_32_somebody_elses_identity_card_is_covered_and_stays_whole_for_who_sent_it(cast, visitor, at_desk):
    card = SimpleUploadedFile("第三人身份证.png", making.image("PNG"))
    appeal = lodged(visitor, files=[card])
    (original,) = attachments(appeal.subject)
    kept = f"/desk/appeals/{appeal.code}/files/{original.code}/"
    told = {"reason": "第三人的身份证照片", "left_1": "0", "top_1": "0", "width_1": "100", "height_1": "100"}
    assert at_desk("intake-1").post(f"{kept}cover/", told).status_code == 303
    assert "第三人身份证（已遮盖）.png" in at_desk("mayor").get(f"/desk/appeals/{appeal.code}/").text
    assert at_desk("mayor").get(kept).status_code == 404
    page = visitor.get(f"/my/{appeal.code}/").text
    assert "第三人身份证.png" in page
    for words in ("已遮盖，部门和县领导看到的是遮盖件", "部门和县领导看到的是这一份", "原件完好，您照样看得到"):
        assert words in page, "what was covered, and for whom"
    assert content_of(original.code) == b"".join(
        visitor.get(f"/my/{appeal.code}/files/{original.code}").streaming_content
    )
