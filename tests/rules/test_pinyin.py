"""Names are found by the initials people type."""

import pytest

from qinqing.procedure.register.rules.pinyin import initials


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("云岭恒信精密铸造有限公司", "ylhxjmzzyxgs"),
        ("鑫盛机械厂", "xsjxc"),
        ("云岭县农村商业银行", "ylxncsyyh"),
        ("长城A4纸业（云岭）", "cca4zyyl"),
        ("晟煜 科技", "sykj"),
        ("Ａｃｅ 工贸", "acegm"),
        ("𠮷祥", "x"),
        ("", ""),
    ],
)
def test_a_name_has_initials(name, typed):
    assert initials(name) == typed
