"""Official numbers as people type them off a receipt."""

import pytest

from qinqing.kernel.ids import official_number, read_official_number


@pytest.mark.parametrize(
    "typed",
    [
        "JDR-2026-000123", "jdr-2026-000123", "JDR2026000123", "jdr 2026 123", "ＪＤＲ－２０２６－１２３", "JDR—2026—123",
        " JDR-2026-123\u200b",
    ],
)  # fmt: skip
def test_a_number_is_understood_however_it_is_typed(typed):
    assert read_official_number(typed) == official_number("JDR", 2026, 123)


@pytest.mark.parametrize(
    "typed", ["", "123", "2026-123", "JDR-1999-123", "JDR-2026-1234567", "JDR-2026-12A", "诉求 12"]
)
def test_what_is_no_number_stays_as_typed(typed):
    assert read_official_number(typed) == typed.upper()
