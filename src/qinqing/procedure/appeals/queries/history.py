"""The way of an appeal up the ladder, told step by step for those above. 四(一)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from qinqing.kernel.phrases import day_zh, full_day_zh, particular_zh
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.facts import HEARINGS
from qinqing.services.journal import queries as record

Facts = Mapping[str, Any]
TAKEN_BACK = "appeals.appeal.hearing_taken_back"
Teller = Callable[[Facts, str], str]


def steps(appeal: Appeal) -> list[str]:
    """What was done and when, a sentence each, oldest first; one query."""
    return [said for _, said in told(record.history(appeal.subject), STEPS) if said]


def told(entries: Iterable[record.Entry], tellers: Mapping[str, Teller]) -> Iterable[tuple[record.Entry, str]]:
    """Each entry that stands with its sentence, empty where ``tellers`` have none; results taken back are left out."""
    host = ""
    for entry in _that_stand(entries):
        event = entry.event.rpartition(".")[2]
        if event == "scheduled":
            host = str(entry.facts.get("day", ""))
        tell = tellers.get(event)
        # The sentence begins with the day; only where an appeal is put on an agenda is the day the news.
        where = host if event == "scheduled" else host.removeprefix(day_zh(day_of(entry.at)))
        yield entry, f"{full_day_zh(entry.at)}，{tell(entry.facts, where).rstrip('。；，')}。" if tell else ""


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
    text = particular_zh(name, facts.get(name) or "")
    return f"{before}{text.strip().rstrip('。')}" if text.strip() else ""


def _assigned(facts: Facts, host: str) -> str:
    return f"县工业信息化和商务局转{facts['lead']}牵头办理{_said(facts, 'assisting', '，配合部门：')}"


STEPS: dict[str, Teller] = {
    "lodged": lambda facts, host: "企业提交诉求",
    "received": lambda facts, host: f"县工业信息化和商务局登记企业诉求{_said(facts, 'channel', '，来源：')}",
    "written_down": lambda facts, host: f"县工业信息化和商务局记下企业诉求{_said(facts, 'channel', '，来源：')}",
    "handed_down": lambda facts, host: "市企业服务中心转来该诉求",
    "came_up": lambda facts, host: "县里报来该诉求",
    "transferred": _assigned,
    "redirected": lambda facts, host: f"改由{facts['lead']}牵头办理{_said(facts, 'reason', '，原因：')}",
    "handed_over": lambda facts, host: f"{facts['former_lead']}撤并，改由{facts['lead']}牵头办理",
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

# Whoever hears an appeal next also reads what no letter to the city tells. Opinions asked for stand beside it in full.
COURSE: dict[str, Teller] = STEPS | {
    "registered": lambda facts, host: "县工业信息化和商务局登记受理",
    "clearer_asked": lambda facts, host: f"县工业信息化和商务局请企业说清楚{_said(facts, 'note', '：')}",
    "split_off": lambda facts, host: f"由{facts['split_from']}拆分登记",
    "imported": lambda facts, host: "由台账登记",
    "signed_for": lambda facts, host: "牵头部门签收",
    "returned": lambda facts, host: f"牵头部门退回{_said(facts, 'reason', '，原因：')}",
    "insisted": lambda facts, host: f"县工业信息化和商务局裁定不改派{_said(facts, 'reason', '，原因：')}",
    "contacted": lambda facts, host: f"牵头部门首次联系企业{_said(facts, 'note', '：')}",
    "material_asked": lambda facts, host: f"牵头部门请企业补充材料{_said(facts, 'note', '：')}",
    "extension_granted": lambda facts, host: f"同意牵头部门延期{_said(facts, 'days')}个工作日",
    "left_unresolved": lambda facts, host: (
        f"牵头部门研究后未能解决{_said(facts, 'checked', '，查明：')}；原因：{_said(facts, 'reason')}"
    ),
    "answered": lambda facts, host: f"牵头部门答复企业：{_said(facts, 'answer')}",
    "fast_lane_asked": lambda facts, host: f"申请直接提交接待日研究{_said(facts, 'reason', '，原因：')}",
    "opinion_given": lambda facts, host: f"{facts['organ']}反馈处理意见",
    "opinions_compiled": lambda facts, host: "县人民政府办公室汇总各部门意见",
    "scheduled": lambda facts, host: f"列入{host or '接待日'}",
    "unscheduled": lambda facts, host: f"移出{facts['day']}{_said(facts, 'reason', '，原因：')}",
    "rescheduled": lambda facts, host: f"接待日改为{_said(facts, 'now')}{_said(facts, 'reason', '，原因：')}",
    "meeting_noted": lambda facts, host: f"{facts['meeting']}：{_said(facts, 'result')}{_said(facts, 'opinion', '，')}",
    "explained_at_hearing": lambda facts, host: f"{host or '接待日'}解释政策：{_said(facts, 'answer')}",
    "sent_to_city": lambda facts, host: "报送市企业服务中心",
    "decided_by_city": lambda facts, host: f"市里研究决定{_said(facts, 'items', '：')}",
    "unresolved_by_city": lambda facts, host: f"市里未能解决，原因：{_said(facts, 'reason')}",
    "implemented": lambda facts, host: f"决定事项落实完毕：{_said(facts, 'answer')}",
    "confirmed": lambda facts, host: "企业确认办理结果",
    "doubted_again": lambda facts, host: f"企业再次提出疑问：{_said(facts, 'doubt')}",
    "shelved": lambda facts, host: "暂时挂账",
    "taken_up": lambda facts, host: f"挂账事项重新办理{_said(facts, 'reason', '，原因：')}",
    "reopened": lambda facts, host: f"重新办理{_said(facts, 'reason', '，原因：')}",
}
