"""``python -m bench.strangers``: whether the time of an answer tells a stranger which account or number there is.

Wrong passwords for accounts in use, closed and made up, and wrong query codes for numbers in use and made up, by turns,
each from an address of its own, in the process. Time of the processor decides, for it is the answer's own work; the time
that passed stands beside it, and on a machine with other work says little.
"""

import argparse
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import django

from bench import places
from bench.report import table

if TYPE_CHECKING:
    from bench.cases import County

PAIRS = 300
APART = 0.05  # of the first median of a group
TRIES = 9  # below the limit of an hour for one account and one number
WRONG = "not-the-password-2026"
Answer = Callable[[int], Any]
Group = dict[str, Answer]


def main() -> int:
    """Prints the medians; 1 when two of a group are further apart than the limit."""
    parser = argparse.ArgumentParser(prog="python -m bench.strangers", description="回答的快慢是否透露账号、编号存在")
    parser.add_argument("--pairs", type=int, default=PAIRS, metavar="N", help=f"每种问几次，默认 {PAIRS}")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        return _here(options.pairs)
    with places.sqlite(0, places.Use.ONCE) as place:
        command = [sys.executable, "-m", "bench.strangers", "--here", *sys.argv[1:]]
        return subprocess.run(command, env=place.environment(), check=False).returncode


def _here(pairs: int) -> int:
    django.setup()
    logging.disable(logging.WARNING)  # each refusal would be a line
    from bench.measuring import fill  # noqa: PLC0415  (models are known only now)

    county, addresses = fill(100), count()
    missed, rows = False, [["问的", "处理器用时，毫秒", "相差", "经过的时间，毫秒"]]
    for group in (_accounts(-(-pairs // TRIES), addresses), _numbers(county, -(-pairs // TRIES), addresses)):
        told = list(_medians(group, pairs))
        first = told[0][1]
        for name, worked, passed in told:
            apart = worked / first - 1
            missed |= abs(apart) > APART
            rows.append([name, f"{worked * 1000:.1f}", f"{apart:+.1%}", f"{passed * 1000:.1f}"])
    print(table(rows))
    return int(missed)


def _medians(group: Group, pairs: int) -> Iterator[tuple[str, float, float]]:
    """Name and medians of each of a group, asked by turns; the first turn warms up."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in group}
    for turn in range(pairs):
        for name, answer in group.items():
            began, work = perf_counter(), process_time()
            answer(turn)
            spent[name].append((process_time() - work, perf_counter() - began))
    for name, both in spent.items():
        worked, passed = zip(*both[min(1, pairs - 1) :], strict=True)
        yield name, median(worked), median(passed)


def _accounts(many: int, addresses: "count[int]") -> Group:
    """Wrong passwords, for accounts of each kind."""
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from qinqing.services.accounts.models import Account  # noqa: PLC0415

    word, now = make_password("the-right-password-2026"), timezone.now()
    Account.objects.bulk_create(
        Account(username=f"{kind}{n}", name="某人", password=word, is_active=kind == "used", created_at=now)
        for kind in ("used", "closed")
        for n in range(many)
    )
    kinds = {"账号在用，密码不对": "used", "账号已停用，密码不对": "closed", "没有这个账号": "none"}
    return {name: partial(_sign_in, kind, many, addresses) for name, kind in kinds.items()}


def _sign_in(kind: str, many: int, addresses: "count[int]", turn: int) -> None:
    _post(addresses, "/sign-in/", username=f"{kind}{turn % many}", password=WRONG)


def _numbers(county: "County", many: int, addresses: "count[int]") -> Group:
    """Wrong query codes, for numbers in use and such as were never given."""
    from qinqing.procedure.appeals.models import Appeal  # noqa: PLC0415

    known = list(Appeal.objects.order_by("pk").values_list("number", flat=True)[:many])
    made_up = [f"{number[:-3]}{900 + at:03d}" for at, number in enumerate(known)]
    kinds = {"编号存在，查询码不对": known, "没有这个编号": made_up}
    return {name: partial(_track, numbers, addresses) for name, numbers in kinds.items()}


def _track(numbers: list[str], addresses: "count[int]", turn: int) -> None:
    _post(addresses, "/track", number=numbers[turn % len(numbers)], code="0000ZZZZ")


def _post(addresses: "count[int]", page: str, **told: str) -> None:
    """Raises AssertionError when it is not refused as a wrong word is."""
    from django.test import Client  # noqa: PLC0415

    place = next(addresses)
    browser = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR=f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}")
    status = browser.post(page, told).status_code
    assert status == 422, status


if __name__ == "__main__":
    sys.exit(main())
