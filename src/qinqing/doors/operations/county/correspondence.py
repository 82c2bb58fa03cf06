"""What lies in the demo county's mailbox this morning: a new difficulty, an answer about an old one, an advertisement."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.states import OPEN
from qinqing.services.letters import actions as letters

PAGE = """<p>您好：</p><p>我们是云岭恒信精密铸造有限公司。厂门口的货运通道被占用两周了，原料车进不来，请帮助协调。</p>
<table><tr><td>联系人</td><td>覃师傅</td></tr><tr><td>电话</td><td>13800138000</td></tr></table>"""
ADVERTISEMENT = "工商注册、代理记账、低价优惠，欢迎来电咨询。退订请回复 T。"


def write_letters(codes: Mapping[str, str], *, at: datetime) -> None:
    """Three letters that wait for the clerk, as if they had come in the last hour and a half."""
    number = next((one.number for one in map(_appeal, codes.values()) if one.standing in OPEN), "")
    made = (
        (_mail("覃师傅 <qin@hengxin.example>", "货运通道被占用", PAGE, page=True), 85),
        (
            _mail("李敏 <limin@example.com>", f"回复：{number} 补充情况", "昨天又停了一次电，损失约两万元，附上说明。"),
            40,
        ),
        (_mail("优惠财税 <promo@example.net>", "限时优惠", ADVERTISEMENT, precedence="bulk"), 15),
    )
    for place, (mail, ago) in enumerate(made, 1):
        letters.bring_letter(mail.as_bytes(), place=place, arrived_at=at - timedelta(minutes=ago), at=at)


def _appeal(code: str) -> appeals.Appeal:
    return appeals.fetch(MACHINE, code)


def _mail(sender: str, subject: str, text: str, *, page: bool = False, precedence: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "jiedairi@yunling.example", subject
    if precedence:
        mail["Precedence"] = precedence
    mail.set_content(text, subtype="html" if page else "plain")
    return mail
