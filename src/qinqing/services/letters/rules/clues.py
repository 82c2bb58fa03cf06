"""What in a letter tells which enterprise and which appeal it is about."""

import re
from dataclasses import dataclass

from qinqing.kernel.shaping import shape_credit_code, shape_phone, valid_credit_code

NUMBER = re.compile(r"(?i)(?<![A-Z0-9])([A-Z]{2,6}-20[0-9]{2}-[0-9]{6})(?![0-9])")
CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])")
NAME = re.compile(
    r"[\u3400-\u9fff（）()·]{2,36}?(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|合作社|经营部|加工厂|工厂|商行|酒店|农场|厂)"
)
LEADING = re.compile(r"^(?:我们是|我是|我司|我公司|本公司|您好|你好|来自|关于|代表|这里是|是)+")
MOST, READ = 3, 8000


@dataclass(frozen=True, slots=True)
class Clues:
    """What was found, in the order it stands there, each at most three times."""

    numbers: tuple[str, ...]
    codes: tuple[str, ...]
    phones: tuple[str, ...]
    names: tuple[str, ...]


def clues_of(subject: str, text: str, sender_name: str = "") -> Clues:
    """Appeals' numbers, credit codes, telephone numbers and names of enterprises that a letter gives."""
    read = f"{subject}\n{text[:READ]}"
    codes = [shape_credit_code(one).value for one in CODE.findall(read)]
    bare = CODE.sub(" ", NUMBER.sub(" ", read))
    phones = [
        phone.number for line in bare.splitlines() if any(map(str.isdigit, line)) for phone in shape_phone(line).numbers
    ]
    names = [LEADING.sub("", one) for one in NAME.findall(f"{sender_name}\n{read}")]
    return Clues(
        _few(one.upper() for one in NUMBER.findall(read)),
        _few(one for one in codes if valid_credit_code(one)),
        _few(one for one in phones if len(re.sub(r"\D", "", one)) >= 7),
        _few(one for one in names if len(one) >= 4),
    )


def _few(found: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))[:MOST]  # type: ignore[call-overload]
