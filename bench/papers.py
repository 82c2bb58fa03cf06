"""``python -m bench.papers``: a day's dossier and its minutes, from the record to .docx and PDF, by number of appeals.

Every appeal climbs to its day through the public actions, so a sheet tells a whole first rung; each of two departments
writes its part, and what is heard is half decided. What is printed is the curve: a paper of twice the appeals shall
take about twice the time.
"""

import argparse
import json
import os
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from statistics import median
from typing import Any

import django

from bench.timing import seconds

SIZES = (5, 10, 20, 30)
WISHES = {"dossier": (20, 2.0), "minutes": (20, 0.5)}  # seconds for so many appeals
NAMES = {"dossier": "接待材料", "minutes": "会议纪要"}
TIMES = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of one paper: the step that freezes it, its .docx, its PDF."""

    kind: str
    appeals: int
    step: float
    docx: float
    pdf: float

    @property
    def whole(self) -> float:
        """From the press of the button to both files."""
        return self.step + self.docx + self.pdf


def main() -> int:
    """Prints the curve; 1 when a wish is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.papers", description="接待材料和会议纪要的用时")
    parser.add_argument("--appeals", type=int, nargs="+", default=list(SIZES), metavar="N", help="每个接待日的诉求件数")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qinqing-bench-") as folder:
        os.environ |= {
            "QINQING_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "qinqing.config.settings",
            "QINQING_SECRET_KEY": "b" * 60,
        }
        django.setup()
        taken = measure(sorted(options.appeals))
    print(table(taken))
    return int(any(not kept(one) for one in taken))


def kept(one: Taken) -> bool:
    """Is the wish for this paper kept? One of another number of appeals has none."""
    appeals, wish = WISHES[one.kind]
    return one.appeals != appeals or one.whole < wish


