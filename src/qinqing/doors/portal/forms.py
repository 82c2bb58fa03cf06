"""What the enterprise types."""

from collections.abc import Sequence
from typing import Any

from django import forms

from qinqing.doors.web.fields import Amount, Day, Files, Line, Text
from qinqing.kernel.shaping import shape_phone
from qinqing.procedure.appeals.rules.prompts import GROUPS
from qinqing.procedure.supervision.rules import Level, Reason
from qinqing.services.accounts.queries import password_rules


class Lodge(forms.Form):
    """反映诉求: the text first, everything else may be left out. ``checked`` says which doubts were looked at."""

    category = forms.ChoiceField(
        label="是哪方面的事？",
        required=False,
        choices=[
            ("", "说不准，先不选"),
            *((label, [(one.value, one.label) for one in group]) for label, group in GROUPS),
        ],
        help_text="选了就看到怎么写、一般要哪些材料；选错了不要紧",
    )
    text = Text("遇到了什么困难？", rows=7, help_text="想到什么写什么，写清时间、地点、数额更容易办")
    files = Files("照片或材料")
    credit_code = Line(
        "统一社会信用代码", required=False, max_length=60, help_text="营业执照上的 18 位；登记册里有的，名称会自动填好"
    )
    enterprise_name = Line("企业名称", help_text="照营业执照写；在建项目写项目名称")
    project_number = Line(
        "项目编号",
        required=False,
        max_length=60,
        help_text="在建、续建项目的备案号或项目代码；个体工商户、新办企业不用填",
    )
    contact_name = Line("联系人", required=False)
    contact_phone = Line("联系电话", help_text="部门会打这个电话；可写多个")
    confidential = forms.BooleanField(
        label="不让被反映的部门知道是我们", required=False,
        help_text="部门看不到企业名称和联系方式，要问的由工信商务局转问；正文里的简称、材料里的抬头和印章隐不掉，请自己避开",
    )  # fmt: skip
    checked = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    WHOM = ("contact_name", "contact_phone", "confidential")

    def whom(self) -> list[forms.BoundField]:
        """Whom to ask, and who may know."""
        return [self[name] for name in self.WHOM]


class Track(forms.Form):
    number = Line("编号", max_length=40, help_text="如 JDR-2026-000123")
    code = Line("查询码", max_length=40, help_text="回执上的 8 位字符，不分大小写")


class TakeOver(forms.Form):
    """换个设备接着填: the code that the other device shows."""

    code = Line("接续码", max_length=40, help_text="另一台设备上显示的 8 位字符，不分大小写")


class Confirm(forms.Form):
    said = Text("想说的话", rows=3, required=False)


class Doubt(forms.Form):
    doubt = Text("还有什么疑问", rows=5)


class ItemDoubt(forms.Form):
    said = Text("哪里还没有落实", rows=5)


class Receipt(forms.Form):
    received_on = Day("到账日期")
    amount = Amount("到账金额（元）", help_text="这一次到了多少，可以写 50万")
    note = Text("想说的话", rows=2, required=False)


class Withdraw(forms.Form):
    reason = Text("撤回的原因", rows=3)


class Supplement(forms.Form):
    note = Text("补充说明", rows=5, required=False)
    files = Files("照片或材料")


class Review(forms.Form):
    reason = Text("为什么应当受理", rows=5)


class AskSlot(forms.Form):
    """申请接待: one of the days whose leader hears this appeal."""

    day = forms.ChoiceField(label="哪一次接待日", widget=forms.RadioSelect)
    wish = Text("想当面说明什么", rows=4, required=False, help_text="写上希望哪些部门到场，方便县政府办安排")

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["day"].choices = days


class ConfirmSlot(forms.Form):
    """参加: who comes and how they are reached."""

    visitors = Line("参加人", help_text="姓名和职务，最好能由主要负责人参加")
    phone = Line("联系电话", help_text="当天联系用")


class ExcuseSlot(forms.Form):
    reason = Text("不能参加的原因", rows=3, help_text="县政府办会另行安排，诉求不会因此办结")


class Evaluate(forms.Form):
    """五(四): solved and satisfied are asked apart."""

    solved = forms.TypedChoiceField(
        label="问题解决了吗？",
        choices=[("yes", "解决了"), ("no", "没有解决")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    level = forms.TypedChoiceField(
        label="对办理过程满意吗？",
        choices=[(int(level.value), level.label) for level in Level],
        coerce=int,
        widget=forms.RadioSelect,
    )
    reasons = forms.MultipleChoiceField(
        label="不满意在哪里", required=False, choices=Reason.choices(), widget=forms.CheckboxSelectMultiple,
        help_text="可以多选，方便部门对着改",
    )  # fmt: skip
    comment = Text("想说的话", rows=4, required=False)


class OpenByPhone(forms.Form):
    """建账号 by a proved number: who it is, and for which of the enterprises that know the number."""

    name = Line("您的姓名", max_length=60, help_text="部门联系您时用")
    enterprises = forms.MultipleChoiceField(
        label="为哪家企业办事", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="登记册里这些企业的联系人是这个手机号，或者企业邀请了您；不是的请去掉",
    )  # fmt: skip

    def __init__(self, *args: Any, found: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        if found:
            self.fields["enterprises"].choices = found
            self.fields["enterprises"].initial = [code for code, _ in found]
        else:
            del self.fields["enterprises"]

    def clean(self) -> dict[str, Any]:
        """Where no enterprise knows the number, none is chosen."""
        return {"enterprises": [], **(super().clean() or {})}


class Invite(forms.Form):
    """邀请一个人为企业办事."""

    name = Line("姓名", max_length=60)
    phone = Line("手机号", max_length=60, help_text="对方用这个手机号收验证码登录，确认后就能为企业办事")

    def clean_phone(self) -> str:
        """The one mobile number in what was typed."""
        found = shape_phone(self.cleaned_data["phone"]).mobile
        if not found:
            raise forms.ValidationError("请填 11 位手机号，座机收不到短信。")
        return found


class AskToJoin(forms.Form):
    """申请加入: by what stands on the licence."""

    enterprise = Line("统一社会信用代码或企业全称", help_text="照营业执照填；由企业管理员或工信商务局确认")


class Join(forms.Form):
    """A portal account: to see all that was lodged while signed in."""

    username = Line("用户名", max_length=60, help_text="字母、数字，或手机号")
    name = Line("姓名", max_length=60)
    phone = Line("手机号", max_length=40, required=False)
    password = forms.CharField(
        label="密码", strip=False, max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].help_text = "".join(password_rules(staff=False)[:3])
