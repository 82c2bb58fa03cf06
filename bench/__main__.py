"""``python -m bench``: every size on every database, each in a process and a database of its own."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import django

from bench import places
from bench.places import Use
from bench.report import report

QUICK = 1000
SIZES = (10_000, 100_000)
HELP = "once 装入、测量、扔掉（默认）；fill 只装入，留着；filled 测量留着的那一份的副本"
Make = Callable[..., AbstractContextManager[places.Place]]
Results = dict[tuple[str, int], dict[str, Any]]


def main() -> int:
    """Prints the table; 1 when there was nothing to measure."""
    options = _options()
    if options.here:
        return _measure_here(options)
    sizes = [QUICK] if options.quick else options.appeals
    results: Results = {}
    for name, make in _databases(options.database):
        for size in sizes:
            with make(size, options.use) as place:
                results[name, size] = _measure(place, size, options)
    if options.use is Use.FILL:
        return 0
    if not results:
        print("没有可以测量的数据库", file=sys.stderr)
        return 1
    print(report(results))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="性能测量，输出表格")
    parser.add_argument("--appeals", type=int, nargs="+", default=list(SIZES), metavar="N", help="诉求件数，可写几个")
    parser.add_argument("--quick", action="store_true", help=f"只用 {QUICK} 件诉求走一遍，数字没有意义")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="只测一种数据库")
    parser.add_argument("--times", type=int, default=40, metavar="N", help="一个客户端时每页请求几次，默认 40")
    parser.add_argument("--seconds", type=float, default=2, metavar="S", help="八个客户端时每页测几秒，默认 2")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="网页进程个数，默认 2")
    parser.add_argument("--use", type=Use, choices=list(Use), default=Use.ONCE, help=HELP)
    parser.add_argument("--here", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.quick:
        options.times, options.seconds = 3, 0.2
    return options


def _databases(wanted: str | None) -> Iterator[tuple[str, Make]]:
    if wanted != "postgresql":
        yield "SQLite", places.sqlite
    if wanted != "sqlite":
        server = places.find_server()
        if server:
            yield "PostgreSQL", partial(places.postgres, server)
        else:
            print("没有找到 PostgreSQL，跳过：可用 QINQING_BENCH_POSTGRES_URL 指明服务器", file=sys.stderr)


def _measure(place: places.Place, size: int, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one size, from a process that knows this database only."""
    chosen = {"here": size, **{name: getattr(options, name) for name in ("times", "seconds", "workers", "use")}}
    words = [word for name, value in chosen.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "bench", *words]
    done = subprocess.run(command, env=place.environment(), stdout=subprocess.PIPE, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _measure_here(options: argparse.Namespace) -> int:
    django.setup()
    from bench.measuring import fill, measure  # noqa: PLC0415  (models are known only now)

    county = fill(options.here)
    if options.use is Use.FILL:
        figures = {}
    else:
        figures = measure(county, times=options.times, lasting=options.seconds, workers=options.workers)
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
