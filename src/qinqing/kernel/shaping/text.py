"""Lines and long text: what is removed, what is refused, how length is counted."""

import re
import unicodedata

from qinqing.kernel.errors import Refused

LINE_LIMIT = 200
TEXT_LIMIT = 50_000

ZERO_WIDTH_JOINER = "\u200d"
# Soft hyphen, combining grapheme joiner, Arabic letter mark, Hangul fillers, Mongolian separator, zero-width space and
# (non-)joiner, direction marks, word joiner and invisible operators, deprecated format characters, blank Braille is
# visible enough, BOM, interlinear annotation, tags.
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FLAG = "\U0001f3f4"  # followed by tags it is one picture: a region's flag
_INVISIBLE = re.compile(f"{_FLAG}[\U000e0020-\U000e007f]+|[{INVISIBLE}]")
_CONTROLS = re.compile("[\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]")
_BLANKS = re.compile("[\\s\u0085\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


def clean_line(text: str | None, *, limit: int | None = LINE_LIMIT) -> str:
    """A single-line field: invisible and control characters removed, blanks made one space, ends trimmed.

    Full-width letters, brackets, rare and compatibility characters keep their form; joined emoji stay joined.
    ``limit`` counts code points (None: no limit). Raises Refused for NUL, lone surrogates and over-long lines.
    """
    line = _whole(text or "")
    line = _CONTROLS.sub("", remove_invisible(_BLANKS.sub(" ", line)))
    line = re.sub(" +", " ", line).strip(" ")
    return _within(line, limit)


def clean_text(text: str | None, *, limit: int | None = TEXT_LIMIT) -> str:
    """Long text as typed: CRLF and CR become LF, every other character stays.

    ``limit`` counts code points after that (None: no limit). Raises Refused for NUL, lone surrogates, over-long text.
    """
    return _within(_one_newline(_whole(text or "")), limit)


def fold(text: str) -> str:
    """The key under which a text is searched and compared: NFKC, invisible characters removed, lower case.

    Never stored in place of what was typed.
    """
    return unicodedata.normalize("NFKC", remove_invisible(unicodedata.normalize("NFKC", text)).lower())


def remove_invisible(text: str) -> str:
    """The text without characters that nobody sees, save the joiner inside an emoji."""
    return _INVISIBLE.sub(_keep_in_emoji, text)


def has_bidi_controls(text: str) -> bool:
    """Whether the text turns its own direction: such file names are refused, for they read as others."""
    return bool(BIDI.search(text))


def private_use(text: str) -> list[str]:
    """Characters of a private use area, each once: old systems' own glyphs, which nobody else can read."""
    return list(dict.fromkeys(_PRIVATE.findall(text)))


def private_use_zh(text: str) -> str:
    """The warning about private-use characters in Chinese, or nothing."""
    found = [f"U+{ord(character):04X}" for character in private_use(text)]
    if not found:
        return ""
    return f"文中有旧系统的自造字（{'、'.join(found)}），其他电脑可能看不到，请改用标准汉字或注明读音"


def count_points(text: str) -> int:
    """The length that limits count: code points, a line break counted once however it was sent."""
    return len(_one_newline(text))


def count_seen(text: str) -> int:
    """The length that a person counts: what is seen as one character is one."""
    count, joined, flags = 0, False, 0
    for character in _one_newline(text):
        flags = flags + 1 if "\U0001f1e6" <= character <= "\U0001f1ff" else 0
        if not (joined or _extends(character) or (flags and flags % 2 == 0)):
            count += 1
        joined = character == ZERO_WIDTH_JOINER
    return count


def _whole(text: str) -> str:
    if "\x00" in text:
        raise Refused("内容里有无法保存的空字符，请删去后重新粘贴", code="nul")
    if _SURROGATES.search(text):
        raise Refused("内容里有残缺的字符（可能是表情或生僻字被截断），请删去后重新输入", code="surrogate")
    return text


def _within(text: str, limit: int | None) -> str:
    if limit is not None and len(text) > limit:
        raise Refused(f"最多 {limit} 字，现有 {len(text)} 字，请删减 {len(text) - limit} 字", code="too_long")
    return text


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _extends(character: str) -> bool:
    """Whether a character is drawn on the one before it: marks, variation selectors, skin tones, joiners, tags."""
    return (
        character == ZERO_WIDTH_JOINER
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _keep_in_emoji(found: re.Match[str]) -> str:
    """The joiner and tag characters stay where they hold an emoji together."""
    character, text, place = found.group(), found.string, found.start()
    if character.startswith(_FLAG):
        return character
    before = text[place - 1] if place else ""
    after = text[place + 1] if place + 1 < len(text) else ""
    if character == ZERO_WIDTH_JOINER and _pictures(before) and _pictures(after):
        return character
    return ""


def _pictures(character: str) -> bool:
    return bool(character) and (
        unicodedata.category(character) in ("So", "Sk") or character in "\ufe0f\u20e3" or character in "\u2640\u2642"
    )
