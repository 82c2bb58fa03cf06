"""Numbers and query codes tried: counted by number and by address, alike at every door (trust: enumeration)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.accounts import actions as accounts

HOUR = timedelta(hours=1)
TRIES_PER_NUMBER = 10
TRIES_PER_ADDRESS = 60


TAKEOVERS_PER_ADDRESS = 20
TOO_MANY = "查询次数太多，请一小时后再试，或打电话给工信商务局核对编号和查询码"


@contextmanager
def counted(request: Request, number: str) -> Iterator[None]:
    """Around opening an appeal by number and query code, outside a transaction that a refusal takes back.

    Raises Refused alike for a wrong number and a wrong code.
    """
    count(request, number)
    with judged(number):
        yield


def count(request: Request, number: str) -> None:
    """Counts one try, for good: call it outside a transaction that a refusal takes back. Raises Refused beyond the limits."""
    keys = ((_key(number), TRIES_PER_NUMBER), (f"track@{address_of(request)}", TRIES_PER_ADDRESS))
    # Every counter is struck, also once one of them is used up.
    struck = [accounts.strike(key, at=request.at, limit=limit, window=HOUR) for key, limit in keys]
    if not all(struck):
        raise Refused(TOO_MANY, code="too_many_tries")


@contextmanager
def judged(number: str) -> Iterator[None]:
    """Around the opening itself, after it was counted. Raises Refused alike for a wrong number and a wrong code."""
    try:
        yield
    except NotFound:
        raise Refused("编号或查询码不对，请照回执核对；查询码丢了可以打电话给工信商务局换发") from None
    accounts.forgive(_key(number))


def count_takeover(request: Request) -> None:
    """Counts one try at somebody's draft, as ``count`` does."""
    key = f"takeover@{address_of(request)}"
    if not accounts.strike(key, at=request.at, limit=TAKEOVERS_PER_ADDRESS, window=HOUR):
        raise Refused("试的次数太多，请一小时后再试，或在原来的设备上接着填", code="too_many_tries")


def _key(number: str) -> str:
    return f"track:{number[:40]}"
