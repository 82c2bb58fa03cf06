"""The numbers that the Plan leaves blank: one line each, with what a county may choose.

Sources: the Plan's clauses; the defaults from published plans of the same kind (许昌, 泉州, 枣庄, 江门, 上高, 亳州, 徐州, 弥渡).
Units: ``day`` working days, ``hour`` working hours, ``month`` calendar months, ``count`` times, ``percent`` of a
hundred, ``dayofmonth`` a day of a month (in shorter months its last day).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qinqing.kernel.labels import Labelled


class Unit(Labelled):
    """What a setting counts in."""

    DAY = "day", "个工作日"
    HOUR = "hour", "个工作小时"
    MONTH = "month", "个月"
    COUNT = "count", "次"
    PERCENT = "percent", "%"
    DAY_OF_MONTH = "dayofmonth", "日"


@dataclass(frozen=True, slots=True)
class Setting:
    """One blank of the Plan."""

    key: str
    clause: str
    label: str
    unit: Unit
    default: int
    least: int
    most: int

    def say(self, value: int) -> str:
        """The value with its unit: ``2个工作日``, ``每月30日``."""
        return f"每月{value}日" if self.unit is Unit.DAY_OF_MONTH else f"{value}{self.unit.label}"


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("transfer", "四(一)1", "登记转办", Unit.DAY, 2, 1, 10),
        Setting("transfer_urgent_hours", "四(一)1", "急事转办", Unit.HOUR, 2, 1, 14),
        Setting("sign", "四(一)1", "部门签收", Unit.DAY, 1, 1, 5),
        Setting("contact", "四(一)1", "首次联系企业", Unit.DAY, 1, 1, 5),
        Setting("return", "四(一)1", "部门退回", Unit.DAY, 1, 1, 5),
        Setting("ruling", "四(一)1", "退回裁定", Unit.DAY, 1, 1, 5),
        Setting("handle_enquiry", "四(一)1", "部门办理（咨询）", Unit.DAY, 3, 1, 30),
        Setting("handle_simple", "四(一)1", "部门办理（简单）", Unit.DAY, 5, 1, 30),
        Setting("handle_ordinary", "四(一)1", "部门办理（一般）", Unit.DAY, 10, 1, 30),
        Setting("handle_complex", "四(一)1", "部门办理（复杂）", Unit.DAY, 15, 1, 60),
        Setting("handle_longest", "四(一)1", "部门办理（含延期最长）", Unit.DAY, 30, 1, 90),
        Setting("assist", "四(一)1", "配合部门反馈牵头部门", Unit.DAY, 3, 1, 15),
        Setting("extension_ask", "四(一)1", "延期最迟在到期前申请", Unit.DAY, 1, 1, 5),
        Setting("extension_longest", "四(一)1", "延期最长", Unit.DAY, 10, 1, 30),
        Setting("compile", "四(一)2", "汇总报县政府办", Unit.DAY, 3, 1, 15),
        Setting("opinion", "四(一)2", "部门反馈处理意见", Unit.DAY, 3, 1, 15),
        Setting("deputy_days_month", "二(一)", "每位副县长每月接待日", Unit.COUNT, 1, 1, 10),
        Setting("mayor_days_quarter", "二(一)", "县长每季度接待日", Unit.COUNT, 1, 1, 12),
        Setting("notice", "二(一)", "接待日提前通知", Unit.DAY, 5, 1, 20),
        Setting("dossier", "五(二)", "部门最迟在接待日前提交接待材料", Unit.DAY, 2, 1, 10),
        Setting("minutes", "四(二)", "印发会议纪要", Unit.DAY, 5, 1, 20),
        Setting("item_contact", "四(三)", "决定事项首次联系企业", Unit.DAY, 2, 1, 10),
        Setting("progress_day", "四(三)", "决定事项报送进展", Unit.DAY_OF_MONTH, 30, 1, 31),
        Setting("item_months", "四(三)", "决定事项最长办理", Unit.MONTH, 3, 1, 24),
        Setting("report", "四(四)", "办结后书面报告", Unit.DAY, 2, 1, 15),
        Setting("send_city", "四(一)4", "报送市企业服务中心", Unit.DAY, 3, 1, 15),
        Setting("answer", "四(三)", "企业答复办理结果", Unit.DAY, 5, 1, 30),
        Setting("follow_up", "五(四)", "办结后回访", Unit.DAY, 3, 1, 15),
        Setting("correction", "五(四)", "差评整改", Unit.DAY, 5, 1, 20),
        Setting("sample_share", "五(四)", "抽样回访比例（每个部门）", Unit.PERCENT, 10, 1, 100),
        Setting("sample_call", "五(四)", "抽样回访打完", Unit.DAY, 10, 1, 30),
        Setting("rating_link", "五(四)", "评价链接有效", Unit.DAY, 20, 1, 120),
        Setting("inspection_report_day", "四(五)", "季度督查报告（季后次月）", Unit.DAY_OF_MONTH, 10, 1, 28),
        Setting("inspection_appeal_days", "四(五)", "诉求多久未办结列入督查", Unit.DAY, 30, 5, 250),
        Setting("rectification", "四(五)", "督查整改", Unit.DAY, 5, 1, 30),
        Setting("bulletin_draft_day", "四(六)", "月度通报起草（次月）", Unit.DAY_OF_MONTH, 5, 1, 28),
        Setting("bulletin_day", "四(六)", "月度通报公开（次月）", Unit.DAY_OF_MONTH, 10, 1, 28),
        Setting("raise_after", "四(一)2", "超期多久可以提级", Unit.DAY, 3, 1, 30),
        Setting("chase_reminder", "四(五)", "超期后催办", Unit.DAY, 1, 1, 20),
        Setting("chase_bureau", "四(五)", "超期后由工信商务局催办", Unit.DAY, 2, 1, 20),
        Setting("chase_urging", "四(五)", "超期后提请督办单", Unit.DAY, 4, 1, 30),
        Setting("chase_head", "四(五)", "超期后报主要负责人", Unit.DAY, 6, 1, 40),
        Setting("chase_deputy", "四(五)", "超期后报分管副县长", Unit.DAY, 8, 1, 60),
        Setting("urging", "四(五)", "答复督办单", Unit.DAY, 3, 1, 20),
    )
}
DEFAULTS: dict[str, int] = {key: setting.default for key, setting in SETTINGS.items()}

# Pairs that must not cross: the first is at most (strictly: less than) the second.
ORDERED = (
    ("handle_enquiry", "handle_simple"),
    ("handle_simple", "handle_ordinary"),
    ("handle_ordinary", "handle_complex"),
    ("handle_complex", "handle_longest"),
)
BEFORE = (
    ("bulletin_draft_day", "bulletin_day"),
    ("chase_reminder", "chase_bureau"),
    ("chase_bureau", "chase_urging"),
    ("chase_urging", "chase_head"),
    ("chase_head", "chase_deputy"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of one edition: ``limits.limit("transfer")``, ``limits["return"]`` or ``limits.transfer``."""

    values: Mapping[str, int] = field(default_factory=lambda: DEFAULTS)

    def limit(self, key: str) -> int:
        """The number under a key. Raises KeyError for a key that is no setting."""
        return self.values[key] if key in self.values else DEFAULTS[key]

    def __getitem__(self, key: str) -> int:
        return self.limit(key)

    def __getattr__(self, key: str) -> int:
        if key not in DEFAULTS:
            raise AttributeError(key)
        return self.limit(key)

    def say(self, key: str) -> str:
        """The number with its unit, as pages show it."""
        return SETTINGS[key].say(self.limit(key))


