"""``python -m bench.ledgers``: the ledger of so many decided items through the real query and the real export.

Filling and exporting are processes of their own, so that the memory measured is the export's alone.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter

import django

ITEMS = 100_000
CHUNK = 2000
WISH = 150  # megabytes


def main() -> int:
    """Prints rows, seconds, megabytes of the file and of memory; 1 when the wish is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledgers", description="导出决定事项台账的用时和内存")
    parser.add_argument("--items", type=int, default=ITEMS, metavar="N", help=f"决定事项件数，默认 {ITEMS}")
    parser.add_argument("--part", choices=("fill", "export"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        django.setup()
        return fill(options.items) if options.part == "fill" else export(options.items)
    with tempfile.TemporaryDirectory(prefix="qinqing-bench-") as folder:
        environment = {
            **os.environ,
            "QINQING_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "qinqing.config.settings",
            "QINQING_SECRET_KEY": "b" * 60,
        }
        command = [sys.executable, "-m", "bench.ledgers", "--items", str(options.items), "--part"]
        subprocess.run([*command, "fill"], env=environment, check=True)
        return subprocess.run([*command, "export"], env=environment, check=False).returncode


def fill(items: int) -> int:
    """The demo county's register, and items with their appeals, departments, steps and blocks in bulk."""
    from django.core.management import call_command  # noqa: PLC0415  (models are known only now)
    from django.utils import timezone  # noqa: PLC0415

    from bench.cases import County  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now = timezone.now()
    county = County(now=now, settled=now - timedelta(days=400))
    for first in range(0, items, CHUNK):
        _write(county, range(first, min(first + CHUNK, items)), now)
    return 0


def _write(county, numbers, now) -> None:  # type: ignore[no-untyped-def]
    from qinqing.kernel.ids import public_code  # noqa: PLC0415
    from qinqing.procedure.appeals.models import Appeal  # noqa: PLC0415
    from qinqing.procedure.decisions.models import DecidedItem, Milestone, Share  # noqa: PLC0415

    told = county.story.appeals
    appeals = Appeal.objects.bulk_create(
        Appeal(
            code=public_code(), number=f"JDR-2026-{number:06d}", query_digest="", edition_id=county.edition.id,
            enterprise_id=county.enterprises[number % len(county.enterprises)].pk,
            enterprise_name=county.enterprises[number % len(county.enterprises)].name,
            confidential=number % 7 == 0, title=told[number % len(told)].title, text=told[number % len(told)].text,
            channel="counter", received_at=now, entered_at=now, state="implementing", rung=2, decided=True,
        )
        for number in numbers
    )  # fmt: skip
    items = DecidedItem.objects.bulk_create(
        DecidedItem(
            code=public_code(), number=f"JDX-2026-{number:06d}", appeal=appeal, edition_id=county.edition.id,
            text=f"{appeal.title}：由牵头部门限期办结，并每月报送进展。", criterion="企业书面确认问题解决，有验收单为证。",
            lead_id=county.departments[number % len(county.departments)].id, decided_on=date(2026, 11, 2),
            due_on=date(2026, 12, 1) + timedelta(days=number % 60), state="implementing",
            amount=Decimal(number) + Decimal("0.5") if number % 3 == 0 else None, assigned_by="县政府办",
            assigned_at=now, due_at=now,
        )
        for number, appeal in zip(numbers, appeals, strict=True)
    )  # fmt: skip
    departments = [one.id for one in county.departments]
    Share.objects.bulk_create(
        Share(item=item, organ_id=departments[(number + place) % len(departments)], kind=kind)
        for number, item in enumerate(items)
        for place, kind in enumerate(("lead", "assisting", "assisting"))
    )
    Milestone.objects.bulk_create(
        Milestone(item=item, ordinal=place, text="完成现场勘察", due_on=item.due_on, original_due_on=item.due_on)
        for item in items
        for place in (1, 2)
    )


def export(items: int) -> int:
    """One export as the office takes it away."""
    from django.utils import timezone  # noqa: PLC0415

    from qinqing.kernel.actors import Actor, Role  # noqa: PLC0415
    from qinqing.procedure.decisions import queries  # noqa: PLC0415
    from qinqing.services.documents.actions import export_ledger  # noqa: PLC0415

    now, office = timezone.now(), Actor(Role.OFFICE, name="周文卿")
    before, started = _peak(), perf_counter()
    made = export_ledger(queries.ITEMS, queries.ledger_rows(office, queries.Wanted(), at=now), by=office, at=now)
    took, size = perf_counter() - started, int(made.headers["Content-Length"]) / 1e6
    made.file.close()
    peak = _peak()
    print(f"{made.rows:,} 行，{took:.1f} 秒，文件 {size:.1f} MB，进程内存峰值 {peak:.0f} MB（导出前 {before:.0f} MB）")
    return 0 if made.rows == items and peak < WISH else 1


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
