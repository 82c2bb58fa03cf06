"""Codes of enterprises: the 18-character credit code, the old 15-digit number, the 9-character organisation code.

Sources: GB 32100-2015 (credit code, modulus 31), GB 11714-1997 (organisation code, modulus 11), and ISO 7064
MOD 11,10 for the 15-digit registration number.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qinqing.kernel.shaping.text import remove_invisible

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Letters the alphabet leaves out because they look like these digits.
MISREAD = {"O": "0", "I": "1", "Z": "2", "S": "5"}
TO_DIGITS = str.maketrans("OIZS", "0125")
CONFUSED = ("0DQ", "1L7", "2Z", "5S", "6G", "8B", "UVY", "CG", "MN", "EF", "KX", "PR", "38", "17", "69")
CREDIT = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}")
OLD = re.compile(r"[0-9]{15}")
ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")
WITHOUT = re.compile(
    r"(暂|尚|还)?(无|没有|未取得|未办理|未领取|办理中|正在办理)(信用|统一社会信用)?(代码|执照|营业执照)?[。.]?"
)
NAMES = {"credit": "统一社会信用代码", "old": "注册号", "organisation": "组织机构代码"}
PARTS = {18: "credit", 15: "old", 9: "organisation"}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A code put into shape.

    ``kind`` is "credit", "old", "organisation" or "none"; ``ok`` says that the check digit fits (or that no code is
    claimed). A code that is not ok may still be submitted as it stands on the licence: ``note_zh`` says what to look
    at, ``positions`` (from 1) where the mistake probably is, ``suggestions`` what may have been meant.
    """

    value: str
    original: str
    kind: str
    ok: bool
    note_zh: str = ""
    positions: tuple[int, ...] = ()
    suggestions: tuple[str, ...] = ()


def complete_credit_code(first17: str) -> str:
    """The 18-character code for its first 17, GB 32100. Raises ValueError for characters outside its alphabet."""
    if len(first17) != 17:
        raise ValueError("a credit code is completed from 17 characters")
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(first17, WEIGHTS, strict=True))
    return first17 + ALPHABET[-total % 31]


def complete_organisation_code(first8: str) -> str:
    """The 9-character organisation code for its first 8, GB 11714."""
    if len(first8) != 8:
        raise ValueError("an organisation code is completed from 8 characters")
    values = map(ORGANISATION_DIGITS.index, first8)
    total = sum(value * weight for value, weight in zip(values, ORGANISATION_WEIGHTS, strict=True))
    return first8 + "0123456789X0"[11 - total % 11]


def complete_old_number(digits: str) -> str:
    """The digits with their ISO 7064 MOD 11,10 check digit (14 digits give a 15-digit registration number)."""
    product = 10
    for digit in digits:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return digits + str((11 - product) % 10)


def valid_credit_code(code: str) -> bool:
    """Whether this is an 18-character credit code in its stored form with a fitting check digit, GB 32100."""
    return bool(CREDIT.fullmatch(code)) and complete_credit_code(code[:17]) == code


def valid_old_number(code: str) -> bool:
    """Whether this is a 15-digit registration number with a fitting check digit."""
    return bool(OLD.fullmatch(code)) and complete_old_number(code[:14]) == code


def valid_organisation_code(code: str) -> bool:
    """Whether this is a 9-character organisation code with a fitting check digit, GB 11714."""
    return bool(ORGANISATION.fullmatch(code)) and complete_organisation_code(code[:8]) == code


VALID: dict[str, Callable[[str], bool]] = {
    "credit": valid_credit_code,
    "old": valid_old_number,
    "organisation": valid_organisation_code,
}


def shape_credit_code(text: str | None) -> Shaped:
    """What a person typed as the enterprise's code: case, width, blanks, dashes and label are put right silently,
    letters that the alphabet does not have are corrected with a note when the check digit then fits.

    Nothing is refused: an empty text or 暂无 is kind "none".
    """
    original = text or ""
    plain = remove_invisible(unicodedata.normalize("NFKC", original)).upper().strip()
    code = _code_in(plain)
    if not code or WITHOUT.fullmatch(plain):
        without = not plain or bool(WITHOUT.fullmatch(plain))
        return Shaped("", original, "none", without, "" if without else "没有认出代码，请填写营业执照上的 18 位代码")
    kind = PARTS.get(len(code))
    if kind is None:
        return Shaped(code, original, "credit", False, _wrong_length(code))
    if VALID[kind](code):
        return Shaped(code, original, kind, True, _older(kind))
    return _corrected(code, original, kind) or _doubtful(code, original, kind)


