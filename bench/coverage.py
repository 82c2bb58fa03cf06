"""``python -m bench.coverage``: the coverage map over so many enterprises, read as counted and as asked of each.

Each size in a database of its own: as many appeals as enterprises, half of them closed and rated, visits to half of them,
invitations to a campaign for two in five. The page is asked for in the process, by an intake clerk.
"""

import argparse
import json
import subprocess
import sys
from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any

import django

from bench import places
from bench.report import table
from bench.timing import durations, seconds

SIZES = (300, 10_000, 100_000)
CHUNK = 2000
WISH = 200  # milliseconds


def main() -> int:
    """Prints the curve; 1 when the wish is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.coverage", description="覆盖面的用时")
    parser.add_argument(
        "--enterprises", type=int, nargs="+", default=list(SIZES), metavar="N", help="企业家数，可写几个"
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="只测一种数据库")
    parser.add_argument("--here", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        return measure_here(options.here)
    makes: dict[str, Any] = {} if options.database == "postgresql" else {"SQLite": places.sqlite}
    server = "" if options.database == "sqlite" else places.find_server()
    if server:
        makes["PostgreSQL"] = partial(places.postgres, server)
    rows, slowest = [["企业", "页面 p50，毫秒", "逐家查询，毫秒", "全部重数，秒"]], 0.0
    for name, make in makes.items():
        for size in options.enterprises:
            with make(size, places.Use.ONCE) as place:
                told = _measured(place, size)
            slowest = max(slowest, told["page"])
            rows.append([f"{name} {size:,}", f"{told['page']:.0f}", f"{told['asked']:.0f}", f"{told['all']:.1f}"])
    print(table(rows))
    return int(slowest > WISH)


def _measured(place: places.Place, size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.coverage", "--here", str(size)]
    done = subprocess.run(command, env=place.environment(), stdout=subprocess.PIPE, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def measure_here(size: int) -> int:
    """One size, in a process that knows this database only. Raises AssertionError where the two ways differ."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from bench.cases import County  # noqa: PLC0415  (models are known only now)
    from qinqing.procedure.outreach import actions, queries  # noqa: PLC0415
    from qinqing.procedure.outreach.models import Recount  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now = timezone.now()
    county = County(now=now, settled=now - timedelta(days=400))
    _fill(county, size, now)
    Recount.objects.create(enterprise_id=None)
    wanted, clerk = queries.CoverageWanted(), county.clerk
    asked = seconds(lambda: queries.groups(clerk, wanted)) * 1000
    before = sorted(map(str, queries.groups(clerk, wanted)))
    counting = seconds(actions.recount)
    _settle()
    assert sorted(map(str, queries.groups(clerk, wanted))) == before
    page = median(durations(_page(county), times=9)) * 1000
    print(json.dumps({"page": page, "asked": asked, "all": counting}))
    return 0


def _page(county: Any) -> Any:
    """The page, asked for by the intake clerk."""
    from django.test import Client  # noqa: PLC0415

    from bench.counting import Counter  # noqa: PLC0415
    from qinqing.services.accounts import actions as accounts  # noqa: PLC0415
    from qinqing.services.accounts import queries as people  # noqa: PLC0415

    username = next(post.holder for post in county.story.posts if post.code == "intake-1")
    password, by = county.story.password, county.cast.actor(username)
    from django.utils import timezone  # noqa: PLC0415

    accounts.set_password(people.account_by_username(username), password=password, by=by, at=timezone.now())
    client = Client(HTTP_HOST="127.0.0.1")
    client.get("/sign-in/")
    client.post("/sign-in/", {"username": username, "password": password, "next": "/"})
    asking = Counter({name: morsel.value for name, morsel in client.cookies.items()})
    return lambda: asking.get("/desk/coverage/")


def _fill(county: Any, size: int, now: Any) -> None:
    """Enterprises and what may be said of them, in bulk; their record is not written."""
    from qinqing.procedure.outreach.models import Campaign  # noqa: PLC0415

    organ = county.departments[0].id
    campaign = Campaign.objects.create(
        organ_id=organ,
        state="held",
        title="政策进园区",
        on=now.date(),
        place="大厅",
        planned_by="工信商务局",
        planned_at=now,
    )
    for first in range(0, size, CHUNK):
        _write(county, range(first, min(first + CHUNK, size)), campaign, now)
    _settle()


def _write(county: Any, numbers: range, campaign: Any, now: Any) -> None:
    from qinqing.kernel.ids import public_code  # noqa: PLC0415
    from qinqing.procedure.appeals.models import Appeal  # noqa: PLC0415
    from qinqing.procedure.outreach.models import Participant, Visit  # noqa: PLC0415
    from qinqing.procedure.register.models import Enterprise  # noqa: PLC0415
    from qinqing.procedure.supervision.models import Evaluation  # noqa: PLC0415

    places_of = [organ.id for organ in county.departments[:15]]
    made = Enterprise.objects.bulk_create(
        Enterprise(
            name=f"云岭县丰和{n}号农机有限公司", name_key=f"云岭县丰和{n}号农机有限公司", section=chr(65 + n % 20),
            size=("large", "medium", "small", "micro")[n % 4], township_id=places_of[n // 80 % len(places_of)],
        )
        for n in numbers
    )  # fmt: skip
    brought = Appeal.objects.bulk_create(
        Appeal(
            code=public_code(), number=f"FGM-2026-{n:06d}", query_digest="", edition_id=county.edition.id,
            enterprise=one, enterprise_name=one.name, confidential=n % 7 == 0, title="园区停电", text="园区每周停电两三次",
            channel="counter", received_at=now, entered_at=now, section=one.section, rung=1,
            state="closed" if n % 2 else "registered", closed_at=now if n % 2 else None,
        )
        for n, one in zip(numbers, made, strict=True)
    )  # fmt: skip
    Evaluation.objects.bulk_create(
        Evaluation(appeal=one, closed_at=now, solved=one.pk % 4 > 0, level=4, given_by="企业", at=now)
        for one in brought
        if one.closed_at
    )
    Visit.objects.bulk_create(
        Visit(
            enterprise=one, organ_id=places_of[0], state="made", on=now.date(), visitors="韦主任", visited_at=now,
            entered_by="韦主任", entered_at=now,
        )
        for one in made[::2]
    )  # fmt: skip
    Participant.objects.bulk_create(
        Participant(campaign=campaign, enterprise=one, invited_at=now) for one in [*made[::5], *made[1::5]]
    )


def _settle() -> None:
    from bench.filling import settle_statistics  # noqa: PLC0415

    settle_statistics()


if __name__ == "__main__":
    sys.exit(main())
