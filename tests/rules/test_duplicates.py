"""Whether two appeals may tell the same, and whether one tells anything."""

import pytest

from qinqing.procedure.appeals.rules.duplicates import ANYBODY, SAME_SENDER, Told, says_nothing, why_same

NEW = Told("恒信铸造", "138 0013 8000、0776-1234567")


@pytest.mark.parametrize(
    ("old", "likeness", "why"),
    [
        (Told("恒信铸造", ""), SAME_SENDER, "同一家企业，内容相近"),
        (Told("恒信铸造", ""), SAME_SENDER - 0.01, ""),
        (Told("别家", "07761234567"), SAME_SENDER, "同一个电话，内容相近"),
        (Told("别家", "0776"), SAME_SENDER, ""),
        (Told("别家", ""), ANYBODY, "另一家企业，内容几乎一样"),
        (Told("", ""), 0.0, ""),
    ],
)
def test_the_same_sender_need_be_less_alike(old, likeness, why):
    assert why_same(NEW, old, likeness) == why


def test_those_without_a_name_are_not_the_same_sender():
    assert why_same(Told("", ""), Told("", ""), 0.3) == ""


@pytest.mark.parametrize("text", ["同上", "见附件。", "电联", "请电话联系", "详见附件，面谈", "停电", "。。。"])
def test_some_texts_say_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["车间一周停电三次", "见附件：土地证办不下来，三年了"])
def test_others_do(text):
    assert not says_nothing(text)