def _code_in(plain: str) -> str:
    """The code without its label: the run of the right length, or everything that could belong to one."""
    joined = "".join(re.findall(r"[0-9A-Z]+", plain))
    if len(joined) in PARTS:
        return joined
    runs = re.findall(r"[0-9A-Z]+", re.sub(r"(?<=[0-9A-Z])[ ._\-—–·]+(?=[0-9A-Z])", "", plain))
    fitting = [run for length in PARTS for run in runs if len(run) == length]
    loose = [run for length in PARTS for run in re.findall(r"[0-9A-Z]+", plain) if len(run) == length]
    return next(iter((*fitting, *loose)), joined)


def _corrected(code: str, original: str, kind: str) -> Shaped | None:
    wrong = [letter for letter in MISREAD if letter in code]
    fixed = code.translate(TO_DIGITS)
    if not wrong or not VALID[kind](fixed):
        return None
    changes = "，".join(f"字母 {letter} 更正为数字 {MISREAD[letter]}" for letter in wrong)
    note = f"已将{changes}：{fixed}，请核对"
    older = _older(kind)
    return Shaped(fixed, original, kind, True, f"{note}；{older}" if older else note, _changed(code, fixed))


def _doubtful(code: str, original: str, kind: str) -> Shaped:
    suggestions = tuple(dict.fromkeys(other for other in _near(code) if _fits(other, kind)))[:3]
    positions = _changed(code, suggestions[0]) if len(suggestions) == 1 else _suspects(code, kind)
    where = f"请核对第 {_places(positions)} 位" if positions else "请逐位核对"
    meant = f"，是否应为 {suggestions[0]}" if len(suggestions) == 1 else ""
    note = f"{NAMES[kind]}的校验位不符，{where}{meant}；与执照一致的，仍可提交"
    return Shaped(code, original, kind, False, note, positions, suggestions)


def _fits(code: str, kind: str) -> bool:
    """Valid, and the organisation code inside a credit code fits as well: two digits seldom both fit by chance."""
    return VALID[kind](code) and (kind != "credit" or valid_organisation_code(code[8:17]))


def _near(code: str) -> Iterator[str]:
    """Codes that differ by one look-alike or by two neighbours swapped."""
    for place, character in enumerate(code):
        for group in CONFUSED:
            if character in group:
                yield from (code[:place] + other + code[place + 1 :] for other in group if other != character)
        if place and code[place - 1] != character:
            yield code[: place - 1] + character + code[place - 1] + code[place + 1 :]


def _suspects(code: str, kind: str) -> tuple[int, ...]:
    """Where the mistake probably is: a character that cannot stand there, else the half whose own digit fails."""
    if kind != "credit":
        return ()
    impossible = [n for n, c in enumerate(code, 1) if c not in (ALPHABET[:10] if 3 <= n <= 8 else ALPHABET)]
    if impossible:
        return tuple(impossible)
    if valid_organisation_code(code[8:17]):
        return (*range(1, 9), 18)
    return tuple(range(9, 18))


def _changed(before: str, after: str) -> tuple[int, ...]:
    return tuple(n for n, (one, other) in enumerate(zip(before, after, strict=True), 1) if one != other)


def _places(positions: tuple[int, ...]) -> str:
    """Positions as people say them: 9 至 17, or 3、5."""
    runs: list[list[int]] = []
    for position in positions:
        if runs and position == runs[-1][-1] + 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    return "、".join(f"{run[0]} 至 {run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)


def _older(kind: str) -> str:
    if kind == "credit":
        return ""
    return f"这是旧的{NAMES[kind]}，已收下；如已换发 18 位统一社会信用代码，请补充"


def _wrong_length(code: str) -> str:
    return f"统一社会信用代码是 18 位，现在是 {len(code)} 位，请对照营业执照核对；与执照一致的，仍可提交"
