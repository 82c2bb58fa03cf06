"""What a poster for notice boards 宣传栏 says today: who is reached where, what can be brought and how, the next days. 四."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from qinqing.doors.web import qr
from qinqing.kernel.phrases import day_zh
from qinqing.procedure.appeals.rules.kinds import Matter
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register

SHEETS = {"a4": "A4", "a3": "A3"}
# The two codes, by what they lead to.
CODES = {"lodge": ("扫码反映诉求", "portal:lodge"), "track": ("扫码查询进度", "portal:track")}
POINTS, DAYS = 6, 5
WHOM = "在本县注册的企业，以及已签订投资协议并注册的在建、续建项目，都可以反映。"
WAYS = (
    "网上：手机扫码，或在电脑上打开网址，不用注册",
    "电话、传真、电子邮件：见下面的联系点",
    "当面：到联系点说，或带书面材料来",
    "在家门口：走访企业的干部会记下来，登记为诉求",
    "接待日现场：县长、副县长当面听",
    "市里：向市企业服务中心反映的，也会转到县里",
)
LIMITS = (
    ("四(一)1", "{transfer} 个工作日内登记并转到主管部门；一般事项 {handle_ordinary} 个工作日内办理答复"),
    ("四(一)2", "部门解决不了的，{compile} 个工作日内汇总报县政府办，由副县长在接待日研究"),
    ("四(一)3", "副县长解决不了的报县长，再解决不了的报市里协调"),
    ("四(三)", "有编号和查询码，办到哪一步随时能查；办完请您评价"),
)


def poster_data(request: HttpRequest, on: date) -> dict[str, Any]:
    """All of it, as ``poster.typ`` and the page read it."""
    said = register.county()
    edition = plan.in_force(on)
    return {
        "title": "企业有困难，直接向县政府反映",
        "subtitle": f"{said.name}县长服务企业接待日",
        "matters": [matter.label for matter in Matter if matter is not Matter.FROM_CITY],
        "whom": WHOM,
        "ways": list(WAYS),
        "limits": [f"{text}（{clause}）".format_map(_Numbers(edition)) for clause, text in LIMITS],
        "days": [_day(one, on) for one in receptions.public_schedule(since=on, limit=DAYS)],
        "codes": [{"key": key, "title": title, "address": address(request, key)} for key, (title, _) in CODES.items()],
        "points": [{"place": one.place, "lines": one.lines} for one in said.points[:POINTS]],
        "hint": f"还有 {len(said.points) - POINTS} 处联系点，见网站首页。" if len(said.points) > POINTS else "",
        "elsewhere": [
            (one.matter, f"{one.where}{f'，电话 {one.phone}' if one.phone else ''}") for one in register.elsewhere()
        ],
        "foot": f"{request.build_absolute_uri('/')}　{day_zh(on, this_year=0)}印制，以网站公布的为准",
    }


def poster_sheet(request: HttpRequest, on: date, sheet: str) -> dict[str, Any]:
    """The same for the press: with the codes as pictures and the size of the paper."""
    data = poster_data(request, on)
    codes = [{**one, "picture": qr.svg(one["address"]).decode()} for one in data["codes"]]
    return {**data, "codes": codes, "sheet": sheet}


def address(request: HttpRequest, which: str) -> str:
    """Where a code leads. Raises KeyError for one that there is not."""
    return request.build_absolute_uri(reverse(CODES[which][1]))


class _Numbers(dict[str, int]):
    """An edition's numbers by their keys."""

    def __init__(self, edition: plan.EditionView) -> None:
        super().__init__()
        self.edition = edition

    def __missing__(self, key: str) -> int:
        return self.edition.limit(key)


def _day(one: Any, on: date) -> tuple[str, str]:
    times = f"{one.starts_at:%H:%M}—{one.ends_at:%H:%M}"
    return f"{day_zh(one.date, this_year=on.year)} {times}", f"{one.host}　{one.kind}　{one.place}"
