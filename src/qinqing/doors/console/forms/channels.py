"""Setting up the ways out: what each medium asks for. Secrets are typed and never shown again."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings

from qinqing.doors.web.fields import Line, Text
from qinqing.kernel.actors import Role
from qinqing.procedure.register import queries as register
from qinqing.services.notifications.rules import Kind, desk
from qinqing.services.notifications.rules.media import Fate, Medium
from qinqing.services.notifications.rules.outgoing import (
    check_gateway,
    check_key,
    check_mail_server,
    check_url,
    new_secret,
)

DESKS = (Role.INTAKE, Role.BUREAU_HEAD, Role.OFFICE, Role.MAYOR, Role.INSPECTOR, Role.CITY)
KEPT = "只写不读；不改就留空"


def inside() -> frozenset[str]:
    """Places in the house's own network that the operator of the machine has named."""
    return frozenset(settings.QINQING_OUTGOING_INSIDE)


def _secret(label: str, help_text: str = KEPT) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=500, required=False, help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


SITE = "写进消息里，如 https://jiedairi.example.gov.cn；写到域名为止的，消息直接指向说的那件事"


class Common(forms.Form):
    """What every channel has. ``SETTINGS`` and ``SECRETS`` name the fields that go where."""

    SETTINGS: ClassVar[tuple[str, ...]] = ("site",)
    SECRETS: ClassVar[tuple[str, ...]] = ()

    name = Line("名称", max_length=60, help_text="在发送情况里看到的名字")
    kinds = forms.MultipleChoiceField(
        label="发哪些消息", choices=Kind.choices(), initial=[Kind.TURN, Kind.URGING, Kind.CHASE, Kind.DAY],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    site = Line("系统网址", required=False, help_text=SITE)

    def __init__(self, *args: Any, fresh: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if fresh:
            for name in self.SECRETS:
                self.fields[name].help_text = "只写不读，保存后不再显示"

    def clean(self) -> dict[str, Any]:
        """What the action takes, once the medium's own check has found nothing."""
        told = super().clean() or {}
        if not self.errors:
            for field, fault in self.faults(told):
                self.add_error(field, fault)
        return {
            "name": told.get("name"),
            "kinds": told.get("kinds"),
            "mailboxes": told.get("mailboxes", []),
            "settings": {name: told.get(name, "") for name in self.SETTINGS},
            "secrets": {name: told[name] for name in self.SECRETS if told.get(name)},
        }

    def faults(self, told: dict[str, Any]) -> list[tuple[str, str]]:
        """What cannot be used, by field."""
        return []


class Mail(Common):
    """电子邮件."""

    SETTINGS = ("host", "port", "security", "user", "sender", "sender_name", "site")
    SECRETS = ("password",)

    host = Line("邮件服务器", help_text="如 smtp.example.gov.cn")
    port = forms.IntegerField(label="端口", initial=465, min_value=1, max_value=65535)
    security = forms.ChoiceField(
        label="加密", choices=[("tls", "TLS（465）"), ("starttls", "STARTTLS（587、25）"), ("none", "不加密")]
    )
    user = Line("用户名", required=False)
    password = _secret("密码或授权码")
    sender = forms.EmailField(label="发件邮箱", max_length=120)
    sender_name = Line("发件人名称", required=False, max_length=60)
    field_order = ("name", "host", "port", "security", "user", "password", "sender", "sender_name", "site", "kinds")

    def faults(self, told: dict[str, Any]) -> list[tuple[str, str]]:
        """The server's name and port."""
        fault = check_mail_server(told["host"], told["port"], inside())
        return [("host", fault)] if fault else []


class Sms(Common):
    """短信."""

    SETTINGS = ("url", "format", "headers", "body", "success", "site")
    SECRETS = ("secret",)

    url = Line("网关地址", help_text="短信服务商给的 https 地址")
    format = forms.ChoiceField(label="格式", choices=[("json", "JSON"), ("form", "表单")])
    headers = Text("请求头", rows=2, required=False, help_text="一行一个，如 Authorization: Bearer {secret}")
    body = Text(
        "内容", rows=5, initial='{"phone": "{phone}", "content": "{text}", "id": "{id}"}',
        help_text="JSON 写一个对象；表单一行一个“名=值”。{phone} 手机号，{text} 短信，{id} 编号，{secret} 密钥",
    )  # fmt: skip
    secret = _secret("密钥")
    success = Line("成功的标志", required=False, help_text='回答里要有这几个字才算成功，如 "code":0；不填只看状态')
    field_order = ("name", "url", "format", "headers", "body", "secret", "success", "site", "kinds")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["site"].help_text = f"{SITE}。加上网址，一条短信多半要按两条计；不填的只写标题"

    def faults(self, told: dict[str, Any]) -> list[tuple[str, str]]:
        """The address, and whether the body can be read."""
        return check_gateway(told, inside())


class Heard(Common):
    """A channel that hears mailboxes and not people."""

    REQUIRED: ClassVar[bool] = True
    mailboxes = forms.MultipleChoiceField(
        label="听哪些岗位", widget=forms.CheckboxSelectMultiple(attrs={"class": "organs"})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["mailboxes"].choices = _desks()
        self.fields["mailboxes"].required = self.REQUIRED


class Robot(Heard):
    """群机器人: the whole address is a secret, for it holds the robot's key."""

    SECRETS = ("url",)

    url = _secret("机器人地址")
    field_order = ("name", "url", "mailboxes", "kinds", "site")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["url"].required = options["fresh"]

    def faults(self, told: dict[str, Any]) -> list[tuple[str, str]]:
        """The address, where one was typed."""
        fault = check_url(told["url"], inside()) if told.get("url") else ""
        return [("url", fault)] if fault else []


class DingTalk(Robot):
    """钉钉, with its 加签."""

    SECRETS = ("url", "secret")
    secret = _secret("加签密钥")
    field_order = ("name", "url", "secret", "mailboxes", "kinds", "site")


class Webhook(Heard):
    """推送到其他系统."""

    SETTINGS = ("url",)
    SECRETS = ("secret",)
    REQUIRED = False

    url = Line("接收地址", help_text="对方系统的 https 地址")
    secret = Line("签名密钥", required=False)
    field_order = ("name", "url", "secret", "mailboxes", "kinds")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["site"]
        self.fields["mailboxes"].help_text = "不选就是全部"
        self.fields["secret"].required = options["fresh"]
        if options["fresh"]:
            self.fields["secret"].initial = new_secret()
        self.fields["secret"].help_text = (
            "请抄给对方，保存后不再显示" if options["fresh"] else "要换就填新的 whsec_…；旧的仍一并签名，到下次更换为止"
        )

    def faults(self, told: dict[str, Any]) -> list[tuple[str, str]]:
        """The address and the secret's form."""
        found = [
            ("url", check_url(told["url"], inside())),
            ("secret", check_key(told["secret"]) if told.get("secret") else ""),
        ]
        return [(field, fault) for field, fault in found if fault]


FORMS: dict[Medium, type[Common]] = {
    Medium.MAIL: Mail,
    Medium.SMS: Sms,
    Medium.WECOM: Robot,
    Medium.DINGTALK: DingTalk,
    Medium.WEBHOOK: Webhook,
}


class Filters(forms.Form):
    """Which deliveries; what is mistyped in an address simply does not filter."""

    fate = forms.ChoiceField(label="结果", required=False, choices=[("", "全部"), *Fate.choices()])
    channel = forms.ChoiceField(label="通道", required=False)

    def __init__(self, *args: Any, channels: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["channel"].choices = [("", "全部"), *channels]


def _desks() -> list[tuple[str, str]]:
    """Every desk that robots and other systems may hear, the county's own first."""
    county = [(desk(role).mailbox, role.label) for role in DESKS]
    departments = [(desk(Role.OFFICER, one.id).mailbox, one.short_name or one.name) for one in register.assignable()]
    return [*county, *departments]
