"""``python -m bench.flood``: strangers lodge without a pause while staff work and one honest enterprise lodges.

The served program stands behind one proxy, as in earnest: half of the flood bears one address, half a new one each time.
"""

import argparse
import http.client
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import django
from django.db import connection
from django.utils import timezone

from bench import places
from bench.serving import HOST, Browser, Server, serve
from bench.timing import percentile, seconds

if TYPE_CHECKING:
    from bench.cases import County

STAFF_LIMIT, HONEST_LIMIT = 1.0, 3.0
SENDERS = 32
PAGES = ("/desk/", "/desk/appeals/")
HONEST = "车间行车老化，想了解设备更新补贴"
ONE_ADDRESS = "203.0.113.7"


@dataclass
class Flood:
    """What was sent, at the asked rate, and what came back."""

    port: int
    token: str  # whoever floods has read one page, as any script can
    rate: int
    until: float
    answers: Counter[str] = field(default_factory=Counter)
    ticks: "count[int]" = field(default_factory=count)
    began: float = field(default_factory=monotonic)

    def send(self) -> None:
        """One sender: takes the next tick, waits for its moment, sends; a late one is sent at once."""
        while monotonic() < self.until:
            tick = next(self.ticks)
            sleep(max(0.0, self.began + tick / self.rate - monotonic()))
            self.answers[self._lodge(tick)] += 1

    def _lodge(self, tick: int) -> str:
        address = ONE_ADDRESS if tick % 2 else f"198.{18 + tick // 65_536 % 2}.{tick // 256 % 256}.{tick % 256}"
        told = {"text": f"线路每周跳闸{tick}次", "enterprise_name": f"垃圾厂{tick}", "contact_phone": "13900000000"}
        told["csrfmiddlewaretoken"] = self.token
        headers = {
            "Content-Type": "application/x-www-form-urlencoded", "Host": f"{HOST}:{self.port}",
            "Sec-Fetch-Site": "same-origin", "Origin": f"http://{HOST}:{self.port}", "X-Forwarded-For": address,
            "Cookie": f"csrf={self.token}",
        }  # fmt: skip
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            connection.request("POST", "/appeals/new", urlencode(told), headers)
            return str(connection.getresponse().status)
        except OSError as trouble:
            return type(trouble).__name__
        finally:
            connection.close()


@dataclass
class Watch:
    """Seconds that each call took, one after the other until the end, and what went wrong."""

    until: float
    taken: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def keep(self, call: Callable[[], object], pause: float) -> None:
        """Calls until the end; an answer nobody wanted is kept as a trouble, and counts with the time it took."""
        while monotonic() < self.until:
            began = monotonic()
            try:
                self.taken.append(seconds(call))
            except (AssertionError, OSError, http.client.HTTPException) as trouble:
                self.taken.append(monotonic() - began)
                self.troubles.append(str(trouble)[:80])
            sleep(pause)


@dataclass(frozen=True, slots=True)
class Figures:
    """One run: what the flood was answered in how many seconds, who waited how long, appeals and bytes it left."""

    answers: Counter[str]
    spent: float
    desk: Watch
    honest: Watch
    junk: int
    grown: int


