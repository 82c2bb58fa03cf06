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


@contextmanager
def counted(request: Request, number: str) -> Iterator[None]:
    """Around opening an appeal by number and query code. Raises Refused alike for a wrong number and a wrong code."""
    keys = ((f"track:{number[:40]}", TRIES_PER_NUMBER), (f"track@{address_of(request)}", TRIES_PER_ADDRESS))
    # Every counter is struck, also once one of them is used up.
    struck = [accounts.strike(key, at=request.at, limit=limit, window=HOUR) for key, limit in keys]
    if not all(struck):
        raise Refused("查询次数太多，请一小时后再试，或打电话给工信商务局核对编号和查询码", code="too_many_tries")
    try:
        yield
    except NotFound:
        raise Refused("编号或查询码不对，请照回执核对；查询码丢了可以打电话给工信商务局换发") from None
    accounts.forgive(keys[0][0])
