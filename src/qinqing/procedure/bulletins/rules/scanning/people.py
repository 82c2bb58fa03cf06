"""People's names that no register knows: a surname with a title, after a role, or before what somebody says. Pure."""

import re
from collections.abc import Iterator

from qinqing.procedure.bulletins.rules.scanning.words import (
    BEFORE,
    DOUBLE,
    DOUBTFUL,
    GOES_ON,
    NO_NAMES,
    NOT_GIVEN,
    ROLES,
    SAYS,
    SURNAMES,
    TITLES,
)

GIVEN = f"[一-鿿㐀-䶿\U00020000-\U0002ffff](?<![{NOT_GIVEN}])"
SURE = f"(?:{'|'.join(DOUBLE)}|[{SURNAMES}])"
ANY = f"(?:{'|'.join(DOUBLE)}|[{SURNAMES}{DOUBTFUL}])"
APART = f"(?:^|(?<=[^一-鿿])|(?<=[{BEFORE}]))"
TITLE = "|".join(TITLES)
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{SURE}(?:{GIVEN}){{0,2}}(?:{TITLE})(?![{GOES_ON}])",
        rf"{APART}{ANY}(?:{GIVEN}){{0,2}}(?:{TITLE})(?![{GOES_ON}])",
        rf"(?:{'|'.join(ROLES)})(?:[:：是为叫]|\s)*({ANY}(?:{GIVEN}){{1,2}})",
        rf"({SURE}(?:{GIVEN}){{1,2}})(?:{'|'.join(SAYS)})",
        rf"{APART}({ANY}(?:{GIVEN}){{1,2}})(?:{'|'.join(SAYS)})",
        rf"{APART}({SURE}(?:{GIVEN}){{1,2}})(?=[,，、;；:：。!！(（]|$)",
        rf"[老小阿]{SURE}(?=[^一-鿿]|$|{'|'.join(SAYS)})",
    )
)


def named(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody seems to be named."""
    for pattern in PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.span(1) if pattern.groups else found.span()
            if text[start:end] not in NO_NAMES and text[start : start + 2] not in NO_NAMES:
                yield start, end
