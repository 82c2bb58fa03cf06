"""What a notice says outside: the words of each medium, with places for what it is about.

An office writes its own; what comes with the program holds until then, and wherever an office's own cannot be used.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qinqing.kernel.labels import Labelled
from qinqing.services.notifications.rules.kinds import Kind
from qinqing.services.notifications.rules.leading import web_address
from qinqing.services.notifications.rules.lines import PLACE, fill
from qinqing.services.notifications.rules.media import Medium

PLACES = {
    "county": "县名", "name": "收件人姓名", "kind": "消息类别", "title": "消息标题", "text": "消息正文",
    "link": "说的那件事的网址，没有自己页面的是系统网址", "site": "系统网址",
}  # fmt: skip
SAMPLE = {
    "county": "云岭县", "name": "韦小敏", "kind": "等我办理", "title": "诉求 JDR-2026-000123 已转到你单位",
    "text": "请在 11月25日 24:00 前签收。", "site": "https://jiedairi.example.gov.cn",
    "link": "https://jiedairi.example.gov.cn/desk/appeals/k3j9x2m4qp/",
}  # fmt: skip
EXAMPLES: Mapping[Kind, tuple[str, str]] = {
    Kind.TURN: (SAMPLE["title"], SAMPLE["text"]),
    Kind.PROGRESS: ("诉求 JDR-2026-000123 已列入接待日", "列入11月30日县长接待日。"),
    Kind.DAY: ("11月30日县长接待日改期", "改到12月1日上午9:00，政务中心三楼。原因：会议冲突。"),
    Kind.PAPERS: ("报告请您圈阅：JD-2026-0021", "迁改10千伏线路，12月底前完成。"),
    Kind.CHASE: ("“办理”快到期：JDR-2026-000123", "《园区10千伏线路频繁跳闸》11月27日 24:00到期，请抓紧办理。"),
    Kind.URGING: ("督办单 DB-2026-0007：JDR-2026-000123", "“办理”超期。请在12月2日 24:00前书面答复。"),
    Kind.DIGEST: ("今日汇总：超期 1 件、今天到期 2 件、新到 3 件", "11月25日，在计时的时限共 12 件。请先办超期的。"),
    Kind.AFFAIRS: ("李红请假，请您代班", "请假期间，其岗位的事由您办理。"),
}
EDITABLE = (Medium.SMS, Medium.MAIL, Medium.WECOM, Medium.DINGTALK)
SMS_LONGEST = 300
ONE_SMS, LONG_SMS = 70, 67  # characters of a text message that is one, and of each part of one that is several
LONGEST = 2000
STRAY = re.compile("[{}\uff5b\uff5d]")


class Standing(Labelled):
    """Where an office's own wording stands."""

    PROPOSED = "proposed", "待确认"
    IN_FORCE = "in_force", "在用"
    FORMER = "former", "用过"
    DECLINED = "declined", "没有同意"


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject (of mails alone) and body, with ``{places}``."""

    subject: str
    body: str


SYSTEM = "县长服务企业接待日系统"  # where a channel names no address
NAMED = re.compile(r" (\{(?:site|link)\}) ")  # an address stands apart, a name does not
SHORT = "{title}。请登录 {link} 查看。"
DEFAULTS: Mapping[Medium, Wording] = {
    Medium.MAIL: Wording(
        "【{county}接待日】{title}",
        "{name}：\n\n{title}\n\n{text}\n\n请登录 {link} 查看和办理。\n\n本邮件由系统发出，请勿直接回复。",
    ),
    Medium.SMS: Wording("", SHORT),
    Medium.WECOM: Wording("", "【{kind}】{title}\n请登录 {link} 查看。"),
    Medium.DINGTALK: Wording("", "【{kind}】{title}\n请登录 {link} 查看。"),
}


def said(wording: Wording, words: Mapping[str, str], medium: Medium) -> Wording:
    """The wording with its places filled in; a text message is cut to its length."""
    if not words.get("site"):
        wording = Wording(wording.subject, NAMED.sub(r"\1", wording.body))
        words = {**words, "site": SYSTEM, "link": SYSTEM}
    subject = " ".join(fill(wording.subject, words).split())
    longest = SMS_LONGEST if medium == Medium.SMS else 4000
    body = fill(wording.body, words, longest).strip()
    return Wording(subject, "\n".join(line.rstrip() for line in body.splitlines()))


def unknown_places(text: str) -> list[str]:
    """Places that mean nothing."""
    return sorted(set(PLACE.findall(text)) - set(PLACES))


def example(wording: Wording, medium: Medium, kind: Kind, county: str, site: str | None = None) -> Wording:
    """What the wording says of an example of its kind in this county, at the site that its channel names; None: at one."""
    title, text = EXAMPLES[kind]
    words = {**SAMPLE, "county": county, "kind": kind.label, "title": title, "text": text}
    if site is not None:
        words |= {"site": site, "link": web_address(site, SAMPLE["link"].removeprefix(SAMPLE["site"]))}
    return said(wording, words, medium)


def sms_parts(text: str) -> tuple[int, int]:
    """How long a text message is, and how many it counts as; a character outside the basic plane counts twice."""
    units = len(text.encode("utf-16-le")) // 2
    return units, 1 if units <= ONE_SMS else -(-units // LONG_SMS)


def faults(wording: Wording, medium: Medium) -> list[tuple[str, str]]:
    """What is the matter with a wording, by field, each a sentence; nothing means that no message can fail by it."""
    found = [(name, fault) for name in ("subject", "body") if (fault := _fault(getattr(wording, name)))]
    if medium == Medium.MAIL and not wording.subject.strip():
        found.append(("subject", "邮件要有标题。"))
    if "{title}" not in wording.subject + wording.body:
        found.append(("body", "要写出 {title}，否则收件人不知道是什么事。"))
    if len(wording.body) > LONGEST:
        found.append(("body", f"太长，请控制在 {LONGEST} 字以内。"))
    if medium == Medium.SMS and len(fill(wording.body, SAMPLE)) > SMS_LONGEST:
        found.append(("body", f"填上例子超过 {SMS_LONGEST} 字，短信发不完，请写短些。"))
    return found


def _fault(text: str) -> str:
    if unknown := unknown_places(text):
        return f"没有 {'、'.join(f'{{{one}}}' for one in unknown)} 这样的占位，可用的列在旁边。"
    if STRAY.search(PLACE.sub("", text)):
        return "花括号只用来写占位，请照旁边的写法，用半角、成对、小写。"
    return ""
