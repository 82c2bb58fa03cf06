"""会议纪要 and its 更正通知: what was confirmed and issued, word for word. 四(二)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import full_day_zh, numeral_zh
from qinqing.procedure.appeals.papers import office_full, organs_full
from qinqing.procedure.receptions.models import Erratum, Excerpt, Minutes, MinutesItem, MinutesPart
from qinqing.procedure.receptions.queries.days import occasion, title
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.receptions.rules.minutes import ErratumState, Form
from qinqing.procedure.receptions.states import PUBLISHED

FRAME = ("opening", "closing", "present", "excused", "observers")
SAID = {"statement": "企业陈述", "opinion": "领导意见", "conclusion": "会议结论"}


def minutes(
    written: Minutes, parts: Iterable[MinutesPart], items: Sequence[MinutesItem], readers: Iterable[int]
) -> dict[str, Any]:
    """会议纪要: each appeal with its decided items in their order, and who came; no query."""
    return {name: getattr(written, name) for name in FRAME} | {
        "occasion": occasion(written.day),
        "form": "纪要" if written.day.joint else Form(written.form).label,
        "parts": [_part(place, part, items, joint=written.day.joint) for place, part in enumerate(parts, 1)],
        "readers": organs_full(readers),
        "issuer": office_full(),
    }


def erratum(corrected: Minutes, row: Erratum, *, heading: str, readers: Iterable[int]) -> dict[str, Any]:
    """更正通知: the words that were wrong and those that count; ``heading`` is the part's, empty for the frame; no query."""
    return {
        "minutes": corrected.number,
        "day": title(corrected.day),
        "issued": full_day_zh(corrected.issued_at) if corrected.issued_at else "",
        "where": f"“{heading}”部分" if heading else "",
        "place": str(row.number),
        "was": row.was,
        "becomes": row.becomes,
        "reason": row.reason,
        "confirmed_by": row.ruled_by,
        "readers": organs_full(readers),
        "issuer": office_full(),
    }


def erratum_number(corrected: Minutes, row: Erratum) -> str:
    """``接待日纪要〔2026〕3号更正1``: corrections count within their minutes."""
    return f"{corrected.number}更正{row.number}"


def minutes_for(reference: str) -> tuple[str, dict[str, Any]]:
    """The minutes of a day, by their number or its date (2026-12-18), or the latest issued. Raises NotFound."""
    found = issued_minutes(reference)
    parts = MinutesPart.objects.filter(minutes=found).order_by("position", "id")
    items = MinutesItem.objects.filter(part__minutes=found).order_by("id")
    return found.subject, minutes(found, parts, list(items), readers_of(found))


def erratum_for(reference: str) -> tuple[str, dict[str, Any]]:
    """The newest correction of the minutes with this number or of this date, or of any. Raises NotFound."""
    confirmed = Erratum.objects.filter(state=ErratumState.CONFIRMED).select_related("minutes__day", "entry__minuted")
    if reference != "latest":
        confirmed = confirmed.filter(minutes=issued_minutes(reference))
    found = confirmed.order_by("-ruled_at", "-id").first()
    if found is None:
        raise NotFound("这份纪要没有更正过，请核对文号")
    heading = found.entry.minuted.heading if found.entry else ""
    readers = readers_of(found.minutes)
    return found.minutes.subject, erratum(found.minutes, found, heading=heading, readers=readers)


def issued_minutes(reference: str) -> Minutes:
    """Issued minutes by number or date, or the latest. Raises NotFound."""
    issued: QuerySet[Minutes] = Minutes.objects.filter(state__in=PUBLISHED).select_related("day")
    newest = issued.order_by("-issued_at", "-id")
    if reference == "latest":
        found = newest.first()
    else:
        found = newest.filter(number=reference).first() or newest.filter(day__date=_date(reference)).first()
    if found is None:
        raise NotFound("没有印发过的纪要，请核对文号或日期")
    return found


def readers_of(issued: Minutes) -> list[int]:
    """The organs that got an excerpt; one query."""
    rows = Excerpt.objects.filter(minutes=issued).order_by("organ_id")
    return list(rows.values_list("organ_id", flat=True))


def _part(place: int, part: MinutesPart, items: Sequence[MinutesItem], *, joint: bool = False) -> dict[str, Any]:
    said = [(worded(label, joint=joint), text) for name, label in SAID.items() if (text := getattr(part, name))]
    decided = [item for item in items if item.part_id == part.pk]
    return {
        "heading": f"{numeral_zh(place)}、{part.heading}",
        "said": [
            {"heading": f"（{numeral_zh(number)}）{label}", "text": text}
            for number, (label, text) in enumerate(said, 1)
        ],
        "items": [_item(number, item) for number, item in enumerate(decided, 1)],
    }


def _item(place: int, item: MinutesItem) -> dict[str, str]:
    assisting = f"配合单位：{item.assisting_names}；" if item.assisting_names else ""
    due = f"完成时限：{full_day_zh(item.due_on)}前（{item.number}）。"
    return {
        "heading": f"{place}. {item.text}",
        "duties": f"牵头单位：{item.lead_name}；{assisting}{due}",
        "criterion": item.criterion,
    }


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound("会议纪要请用文号、日期（如 2026-12-18）或 latest 指明") from error
