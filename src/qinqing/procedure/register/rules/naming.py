"""The keys under which enterprises are found."""

import re

from qinqing.kernel.shaping import fold

KEY_LENGTH = 400


def name_key(name: str) -> str:
    """A name as it is compared: folded, without blanks; brackets of either width are one."""
    return re.sub(r"\s+", "", fold(name))[:KEY_LENGTH]


def digits_of(phone: str) -> str:
    """The figures of a telephone field alone."""
    return re.sub(r"[^0-9]", "", fold(phone))
