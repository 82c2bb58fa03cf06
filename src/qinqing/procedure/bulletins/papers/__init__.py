"""The paper of a bulletin: what the television column shows and reads. 四(六)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import full_day_zh
from qinqing.procedure.appeals.papers import bureau_full
from qinqing.procedure.bulletins.models import Bulletin
from qinqing.procedure.bulletins.rules import from_data, tables
from qinqing.procedure.bulletins.rules.aloud import said
from qinqing.procedure.bulletins.rules.months import month_zh, next_month
from qinqing.procedure.plan.rules import cite
from qinqing.services.documents.queries import PaperKind


def bulletin(found: Bulletin) -> dict[str, Any]:
    """月度通报: the month in a paragraph, a row for each department, the examples, the digest; no query."""
    figures = from_data(found.figures)
    totals, upper = figures.totals, figures.upper
    return {
        "month": month_zh(found.begins),
        "issue": found.number,
        "preface": found.preface or "现将本月企业诉求办理和评价情况通报如下。",
        "received": str(totals.received),
        "closed": str(totals.closed),
        "open": str(totals.open),
        "overdue": str(totals.overdue),
        "days": str(upper.days),
        "heard": str(upper.heard),
        "decided": str(upper.decided),
        "implemented": str(upper.implemented),
        "rows": [_row(row) for row in tables.rows(figures)],
        "has_examples": bool(found.examples),
        "examples": [
            {"heading": f"（{said(place)}）{one['title']}", "text": one["text"]}
            for place, one in enumerate(found.examples, 1)
        ],
        "as_of": full_day_zh(next_month(found.begins) - A_DAY),
        "digest": found.digest,
        "clause": cite("四(六)"),
        "issuer": bureau_full(),
    }


def bulletin_for(reference: str) -> tuple[str, dict[str, Any]]:
    """The bulletin of a month (2026-10), or the latest, as it stands. Raises NotFound."""
    rows = Bulletin.objects.order_by("-month")
    found = rows.first() if reference == "latest" else rows.filter(month=reference).first()
    if found is None:
        raise NotFound("没有这个月的通报，请核对月份（如 2026-10）")
    return found.subject, bulletin(found)


def _row(row: tables.Shown) -> dict[str, str]:
    return {
        "name": row.name,
        "received": str(row.counts.received),
        "closed": str(row.counts.closed),
        "overdue": str(row.counts.overdue),
        "in_time": row.rates["closed_in_time"],
        "solved": row.rates["solved"],
        "satisfied": row.rates["satisfied"],
    }


A_DAY = timedelta(days=1)
HERE = Path(__file__).parent
PAPERS = (PaperKind(HERE / "bulletin.toml", bulletin_for),)

__all__ = ["PAPERS", "bulletin"]
