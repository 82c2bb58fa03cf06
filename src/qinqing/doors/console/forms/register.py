"""Organs, posts, holdings, leave."""

from typing import Any

from django import forms

from qinqing.doors.console.forms.enterprises import sections
from qinqing.doors.web.fields import Choice, Day, Line, Text
from qinqing.kernel.actors import STAFF, Role
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SEATS, OrganKind
from qinqing.services.accounts import queries as accounts

CODE_HELP = "2 至 60 个小写字母、数字或连字符，如 water-bureau；定了不能改"


def split_names(text: str) -> list[str]:
    """Names one to a line or parted by 、 or ，."""
    return [name.strip() for name in text.replace("、", "\n").replace("，", "\n").splitlines() if name.strip()]


class Organ(forms.Form):
    """What is known of an organ."""

    name = Line("全称")
    short_name = Line("简称", required=False, max_length=60, help_text="页面上用简称，公文上用全称")
    kind = Choice("类别", OrganKind)
    former_names = Text("曾用名", rows=2, required=False, help_text="一行一个；转办和导入台账时按曾用名也能找到")
    duties = Text("职责", rows=4, required=False, help_text="一句话说清管什么，推荐承办单位时用")
    phone = Line("电话", required=False)

    def clean_former_names(self) -> list[str]:
        """The names as a list."""
        return split_names(self.cleaned_data["former_names"])


class NewOrgan(Organ):
    """A new organ also needs its code."""

    code = Line("代号", max_length=60, help_text=CODE_HELP)
    field_order = ("name", "short_name", "code")


class Abolish(forms.Form):
    """撤并."""

    successor = forms.TypedChoiceField(
        label="承接单位", required=False, coerce=int, empty_value=None, help_text="职责并入哪个机构；没有承接单位可不选"
    )
    reason = Line("依据", help_text="机构改革文件、编办批复等")

    def __init__(self, *args: Any, organ: int, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [(one.id, one.name) for one in register.organs() if one.id != organ]
        self.fields["successor"].choices = [("", "没有承接单位"), *others]


class NewPost(forms.Form):
    """A post in an organ: only roles the organ can have."""

    role = forms.ChoiceField(label="角色")
    title = Line("岗位名称", max_length=100, help_text="如：受理岗、副县长（分管工业）")
    code = Line("代号", max_length=60, help_text=CODE_HELP)
    sections = forms.MultipleChoiceField(
        label="分管行业", required=False, choices=sections, help_text="只有副县长填",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = [role for role in Role if role in STAFF and kind in SEATS[role]]
        self.fields["role"].choices = [("", "请选择"), *((role.value, role.label) for role in roles)]
        if Role.DEPUTY not in roles:
            del self.fields["sections"]


class PostTitle(forms.Form):
    title = Line("岗位名称", max_length=100)


class Portfolio(forms.Form):
    sections = forms.MultipleChoiceField(
        label="分管行业", required=False, choices=sections, widget=forms.CheckboxSelectMultiple
    )


class Tenure(forms.Form):
    """Who holds a post, or stands in, from when to when."""

    account = Line("人员", max_length=60, help_text="填用户名，或不重名的姓名；没有账号的先建账号")
    since = Day("开始日期")
    until = Day("结束日期", required=False, help_text="不填就一直有效")

    def clean_account(self) -> int:
        """The account meant. An unknown or ambiguous name stays at the field."""
        return account_named(self.cleaned_data["account"])


class Until(forms.Form):
    until = Day("最后一天", help_text="这一天还在任，第二天起不再在任")


class Leave(forms.Form):
    since = Day("从")
    until = Day("到", help_text="含这一天；其间由代班人办理")


def account_named(typed: str) -> int:
    """The id of the one account with this username or name. Raises ValidationError."""
    exact = accounts.account_by_username(typed)
    if exact is not None:
        return exact.pk
    found = [one for one in accounts.accounts(text=typed, active=True) if one.name == typed]
    if not found:
        raise forms.ValidationError("没有这个账号，请核对用户名或姓名，或先建账号")
    if len(found) > 1:
        names = "、".join(one.username for one in found)
        raise forms.ValidationError(f"有几位重名，请改填用户名：{names}")
    return found[0].pk
