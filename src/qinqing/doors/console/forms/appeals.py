"""One form for each kind of step; the moves that share a shape share a form."""

from django import forms

from qinqing.doors.console.forms.organs import OrganChoice, OrgansChoice
from qinqing.doors.web.fields import Choice, Day, Files, Line, Moment, Text
from qinqing.procedure.appeals.rules.kinds import Category, Channel, Kind, Matter, Outcome, Result, Urgency
from qinqing.procedure.register.rules import SECTIONS

AS_WRITTEN = "照市里的复函写，连同来文字号和日期"
STAFF_CHANNELS = [item for item in Channel if item not in (Channel.PORTAL, Channel.COUNTY, Channel.LEDGER)]


class Intake(forms.Form):
    """登记诉求: the text first, then who; ``checked`` says which doubts the clerk has looked at."""

    text = Text("遇到了什么困难", rows=7, first=True, help_text="照来电、来访人的原话记，一两句也可以")
    enterprise_name = Line(
        "企业名称",
        widget=forms.TextInput(attrs={"data-arrows": "#beside"}),
        help_text="可以打名称、拼音（全拼或首字母）、信用代码或电话来找；个人或不愿具名的填“未具名企业”",
    )
    contact_phone = Line("联系电话", required=False, help_text="可写多个，可加说明")
    contact_name = Line("联系人", required=False)
    channel = forms.ChoiceField(label="来源", choices=[(item.value, item.label) for item in STAFF_CHANNELS])
    urgency = forms.ChoiceField(label="缓急", choices=Urgency.choices(), initial=Urgency.NORMAL)
    received_at = Moment("来电、收到时间", required=False, help_text="现在收到的不用填；时限从收到时起算")
    late_reason = Line("补录原因", required=False, help_text="收到时间早于现在两小时以上的要写")
    credit_code = Line(
        "统一社会信用代码", required=False, max_length=60, help_text="没有可不填；字母 O、I、Z、S 会自动更正"
    )
    title = Line("标题", required=False, help_text="不填就用内容的第一句")
    note = Text("登记说明", rows=2, required=False, help_text="主动下访写走访时间和参加人，市里转来的写来文字号")
    confidential = forms.BooleanField(label="不让被反映的部门知道是哪家企业", required=False)
    files = Files()
    checked = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    FIRST = ("text",)
    NEXT = ("enterprise_name", "contact_phone", "contact_name", "channel")
    THEN = ("urgency", "received_at", "late_reason")
    LATER = ("credit_code", "title", "note", "confidential")

    def laid_out(self) -> dict[str, list[forms.BoundField]]:
        """The fields in the order of a telephone call."""
        parts = {"first": self.FIRST, "next": self.NEXT, "then": self.THEN, "later": self.LATER, "last": ("files",)}
        return {part: [self[name] for name in names] for part, names in parts.items()}


class HandDown(forms.Form):
    """市企业服务中心转来诉求."""

    text = Text("诉求内容", rows=7)
    enterprise_name = Line("企业名称")
    credit_code = Line("统一社会信用代码", required=False, max_length=60)
    contact_name = Line("联系人", required=False)
    contact_phone = Line("联系电话", required=False)
    title = Line("标题", required=False)
    note = Text("转办说明", rows=2, required=False, help_text="来文字号、要求和时限")
    files = Files()
    checked = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)


class Note(forms.Form):
    note = Text("说明", rows=2, required=False)


class Reason(forms.Form):
    reason = Text("原因", rows=3)


class Sort(forms.Form):
    matter = Choice("受理事项", Matter)
    category = Choice("类别", Category)
    kind = Choice("办理难度", Kind, help_text="决定部门办理时限")
    urgency = Choice("缓急", Urgency, ask=False)
    section = forms.ChoiceField(
        label="行业门类",
        required=False,
        choices=[("", "未定"), *((letter, f"{letter} {name}") for letter, name in SECTIONS.items())],
    )
    title = Line("标题", required=False)


class Clearer(forms.Form):
    note = Text(
        "请企业补充什么",
        rows=3,
        initial="您写得比较简单，请补充：具体是什么事、从什么时候开始、影响多大、找过哪些部门、希望怎样解决。",
        help_text="只能请一次，企业会收到消息；登记转办的时限照常计算，不因此暂停。",
    )