def main() -> int:
    """Prints the table; 1 when a figure misses its limit."""
    options = _options()
    if options.here:
        return _here(options)
    if options.database == "sqlite":
        made = places.sqlite(0, places.Use.ONCE)
    else:
        made = places.postgres(places.find_server(), 0, places.Use.ONCE)
    with made as place:
        environment = {**place.environment(), "QINQING_PROXIES": "1"}
        command = [sys.executable, "-m", "bench.flood", "--here", *sys.argv[1:]]
        return subprocess.run(command, env=environment, check=False).returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.flood", description="受理入口被大量提交时，其他人是否还能办事"
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=60, metavar="S", help="持续多少秒，默认 60")
    parser.add_argument("--rate", type=int, default=200, metavar="N", help="每秒提交多少次，默认 200")
    parser.add_argument("--stored", type=int, metavar="N", help="垃圾诉求最多存下多少件，不写则只报数")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="网页进程个数，默认 2")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _here(options: argparse.Namespace) -> int:
    django.setup()
    from bench.measuring import fill  # noqa: PLC0415  (models are known only now)
    from qinqing.procedure.appeals.models import Appeal  # noqa: PLC0415

    county = fill(100)
    place = places.Place.here()
    account = _staff(county)
    bytes_before = _bytes(place)
    with serve(place, workers=options.workers) as server:
        staff = server.browser().sign_in(*account)
        until = monotonic() + options.seconds
        flood, desk, honest = Flood(server.port, _token(server), options.rate, until), Watch(until), Watch(until)
        pages = count()
        work = [
            *(flood.send for _ in range(SENDERS)),
            partial(desk.keep, lambda: staff.get(PAGES[next(pages) % len(PAGES)]), 0.2),
            partial(honest.keep, partial(_honest, server.port), 1.0),
        ]
        _together(work)
        spent = monotonic() - flood.began
    junk = Appeal.objects.filter(enterprise_name__startswith="垃圾厂").count()
    return _tell(options, Figures(flood.answers, spent, desk, honest, junk, _bytes(place) - bytes_before))


def _staff(county: "County") -> tuple[str, str]:
    """The intake clerk's account, with the password of the story."""
    from qinqing.services.accounts import actions, queries  # noqa: PLC0415

    name = next(post.holder for post in county.story.posts if post.code == "intake-1")
    found = queries.account_by_username(name)
    actions.set_password(found, password=county.story.password, by=county.cast.actor(name), at=timezone.now())
    return name, county.story.password


def _honest(port: int) -> None:
    """A new enterprise opens the page and lodges, from an address of its own. Raises AssertionError when it is not taken."""
    browser = Browser(port)
    browser.get("/appeals/new")
    browser.post("/appeals/new", text=HONEST, enterprise_name="云岭县老实铸造厂", contact_phone="13800138000")


def _token(server: Server) -> str:
    browser = server.browser()
    browser.get("/appeals/new")
    return browser.cookies["csrf"]


def _together(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _bytes(place: places.Place) -> int:
    """Bytes in the data folder: with SQLite the database too."""
    return sum(path.stat().st_size for path in place.data.rglob("*") if path.is_file())


def _tell(options: argparse.Namespace, figures: Figures) -> int:
    """The table; 1 when a figure misses its limit or nothing was measured."""
    desk, honest = percentile(figures.desk.taken, 0.95), max(figures.honest.taken)
    allowed = "不限" if options.stored is None else str(options.stored)
    missed = desk >= STAFF_LIMIT or honest >= HONEST_LIMIT or bool(figures.desk.troubles or figures.honest.troubles)
    missed |= options.stored is not None and figures.junk > options.stored
    sent = sum(figures.answers.values())
    lines = [
        ("要求每秒提交", str(options.rate), ""),
        ("实际每秒提交", f"{sent / figures.spent:.0f}", ""),
        ("提交的答复", "、".join(f"{name} × {times}" for name, times in sorted(figures.answers.items())), ""),
        (f"工作台页面 {len(figures.desk.taken)} 次，p95，秒", f"{desk:.2f}", f"< {STAFF_LIMIT:g}"),
        (f"企业正常提交 {len(figures.honest.taken)} 次，最慢，秒", f"{honest:.2f}", f"< {HONEST_LIMIT:g}"),
        ("工作台打不开，次", str(len(figures.desk.troubles)), "0"),
        ("企业正常提交没有收下，次", str(len(figures.honest.troubles)), "0"),
        ("存下的垃圾诉求，件", str(figures.junk), allowed),
        ("数据目录增大，MiB", f"{figures.grown / 2**20:.1f}", ""),
    ]
    print(f"| {connection.vendor}，{options.seconds:g} 秒 | 实测 | 要求 |\n|---|---|---|")
    print("\n".join(f"| {what} | {measured} | {wanted} |" for what, measured, wanted in lines))
    for trouble in sorted({*figures.desk.troubles, *figures.honest.troubles}):
        print(trouble, file=sys.stderr)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
