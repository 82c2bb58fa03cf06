"""The moves an enterprise makes, in its own words: which form asks, which action answers."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms

from qinqing.doors.portal import forms as f
from qinqing.procedure.appeals import actions as appeals


class Page(NamedTuple):
    """The page of one move."""

    title: str
    button: str
    lead: str
    form: type[forms.Form]
    act: Callable[..., Any]


PAGES: dict[str, Page] = {
    "confirm": Page("确认答复", "确认", "您认可这个答复，工信商务局将办结，并请您评价。", f.Confirm, appeals.confirm),
    "doubt": Page("还有疑问", "提出疑问", "部门会继续办理并再次答复您。", f.Doubt, appeals.doubt),
    "doubt_again": Page("仍有疑问", "再次提出疑问", "这次由工信商务局负责人裁定。", f.Doubt, appeals.doubt),
    "supplement": Page("补充材料", "提交", "补充的说明和材料会附在诉求后面。", f.Supplement, appeals.supplement),
    "supply_material": Page("提交补充材料", "提交", "提交后部门恢复办理。", f.Supplement, appeals.supplement),
    "ask_review": Page(
        "申请复核", "申请复核", "由工信商务局负责人复核一次，结果会告诉您。", f.Review, appeals.ask_review
    ),
    "withdraw": Page("撤回诉求", "撤回", "撤回后不能恢复，需要时请重新提交。", f.Withdraw, appeals.withdraw),
}
ORDER = ("confirm", "doubt", "doubt_again", "supply_material", "ask_review", "supplement", "withdraw")
