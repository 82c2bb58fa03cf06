"""Codes by text message: who may have one sent, how often, and what a browser remembers of the one it waits for.

Known numbers and unknown ones are treated alike throughout: each is sent a code. What is counted here is counted for good,
outside any transaction; a device that the number's owner signed in on before counts by itself.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings

from qinqing.doors.web import devices
from qinqing.doors.web.knocking import network_of
from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel import county
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import shape_phone
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.accounts.rules.phone_codes import AGAIN, LIVES, Proof
from qinqing.services.notifications import actions as notifications
from qinqing.services.notifications import queries as notices

PURPOSE = "短信验证码"
WAITING, PROVED = "phone_code", "proved_phone"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BY_ADDRESS = 30  # codes an hour: whole industrial parks share one
BY_PLACE = 5  # to one number from one address
BY_NUMBER, BY_NUMBER_A_DAY = 8, 15  # from all devices together that its owner never used
BY_DEVICE = 5
IN_ALL = 600
GUESSES = 60  # an hour from one address, at all codes together
TOO_MANY = "获取验证码太多次，请一小时后再试，或用密码登录"
TOO_SOON = "刚刚给这个手机号发过验证码，请 60 秒后再获取"
FULL = "现在获取验证码的人太多，请过一小时再试，或用密码登录"
NO_MOBILE = "请填 11 位手机号，座机收不到短信。"


class Waiting(NamedTuple):
    """The code that this browser waits for; ``again_in`` seconds another may be asked for, ``step`` the same by fives."""

    phone: str
    ends_at: datetime
    again_in: int
    shown: str

    @property
    def step(self) -> int:
        """By fives, as the stylesheet counts down."""
        return -(-self.again_in // 5) * 5


def offered() -> bool:
    """Whether a code can reach anybody: over a gateway, or, in the demo county, on the page itself."""
    return bool(settings.QINQING_DEMO or notices.sms_in_use())


def mobile_in(typed: str) -> str:
    """The one mobile number that was typed, however: in full width, in groups, with +86; "" for none."""
    return shape_phone(typed).mobile


def send(request: Request, phone: str) -> None:
    """Sends a code to a number, for this browser alone. Raises Refused beyond the limits, and without a gateway."""
    if not offered():
        raise Refused("本县还没有接通短信，不能用验证码登录，请用密码登录")
    _count(request, phone)
    before = request.session.get(WAITING, {})
    sent = accounts.issue_phone_code(phone, at=request.at, instead_of=before.get("handle", ""))
    words = words_of(sent.code)
    over = notices.sms_in_use()
    if over:
        notifications.text(phone, words, purpose=PURPOSE, ends_at=sent.ends_at, at=request.at)
    request.session[WAITING] = {
        "handle": sent.handle, "phone": phone, "sent": request.at.timestamp(), "shown": "" if over else words,
    }  # fmt: skip


def words_of(code: str) -> str:
    """The text message: what it is for, how long it is good, and that nobody else is to have it."""
    minutes = int(LIVES.total_seconds() // 60)
    return (
        f"验证码 {code}，用于登录{county.name()}县长服务企业接待日系统，{minutes} 分钟内有效。"
        "工作人员不会向您要验证码；不是您本人操作的，不用理会。"
    )


def waiting(request: Request) -> Waiting | None:
    """What this browser waits for; None when nothing, or when it is over. ``shown`` is the demo county's message."""
    told: dict[str, Any] = request.session.get(WAITING, {})
    passed = request.at.timestamp() - told.get("sent", 0)
    if not told or not 0 <= passed < LIVES.total_seconds():
        return None
    left = max(0, int(AGAIN.total_seconds() - passed + 0.999))
    ends_at = request.at - timedelta(seconds=passed) + LIVES
    return Waiting(told["phone"], ends_at, left, told["shown"] if settings.QINQING_DEMO else "")


def prove(request: Request, typed: str) -> Proof:
    """Takes one guess, counted by address besides. Raises Refused beyond the limit."""
    key = f"phone-guess@{network_of(address_of(request))}"
    if accounts.guess(key, at=request.at, limit=GUESSES, window=HOUR) > GUESSES:
        raise Refused("验证码试得太多，请一小时后再试，或用密码登录", code="too_many_tries")
    proof = accounts.prove_phone_code(request.session[WAITING]["handle"], typed, at=request.at)
    if proof.phone:
        accounts.give_back(key)
        request.session.pop(WAITING)
    return proof


def keep_proved(request: Request, phone: str) -> None:
    """For ten minutes this browser has proved to hold the number. A stranger may have planted the session's key before."""
    request.session.cycle_key()
    request.session[PROVED] = {"phone": phone, "at": request.at.timestamp()}


def proved(request: Request) -> str:
    """The number that this browser proved to hold a moment ago; "" for none."""
    told: dict[str, Any] = request.session.get(PROVED, {})
    fresh = 0 <= request.at.timestamp() - told.get("at", 0) < LIVES.total_seconds()
    return str(told["phone"]) if told and fresh else ""


def forget_proved(request: Request) -> None:
    """The proof was used."""
    request.session.pop(PROVED, None)


def _count(request: Request, phone: str) -> None:
    """What one counter turns away the next does not count: nobody uses up another's by asking more than is allowed."""
    for key, limit, window, why in _counters(request, phone):
        if accounts.guess(key, at=request.at, limit=limit, window=window) > limit:
            raise Refused(why, code="too_many_tries")


def _counters(request: Request, phone: str) -> Iterator[tuple[str, int, timedelta, str]]:
    """By this very place first; what everybody shares comes last, and one address can use up little of it."""
    account = queries.account_by_mobile(phone)
    device = devices.known(request).get(account.pk, "") if account else ""
    if device:
        yield f"text:{phone}:device:{device}:minute", 1, AGAIN, TOO_SOON
        yield f"text:{phone}:device:{device}", BY_DEVICE, HOUR, TOO_MANY
    else:
        network = network_of(address_of(request))
        yield f"text:{phone}:minute", 1, AGAIN, TOO_SOON
        yield f"text@{network}", BY_ADDRESS, HOUR, TOO_MANY
        yield f"text:{phone}@{network}", BY_PLACE, HOUR, TOO_MANY
        yield f"text:{phone}", BY_NUMBER, HOUR, TOO_MANY
        yield f"text:{phone}:day", BY_NUMBER_A_DAY, DAY, TOO_MANY
    yield "text", IN_ALL, HOUR, FULL
