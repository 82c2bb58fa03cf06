"""Accounts: opened, changed, linked."""

from typing import Any

from django import forms

from qinqing.doors.console.forms.narrowing import Narrowing
from qinqing.doors.web.fields import Line
from qinqing.kernel.shaping import clean_line

DRAWN = "不填就自动生成一个，只显示一次；本人第一次登录时须改成自己的"


def _password(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=200, required=False, strip=False, help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class Filters(Narrowing):
    """Which accounts."""

    q = forms.CharField(label="查找", required=False, max_length=60)
    active = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), ("1", "在用"), ("0", "已停用")])

    def wanted(self) -> dict[str, Any]:
        """Arguments for ``accounts.queries.accounts``."""
        active = self.data.get("active")
        return {
            "text": self.text,
            "active": {"1": True, "0": False}.get(active or ""),
            "after": clean_line(str(self.data.get("after", ""))[:60].replace("\x00", "")),
        }


class Person(forms.Form):
    """Name and ways to reach somebody."""

    name = Line("姓名", max_length=60)
    phone = Line("电话", required=False, max_length=40)
    email = Line("电子邮箱", required=False, max_length=120)


class NewAccount(Person):
    """A new account."""

    username = Line("用户名", max_length=60, help_text="2 至 60 个字：汉字、字母、数字和 . _ @ + -；定了不能改")
    password = _password("密码", DRAWN)
    field_order = ("username", "name")


class Password(forms.Form):
    password = _password("新密码", DRAWN)


class Reason(forms.Form):
    reason = Line("原因")


class Outside(forms.Form):
    outside_id = Line(
        "统一身份认证标识",
        max_length=120,
        required=False,
        help_text="本人用统一身份认证登录没有成功时，页面上会显示；不填就解除绑定",
    )


class AskReset(Reason):
    """Whose second factor, and why."""

    username = Line("用户名", max_length=60)
    field_order = ("username",)


class Link(forms.Form):
    enterprise = Line("企业", help_text="填统一社会信用代码或企业全称；请先核对书面申请和授权书")
