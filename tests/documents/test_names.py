"""Titles stay as they are; paths, headers and reserved names cannot be made of them."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules import names
from qinqing.services.documents.rules.headers import download_headers

EVIL = ["../../etc/passwd", "..\\..\\a.pdf", "C:\\fakepath\\a.pdf", "/etc/passwd", "a\r\nSet-Cookie: x=1.pdf", "CON", "con.pdf",
        "NUL.tar.gz", "LPT1.txt", 'a".pdf', "a;b=c.pdf", "a%00.pdf", "%2e%2e%2fa.pdf", "…", ".", "..", " ", "a.pdf.", "a.pdf ",
        "长" * 300 + ".pdf", "𠮷田.pdf", "\U0001f600.pdf", "ａ：ｂ？.pdf", "a|b<c>*.pdf", "-rf.pdf", "~root", ".htaccess", "a\u200b.pdf",
        "a\t.pdf", "'a'.pdf"]  # fmt: skip


@pytest.mark.parametrize("name", EVIL)
def test_an_evil_name_becomes_a_plain_one(name):
    title = names.clean_name(name)
    assert 0 < len(title) <= 200
    assert not set(title) & set("/\\\r\n\t\0")
    header = names.disposition(title)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    fallback = header.split('"')[1]
    assert fallback not in ("", ".", "..")
    assert not names.RESERVED.fullmatch(fallback)
    saved = unquote(header.split("UTF-8''")[1])
    assert not set(saved) & set('/\\:*?"<>|')


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300))
def test_every_name_is_refused_or_safe(name):
    if names.has_bidi_controls(name):
        with pytest.raises(Refused, match="隐藏字符"):
            names.clean_name(name)
        return
    header = names.disposition(names.clean_name(name))
    assert header.isascii()
    assert header.isprintable()


def test_the_title_is_kept_in_the_header():
    assert names.disposition("合同（终稿）.pdf") == (
        "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E5%90%88%E5%90%8C%EF%BC%88%E7%BB%88%E7%A8%BF%EF%BC%89.pdf"
    )


def test_a_download_cannot_act_as_a_page():
    headers = download_headers("合同.pdf", "application/pdf", 10, inline=True)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Content-Disposition"].startswith("attachment;")
    assert download_headers("a.png", "image/png", 10, inline=True)["Content-Disposition"].startswith("inline;")


def test_a_long_name_keeps_its_ending():
    assert names.clean_name("长" * 300 + ".pdf").endswith("长.pdf")
    assert len(names.another("长" * 196 + ".pdf", 12)) == 200