def table(taken: list[Taken]) -> str:
    """A line for each paper; the last column says how much longer than the smallest day an appeal takes."""
    lines = [
        "| 公文 | 诉求 | 印发，毫秒 | Word | PDF | 合计 | 每件 | 每件，比最少的一天 |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind, name in NAMES.items():
        of_kind = [one for one in taken if one.kind == kind]
        for one in of_kind:
            figures = [one.step, one.docx, one.pdf, one.whole, one.whole / one.appeals]
            told = " | ".join(f"{figure * 1000:,.0f}" for figure in figures)
            ratio = (one.whole / one.appeals) / (of_kind[0].whole / of_kind[0].appeals)
            lines.append(f"| {name} | {one.appeals} | {told} | {ratio:.2f} 倍 |")
    wishes = "，".join(f"{appeals} 件的{NAMES[kind]}不超过 {wish} 秒" for kind, (appeals, wish) in WISHES.items())
    return "\n".join([*lines, "", f"希望：{wishes}。"])


def measure(sizes: list[int]) -> list[Taken]:
    """Each size on a day of its own, all hosted by the same deputy mayor."""
    from django.core.management import call_command  # noqa: PLC0415  (models are known only now)
    from django.utils import timezone  # noqa: PLC0415

    from bench.cases import County  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now = timezone.now()
    county = County(now=now, settled=now - timedelta(days=400))
    return [one for place, size in enumerate(sizes) for one in _day(county, size, place, now)]


def _day(county: Any, size: int, place: int, now: datetime) -> list[Taken]:
    """One day from its plan to its minutes."""
    from qinqing.procedure.decisions import actions as decisions  # noqa: PLC0415
    from qinqing.procedure.receptions import actions, queries  # noqa: PLC0415

    print(f"{size} …", file=sys.stderr, flush=True)
    cast = county.cast
    day, host = _prepared(county, size, place, now)
    act = {"by": cast.office, "at": now}
    step = seconds(lambda: actions.issue_dossier(queries.fetch(cast.office, day), **act))
    dossier = _drawn("dossier", size, step)
    minutes = _heard(county, day, host, now)
    step = seconds(lambda: decisions.issue_minutes(queries.fetch_minutes(cast.office, minutes), **act))
    return [dossier, _drawn("minutes", size, step)]


def _prepared(county: Any, size: int, place: int, now: datetime) -> tuple[str, Any]:
    """A day with its agenda, its notice out and every part written; and its host."""
    from qinqing.kernel.phrases import local  # noqa: PLC0415
    from qinqing.procedure.appeals import queries as appeals  # noqa: PLC0415
    from qinqing.procedure.receptions import actions, queries  # noqa: PLC0415

    cast, act = county.cast, {"by": county.cast.office, "at": now}
    ripe = [appeals.fetch(cast.office, code) for code in _ripe(county, size, place, now)]
    host = cast.deputy(ripe[0].section)
    day = actions.plan(
        host_post=host.post, date=local(now).date(), starts_at=time(8 + place), ends_at=time(9 + place),
        place=f"第{place + 1}会议室", capacity=size, reason="性能测量", departments=[ripe[0].lead_id], **act,
    )  # fmt: skip
    actions.put_on_agenda(day, ripe, **act)
    actions.issue_notice(queries.fetch(cast.office, day.code), **act)
    for part in [one.part for sheet in queries.sheets(day, cast.office, at=now) for one in sheet.parts]:
        officer = cast.officer(cast.code_of(part.organ_id))
        said = "已到现场核实，线路负荷已满，改造要停产三天，资金还差四成。" * 8
        found = queries.fetch_dossier_part(officer, part.code)
        actions.submit_part(found, opinion=said, proposal="由牵头部门限期改造。" * 4, by=officer, at=now)
    return day.code, host


def _ripe(county: Any, size: int, place: int, now: datetime) -> list[str]:
    """So many appeals of one enterprise, walked up to the office and ripe to be heard."""
    from qinqing.doors.operations.county.journeys import steps_of  # noqa: PLC0415
    from qinqing.doors.operations.county.walking import STEPS, Walk, lodge  # noqa: PLC0415

    told = next(one for one in county.story.appeals if one.rung == 2 and one.state == "closed" and one.assisting)
    told, codes = replace(told, state="ripe"), dict[str, str]()
    for number in range(size):
        walk = Walk(county.cast, replace(told, key=f"bench-{place}-{number}"), codes)
        lodge(walk, now)
        for name in steps_of(told):
            STEPS[name](walk, now)
    return list(codes.values())


def _heard(county: Any, day: str, host: Any, now: datetime) -> str:
    """Every appeal heard, the day closed, its minutes drafted and confirmed; the code of the minutes."""
    from qinqing.kernel.phrases import local  # noqa: PLC0415
    from qinqing.procedure.decisions import actions as decisions  # noqa: PLC0415
    from qinqing.procedure.decisions.rules.kinds import NewItem  # noqa: PLC0415
    from qinqing.procedure.receptions import actions, queries  # noqa: PLC0415
    from qinqing.procedure.receptions.rules.kinds import Presence, Present  # noqa: PLC0415

    cast, act = county.cast, {"by": county.cast.intake, "at": now}
    said = {"opinion": "请牵头部门会同有关部门限期办结。" * 4, "statement": "企业介绍了情况，希望尽快解决。" * 6}
    due = local(now).date() + timedelta(days=30)
    for number, entry in enumerate(queries.agenda(queries.fetch(cast.intake, day), cast.intake)):
        here = queries.entry(cast.intake, day, entry.appeal.code)
        if number % 2:
            actions.record_outcome(here, outcome="deferred", **said, **act)
        else:
            item = NewItem("完成线路改造并书面答复企业", "连续三十天不跳闸", here.appeal.lead_id, due)
            decisions.decide_at_hearing(here, items=[item], **said, **act)
    came = [Present(organ, Presence.LEADER, "主要负责人") for organ in queries.departments(here.day)]
    actions.record_attendance(queries.fetch(cast.intake, day), came, **act)
    decisions.close_day(queries.fetch(cast.intake, day), **act)
    minutes = decisions.draft_minutes(queries.fetch(cast.intake, day), **act)
    decisions.send_minutes(queries.fetch_minutes(cast.intake, minutes.code), **act)
    actions.confirm_minutes(queries.fetch_minutes(host, minutes.code), by=host, at=now)
    return str(minutes.code)


def _drawn(kind: str, size: int, step: float) -> Taken:
    """The newest paper of a kind drawn a few times from its frozen content, as the filing does."""
    from qinqing.services.documents.queries import kind_of, paper, paper_named  # noqa: PLC0415
    from qinqing.services.documents.queries.kinds import shipped  # noqa: PLC0415
    from qinqing.services.documents.rules.papers.drawing import draw_pdf  # noqa: PLC0415
    from qinqing.services.documents.rules.papers.rendering import render  # noqa: PLC0415

    content = json.loads(paper(paper_named(kind, "latest").code).content)
    template, name = shipped(kind), kind_of(kind).name
    docx = render(template, content, title=name)
    draw_pdf(docx, fonts=[])
    return Taken(
        kind, size, step,
        median(seconds(lambda: render(template, content, title=name)) for _ in range(TIMES)),
        median(seconds(lambda: draw_pdf(docx, fonts=[])) for _ in range(TIMES)),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