class Amend(forms.Form):
    title = Line("标题", required=False)
    enterprise_name = Line("企业名称", required=False)
    credit_code = Line("统一社会信用代码", required=False, max_length=60)
    contact_name = Line("联系人", required=False)
    contact_phone = Line("联系电话", required=False)
    confidential = forms.BooleanField(label="不让被反映的部门知道是哪家企业", required=False)


class Split(forms.Form):
    """Each part is a title and a text; up to five at once."""

    first_title = Line("第一项标题")
    first_text = Text("第一项内容", rows=3)
    second_title = Line("第二项标题", required=False)
    second_text = Text("第二项内容", rows=3, required=False)
    third_title = Line("第三项标题", required=False)
    third_text = Text("第三项内容", rows=3, required=False)


class Merge(forms.Form):
    into = Line("并入的诉求编号", help_text="填较早的一件，如 JDR-2026-000123")
    note = Text("说明", rows=2, required=False)


class Refusal(forms.Form):
    reason = Text("不予受理的原因", rows=3)
    pointer = Text("可以向谁反映", rows=2, help_text="如：合同纠纷请向县人民法院起诉，或向某仲裁委员会申请仲裁")


class Transfer(forms.Form):
    lead = OrganChoice("牵头部门")
    assisting = OrgansChoice("配合部门", required=False)
    note = Text("转办意见", rows=3, required=False)


class Redirect(forms.Form):
    lead = OrganChoice("改派给")
    assisting = OrgansChoice("增加配合部门", required=False)
    reason = Text("改派原因", rows=3)


class HandOver(forms.Form):
    lead = OrganChoice("改由哪个单位承办")
    reason = Text("依据", rows=2, help_text="撤并的文件和职能划转情况")


class FastLane(forms.Form):
    lead = OrganChoice("牵头部门")
    assisting = OrgansChoice("涉及部门", required=False)
    reason = Text("直送理由", rows=3)


class Return(forms.Form):
    reason = Text("退回原因", rows=3)
    basis = Text("职责依据", rows=2, help_text="写明三定规定、权责清单或法律条款")
    suggested = Line("建议承办单位")


class Contact(forms.Form):
    contact = Line("与谁联系", help_text="联系人和电话")
    note = Text("联系情况", rows=3)


class Assisting(forms.Form):
    organs = OrgansChoice("配合部门")
    reason = Text("需要配合的事项", rows=2)


class Release(forms.Form):
    organ = OrganChoice("免除配合的部门")
    reason = Text("原因", rows=2)


class Opinion(forms.Form):
    opinion = Text("意见", rows=5)


class Extension(forms.Form):
    days = forms.IntegerField(label="延期工作日", min_value=1, max_value=30)
    reason = Text("延期原因", rows=3)


class Drafted(forms.Form):
    outcome = forms.ChoiceField(label="办理结果", choices=Outcome.choices(), widget=forms.RadioSelect)
    checked = Text("查明情况", rows=4, required=False, help_text="查了什么、查明什么；已解决的必填")
    answer = Text("办理结果和说明", rows=5, help_text="已解决：怎样解决的；已解释：为什么不行；未解决：原因和建议")
    basis = Text("政策依据", rows=2, required=False, help_text="政策不允许的必填，写明文件和条款")
    next_on = Day("下一步时间", required=False)
    contact = Line("联系人和电话", required=False, help_text="企业可以找谁问；已解决、已解释的必填")


class Consult(forms.Form):
    organs = OrgansChoice("征求意见的部门")
    note = Text("征求意见说明", rows=3, required=False)


class Said(forms.Form):
    said = Text("企业怎么说", rows=3)


class Doubt(forms.Form):
    doubt = Text("企业的疑问", rows=3)


class Supplement(forms.Form):
    note = Text("补充说明", rows=4, required=False)
    files = Files()


class Shelving(forms.Form):
    reason = Text("客观上暂时办不了的原因", rows=3)
    review_on = Day("复查日期")


class Close(forms.Form):
    result = forms.ChoiceField(
        label="办结结果",
        choices=[(item.value, item.label) for item in (Result.RESOLVED, Result.PARTLY, Result.EXPLAINED)],
    )
    note = Text("说明", rows=2, required=False)


class CityExplained(forms.Form):
    opinion = Text("市里答复", rows=4, help_text=AS_WRITTEN)
    basis = Text("政策依据", rows=2)


class CityLeft(forms.Form):
    reason = Text("未能解决的原因", rows=4, help_text=AS_WRITTEN)


class Batch(forms.Form):
    note = Text("汇总说明", rows=3, required=False)