def faults(values: Mapping[str, object]) -> list[str]:
    """What is wrong with a whole set of numbers: a Chinese sentence each; nothing when it may be adopted."""
    found = [f"没有“{key}”这一项时限，请删去" for key in values if key not in SETTINGS]
    for key, setting in SETTINGS.items():
        found += _misfit(setting, values.get(key))
    return found or _crossed({key: int(str(values[key])) for key in SETTINGS})


def _misfit(setting: Setting, value: object) -> list[str]:
    if value is None:
        return [f"“{setting.label}”还没有填，请填写"]
    if isinstance(value, bool) or not isinstance(value, int):
        return [f"“{setting.label}”须是整数，请改正"]
    if not setting.least <= value <= setting.most:
        return [f"“{setting.label}”须在 {setting.least} 到 {setting.most} 之间，现为 {value}，请改正"]
    return []


def _crossed(values: Mapping[str, int]) -> list[str]:
    def name(key: str) -> str:
        return f"“{SETTINGS[key].label}”"

    over = [(low, high) for low, high in ORDERED if values[low] > values[high]]
    late = [(low, high) for low, high in BEFORE if values[low] >= values[high]]
    return [f"{name(low)}不能长于{name(high)}，请改正" for low, high in over] + [
        f"{name(low)}须早于{name(high)}，请改正" for low, high in late
    ]


def changed(before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """What a new edition changes, a phrase each: ``登记转办：2个工作日改为1个工作日``."""
    old, new = Limits(before), Limits(after)
    return [
        f"{setting.label}：{old.say(key)}改为{new.say(key)}"
        for key, setting in SETTINGS.items()
        if old.limit(key) != new.limit(key)
    ]
