"""Telephone numbers as people write them: several, with extensions, with remarks."""

import re
import unicodedata
from dataclasses import dataclass

from qinqing.kernel.shaping.text import remove_invisible

DASHES = re.compile("[\u2010-\u2015\u2212]")
GAP = r"[-\s.·]*"
EXTENSION = r"(?:\s*(?:转|分机号?|内线|EXT\.?|X|#|-)\s*:?\s*(?P<{}>[0-9]{{1,6}})(?![0-9]))?"
ABROAD = rf"(?:(?:\+|00){GAP}86{GAP}|86-{GAP})"
NUMBER = re.compile(
    rf"(?<![0-9])(?:\(?{ABROAD}\)?{GAP})?(?:"
    rf"(?P<mobile>1[3-9](?:{GAP}[0-9]){{9}})(?![0-9])"
    rf"|(?P<service>[48]00{GAP}[0-9](?:{GAP}[0-9]){{6}})(?![0-9]){EXTENSION.format('service_extension')}"
    rf"|\(?(?P<area>0?(?:10|2[0-9]|[3-9][0-9]{{2}}))\)?{GAP}(?P<local>[0-9](?:[-\s]?[0-9]){{6,7}})(?![0-9])"
    rf"{EXTENSION.format('extension')}"
    rf"|(?P<bare>[2-9][0-9]{{2,3}}[-\s]?[0-9]{{4}})(?![0-9]){EXTENSION.format('bare_extension')}"
    rf"|(?P<short>9[56][0-9]{{3,4}}|1[012][0-9]{{3}})(?![0-9]))"
    rf"|(?<![0-9])(?P<foreign>(?:\+|00)[1-9](?:{GAP}[0-9]){{6,13}})(?![0-9])"
)
LETTERS = re.compile(r"(?<![A-Z])[0-9OIL+\-\s]*[OIL][0-9OIL\-\s]*(?![A-Z])")
REMARK = re.compile(r"\s*[(（]([^()（）]{1,60})[)）]")
SEPARATORS = " \t\n、,;/|:。.()"
LABEL = re.compile(r"(联系)?(电话|手机|座机|固话|号码|TEL|PHONE)(号码?)?\s*[::.]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """One number in its stored form: ``13800138000``, ``0776-1234567转801``; ``note`` is what stood in brackets."""

    number: str
    mobile: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Phones:
    """All numbers of one field; ``note`` is other text found there, ``note_zh`` says what was corrected."""

    original: str
    numbers: tuple[Phone, ...]
    note: str = ""
    note_zh: str = ""

    @property
    def mobile(self) -> str:
        """The number text messages go to: the first mobile one, or nothing."""
        return next((phone.number for phone in self.numbers if phone.mobile), "")

    @property
    def ok(self) -> bool:
        """Whether at least one number was recognised."""
        return bool(self.numbers)

    def __str__(self) -> str:
        kept = "、".join(f"{phone.number}（{phone.note}）" if phone.note else phone.number for phone in self.numbers)
        return f"{kept}（{self.note}）" if kept and self.note else kept or self.note


def shape_phone(text: str | None) -> Phones:
    """The numbers in what a person typed. Nothing is refused; text without a number comes back as ``note``."""
    original = text or ""
    plain = remove_invisible(unicodedata.normalize("NFKC", original))
    plain = DASHES.sub("-", plain)
    spelt, corrected = _letters_to_digits(plain)
    numbers, rest = _numbers(spelt)
    if not numbers:
        return Phones(original, (), plain.strip())
    note_zh = f"已将字母更正为数字：{numbers[0].number}，请核对" if corrected else ""
    return Phones(original, tuple(dict.fromkeys(numbers)), rest, note_zh)


def _letters_to_digits(plain: str) -> tuple[str, bool]:
    """O, I and L among at least seven digits were meant as 0 and 1."""

    def digits(found: re.Match[str]) -> str:
        piece = found.group()
        if sum(character.isdigit() for character in piece) < 7:
            return piece
        return piece.upper().translate(str.maketrans("OIL", "011"))

    spelt = re.sub(LETTERS.pattern, digits, plain, flags=re.IGNORECASE)
    return spelt, spelt != plain


def _numbers(plain: str) -> tuple[list[Phone], str]:
    """The numbers in order, and what is left when they, their remarks, labels and separators are taken out."""
    found, rest, end = [], [], 0
    for match in re.finditer(NUMBER.pattern, plain, re.IGNORECASE):
        rest.append(plain[end : match.start()])
        end = match.end()
        remark = REMARK.match(plain, end)
        end = remark.end() if remark else end
        found.append(Phone(_stored(match), bool(match["mobile"]), remark.group(1).strip() if remark else ""))
    rest.append(plain[end:])
    pieces = [LABEL.sub("", piece).strip(SEPARATORS + "-+#") for piece in rest]
    return found, "，".join(piece for piece in pieces if piece and piece not in ("或", "和", "及", "或者"))


def _stored(match: re.Match[str]) -> str:
    if match["mobile"]:
        return _digits(match["mobile"])
    if match["foreign"]:
        return "+" + _digits(match["foreign"]).removeprefix("00")
    if match["service"]:
        return _extended(_digits(match["service"]), match["service_extension"])
    if match["area"]:
        area = "0" + match["area"].removeprefix("0")
        return _extended(f"{area}-{_digits(match['local'])}", match["extension"])
    if match["bare"]:
        return _extended(_digits(match["bare"]), match["bare_extension"])
    return match["short"]


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _extended(number: str, extension: str | None) -> str:
    return f"{number}转{extension}" if extension else number
