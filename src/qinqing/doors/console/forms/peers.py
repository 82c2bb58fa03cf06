"""对接单位: name, relation, address and public keys of another deployment; and what narrows the list of parcels."""

from typing import Any

from django import forms
from django.conf import settings

from qinqing.doors.web.fields import Files, Line, Text
from qinqing.procedure.register import queries as register
from qinqing.services.exchange.rules.fates import ParcelFate, Rank
from qinqing.services.exchange.rules.keys import MOST_KEYS, read_public
from qinqing.services.notifications.rules.outgoing import check_url


class PeerForm(forms.Form):
    """Who it is to us, where it is, by which keys we know it."""

    name = Line("名称", max_length=60, help_text="在往来里看到的名字，如 岚江市企业服务中心")
    rank = forms.ChoiceField(
        label="关系",
        choices=[(Rank.ABOVE, "上级：我们的市企业服务中心"), (Rank.BELOW, "下级：归我们转办的县（市、区）")],
    )
    organ = forms.ChoiceField(
        label="对应机构", required=False, help_text="下级要选：转办给这个机构的诉求自动寄给对方；上级不选"
    )
    url = Line(
        "对方网址",
        max_length=200,
        required=False,
        help_text="如 https://jiedairi.example.gov.cn，不带后面的路径；连不上的不填，用数据包往来",
    )
    their_keys = Text(
        "对方公钥",
        rows=3,
        required=False,
        help_text="以 whpk_ 开头，向对方索取；对方换密钥时新旧各一行，换完后删去旧的",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        organs = [(str(one.id), one.short_name or one.name) for one in register.assignable()]
        self.fields["organ"].choices = [("", "—"), *organs]

    def clean_url(self) -> str:
        """The address without its last slash, if it may be called at all."""
        url = str(self.cleaned_data["url"]).rstrip("/")
        fault = url and check_url(url, frozenset(settings.QINQING_OUTGOING_INSIDE))
        if fault:
            raise forms.ValidationError(fault)
        return url

    def clean_their_keys(self) -> list[str]:
        """One key a line, each in its one spelling."""
        lines = [line for line in str(self.cleaned_data["their_keys"]).splitlines() if line.strip()]
        try:
            keys = list(dict.fromkeys(read_public(line) for line in lines))
        except ValueError as error:
            raise forms.ValidationError("公钥写法不对：以 whpk_ 开头，后面 44 个字符，请整行复制。") from error
        if len(keys) > MOST_KEYS:
            raise forms.ValidationError(f"最多同时登记 {MOST_KEYS} 个公钥，请删去已停用的。")
        return keys

    def clean(self) -> dict[str, Any]:
        """The organ goes with the relation."""
        told = super().clean() or {}
        organ = told.get("organ") or None
        if told.get("rank") == Rank.BELOW and not organ:
            self.add_error("organ", "下级单位要对应一个机构，转办给它的诉求才寄得出去。")
        return told | {"organ": int(organ) if organ and told.get("rank") == Rank.BELOW else None}


class ParcelFilters(forms.Form):
    """Which parcels; what is mistyped in an address simply does not filter."""

    way = forms.ChoiceField(label="方向", required=False, choices=[("", "寄出"), ("in", "收到")])
    fate = forms.ChoiceField(label="结果", required=False, choices=[("", "全部"), *ParcelFate.choices()])


class PackageForm(forms.Form):
    """A data package, which waits on the form's shelf while it is looked at."""

    files = Files("数据包")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].help_text = "对方从系统里下载的 ZIP 文件，不要解压"

    def clean_files(self) -> Any:
        """The one file."""
        files = self.cleaned_data["files"]
        if not files:
            raise forms.ValidationError("请选择数据包。")
        if len(files) > 1:
            raise forms.ValidationError("一次收一个数据包，请移除其余的。")
        return files
