"""Minutes written from the record: the words for what happened, and what still keeps them from being issued. 四(二)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from qinqing.kernel.labels import Labelled
from qinqing.kernel.phrases import day_zh
from qinqing.procedure.receptions.rules.kinds import AWAY, WITH_ITEMS, HeardOutcome, Kind, Presence

NOON = time(12)
EVENING = time(18)
MARKS = {"minutes": "接待日纪要", "decision": "接待日决定", "joint": "联席会议纪要"}
JOINT_SERIES = "joint"


class Form(Labelled):
    """四(二): 形成会议纪要或决定; the office chooses."""

    MINUTES = "minutes", "会议纪要"
    DECISION = "decision", "会议决定"


class ErratumState(Labelled):
    """Where a correction of issued minutes stands."""

    WAITING = "waiting", "待主持领导确认"
    CONFIRMED = "confirmed", "已更正"
    DECLINED = "declined", "未同意"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One decided item as the minutes tell it; ``entry`` is the agenda item where it was decided.

    ``lead`` is an organ id, None when nobody leads; ``gone`` when the lead was abolished and nobody took over.
    """

    entry: int
    number: str
    text: str
    criterion: str
    due_on: date | None
    lead: int | None
    lead_name: str = ""
    assisting: tuple[int, ...] = ()
    assisting_names: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """One appeal as it was heard: what its part of the minutes is written from."""

    number: str
    enterprise: str
    title: str
    outcome: str
    statement: str
    opinion: str
    basis: str
    rung: int
    decided: int = 0
    guest: str = ""
    guest_name: str = ""
    items: tuple[ItemLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Came:
    """Who came for one department: its name, how, the person, the reason why not its main leader."""

    organ: str
    presence: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """A day as it was held: when, where, how, under whom; ``host`` is the title of the post, ``host_name`` a person."""

    on: date
    starts_at: time
    place: str
    kind: str
    host: str
    host_name: str

    @property
    def rank(self) -> str:
        """``副县长``: the title without the portfolio in brackets."""
        return self.host.partition("（")[0]


def number(series: str, year: int, count: int) -> str:
    """``接待日纪要〔2026〕3号``, ``联席会议纪要〔2026〕1号``: the document number, gapless per series and year."""
    return f"{MARKS[series]}〔{year}〕{count}号"


def opening(day: Held, heard: Sequence[Heard]) -> str:
    """The paragraph that says when, where and under whom the meeting was, and what it dealt with."""
    enterprises = len({one.enterprise for one in heard})
    decided = sum(len(one.items) for one in heard)
    half = "上午" if day.starts_at < NOON else "下午" if day.starts_at < EVENING else "晚上"
    if day.kind == Kind.JOINT:
        divided = f"，明确分工{decided}项" if decided else ""
        return (
            f"{day_zh(day.on, this_year=0)}{half}，县人民政府办公室在{day.place}召集联席会议，"
            f"会商企业诉求{len(heard)}件{divided}。现将有关情况纪要如下。"
        )
    how = "现场办公" if day.kind == Kind.ON_SITE else "集中接待"
    items = f"，研究决定{decided}项事项" if decided else ""
    return (
        f"{day_zh(day.on, this_year=0)}{half}，{day.rank}{day.host_name}在{day.place}主持县长服务企业接待日（{how}），"
        f"接待企业{enterprises}家，听取企业诉求{len(heard)}件{items}。现将有关情况纪要如下。"
    )


def present(day: Held, came: Iterable[Came]) -> str:
    """出席: the host, then for each department who was there."""
    there = [f"{one.organ} {one.name}" for one in came if one.presence != Presence.ABSENT]
    return "、".join(filter(None, [f"{day.rank} {day.host_name}".strip(), *there]))


def excused(came: Iterable[Came]) -> str:
    """请假: main leaders who did not come, with the reason, and who came instead."""
    return "；".join(
        f"{one.organ}主要负责人（{one.reason}{f'，委托{one.name}到会' if one.presence == Presence.SUBSTITUTE else ''}）"
        for one in came
        if one.presence != Presence.LEADER
    )


def observers(heard: Iterable[Heard]) -> str:
    """列席: the enterprises that were heard and not away, each once; who spoke for them where it was written down."""
    came = [one for one in heard if one.guest not in AWAY]
    return "、".join(dict.fromkeys(f"{one.enterprise} {one.guest_name}".strip() for one in came))


def conclusion(one: Heard) -> str:
    """What the meeting brought an appeal to, as a sentence; its items follow below."""
    if one.outcome == HeardOutcome.DECIDED:
        return "会议研究决定以下事项："
    if one.outcome == HeardOutcome.EXPLAINED:
        return f"按照{_unquoted(one.basis)}，企业所提事项目前不能办理，已当面向企业解释。"
    if one.outcome == HeardOutcome.UNRESOLVED:
        onward = "报请县长接待日研究" if one.rung == 2 else "报市企业服务中心协调"
        return f"会上未能解决，由县政府办{onward}。"
    if one.outcome == HeardOutcome.DEFERRED:
        return "缓议，待条件具备后再列入接待日研究。"
    return OF_MEETING.get(one.outcome, "")


OF_MEETING: dict[str, str] = {
    HeardOutcome.DIVIDED: "会议明确以下分工：",
    HeardOutcome.AGREED: "会议形成共同意见，供接待日研究和有关部门办理时遵循。",
    HeardOutcome.DIFFERING: "会上意见不一致，由县政府办汇总各方意见，提交接待日研究。",
}


def missing(heard: Iterable[Heard]) -> tuple[str, ...]:
    """What keeps the minutes from being issued: a sentence for each line that is missing, 四(二) and (三)."""
    return tuple(sentence for one in heard for sentence in _missing(one))


def incomplete(item: ItemLine) -> str:
    """What keeps one decided item from being done, as half a sentence; empty when nothing does, 四(三)."""
    if faults := "、".join(_lacks(item)):
        return f"决定事项{item.number}没有{faults}"
    return f"决定事项{item.number}的牵头部门{item.lead_name}已撤销，还没有承接单位" if item.gone else ""


def _missing(one: Heard) -> Iterable[str]:
    if not one.outcome:
        yield f"{one.number}还没有记录结果"
    if len(one.items) < one.decided or (one.outcome in WITH_ITEMS and not one.items):
        yield f"{one.number}研究决定了，但没有查到全部决定事项"
    for item in one.items:
        if fault := incomplete(item):
            yield fault


def _lacks(item: ItemLine) -> Iterable[str]:
    if item.lead is None:
        yield "牵头部门"
    if item.due_on is None:
        yield "完成时限"
    if not item.criterion.strip():
        yield "验收标准"


def _unquoted(basis: str) -> str:
    return basis.strip().rstrip("。；，") or "现行政策规定"
