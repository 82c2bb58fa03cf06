"""月度通报 for everybody: the list, one month, news feed, open data, and a text to read out. 四(六)."""

import json
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed

from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.phrases import full_moment_zh
from qinqing.procedure.bulletins import queries
from qinqing.procedure.bulletins.queries import Bulletin
from qinqing.procedure.bulletins.rules import aloud, opened, tables
from qinqing.procedure.register import queries as register

TITLE = "县长服务企业接待日月度通报"


@login_not_required
def bulletins(request: Request) -> HttpResponse:
    """Every month that is out, the newest first."""
    rows = [{"bulletin": one, "totals": queries.figures_of(one).totals} for one in queries.published()]
    return render(request, "portal/bulletins.html", {"rows": rows})


@login_not_required
def bulletin(request: Request, month: str) -> HttpResponse:
    """One month: how it was, in figures by department and in examples, and what was put right afterwards."""
    found = queries.fetch_published(month)
    figures = queries.figures_of(found)
    context = {
        "bulletin": found,
        "totals": figures.totals,
        "as_of": figures.as_of,
        "headings": tables.HEADINGS,
        "rows": tables.rows(figures),
        "upper": tables.upper(figures),
        "meanings": tables.meanings(),
        "corrections": queries.opened_corrections(found),
        "crumbs": [Link("月度通报", reverse("portal:bulletins")), Link(found.title)],
    }
    return render(request, "portal/bulletin.html", context)


@login_not_required
def feed(request: Request) -> HttpResponse:
    """The months as RSS, and what was put right in them: each correction is news of its own."""
    address = request.build_absolute_uri(reverse("portal:bulletins"))
    news = Rss201rev2Feed(f"{register.county().name}{TITLE}", address, "每月企业诉求办理和评价情况", language="zh-CN")
    items = [item for one in queries.published() for item in _news(one, _address(request, one))]
    for item in sorted(items, key=itemgetter("pubdate"), reverse=True):
        news.add_item(**item)
    return HttpResponse(news.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


@login_not_required
def as_json(request: Request, month: str) -> HttpResponse:
    """A month's figures for programs."""
    found = queries.fetch_published(month)
    text = json.dumps(queries.opened_data(found), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@login_not_required
def as_csv(request: Request, month: str) -> HttpResponse:
    """A month's figures as a table that spreadsheets open."""
    found = queries.fetch_published(month)
    corrected = {f"第{row['number']}号更正": f"{row['where']}：{row['was']}更正为{row['becomes']}（{row['reason']}）"
                 for row in queries.opened_corrections(found)}  # fmt: skip
    about = {"月份": found.month, "数字计到": full_moment_zh(found.cutoff_at), "摘要": found.digest, **corrected}
    text = opened.as_csv(queries.figures_of(found), about)
    headers = {"Content-Disposition": f'attachment; filename="bulletin-{found.month}.csv"'}
    return HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


@login_not_required
def read_out(request: Request, month: str) -> HttpResponse:
    """A month as it is read out, figures in words."""
    found = queries.fetch_published(month)
    text = aloud.spoken(register.county().name, found.begins, queries.figures_of(found), found.examples)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _news(one: Bulletin, address: str) -> Iterator[dict[str, Any]]:
    totals = queries.figures_of(one).totals
    said = f"收到诉求{totals.received}件，办结{totals.closed}件，在办{totals.open}件。"
    yield {
        "title": one.title, "link": address, "description": said, "pubdate": one.published_at, "unique_id": address,
    }  # fmt: skip
    for row in queries.opened_corrections(one):
        yield {
            "title": f"{one.title}第{row['number']}号更正",
            "link": address,
            "description": f"{row['where']}：“{row['was']}”更正为“{row['becomes']}”。原因：{row['reason']}",
            "pubdate": row["at"],
            "unique_id": f"{address}#{row['number']}",
            "unique_id_is_permalink": False,
        }


def _address(request: HttpRequest, found: Bulletin) -> str:
    return request.build_absolute_uri(reverse("portal:bulletin", args=[found.month]))
