"""Planning a reception day, and who came to it."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from qinqing.doors.console.forms.organs import OrgansChoice
from qinqing.doors.web.fields import Day, Line, Text
from qinqing.kernel.actors import Role
from qinqing.procedure.receptions.rules.kinds import HOSTED, Guest, Presence, Present, worded
from qinqing.procedure.receptions.rules.planning import MORNING, MOST, USUAL_CAPACITY, ends
from qinqing.procedure.register import queries as register


def hosts() -> list[tuple[Any, str]]:
    """The leaders' posts: deputies first, as there are more of their days."""
    return [(post.id, post.title) for role in (Role.DEPUTY, Role.MAYOR) for post in register.posts(role)]


def _clock(label: str, initial: time) -> forms.TimeField:
    return forms.TimeField(label=label, initial=initial, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))


def _capacity(*, joint: bool = False) -> forms.IntegerField:
    said = {
        "invalid": "请填写件数，如 10",
        "min_value": "至少 1 件",
        "max_value": f"最多 {MOST} 件，更多的请分几天安排",
    }
    return forms.IntegerField(
        label=worded("可接待件数", joint=joint),
        help_text="议程上最多列入几件",
        initial=USUAL_CAPACITY,
        min_value=1,
        max_value=MOST,
        error_messages=said,
    )


class PlanDay(forms.Form):
    """安排接待日."""

    host_post = forms.TypedChoiceField(label="接待领导", coerce=int)
    date = Day("日期")
    starts_at = _clock("开始时间", MORNING)
    ends_at = _clock("结束时间", ends(MORNING))
    kind = forms.ChoiceField(
        label="形式", choices=[(one, one.label) for one in HOSTED], help_text="现场办公就在企业或项目现场接待"
    )
    place = Line("地点", help_text="会议室，或企业、项目现场")
    capacity = _capacity()
    departments = OrgansChoice("到会部门", required=False, help_text="可以先不选，列入诉求后再通知")
    note = Text("说明", rows=2, required=False)
    reason = Text("原因", rows=2, required=False, help_text="日期不是工作日，或提前通知的工作日不够时必填")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["host_post"].choices = [("", "请选择"), *hosts()]


class CallMeeting(forms.Form):
    """召集联席会议: who meets, where and when; ``appeals`` are the codes of what is put on the agenda at once."""

    date = Day("日期")
    starts_at = _clock("开始时间", MORNING)
    ends_at = _clock("结束时间", ends(MORNING))
    place = Line("地点")
    capacity = _capacity(joint=True)
    departments = OrgansChoice("参加部门", error_messages={"required": "请选定参加联席会议的部门"})
    note = Text("说明", rows=2, required=False)
    reason = Text("原因", rows=2, required=False, help_text="日期不是工作日，或提前通知的工作日不够时必填")
    appeals = forms.CharField(required=False, widget=forms.HiddenInput)


class AmendDay(forms.Form):
    """调整接待日: everything but the host, whom the appeals follow; a joint meeting stays one."""

    date = Day("日期")
    starts_at = _clock("开始时间", MORNING)
    ends_at = _clock("结束时间", ends(MORNING))
    kind = forms.ChoiceField(label="形式", choices=[(one, one.label) for one in HOSTED], required=False)
    place = Line("地点")
    capacity = _capacity()
    note = Text("说明", rows=2, required=False)
    reason = Text("调整原因", rows=2, help_text="时间、地点有变化时，会告诉议程上的企业、到会部门和接待领导")

    def __init__(self, *args: Any, joint: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if joint:
            del self.fields["kind"]
            self.fields["capacity"].label = worded(str(self.fields["capacity"].label), joint=True)
            self.fields["reason"].help_text = "时间、地点有变化时，会告诉参加部门"


class GuestAttendance(forms.Form):
    """Whether the enterprise came, and who; not there, its appeal may be put off at once."""

    guest = forms.ChoiceField(label="企业", choices=Guest.choices(), widget=forms.RadioSelect)
    name = Line("到会人", required=False, help_text="姓名和职务")
    reason = Text("未到会的原因", rows=2, required=False)
    defer = forms.BooleanField(label="企业没有到会，缓议，列入以后的接待日", required=False)


class Departments(forms.Form):
    organs = OrgansChoice("到会部门", required=False, help_text="主要负责人到会；不来的要委托他人并说明原因")


class Confirmed(forms.Form):
    """What an enterprise said by telephone about who comes."""

    visitors = Line("参加人", help_text="姓名和职务")
    phone = Line("联系电话")


class Ticks(forms.Form):
    """The ripe appeals ticked to go on the agenda."""

    def __init__(self, *args: Any, codes: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["chosen"] = forms.MultipleChoiceField(
            label="列入的诉求",
            choices=[(code, code) for code in codes],
            error_messages={
                "required": "请先勾选要列入的诉求",
                "invalid_choice": "有诉求刚刚列入别的接待日，请重新勾选",
            },
        )


class Attendance(forms.Form):
    """Who came for each department called; a department without an answer is left for later."""

    def __init__(self, *args: Any, organs: Mapping[int, str], starts_at: time, **options: Any) -> None:
        super().__init__(*args, **options)
        self.organs, self.starts_at = organs, starts_at
        for organ in organs:
            self.fields[f"presence_{organ}"] = forms.ChoiceField(
                label="到会", required=False, choices=[("", "还没有登记"), *Presence.choices()]
            )
            self.fields[f"name_{organ}"] = Line("到会人", required=False)
            self.fields[f"reason_{organ}"] = Line("主要负责人未到会的原因", required=False, max_length=400)
            self.fields[f"arrived_at_{organ}"] = forms.TimeField(
                label="迟到的，几点到", required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
            )

    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """The fields by department."""
        names = ("presence", "name", "arrived_at", "reason")
        return [(label, [self[f"{name}_{organ}"] for name in names]) for organ, label in self.organs.items()]

    def clean(self) -> dict[str, Any]:
        """The rows as the action takes them; what a row lacks stands at its field."""
        cleaned = super().clean() or {}
        told = [self._row(cleaned, organ) for organ in self.organs if cleaned.get(f"presence_{organ}")]
        for row in told:
            self._complain(row)
        if not told and not self.errors:
            raise forms.ValidationError("请登记至少一个部门的到会情况")
        return {"rows": told}

    def _complain(self, row: Present) -> None:
        """What a row lacks, at the field where it is put right."""
        if late := row.late_fault(self.starts_at):
            self.add_error(f"arrived_at_{row.organ}", late)
        if row.fault:
            named = bool(row.name.strip()) or row.presence == Presence.ABSENT
            explained = row.presence == Presence.LEADER or bool(row.reason.strip())
            field = "name" if not named else "arrived_at" if explained else "reason"
            self.add_error(f"{field}_{row.organ}", row.fault)

    @staticmethod
    def _row(cleaned: Mapping[str, Any], organ: int) -> Present:
        name, reason = cleaned.get(f"name_{organ}", ""), cleaned.get(f"reason_{organ}", "")
        return Present(organ, cleaned[f"presence_{organ}"], name, reason, cleaned.get(f"arrived_at_{organ}"))
