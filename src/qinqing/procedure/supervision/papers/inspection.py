"""季度督查报告: to the mayor and the deputy mayors, what became of what was decided. 四(五)."""

import re
from collections.abc import Iterable
from typing import Any

from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import day_zh
from qinqing.kernel.shaping import clean_line, fold
from qinqing.procedure.appeals.papers import for_departments
from qinqing.procedure.plan.rules import cite
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.models import Finding, Round
from qinqing.procedure.supervision.queries.facts import heir
from qinqing.procedure.supervision.queries.inspections import counted
from qinqing.procedure.supervision.rules.inspection import Result, share, tally
from qinqing.procedure.supervision.states import FindingState, RoundState

NUMBERED = re.compile(r"([0-9]{4})-?Q?([1-4])\Z")
HEADINGS = {
    Result.NOT_IMPLEMENTED: "（一）未落实",
    Result.IN_PROGRESS: "（二）推进中",
    Result.IMPLEMENTED: "（三）落实",
}


def inspection(one: Round) -> dict[str, Any]:
    """季度督查报告: figures by department, every finding, what became of what was carried; two queries."""
    figures = one.figures or tally(counted(one))
    rows = Finding.objects.filter(round=one).select_related("appeal", "item", "former")
    found = list(rows.order_by("pk"))
    whole = int(str(figures["all"]))
    return {
        "addressees": "县长、各分管副县长",
        "quarter": one.when.label,
        "clause": cite("四(五)"),
        "drawn": _drawn(figures),
        "anything": bool(found),
        "nothing": not found,
        **{result.value: share(int(str(figures[result.value])), whole) for result in Result},
        "organs": _organs(figures),
        "lists": [_list(result, found) for result in HEADINGS],
        "carried": any(row.former for row in found),
        "progress": _progress(figures),
        "carried_rows": [_carried(place, row) for place, row in enumerate((one for one in found if one.former), 1)],
        "conclusion": one.conclusion or "—",
        "issuer": _issuer(),
    }


def inspection_for(reference: str) -> tuple[str, dict[str, Any]]:
    """The report of a quarter (``2026-4``, ``2026Q4``), or of the latest. Raises NotFound."""
    rounds = Round.objects.filter(state=RoundState.CLOSED).order_by("-year", "-quarter")
    told = NUMBERED.match(clean_line(fold(reference)).upper())
    if reference != "latest":
        rounds = rounds.filter(year=int(told[1]), quarter=int(told[2])) if told else rounds.none()
    one = rounds.first()
    if one is None:
        raise NotFound("没有这个季度的督查报告，请用 2026-4 这样的写法或 latest 指明")
    return one.subject, inspection(one)


def _issuer() -> str:
    found = register.inspectorate()
    return found.name if found else "县人民政府督查室"


def _drawn(figures: dict[str, Any]) -> str:
    if not figures["all"]:
        return "本季度没有需要督查的决定事项，也没有长期未办结的诉求"
    return (
        f"本季度督查{figures['all']}件，其中决定事项{figures['items']}件、长期未办结诉求{figures['appeals']}件，"
        f"上轮结转{figures['carried']}件"
    )


def _organs(figures: dict[str, Any]) -> list[dict[str, str]]:
    names = ("all", *(result.value for result in Result), "carried", "rectified")
    return [
        {"organ": row["organ"], **{name: str(row[name]) for name in names},
         "rate": share(row[Result.IMPLEMENTED], row["all"])}
        for row in figures["organs"]
    ]  # fmt: skip


def _list(result: Result, found: Iterable[Finding]) -> dict[str, Any]:
    rows = [row for row in found if row.result == result]
    return {
        "heading": f"{HEADINGS[result]}（{len(rows)}件）",
        "none": not rows,
        "rows": [_row(place, row) for place, row in enumerate(rows, 1)],
    }


def _row(place: int, row: Finding) -> dict[str, str]:
    told = {
        "place": str(place),
        "matter": row.number,
        "subject": row.item.text if row.item else row.appeal.title,
        "organ": _organ(row),
        "words": row.words,
        "after": _after(row),
    }
    return for_departments(row.appeal, told)


def _carried(place: int, row: Finding) -> dict[str, str]:
    assert row.former is not None  # the caller has chosen those
    return _row(place, row) | {"former": Result(row.former.result).label, "now": Result(row.result).label}


def _organ(row: Finding) -> str:
    """Who answers for it today, and who did before it was abolished."""
    now, former = heir(row.organ_id), row.former_organ_id
    name = register.organ(now).name
    before = former or (row.organ_id if now != row.organ_id else None)
    return f"{name}（承接{register.organ(before).name}）" if before else name


def _after(row: Finding) -> str:
    if row.result != Result.NOT_IMPLEMENTED:
        return f"{day_zh(row.visit_on)}实地督查" if row.visit_on else "—"
    state = FindingState(row.state)
    return f"限{row.rectify_days}个工作日整改，{state.label}"


def _progress(figures: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "former": Result(row["former"]).label,
            **{name: str(row[name]) for name in ("all", *(one.value for one in Result))},
        }
        for row in figures["progress"]
    ]
