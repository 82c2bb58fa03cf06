"""Plain text and CSV: in which encoding, and no page or script."""

import codecs
import re
from typing import BinaryIO

from qinqing.kernel.errors import Refused

CHUNK = 1 << 20
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
LIVE = re.compile(
    r"\A[\s\ufeff]*(?:#!|<\?|<!doctype|<html|<head|<body|<svg|<script|<iframe|mime-version:|@echo off|\{\\rtf)|<script\b",
    re.IGNORECASE,
)


def text_encoding(file: BinaryIO) -> str:
    """The encoding by the rule UTF-16 mark, UTF-8, GB18030. Raises Refused for what is no text, pages and scripts."""
    file.seek(0)
    start = file.read(3)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig" if start == codecs.BOM_UTF8 else "utf-8", "gb18030"]
    for encoding in candidates:
        try:
            _refuse_text(file, encoding)
        except UnicodeDecodeError:
            continue
        return encoding.removesuffix("-sig")
    raise Refused("文件不是文本，请用记事本另存为 UTF-8 文本，或用原来的软件导出为 PDF 后上传")


def _refuse_text(file: BinaryIO, encoding: str) -> None:
    file.seek(0)
    decoder, tail = codecs.getincrementaldecoder(encoding)(), ""
    while True:
        chunk = file.read(CHUNK)
        text = tail + decoder.decode(chunk, final=not chunk)
        if CONTROLS.search(text):
            raise Refused("文件不是文本，里面有无法显示的字符，请用原来的软件导出为 PDF 后上传")
        if LIVE.search(text):
            raise Refused("文件里是网页或脚本，不能上传，请另存为 PDF 后上传")
        if not chunk:
            return
        tail = text[-16:]
