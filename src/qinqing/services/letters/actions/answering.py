"""What goes back to whoever wrote: that the letter came, and under which number it is handled. Never to machines."""

from datetime import datetime, timedelta

from django.conf import settings

from qinqing.kernel import county
from qinqing.kernel.phrases import moment_zh
from qinqing.services.letters.models import Letter
from qinqing.services.letters.rules.answering import may_be_answered
from qinqing.services.notifications import actions as notifications

MOST_A_DAY = 3  # acknowledgements to one writer: two machines that do not say what they are stop after these
HELLO, AUTOMATIC = "您好！\n\n", "\n这是系统自动回复。补充情况和材料，直接回复这封邮件即可"
CAME = (
    HELLO + "{county}企业服务邮箱已于{when}收到您的来信《{title}》。工作人员登记后，会把编号发到这个邮箱。\n"
    "{refused}" + AUTOMATIC + "。\n{phone}"
)
NUMBERED = (
    HELLO + "您{when}的来信《{title}》已登记为企业诉求。\n\n编号：{number}\n查询码：{code}\n"
    "凭编号和查询码可以在网上“查询进度”里查看办理情况，请妥善保管。{site}\n"
    "{refused}" + AUTOMATIC + "，请保留主题里的编号。\n{phone}"
)
ADDED = (
    HELLO
    + "您{when}的来信《{title}》已作为补充材料归入诉求 {number}。\n{refused}"
    + AUTOMATIC
    + "，请保留主题里的编号。\n{phone}"
)


def acknowledge(letter: Letter, *, at: datetime) -> None:
    """The letter came. At most three a day to one writer."""
    day = Letter.objects.filter(sender=letter.sender, entered_at__gt=at - timedelta(days=1)).exclude(pk=letter.pk)
    if day.count() >= MOST_A_DAY:
        return
    _write(letter, f"came\x1f{letter.code}", f"已收到您的来信：{letter.title}", CAME, at=at)


def tell_number(letter: Letter, *, number: str, query_code: str, at: datetime) -> str:
    """The number, and with a new appeal its query code. Returns what the mail is known by, "" if none may go."""
    subject, text = (
        (f"已登记 {number}：{letter.title}", NUMBERED) if query_code else (f"已收到补充材料 {number}", ADDED)
    )
    return _write(letter, f"number\x1f{letter.code}", subject, text, at=at, number=number, code=query_code)


def can_be_answered(letter: Letter) -> bool:
    """Whether anything may go back."""
    return may_be_answered(letter.sender, automatic=letter.automatic, ours=_ours())


def _ours() -> frozenset[str]:
    mine = {str(settings.QINQING_IMAP["user"]).lower(), county.words().get("bureau_email", "").lower()}
    return notifications.own_addresses() | mine


def _write(letter: Letter, once: str, subject: str, text: str, *, at: datetime, **told: str) -> str:
    if not can_be_answered(letter):
        return ""
    phone, site = county.words().get("bureau_phone", ""), notifications.leads_to(notifications.own_site(), "track")
    told |= {
        "county": county.name(), "when": moment_zh(letter.arrived_at), "title": letter.title,
        "refused": _refused(letter), "phone": f"咨询电话：{phone}\n" if phone else "", "site": f"\n网址：{site}" if site else "",
    }  # fmt: skip
    return notifications.write_outside(
        once, to=letter.sender, subject=subject[:110], text=text.format(**told), answers=letter.message_id, at=at
    )


def _refused(letter: Letter) -> str:
    """The files that were not taken, a line each with why, which may name the file itself."""
    lines = [why if name in why else f"{name}：{why}" for name, why in letter.left_out]
    return "".join(f"{line}\n" for line in ("\n没有收下的附件：", *lines)) if lines else ""
