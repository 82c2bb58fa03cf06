"""宣传进企业: planning one, its materials, whom to invite, and the list's filters."""

from typing import Any

from django import forms

from qinqing.doors.console.forms.enterprises import ALL, Filters, places
from qinqing.doors.console.forms.narrowing import Narrowing
from qinqing.doors.web.fields import Day, Files, Line, Text
from qinqing.procedure.outreach.queries import CampaignsWanted
from qinqing.procedure.outreach.states import CampaignState


class Amend(forms.Form):
    title = Line("名称", help_text="如“惠企政策进园区”")
    on = Day("哪一天举办")
    place = Line("地点")
    text = Text("内容", rows=4, required=False, help_text="讲什么政策、怎样反映困难；扫码的企业会看到")


class Plan(Amend):
    """发起宣传; a township or park is not asked where, it is its own place."""

    township = forms.TypedChoiceField(
        label="面向", required=False, coerce=int, empty_value=None, choices=lambda: [("", "全县企业"), *places()]
    )

    def __init__(self, *args: Any, anywhere: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not anywhere:
            del self.fields["township"]


class Material(forms.Form):
    files = Files("宣传资料")


class Hold(forms.Form):
    summary = Text("举办的情况", rows=5, help_text="讲了什么、来了哪些人、企业最关心什么")


class Codes(forms.MultipleChoiceField):
    """Any codes: which of them the reader may choose is asked of the register."""

    def valid_value(self, value: str) -> bool:
        return value.isascii() and value.isalnum() and len(value) <= 16


class Guests(forms.Form):
    """Which enterprises of the page are meant, and what for."""

    enterprises = Codes(label="企业", error_messages={"required": "请先勾选企业。"})
    act = forms.ChoiceField(label="办理", choices=[("invite", "邀请"), ("attend", "登记到场")])


class GuestFilters(Filters):
    """Among which enterprises guests are chosen."""

    field_order = ("q", "township", "section", "size")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("status", "code_status"):
            del self.fields[name]


class CampaignFilters(Narrowing):
    """What the campaigns are narrowed by; what is mistyped in an address simply does not filter."""

    q = forms.CharField(label="查找", required=False, max_length=100)
    state = forms.ChoiceField(label="状态", required=False, choices=ALL + CampaignState.choices())
    township = forms.TypedChoiceField(label="乡镇、园区", required=False, coerce=int, choices=lambda: [*ALL, *places()])

    def wanted(self) -> CampaignsWanted:
        """The filters that could be read, and the page asked for."""
        return CampaignsWanted(text=self.text, after=self.last_day(), **self.chosen())
