"""File names: kept as titles, made safe where they meet a file system or a header."""

import re
import unicodedata
from urllib.parse import quote

from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, has_bidi_controls

LONGEST = 200
PATH = re.compile(r"[/\\]")
# Their full-width forms look the same and may stand in a file name.
FORBIDDEN = {ord(character): ord(character) + 0xFEE0 for character in '"*:<>?|'}
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)


def _endings(words: str) -> frozenset[str]:
    return frozenset(words.split())


PROGRAMS = _endings(
    ".exe .com .scr .pif .bat .cmd .ps1 .psm1 .vbs .vbe .js .jse .mjs .wsf .wsh .hta .msi .msp .msc .cpl .dll .sys .jar"
    " .apk .app .dmg .sh .py .pl .rb .php .asp .aspx .jsp .reg .inf .url .scf .chm .gadget .application .appref-ms"
    " .iso .img .vhd .vhdx .settingcontent-ms .xll .ade .mde"
)
PAGES = _endings(".html .htm .xhtml .shtml .mht .mhtml .svg .svgz .xml .xsl .xslt .fodt .fods .rtf")
MACROS = _endings(".docm .dotm .xlsm .xltm .xlam .xlsb .pptm .potm .ppsm .ppam .sldm")
ARCHIVES = _endings(".rar .7z .tar .gz .tgz .bz2 .xz .zst .cab .arj .lzh")
VIDEOS = _endings(".mov .mp4 .avi .mkv .wmv .mp3 .m4a .amr .wav .3gp")
PICTURES = _endings(".gif .bmp .tif .tiff .psd .avif .jp2")


def clean_name(name: str) -> str:
    """The title under which a file is shown: without path, invisible characters and trailing dots.

    Raises Refused for characters that turn the reading direction, for NUL and for lone surrogates.
    """
    if has_bidi_controls(name):
        raise Refused("文件名里有改变文字方向的隐藏字符，看起来会像别的文件，请改名后再传", code="bidi_name")
    title = clean_line(PATH.split(name)[-1], limit=None).rstrip(". ")
    if not title:
        return "未命名"
    stem, suffix = split_name(title)
    return title if len(title) <= LONGEST else stem[: LONGEST - len(suffix)] + suffix


def split_name(title: str) -> tuple[str, str]:
    """Stem and ending, the ending as written: ``合同.PDF`` gives ``合同`` and ``.PDF``."""
    stem, dot, ending = title.rpartition(".")
    if not dot or not stem or len(ending) > 16:
        return title, ""
    return stem, dot + ending


def suffix_of(title: str) -> str:
    """The ending in lower case, full-width letters read as plain ones."""
    return unicodedata.normalize("NFKC", split_name(unicodedata.normalize("NFKC", title))[1]).lower()


def refuse_by_name(title: str) -> None:
    """Raises Refused, with the way out, for files that their very name rules out."""
    if title.startswith("~$"):
        wanted = title.removeprefix("~$")
        raise Refused(f"“{title}”是 Office 的临时锁文件，请关闭 Office 后选择“{wanted}”所在的原文件")
    suffix = suffix_of(title)
    if suffix == ".lnk":
        raise Refused(f"“{title}”是快捷方式，不是文件本身，请选择它指向的原文件")
    if suffix in (".tmp", ".crdownload", ".part", ".td", ".download"):
        raise Refused(f"“{title}”是没有存完的临时文件，请等下载或保存完成后选择原文件")
    for suffixes, reason in BY_SUFFIX:
        if suffix in suffixes:
            raise Refused(f"“{title}”{reason}")


BY_SUFFIX = (
    (PROGRAMS, "是程序、脚本或光盘映像，不能上传；需要说明的内容请截图或写成文档"),
    (PAGES, "是网页、RTF 或可嵌脚本的图形，不能上传，请另存为 PDF 后上传"),
    (MACROS, "是带宏的 Office 文件或二进制工作簿，请另存为不带宏的 docx、xlsx 或 pptx 后上传"),
    (ARCHIVES, "是系统不能检查的压缩格式，请解压后直接上传里面的文件，或改压成 ZIP"),
    (VIDEOS, "是音频或视频，暂存不下也无法预览，请截取关键画面或把内容写成文字上传；实况照片请选照片本身"),
    (PICTURES, "是不常用的图片格式，请另存为 JPG 或 PNG 后上传"),
)


def another(title: str, count: int) -> str:
    """The title for the count-th file of the same name: ``合同 (2).pdf``."""
    stem, suffix = split_name(title)
    mark = f" ({count})"
    return stem[: LONGEST - len(suffix) - len(mark)] + mark + suffix


def renamed(title: str, suffix: str) -> str:
    """The title with another ending."""
    stem, _ = split_name(title)
    return stem[: LONGEST - len(suffix)] + suffix


def disposition(title: str, *, inline: bool = False) -> str:
    """The Content-Disposition of a download, RFC 6266: an ASCII name for old programs, the real one in UTF-8."""
    safe = download_name(title)
    plain = unicodedata.normalize("NFKD", safe).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._() -]", "_", plain).strip(". ")
    stem, suffix = split_name(plain) if "." in plain else (plain, "")
    fallback = (stem if re.search("[A-Za-z0-9]", stem) else "file") + (
        suffix or split_name(safe)[1].encode("ascii", "ignore").decode()
    )
    way = "inline" if inline else "attachment"
    return f"{way}; filename=\"{fallback}\"; filename*=UTF-8''{quote(safe, safe='')}"


def download_name(title: str) -> str:
    """The title as every office computer can save it."""
    safe = clean_name(title).translate(FORBIDDEN)
    return f"_{safe}" if RESERVED.fullmatch(safe) else safe
