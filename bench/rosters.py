"""``python -m bench.rosters``: a roster of so many enterprises through the real command, then the same file again.

Making the file, importing it, importing it again and verifying are processes of their own, so that the memory measured
is the import's alone.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections import deque
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

ENTERPRISES = 100_000
SECONDS, MEGABYTES = 120, 300
HEAD = (
    "序号",
    "企业名称",
    "统一社会信用代码",
    "法定代表人",
    "行业",
    "规模",
    "乡镇",
    "地址",
    "联系人",
    "联系电话",
    "成立日期",
    "状态",
)
PARTS = ("fill", "make", "take")


def main() -> int:
    """Prints what each part took; 1 when a wish is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.rosters", description="导入企业名册的用时和内存")
    parser.add_argument("--enterprises", type=int, default=ENTERPRISES, metavar="N", help=f"家数，默认 {ENTERPRISES}")
    parser.add_argument("--kind", choices=("xlsx", "csv"), default="xlsx", help="文件的格式，默认 xlsx")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        return {"fill": fill, "make": make, "take": take}[options.part](options.enterprises, options.kind)
    with tempfile.TemporaryDirectory(prefix="qinqing-bench-") as folder:
        environment = {
            **os.environ,
            "QINQING_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "qinqing.config.settings",
            "QINQING_DEMO": "1",  # its people are those of the demo county
        }
        words = ["--enterprises", str(options.enterprises), "--kind", options.kind, "--part"]
        for part in ("fill", "make"):
            subprocess.run([sys.executable, "-m", "bench.rosters", *words, part], env=environment, check=True)
        again = [
            subprocess.run([sys.executable, "-m", "bench.rosters", *words, "take"], env=environment, check=False)
            for _ in range(2)
        ]
        verify = [sys.executable, "-m", "qinqing.doors.operations.cli", "verify", "--json"]
        told = subprocess.run(verify, env=environment, stdout=subprocess.PIPE, check=False)
    ok = bool(json.loads(told.stdout)["ok"])
    print(f"核验：{'全部相符' if ok else '不符'}")
    return int(not ok or any(one.returncode for one in again))


def fill(enterprises: int, kind: str) -> int:
    """The demo county without its appeals."""
    import django  # noqa: PLC0415  (once the settings are named)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from qinqing.doors.operations.county.settling import settle  # noqa: PLC0415
    from qinqing.doors.operations.county.story import tell  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    settle(tell(), at=timezone.now() - timedelta(days=400))
    return 0


def make(enterprises: int, kind: str) -> int:
    """The roster as a bureau would hand it in."""
    from openpyxl import Workbook  # noqa: PLC0415  (not in the process that is measured)

    path, lines = _path(kind), _lines(enterprises)
    if kind == "csv":
        path.write_text("".join(",".join(map(str, line)) + "\n" for line in lines), encoding="gb18030")
        return 0
    book = Workbook(write_only=True)
    sheet = book.create_sheet("企业名册")
    for line in lines:
        sheet.append(line)
    book.save(path)
    return 0


def _lines(enterprises: int):  # type: ignore[no-untyped-def]
    from qinqing.kernel.shaping import complete_credit_code, complete_organisation_code  # noqa: PLC0415

    chance = random.Random(enterprises)
    yield HEAD
    for number in range(enterprises):
        code = complete_credit_code(f"91459900{complete_organisation_code(f'MA{number:06d}')}")
        founded = date(2003, 1, 1) + timedelta(days=chance.randrange(8000))
        yield (
            number + 1, f"云岭县丰和{number}号农机有限公司", code, f"韦{number % 97}", chance.choice(("批发业", "C", "制糖")),
            chance.choice(("小型", "微型", "中型")), chance.choice(("石桥镇", "城西工业园")), f"工业大道{number}号",
            f"覃{number % 89}", f"1380000{number % 10_000:04d}", founded.strftime("%Y年%m月%d日"),
            chance.choice(("存续", "在业", "注销")),
        )  # fmt: skip


def take(enterprises: int, kind: str) -> int:
    """One import as an operator runs it."""
    import django  # noqa: PLC0415  (the process that makes the file does not need it)

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from qinqing.procedure.register.actions import import_enterprises  # noqa: PLC0415
    from qinqing.services.documents.rules.tables import Report, Taken  # noqa: PLC0415

    started = perf_counter()
    report: Report = deque(import_enterprises(_path(kind), at=timezone.now()), maxlen=1).pop()
    took = perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = used.ru_maxrss / 1024
    told = "，".join(f"{taken.label} {report.counts[taken]:,}" for taken in Taken if report.counts[taken])
    print(f"{told}：{took:.1f} 秒（处理器 {used.ru_utime + used.ru_stime:.1f} 秒），进程内存峰值 {peak:.0f} MB")
    return int(report.rows != enterprises or bool(report.rejected) or took > SECONDS or peak > MEGABYTES)


def _path(kind: str) -> Path:
    return Path(os.environ["QINQING_DATA"]) / f"roster.{kind}"


if __name__ == "__main__":
    sys.exit(main())
