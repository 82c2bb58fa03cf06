"""Numbers and query codes tried: counted by number and by address, alike at every door (trust: enumeration)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from qinqing.doors.web.knocking import network_of
from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.ids import read_official_number
from qinqing.services.accounts import actions as accounts

HOUR = timedelta(hours=1)
TRIES_PER_NUMBER = 10
TRIES_PER_ADDRESS = 20
TAKEOVERS_PER_ADDRESS = 20
TOO_MANY = "查询次数太多，请一小时后再试，或打电话给工信商务局核对编号和查询码"


@contextmanager
def counted(request: Request, number: str) -> Iterator[None]:
    """Around opening an appeal by number and query code, outside a transaction that a refusal takes back.

    Raises Refused alike for a wrong number and a wrong code.
    """
    count(request, number)
    with judged(request, number):
        yield


def count(request: Request, number: str) -> None:
    """Counts one try, for good: call it outside a transaction that a refusal takes back. Raises Refused beyond the limits.

    What one counter turns away the next does not count.
    """
    for key, limit in _keys(request, number):
        if accounts.guess(key, at=request.at, limit=limit, window=HOUR) > limit:
            raise Refused(TOO_MANY, code="too_many_tries")


@contextmanager
def judged(request: Request, number: str) -> Iterator[None]:
    """Around the opening itself, after it was counted. Raises Refused alike for a wrong number and a wrong code.

    A right one is no guess; those that were wrong stay counted, or the owner's looking would give a stranger ten more.
    """
    try:
        yield
    except NotFound:
        raise Refused("编号或查询码不对，请照回执核对；查询码丢了可以打电话给工信商务局换发") from None
    for key, _ in _keys(request, number):
        accounts.give_back(key)


def count_takeover(request: Request) -> None:
    """Counts one try at somebody's draft, as ``count`` does."""
    key = f"takeover@{address_of(request)}"
    if not accounts.strike(key, at=request.at, limit=TAKEOVERS_PER_ADDRESS, window=HOUR):
        raise Refused("试的次数太多，请一小时后再试，或在原来的设备上接着填", code="too_many_tries")


def _keys(request: Request, number: str) -> tuple[tuple[str, int], ...]:
    """A number is one number however it is typed, and whoever has a line has all its addresses."""
    spelt = read_official_number(number)[:40]
    network = network_of(address_of(request))
    return (f"track@{network}", TRIES_PER_ADDRESS), (f"track:{spelt}", TRIES_PER_NUMBER)
