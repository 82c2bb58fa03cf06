"""The way of an appeal up the ladder, told step by step for those above. 四(一)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from qinqing.kernel.phrases import full_day_zh
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.facts import HEARINGS
from qinqing.services.journal import queries as record

Facts = Mapping[str, Any]
TAKEN_BACK = "appeals.appeal.hearing_taken_back"
Teller = Callable[[Facts, str], str]


def steps(appeal: Appeal) -> list[str]:
    """What was done and when, a sentence each, oldest first; one query."""
    return list(_told(record.history(appeal.subject)))


def _told(entries: Iterable[record.Entry]) -> Iterable[str]:
    host = ""
    for entry in _that_stand(entries):
        event = entry.event.rpartition(".")[2]
        if event == "scheduled":
            host = str(entry.facts.get("day", ""))
        tell = STEPS.get(event)
        if tell:
            yield f"{full_day_zh(entry.at)}，{tell(entry.facts, host).rstrip('。；，')}。"


def _that_stand(entries: Iterable[record.Entry]) -> list[record.Entry]:
    """Without the results of hearings that were taken back."""
    found: list[record.Entry] = []
    for entry in entries:
        if entry.event == TAKEN_BACK:
            place = next(n for n in reversed(range(len(found))) if found[n].event in HEARINGS)
            del found[place]
        found.append(entry)
    return found


def _said(facts: Facts, name: str, before: str = "") -> str:
    """A fact with the words before it; nothing where it was not told."""
    value = facts.get(name)
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return f"{before}{text.strip().rstrip('。')}" if text.strip() else ""


def _assigned(facts: Facts, host: str) -> str:
    return f"县工业信息化和商务局转{facts['lead']}牵头办理{_said(facts, 'assisting', '，配合部门：')}"


STEPS: dict[str, Teller] = {
    "lodged": lambda facts, host: "企业提交诉求",
    "received": lambda facts, host: f"县工业信息化和商务局登记企业诉求{_said(facts, 'channel', '，来源：')}",
    "written_down": lambda facts, host: f"县工业信息化和商务局记下企业诉求{_said(facts, 'channel', '，来源：')}",
    "handed_down": lambda facts, host: "市企业服务中心转来该诉求",
    "transferred": _assigned,
    "redirected": lambda facts, host: f"改由{facts['lead']}牵头办理{_said(facts, 'reason', '，原因：')}",
    "assisted": lambda facts, host: f"{facts['organ']}反馈配合意见：{_said(facts, 'opinion')}",
    "left_unresolved": lambda facts, host: f"牵头部门研究后未能解决，原因：{_said(facts, 'reason')}",
    "raised": lambda facts, host: f"部门办理超期，提级办理{_said(facts, 'reason', '，原因：')}",
    "compiled": lambda facts, host: f"县工业信息化和商务局汇总报县人民政府办公室{_said(facts, 'batch', '，批次：')}",
    "fast_lane_accepted": lambda facts, host: "县人民政府办公室同意直接提交接待日研究",
    "consulted": lambda facts, host: f"县人民政府办公室征求部门意见{_said(facts, 'organs', '：')}",
    "opinion_given": lambda facts, host: f"{facts['organ']}反馈处理意见：{_said(facts, 'opinion')}",
    "unresolved_at_hearing": lambda facts, host: f"{host or '接待日'}研究后仍无法解决，原因：{_said(facts, 'reason')}",
    "deferred": lambda facts, host: f"{host or '接待日'}研究后缓议{_said(facts, 'reason', '，原因：')}",
    "reported_to_mayor": lambda facts, host: f"县人民政府办公室梳理后报县长{_said(facts, 'note', '：')}",
    "ruled_unresolved": lambda facts, host: (
        f"企业再次提出疑问，县工业信息化和商务局负责人裁定提级{_said(facts, 'reason', '，原因：')}"
    ),
    "decided": lambda facts, host: f"{host or '接待日'}研究决定{_said(facts, 'items', '：')}",
    "doubted": lambda facts, host: f"企业提出疑问：{_said(facts, 'doubt')}",
}
