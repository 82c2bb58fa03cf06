"""电子邮件: SMTP through the server that the administrator named."""

import smtplib
import socket
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Any

from django.conf import settings

from qinqing.services.notifications.carriers.parcels import Parcel
from qinqing.services.notifications.rules.media import GONE, Outcome, again, never
from qinqing.services.notifications.rules.targets import Target, mail_server
from qinqing.services.notifications.transport import PATIENCE, connect


def carry(parcel: Parcel) -> Outcome:
    """Hands one mail to the server. Refused recipients are not tried again; a wrong password may be put right."""
    told = parcel.settings
    target = mail_server(told["host"], told["port"], settings.QINQING_OUTGOING_INSIDE)
    try:
        with _Server(target, told["security"]) as server:
            if told.get("user"):
                server.login(told["user"], parcel.secrets.get("password", ""))
            server.send_message(letter(parcel))
    except smtplib.SMTPAuthenticationError:
        return again("邮件服务器不接受用户名和密码，请核对设置")
    except smtplib.SMTPRecipientsRefused as refused:
        return _by_code(max(code for code, _ in refused.recipients.values()), "收件人")
    except smtplib.SMTPResponseException as refused:
        return _by_code(refused.smtp_code, "邮件")
    except ssl.SSLError:
        return again("邮件服务器的证书没有通过核验")
    except (smtplib.SMTPException, OSError):
        return again("邮件服务器没有好好回答")
    return GONE


def letter(parcel: Parcel) -> EmailMessage:
    """The mail; its Message-ID is the same at every attempt."""
    sender = parcel.settings["sender"]
    mail = EmailMessage()
    mail["From"] = formataddr((parcel.settings.get("sender_name", ""), sender))
    mail["To"] = formataddr((parcel.name, parcel.to))
    mail["Subject"] = parcel.said.subject
    mail["Date"] = format_datetime(parcel.at)
    mail["Message-ID"] = f"<{parcel.code}@{sender.rpartition('@')[2]}>"
    answers = parcel.data.get("answers", "")
    mail["Auto-Submitted"] = "auto-replied" if answers else "auto-generated"
    if answers:
        mail["In-Reply-To"] = mail["References"] = answers
    mail.set_content(parcel.said.body)
    return mail


def _by_code(code: int, what: str) -> Outcome:
    why = f"邮件服务器不接受{what}（{code}）"
    return again(why) if code < 500 else never(why)


class _Server(smtplib.SMTP):
    """A session with the address that was checked, over TLS as the settings say."""

    def __init__(self, target: Target, security: str) -> None:
        self.target, self.security = target, security
        self.context = ssl.create_default_context()
        super().__init__(target.host, target.port, timeout=PATIENCE)
        if security == "starttls":
            self.starttls(context=self.context)

    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        opened = connect(self.target, timeout)
        return self.context.wrap_socket(opened, server_hostname=host) if self.security == "tls" else opened
