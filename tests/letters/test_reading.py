"""A mail taken apart: whatever its label says, whoever made it."""

import base64
from contextlib import suppress

import pytest
from tests.letters.postbox import mail

from qinqing.services.letters.imap import folder_name
from qinqing.services.letters.rules.charsets import decoded, header_text
from qinqing.services.letters.rules.clues import clues_of
from qinqing.services.letters.rules.plain import words_of_page
from qinqing.services.letters.rules.reading import MOST_PARTS, Unreadable, key_of, read_envelope, read_mail

TEXT = "园区二号线每周停电，炉内铁水报废"


def raw(body: bytes, *heads: bytes) -> bytes:
    return b"\r\n".join([b"From: <a@b.example>", *heads, b"", body])


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8"),
        ("us-ascii", "gb18030"), ("iso-8859-1", "utf-8"), ("nonsense-99", "gb18030"), ("", "gb18030"), ("", "utf-8"),
    ],
)  # fmt: skip
def test_its_words_are_read_whatever_charset_they_claim(label, encoding):
    head = f'Content-Type: text/plain; charset="{label}"'.encode()
    told = raw(TEXT.encode(encoding), head, b"Content-Transfer-Encoding: 8bit")
    assert read_mail(told).text == TEXT


def test_a_label_of_another_language_is_believed_where_the_bytes_fit():
    assert decoded("停電問題".encode("big5"), "big5") == "停電問題"


@pytest.mark.parametrize(
    "written",
    [
        "=?utf-8?B?" + base64.b64encode("停电问题".encode()).decode() + "?=",
        "=?gb2312?Q?=CD=A3=B5=E7=CE=CA=CC=E2?=",
        "=?gb2312?B?" + base64.b64encode("停电".encode("gbk")).decode() + "?=\r\n =?gb2312?B?"
        + base64.b64encode("问题".encode("gbk")).decode() + "?=",
        "停电问题".encode("gbk").decode("ascii", "surrogateescape"),
        "停电问题".encode().decode("ascii", "surrogateescape"),
    ],
)  # fmt: skip
def test_a_subject_is_read_encoded_or_bare(written):
    assert header_text(written) == "停电问题"


def test_a_character_cut_between_two_encoded_words_is_whole():
    """Some mailers cut the bytes, not the characters."""
    told = "停电问题".encode()
    halves = [base64.b64encode(half).decode() for half in (told[:4], told[4:])]
    assert header_text(f"=?utf-8?B?{halves[0]}?=\r\n =?utf-8?B?{halves[1]}?=") == "停电问题"


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=gb18030''%BA%CF%CD%AC.pdf",
        "attachment; filename*0*=utf-8''%E5%90%88; filename*1*=%E5%90%8C.pdf",
        'attachment; filename="=?gb2312?B?us/NrC5wZGY=?="',
    ],
)
def test_a_file_keeps_its_chinese_name(disposition):
    told = raw(b"%PDF-1.4", b"Content-Type: application/pdf", f"Content-Disposition: {disposition}".encode())
    (one,) = read_mail(told).enclosed
    assert one.name == "合同.pdf"


def test_a_page_is_reduced_to_its_words():
    page = "<html><head><title>x</title><style>p{}</style></head><body><p>您好</p><script>alert(1)</script><table><tr><td>甲</td><td>乙</td></tr></table>A&amp;B<img src=http://x/></body>"
    assert words_of_page(page).split("\n")[0] == "您好"
    assert "甲\t乙" in words_of_page(page)
    assert "A&B" in words_of_page(page)
    assert "alert" not in words_of_page(page)
    assert "p{}" not in words_of_page(page)


def test_of_a_mail_with_both_the_plain_words_are_taken_and_a_token_one_is_not():
    both = mail(TEXT + "，请县里协调供电部门尽快解决")
    both.add_alternative("<p>别的</p>", subtype="html")
    assert TEXT in read_mail(both.as_bytes()).text
    token = mail("\n")
    token.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    assert read_mail(token.as_bytes()).text == TEXT


def test_a_forwarded_mail_brings_its_words_and_files():
    inner = mail(TEXT)
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="合同.pdf")
    outer = mail("转给你们")
    outer.add_attachment(inner)
    found = read_mail(outer.as_bytes())
    assert TEXT in found.text
    assert [one.name for one in found.enclosed] == ["合同.pdf"]


@pytest.mark.parametrize("depth", [40, 2000])
def test_a_mail_nested_too_deep_is_refused(depth):
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    with pytest.raises(Unreadable, match="层"):
        read_mail(b"From: <a@b.example>\r\n" + parts)


def test_a_mail_of_ten_thousand_parts_is_refused():
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 10_000
    with pytest.raises(Unreadable, match=str(MOST_PARTS)):
        read_mail(raw(parts + b"--b--", b"Content-Type: multipart/mixed; boundary=b"))


@pytest.mark.parametrize(
    "broken",
    [
        b"", b"\r\n", b"\x00" * 50, b"Subject: =?utf-8?B?!!!?=\r\n\r\n", b"From: \xff\xfe<@@>\r\nDate: 99 99 99\r\n\r\nx",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary", b"Content-Type: text/plain; charset*=x'y\r\n\r\n\xff\xff",
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!", b"Message-ID: <\r\nReferences: <<>><a b>\r\n\r\nx",
        b"Content-Type: text/plain; charset=\"\r\n\r\nx", b"Content-Disposition: attachment; filename*0*=;filename*1=\r\n\r\nx",
    ],
)  # fmt: skip
def test_broken_mails_are_read_or_refused_and_nothing_else(broken):
    read_envelope(broken)
    key_of(broken)
    with suppress(Unreadable):
        read_mail(broken)


def test_a_subject_cannot_smuggle_in_a_header():
    told = raw(b"x", b"Subject: =?utf-8?Q?hello=0D=0ABcc:_victim@example.org?=")
    assert read_mail(told).envelope.subject == "hello Bcc: victim@example.org"


def test_one_mail_is_known_again_and_a_stolen_identifier_is_not_taken_for_it():
    first = mail().as_bytes()
    relayed = b"Received: from elsewhere\r\n" + first
    assert key_of(first) == key_of(relayed)
    assert key_of(mail("别的内容").as_bytes()) != key_of(first)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Auto-Submitted", "auto-replied"), ("Precedence", "bulk"), ("List-Id", "<x.example>"), ("Return-Path", "<>"),
        ("X-Auto-Response-Suppress", "All"), ("List-Unsubscribe", "<mailto:x@y.example>"), ("X-Autoreply", "yes"),
    ],
)  # fmt: skip
def test_machines_and_lists_are_told_by_their_heads(name, value):
    made = mail()
    assert not read_mail(made.as_bytes()).envelope.automatic
    made[name] = value
    assert read_mail(made.as_bytes()).envelope.automatic


def test_a_letter_gives_numbers_codes_telephones_and_names():
    found = clues_of(
        "回复：JDR-2026-000012 停电", "我们是云岭县恒信铸造有限公司，电话 0776-1234567、13800138000。", "恒信"
    )
    assert found.numbers == ("JDR-2026-000012",)
    assert found.phones == ("0776-1234567", "13800138000")
    assert found.names == ("云岭县恒信铸造有限公司",)


def test_a_folder_is_named_as_the_server_wants_it():
    assert folder_name("收件箱") == "&ZTZO9nux-"
    assert folder_name('a&"b') == 'a&-\\"b'
