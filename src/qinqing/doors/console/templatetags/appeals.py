"""The rows of the table of appeals, on every desk and in every search: put together here, because a template takes nine
times as long. Whatever was typed by somebody is escaped."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

from qinqing.doors.web.templatetags.qinqing import clause, light

if TYPE_CHECKING:
    from qinqing.doors.console.rows import Row

register = template.Library()
NO_LIMIT = '<span class="sub">—</span>'
CONFIDENTIAL = " · <b>身份对被反映部门保密</b>"


@register.simple_tag
def appeal_rows(rows: Iterable["Row"]) -> SafeString:
    """A line for each appeal: its limit, what it is, where it stands, who has it, and the next step."""
    return SafeString("\n".join(map(_line, rows)))


def _line(row: "Row") -> str:
    number = escape(row["number"])
    return (
        f'<tr><td data-label="时限">{_limit(row)}</td>'
        f'<td data-label="诉求"><a href="{escape(row["url"])}">{escape(row["title"])}</a>{_urgency(row["urgency"])}'
        f"<small>{number} · {escape(row['enterprise'])}{CONFIDENTIAL if row['hidden'] else ''}</small></td>"
        f'<td data-label="到了哪一步">{escape(row["state"])} {clause(row["clause"])}</td>'
        f'<td data-label="在谁手里">{escape(row["holder"]) or "—"}</td>'
        f'<td><a class="btn{" main" if row["mine"] else ""}" href="{escape(row["action_url"])}">{escape(row["action"])}'
        f'<span class="hidden">：{number}</span></a></td></tr>'
    )


def _limit(row: "Row") -> str:
    return f"{light(row['light'])}<small>{escape(row['due'])} 到期</small>" if row["light"] else NO_LIMIT


def _urgency(label: str) -> str:
    return f' <span class="badge yellow">{escape(label)}</span>' if label else ""
