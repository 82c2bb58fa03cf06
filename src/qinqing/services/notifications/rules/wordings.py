"""What a notice says outside: the words of each medium, with places for what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from qinqing.services.notifications.rules.lines import PLACE, fill
from qinqing.services.notifications.rules.media import Medium

PLACES = {
    "county": "县名", "name": "收件人姓名", "kind": "消息类别", "title": "消息标题", "text": "消息正文", "site": "系统网址",
}  # fmt: skip
SAMPLE = {
    "county": "云岭县", "name": "韦小敏", "kind": "等我办理", "title": "诉求 JDR-2026-000123 已转到你单位",
    "text": "请在 11月25日 24:00 前签收。", "site": "https://jiedairi.example.gov.cn",
}  # fmt: skip
SMS_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject (of mails alone) and body, with ``{places}``."""

    subject: str
    body: str


SHORT = "{title}。请登录县长服务企业接待日系统查看。"
DEFAULTS: Mapping[Medium, Wording] = {
    Medium.MAIL: Wording(
        "【{county}接待日】{title}",
        "{name}：\n\n{title}\n\n{text}\n\n请登录 {site} 查看和办理。\n\n本邮件由系统发出，请勿直接回复。",
    ),
    Medium.SMS: Wording("", SHORT),
    Medium.WECOM: Wording("", "【{kind}】{title}\n请登录 {site} 查看。"),
    Medium.DINGTALK: Wording("", "【{kind}】{title}\n请登录 {site} 查看。"),
}


def said(wording: Wording, words: Mapping[str, str], medium: Medium) -> Wording:
    """The wording with its places filled in; a text message is cut to its length."""
    subject = " ".join(fill(wording.subject, words).split())
    longest = SMS_LONGEST if medium == Medium.SMS else 4000
    body = fill(wording.body, words, longest).strip()
    return Wording(subject, "\n".join(line.rstrip() for line in body.splitlines()))


def unknown_places(text: str) -> list[str]:
    """Places that mean nothing."""
    return sorted(set(PLACE.findall(text)) - set(PLACES))
