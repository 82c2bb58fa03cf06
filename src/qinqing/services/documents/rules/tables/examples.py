"""The example line of an empty table 空白表, which is never taken over."""

from collections.abc import Mapping

EXAMPLE = "【示例】"
Samples = Mapping[str, tuple[str, str]]


def is_example(text: str) -> bool:
    """Whether a line is the example of an empty table."""
    return text.lstrip().startswith(EXAMPLE)
